// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test, Vm} from "forge-std/Test.sol";

import {InferenceEscrow} from "src/InferenceEscrow.sol";
import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";
import {ChannelHashes} from "src/libraries/ChannelHashes.sol";
import {Vouchers} from "src/libraries/Vouchers.sol";

import {TokenMock} from "../mocks/TokenMock.sol";
import {FixedNonceSigner} from "./FixedNonceSigner.sol";

/// @title What every test of the escrow starts from: an escrow, a token, a funded payer, a signer, a provider
/// @dev Hashes are computed with plain `abi.encode`, apart from the escrow's own code for the vouchers.
abstract contract EscrowTest is Test {
    address internal constant NATIVE = address(0);
    uint32 internal constant NOTICE = 1 days;
    uint96 internal constant FUNDS = 1_000e6;

    InferenceEscrow internal escrow;
    TokenMock internal token;

    Vm.Wallet internal payer;
    Vm.Wallet internal signer;
    Vm.Wallet internal provider;
    address internal stranger = makeAddr("stranger");

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        escrow = new InferenceEscrow();
        token = new TokenMock();
        payer = vm.createWallet("payer");
        signer = vm.createWallet("signer");
        provider = vm.createWallet("provider");
    }

    // -------------------------------------------------------------------------------------------------------- money

    /// @dev Gives `account` a prepaid balance in the token.
    function fund(address account, uint256 amount) internal {
        token.mint(account, amount);
        vm.startPrank(account);
        token.approve(address(escrow), amount);
        escrow.deposit(address(token), amount, account);
        vm.stopPrank();
    }

    function fundNative(address account, uint256 amount) internal {
        vm.deal(account, account.balance + amount);
        vm.prank(account);
        escrow.depositNative{value: amount}(account);
    }

    // ----------------------------------------------------------------------------------------------------- channels

    function channelOf(uint32 salt) internal view returns (IInferenceEscrow.Channel memory) {
        return channelOf(signer.addr, provider.addr, address(token), salt);
    }

    function channelOf(address signer_, address receiver, address token_, uint32 salt)
        internal
        pure
        returns (IInferenceEscrow.Channel memory)
    {
        return IInferenceEscrow.Channel({signer: signer_, receiver: receiver, token: token_, salt: salt});
    }

    function openingOf(IInferenceEscrow.Channel memory channel, uint96 amount)
        internal
        view
        returns (IInferenceEscrow.Opening memory)
    {
        return IInferenceEscrow.Opening({
            channel: channel,
            payer: payer.addr,
            amount: amount,
            noticeSeconds: NOTICE,
            deadline: uint64(block.timestamp + 1 hours)
        });
    }

    /// @dev Funds the payer with `amount` and opens the channel of `salt` with all of it.
    function openChannel(uint32 salt, uint96 amount)
        internal
        returns (IInferenceEscrow.Channel memory channel, bytes32 id)
    {
        channel = channelOf(salt);
        fund(payer.addr, amount);
        id = openFromBalance(channel, amount);
    }

    function openFromBalance(IInferenceEscrow.Channel memory channel, uint96 amount) internal returns (bytes32 id) {
        IInferenceEscrow.Opening memory opening = openingOf(channel, amount);
        bytes memory consent = signSignerConsent(signer, opening);
        vm.prank(payer.addr);
        id = escrow.open(opening, "", consent);
    }

    function idOf(IInferenceEscrow.Channel memory c) internal pure returns (bytes32) {
        return keccak256(abi.encode(c.signer, c.receiver, c.token, c.salt));
    }

    /// @dev As the receiver, who alone may.
    function postVouchers(address receiver, address token_, bytes memory rows) internal returns (uint256) {
        vm.prank(receiver);
        return escrow.post(receiver, token_, rows);
    }

    // --------------------------------------------------------------------------------------------------- signatures

    function digestOf(bytes32 structHash) internal view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", escrow.DOMAIN_SEPARATOR(), structHash));
    }

    function signOpening(Vm.Wallet memory by, IInferenceEscrow.Opening memory opening) internal returns (bytes memory) {
        return sign(by, digestOf(keccak256(abi.encode(ChannelHashes.OPENING_TYPEHASH, opening))));
    }

    function signSignerConsent(Vm.Wallet memory by, IInferenceEscrow.Opening memory opening)
        internal
        returns (bytes memory)
    {
        return sign(by, digestOf(keccak256(abi.encode(ChannelHashes.SIGNER_CONSENT_TYPEHASH, opening))));
    }

    function signCloseConsent(Vm.Wallet memory by, bytes32 id, uint96 finalAmount, uint64 deadline)
        internal
        returns (bytes memory)
    {
        return sign(
            by, digestOf(keccak256(abi.encode(ChannelHashes.CLOSE_CONSENT_TYPEHASH, id, finalAmount, deadline)))
        );
    }

    function voucherDigest(address receiver, address token_, uint32 salt, uint96 cumulative)
        internal
        view
        returns (bytes32)
    {
        return digestOf(keccak256(abi.encode(Vouchers.TYPEHASH, receiver, token_, salt, cumulative)));
    }

    /// @dev One 80-byte row.
    function voucher(Vm.Wallet memory by, IInferenceEscrow.Channel memory channel, uint96 cumulative)
        internal
        returns (bytes memory)
    {
        bytes32 digest = voucherDigest(channel.receiver, channel.token, channel.salt, cumulative);
        (uint8 v, bytes32 r, bytes32 s) = signParts(by, digest);
        return abi.encodePacked(r, uint256(s) | (uint256(v - 27) << 255), channel.salt, cumulative);
    }

    function sign(Vm.Wallet memory by, bytes32 digest) internal returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = signParts(by, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev Overridden with `vm.sign` where signatures themselves are tested, or their gas.
    function signParts(Vm.Wallet memory by, bytes32 digest) internal virtual returns (uint8 v, bytes32 r, bytes32 s) {
        return FixedNonceSigner.sign(by.privateKey, digest);
    }
}
