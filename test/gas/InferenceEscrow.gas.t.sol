// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Vm} from "forge-std/Test.sol";

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {EscrowTest} from "../support/EscrowTest.sol";
import {LedgerFloor} from "./probes/LedgerFloor.sol";
import {SettleFloor} from "./probes/SettleFloor.sol";

/// @title What each operation of the escrow costs as a transaction of its own
/// @dev Each test makes every slot that the operation writes non-zero first, unless its name ends in "first". The floors
/// are measured with probes in the same test, under the names of the operations. ts/scripts/gas.ts prints both.
contract InferenceEscrowGasTest is EscrowTest {
    string private constant MEASURED = "InferenceEscrow";
    string private constant FLOOR = "InferenceEscrow.floor";

    /// @dev What one inference costs, in a token with 6 decimals: 137 millionths of a dollar.
    uint96 private constant PRICE = 137;
    uint96 private constant INFERENCES = 10_000;
    uint96 private constant VOUCHER = PRICE * INFERENCES;
    /// @dev No byte of it is zero, nor of the 100 that follow it.
    uint32 private constant SALT = 0x7A11E501;
    uint256 private constant PAYERS = 100;

    SettleFloor private _settleFloor;
    LedgerFloor private _ledgerFloor;

    function setUp() public override {
        super.setUp();
        _settleFloor = new SettleFloor(escrow.DOMAIN_SEPARATOR());
        _ledgerFloor = new LedgerFloor();

        // Every account holds tokens and a balance, and so do escrow and probes.
        fund(payer.addr, 10 * FUNDS);
        fund(provider.addr, FUNDS);
        fundNative(payer.addr, 10 ether);
        token.mint(payer.addr, FUNDS);
        token.mint(provider.addr, FUNDS);
        token.mint(address(_settleFloor), FUNDS);
        token.mint(address(_ledgerFloor), FUNDS);
        vm.deal(payer.addr, 10 ether);
        vm.deal(provider.addr, 10 ether);
        vm.startPrank(payer.addr);
        token.approve(address(escrow), type(uint256).max);
        token.approve(address(_ledgerFloor), type(uint256).max);
        _ledgerFloor.deposit(IERC20(address(token)), FUNDS / 2, payer.addr);
        _ledgerFloor.depositNative{value: 1 ether}(payer.addr);
        vm.stopPrank();
    }

    // ------------------------------------------------------------------------------------------------------- settle

    function test_Gas_SettleOneVoucher() public {
        IInferenceEscrow.Channel memory channel = _openChannel(payer, SALT, address(token));
        bytes memory earlier = voucher(payer, channel, VOUCHER);
        bytes memory later = voucher(payer, channel, 2 * VOUCHER);
        escrow.settle(provider.addr, address(token), earlier);
        assertEq(escrow.settle(provider.addr, address(token), later), VOUCHER);
        _record("settle one voucher, payout included");

        _settleFloor.settle(provider.addr, IERC20(address(token)), earlier);
        _settleFloor.settle(provider.addr, IERC20(address(token)), later);
        _recordFloor("settle one voucher, payout included");
    }

    function test_Gas_SettleOneVoucher_First() public {
        address newcomer = makeAddr("newcomer");
        IInferenceEscrow.Channel memory channel = channelOf(payer.addr, newcomer, address(token), SALT);
        openFromBalance(channel, FUNDS);
        escrow.settle(newcomer, address(token), voucher(payer, channel, VOUCHER));
        _record("settle one voucher, payout included, first");
    }

    function test_Gas_SettleOneVoucher_Native() public {
        IInferenceEscrow.Channel memory channel = _openChannel(payer, SALT, NATIVE);
        escrow.settle(provider.addr, NATIVE, voucher(payer, channel, VOUCHER));
        escrow.settle(provider.addr, NATIVE, voucher(payer, channel, 2 * VOUCHER));
        _record("settle one voucher in the native coin, payout included");
    }

    function test_Gas_SettleHundredVouchers() public {
        bytes memory earlier;
        bytes memory later;
        for (uint32 i = 0; i < PAYERS; ++i) {
            Vm.Wallet memory other = vm.createWallet(string.concat("payer ", vm.toString(i)));
            fund(other.addr, FUNDS);
            IInferenceEscrow.Channel memory channel = channelOf(other.addr, provider.addr, address(token), SALT + i);
            IInferenceEscrow.Opening memory opening = openingOf(channel, FUNDS);
            opening.payer = other.addr;
            vm.prank(other.addr);
            escrow.open(opening, "", "");
            earlier = bytes.concat(earlier, voucher(other, channel, VOUCHER));
            later = bytes.concat(later, voucher(other, channel, 2 * VOUCHER));
        }
        escrow.settle(provider.addr, address(token), earlier);
        assertEq(escrow.settle(provider.addr, address(token), later), PAYERS * VOUCHER);
        _record("settle 100 vouchers of 100 payers, payout included");

        _settleFloor.settle(provider.addr, IERC20(address(token)), earlier);
        _settleFloor.settle(provider.addr, IERC20(address(token)), later);
        _recordFloor("settle 100 vouchers of 100 payers, payout included");
    }

    function test_Gas_PostOneVoucher() public {
        IInferenceEscrow.Channel memory channel = _openChannel(payer, SALT, address(token));
        bytes memory earlier = voucher(payer, channel, VOUCHER);
        bytes memory later = voucher(payer, channel, 2 * VOUCHER);
        postVouchers(provider.addr, address(token), earlier);
        postVouchers(provider.addr, address(token), later);
        _record("post one voucher without payout");

        _settleFloor.post(provider.addr, address(token), earlier);
        _settleFloor.post(provider.addr, address(token), later);
        _recordFloor("post one voucher without payout");
    }

    // ------------------------------------------------------------------------------------------------------ deposit

    function test_Gas_Deposit() public {
        vm.startPrank(payer.addr);
        escrow.deposit(address(token), VOUCHER, payer.addr);
        _record("deposit an ERC-20");
        _ledgerFloor.deposit(IERC20(address(token)), VOUCHER, payer.addr);
        _recordFloor("deposit an ERC-20");

        escrow.deposit(address(token), VOUCHER, makeAddr("newcomer"));
        _record("deposit an ERC-20, first");
        _ledgerFloor.deposit(IERC20(address(token)), VOUCHER, makeAddr("newcomer"));
        _recordFloor("deposit an ERC-20, first");
    }

    function test_Gas_DepositNative() public {
        vm.startPrank(payer.addr);
        escrow.depositNative{value: 1 ether}(payer.addr);
        _record("deposit the native coin");
        _ledgerFloor.depositNative{value: 1 ether}(payer.addr);
        _recordFloor("deposit the native coin");

        escrow.depositNative{value: 1 ether}(makeAddr("newcomer"));
        _record("deposit the native coin, first");
        _ledgerFloor.depositNative{value: 1 ether}(makeAddr("newcomer"));
        _recordFloor("deposit the native coin, first");
    }

    /// @dev The second permit is measured: the token's nonce of the payer is in use by then. The allowance comes and goes.
    function test_Gas_DepositWithPermit() public {
        vm.prank(payer.addr);
        token.approve(address(escrow), 0);
        _depositWithPermit();
        _depositWithPermit();
        _record("deposit an ERC-20 by EIP-2612 permit");
    }

    function test_Gas_DepositWithAuthorization() public {
        IPayments.Authorization memory authorization = IPayments.Authorization({
            from: payer.addr,
            value: VOUCHER,
            validAfter: block.timestamp - 1,
            validBefore: block.timestamp + 1 hours,
            salt: uint256(keccak256("authorization")),
            signature: ""
        });
        authorization.signature = _signAuthorization(authorization);
        escrow.depositWithAuthorization(address(token), payer.addr, authorization);
        _record("deposit an ERC-20 by EIP-3009 authorisation");
    }

    // ----------------------------------------------------------------------------------------------------- withdraw

    function test_Gas_Withdraw() public {
        vm.startPrank(payer.addr);
        escrow.withdraw(address(token), VOUCHER, payer.addr);
        _record("withdraw an ERC-20");
        _ledgerFloor.withdraw(IERC20(address(token)), VOUCHER, payer.addr);
        _recordFloor("withdraw an ERC-20");

        escrow.withdraw(NATIVE, 1 ether, payer.addr);
        _record("withdraw the native coin");
    }

    // -------------------------------------------------------------------------------------------------------- open

    function test_Gas_OpenAsSigner() public {
        IInferenceEscrow.Channel memory channel = channelOf(payer.addr, provider.addr, address(token), SALT);
        IInferenceEscrow.Opening memory opening = openingOf(channel, FUNDS);
        vm.startPrank(payer.addr);
        escrow.open(opening, "", "");
        _record("open a channel, the payer signs its vouchers");
        _ledgerFloor.open(idOf(channel), address(token), FUNDS / 4, NOTICE);
        _recordFloor("open a channel, the payer signs its vouchers");
    }

    function test_Gas_OpenWithSessionKey() public {
        IInferenceEscrow.Channel memory channel = channelOf(SALT);
        IInferenceEscrow.Opening memory opening = openingOf(channel, FUNDS);
        bytes memory consent = signSignerConsent(signer, opening);
        bytes32 digest = keccak256(abi.encode(idOf(channel), address(token), FUNDS / 4, NOTICE));
        (bytes32 r, bytes32 vs) = vm.signCompact(signer, digest);
        vm.startPrank(payer.addr);
        escrow.open(opening, "", consent);
        _record("open a channel, a session key signs its vouchers");
        _ledgerFloor.openCosigned(idOf(channel), address(token), FUNDS / 4, NOTICE, r, vs);
        _recordFloor("open a channel, a session key signs its vouchers");
    }

    function test_Gas_OpenRelayed() public {
        IInferenceEscrow.Opening memory opening = openingOf(channelOf(SALT), FUNDS);
        bytes memory consent = signSignerConsent(signer, opening);
        bytes memory order = signOpening(payer, opening);
        vm.prank(stranger);
        escrow.open(opening, order, consent);
        _record("open a channel, relayed, with a session key");
    }

    function test_Gas_TopUp() public {
        IInferenceEscrow.Channel memory channel = _openChannel(payer, SALT, address(token));
        vm.startPrank(payer.addr);
        escrow.topUp(channel, VOUCHER);
        _record("top up a channel");

        _ledgerFloor.open(idOf(channel), address(token), FUNDS / 4, NOTICE);
        _ledgerFloor.topUp(idOf(channel), address(token), VOUCHER);
        _recordFloor("top up a channel");
    }

    // -------------------------------------------------------------------------------------------------------- close

    function test_Gas_CloseAfterNotice() public {
        IInferenceEscrow.Channel memory channel = _openSettled();
        vm.startPrank(payer.addr);
        escrow.startClose(channel);
        _record("start to close a channel");
        _ledgerFloor.startClose(idOf(channel));
        _recordFloor("start to close a channel");

        vm.warp(block.timestamp + NOTICE);
        escrow.finishClose(channel);
        _record("finish to close a channel");
        _ledgerFloor.close(idOf(channel), address(token));
        _recordFloor("finish to close a channel");
    }

    function test_Gas_CloseByReceiver() public {
        IInferenceEscrow.Channel memory channel = _openSettled();
        vm.startPrank(provider.addr);
        escrow.closeWithConsent(channel, VOUCHER, 0, "");
        _record("close a channel with consent, the receiver calls");
        _ledgerFloor.close(idOf(channel), address(token));
        _recordFloor("close a channel with consent, the receiver calls");
    }

    function test_Gas_CloseByPayer() public {
        IInferenceEscrow.Channel memory channel = _openSettled();
        uint64 deadline = uint64(block.timestamp + 1 hours);
        bytes memory consent = signCloseConsent(provider, idOf(channel), 2 * VOUCHER, deadline);
        vm.prank(payer.addr);
        escrow.closeWithConsent(channel, 2 * VOUCHER, deadline, consent);
        _record("close a channel with signed consent, payout included");
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function signParts(Vm.Wallet memory by, bytes32 digest) internal override returns (uint8 v, bytes32 r, bytes32 s) {
        return vm.sign(by, digest);
    }

    function _record(string memory operation) private {
        vm.snapshotGasLastCall(MEASURED, operation);
    }

    function _recordFloor(string memory operation) private {
        vm.snapshotGasLastCall(FLOOR, operation);
    }

    /// @dev The payer opens with its balance; it is the signer too.
    function _openChannel(Vm.Wallet memory by, uint32 salt, address token_)
        private
        returns (IInferenceEscrow.Channel memory channel)
    {
        channel = channelOf(by.addr, provider.addr, token_, salt);
        openFromBalance(channel, FUNDS);
    }

    /// @dev A channel with one voucher settled, and its twin in the probe.
    function _openSettled() private returns (IInferenceEscrow.Channel memory channel) {
        channel = _openChannel(payer, SALT, address(token));
        escrow.settle(provider.addr, address(token), voucher(payer, channel, VOUCHER));
        vm.prank(payer.addr);
        _ledgerFloor.open(idOf(channel), address(token), FUNDS / 4, NOTICE);
    }

    function _depositWithPermit() private {
        uint256 deadline = block.timestamp + 1 hours;
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                payer.addr,
                address(escrow),
                uint256(VOUCHER),
                IERC20Permit(address(token)).nonces(payer.addr),
                deadline
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(payer, _tokenDigest(structHash));
        vm.prank(payer.addr);
        escrow.depositWithPermit(address(token), VOUCHER, payer.addr, deadline, v, r, s);
    }

    function _signAuthorization(IPayments.Authorization memory a) private returns (bytes memory) {
        bytes32 nonce = escrow.depositNonce(payer.addr, a.salt);
        return sign(
            payer,
            _tokenDigest(
                keccak256(
                    abi.encode(
                        token.RECEIVE_TYPEHASH(), a.from, address(escrow), a.value, a.validAfter, a.validBefore, nonce
                    )
                )
            )
        );
    }

    function _tokenDigest(bytes32 structHash) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
    }
}
