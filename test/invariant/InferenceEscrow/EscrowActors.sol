// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";

import {PickyToken} from "../../mocks/PickyToken.sol";
import {RefusingReceiver} from "../../mocks/RefusingReceiver.sol";
import {TokenMock} from "../../mocks/TokenMock.sol";
import {EscrowTest} from "../../support/EscrowTest.sol";
import {EscrowGhosts, GhostChannel} from "./EscrowGhosts.sol";

/// @title Who takes part in the escrow's campaign, and what is watched around each call
/// @dev Three payers, six signers (the payers among them), three receivers: an account, one that the second token refuses
/// to pay, and a contract that takes no native coin. Two tokens and the native coin.
abstract contract EscrowActors is EscrowTest {
    uint256 private constant WATCHED_CHANNELS = 6;

    EscrowGhosts public ghosts;

    Vm.Wallet[] internal _payers;
    Vm.Wallet[] internal _signers;
    address[] internal _receivers;
    address[] internal _tokens;
    address[] internal _accounts;
    mapping(address account => Vm.Wallet) internal _walletOf;

    uint32 internal _nextSalt = 1;

    bytes32[] private _watchedIds;
    bytes32[] private _watchedViews;
    uint256[] private _watchedBalances;
    mapping(bytes32 id => uint256 call) private _touchedIn;
    uint256 private _call;

    constructor() {
        setUp();
        ghosts = new EscrowGhosts();
        for (uint256 i = 0; i < 3; ++i) {
            _payers.push(_newWallet(string.concat("payer", vm.toString(i))));
            _signers.push(_payers[i]);
        }
        for (uint256 i = 0; i < 3; ++i) {
            _signers.push(_newWallet(string.concat("signer", vm.toString(i))));
        }
        address refused = _newWallet("refusedProvider").addr;
        _receivers = [_newWallet("provider0").addr, refused, address(new RefusingReceiver())];
        _tokens = [address(token), address(new PickyToken(refused)), NATIVE];
        _accounts =
            [_payers[0].addr, _payers[1].addr, _payers[2].addr, _receivers[0], _receivers[1], _receivers[2], stranger];
    }

    function tokens() external view returns (address[] memory) {
        return _tokens;
    }

    function accounts() external view returns (address[] memory) {
        return _accounts;
    }

    function target() external view returns (address) {
        return address(escrow);
    }

    // ------------------------------------------------------------------------------------------------------- picking

    function _pickPayer(uint256 seed) internal view returns (address) {
        return _payers[seed % _payers.length].addr;
    }

    function _pickToken(uint256 seed) internal view returns (address) {
        return _tokens[seed % _tokens.length];
    }

    /// @dev A channel that is open and, unless `closing`, without notice; opens one if there is none.
    function _pickChannel(uint256 seed, bool closing) internal returns (bytes32) {
        uint256 count = ghosts.channelCount();
        for (uint256 i = 0; i < count && i < 40; ++i) {
            bytes32 id = ghosts.ids(addmod(seed, i, count));
            IInferenceEscrow.ChannelStatus status = escrow.getChannel(id).status;
            if (status == IInferenceEscrow.ChannelStatus.Open) return id;
            if (closing && status == IInferenceEscrow.ChannelStatus.Closing) return id;
        }
        return _openNew(seed, 1 + uint96(seed % 1e12));
    }

    /// @dev Opens a channel from a payer's balance, which is deposited before.
    function _openNew(uint256 seed, uint96 amount) internal returns (bytes32 id) {
        address from = _pickPayer(seed);
        address asset = _pickToken(seed >> 8);
        _depositFor(from, asset, amount);
        IInferenceEscrow.Opening memory opening = _newOpening(seed, from, asset, amount);
        bytes memory consent = signSignerConsent(_walletOf[opening.channel.signer], opening);
        vm.prank(from);
        id = escrow.open(opening, "", consent);
        ghosts.recordOpened(id, opening.channel, from, amount);
    }

    function _newOpening(uint256 seed, address from, address asset, uint96 amount)
        internal
        returns (IInferenceEscrow.Opening memory opening)
    {
        address receiver = _receivers[(seed >> 16) % _receivers.length];
        address signer_ = _signers[(seed >> 24) % _signers.length].addr;
        opening = IInferenceEscrow.Opening({
            channel: channelOf(signer_, receiver, asset, _nextSalt++),
            payer: from,
            amount: amount,
            noticeSeconds: uint32(bound(seed >> 32, 1 days, 30 days)),
            deadline: uint64(block.timestamp + 1)
        });
    }

    // --------------------------------------------------------------------------------------------------------- money

    function _depositFor(address from, address asset, uint256 amount) internal {
        if (asset == NATIVE) {
            vm.deal(from, amount);
            vm.prank(from);
            escrow.depositNative{value: amount}(from);
        } else {
            TokenMock(asset).mint(from, amount);
            vm.startPrank(from);
            TokenMock(asset).approve(address(escrow), amount);
            escrow.deposit(asset, amount, from);
            vm.stopPrank();
        }
        ghosts.recordDeposit(asset, amount);
    }

    function _holding(address account, address asset) internal view returns (uint256) {
        return asset == NATIVE ? account.balance : TokenMock(asset).balanceOf(account);
    }

    /// @dev What `account` has of `asset`, outside the escrow and in it.
    function _wealth(address account, address asset) internal view returns (uint256) {
        return _holding(account, asset) + escrow.balanceOf(account, asset);
    }

    function _viewHash(bytes32 id) internal view returns (bytes32) {
        return keccak256(abi.encode(escrow.getChannel(id)));
    }

    // ------------------------------------------------------------------------------------------------------ watching

    /// @dev Notes every balance and some channels before a call.
    function _watch(uint256 seed) internal {
        ++_call;
        delete _watchedIds;
        delete _watchedViews;
        uint256 count = ghosts.channelCount();
        for (uint256 i = 0; i < WATCHED_CHANNELS && i < count; ++i) {
            bytes32 id = ghosts.ids(addmod(seed, i, count));
            _watchedIds.push(id);
            _watchedViews.push(_viewHash(id));
        }
        _watchedBalances = ghosts.balances(escrow, _accounts, _tokens);
    }

    function _touch(bytes32 id) internal {
        _touchedIn[id] = _call;
    }

    /// @dev Nobody but `debtor` lost balance, and no channel but the touched ones changed.
    function _checkBystanders(address debtor) internal view {
        for (uint256 i = 0; i < _watchedIds.length; ++i) {
            if (_touchedIn[_watchedIds[i]] == _call) continue;
            assertEq(_viewHash(_watchedIds[i]), _watchedViews[i], "C-11: a bystander channel changed");
        }
        uint256[] memory balances = ghosts.balances(escrow, _accounts, _tokens);
        for (uint256 i = 0; i < balances.length; ++i) {
            if (_accounts[i / _tokens.length] == debtor) continue;
            assertGe(balances[i], _watchedBalances[i], "C-9: a balance fell without its owner");
        }
    }

    function _newWallet(string memory name) private returns (Vm.Wallet memory wallet) {
        wallet = vm.createWallet(name);
        _walletOf[wallet.addr] = wallet;
    }

    function _ghost(bytes32 id) internal view returns (GhostChannel memory) {
        return ghosts.channel(id);
    }
}
