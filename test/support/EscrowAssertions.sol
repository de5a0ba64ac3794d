// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";
import {IPayments} from "src/interfaces/IPayments.sol";
import {IPrepaidLedger} from "src/interfaces/IPrepaidLedger.sol";

import {TokenMock} from "../mocks/TokenMock.sol";
import {EscrowTest} from "./EscrowTest.sol";
import {SignatureForms} from "./SignatureForms.sol";

/// @title What tests of the escrow expect: its events with all topics and data, a channel's record, what parties hold
abstract contract EscrowAssertions is EscrowTest, SignatureForms {
    bytes32 internal constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    // ------------------------------------------------------------------------------------------------------- events

    function expectDeposited(address beneficiary, address token_, address from, uint256 amount) internal {
        vm.expectEmit(address(escrow));
        emit IPrepaidLedger.Deposited(beneficiary, token_, from, amount);
    }

    function expectWithdrawn(address account, address token_, address to, uint256 amount) internal {
        vm.expectEmit(address(escrow));
        emit IPrepaidLedger.Withdrawn(account, token_, to, amount);
    }

    function expectCredited(address account, address token_, uint256 amount) internal {
        vm.expectEmit(address(escrow));
        emit IPrepaidLedger.Credited(account, token_, amount);
    }

    function expectOpened(IInferenceEscrow.Opening memory opening) internal {
        IInferenceEscrow.Channel memory c = opening.channel;
        vm.expectEmit(address(escrow));
        emit IInferenceEscrow.ChannelOpened(
            idOf(c), opening.payer, c.receiver, c.signer, c.token, c.salt, opening.amount, opening.noticeSeconds
        );
    }

    function expectToppedUp(bytes32 id, address from, uint96 amount) internal {
        vm.expectEmit(address(escrow));
        emit IInferenceEscrow.ChannelToppedUp(id, from, amount);
    }

    function expectSettled(bytes32 id, uint96 cumulative) internal {
        vm.expectEmit(address(escrow));
        emit IInferenceEscrow.VoucherSettled(id, cumulative);
    }

    function expectSkipped(uint256 index, bytes32 id, uint96 cumulative, IInferenceEscrow.SkipReason reason) internal {
        vm.expectEmit(address(escrow));
        emit IInferenceEscrow.VoucherSkipped(index, id, cumulative, reason);
    }

    function expectClosing(bytes32 id, uint40 closesAt) internal {
        vm.expectEmit(address(escrow));
        emit IInferenceEscrow.ChannelClosing(id, closesAt);
    }

    function expectClosed(bytes32 id, uint96 claimed, uint96 refunded) internal {
        vm.expectEmit(address(escrow));
        emit IInferenceEscrow.ChannelClosed(id, claimed, refunded);
    }

    /// @dev The logs of the escrow alone, since `vm.recordLogs()`.
    function escrowLogCount() internal returns (uint256 count) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == address(escrow)) ++count;
        }
    }

    // ------------------------------------------------------------------------------------------------------- errors

    function expectWrongStatus(IInferenceEscrow.ChannelStatus actual, IInferenceEscrow.ChannelStatus required)
        internal
    {
        vm.expectRevert(abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_WrongStatus.selector, actual, required));
    }

    function expectInvalidSignature(address account) internal {
        vm.expectRevert(abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_InvalidSignature.selector, account));
    }

    function expectInsufficientBalance(uint256 balance, uint256 amount) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IPrepaidLedger.PrepaidLedger_InsufficientBalance.selector, balance, amount)
        );
    }

    function expectInvalidAccount(address account) internal {
        vm.expectRevert(abi.encodeWithSelector(IPayments.Payments_InvalidAccount.selector, account));
    }

    function expectNothingReceived(address token_) internal {
        vm.expectRevert(abi.encodeWithSelector(IPrepaidLedger.PrepaidLedger_NothingReceived.selector, token_));
    }

    // ------------------------------------------------------------------------------------------------------- records

    function assertBalance(address account, uint256 expected) internal view {
        assertEq(escrow.balanceOf(account, address(token)), expected, "prepaid balance");
    }

    function assertChannel(bytes32 id, IInferenceEscrow.ChannelStatus status, uint96 funded, uint96 claimed)
        internal
        view
    {
        IInferenceEscrow.ChannelView memory c = escrow.getChannel(id);
        assertEq(uint8(c.status), uint8(status), "status");
        assertEq(c.funded, funded, "funded");
        assertEq(c.claimed, claimed, "claimed");
    }

    /// @dev The two words of a channel's record, read past the view.
    function recordHash(bytes32 id) internal view returns (bytes32) {
        return keccak256(abi.encode(escrow.getChannel(id)));
    }

    // --------------------------------------------------------------------------------------------- one call each way

    function settleOne(IInferenceEscrow.Channel memory c, bytes memory rows) internal returns (uint256) {
        return escrow.settle(c.receiver, c.token, rows);
    }

    function startClose(IInferenceEscrow.Channel memory c) internal {
        vm.prank(payer.addr);
        escrow.startClose(c);
    }

    function closeAfterNotice(IInferenceEscrow.Channel memory c) internal {
        startClose(c);
        vm.warp(block.timestamp + NOTICE);
        escrow.finishClose(c);
    }

    // ---------------------------------------------------------------------------------------- signatures for deposits

    function signPermit(Vm.Wallet memory owner, TokenMock token_, uint256 amount, uint256 deadline)
        internal
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        bytes32 structHash = keccak256(
            abi.encode(PERMIT_TYPEHASH, owner.addr, address(escrow), amount, token_.nonces(owner.addr), deadline)
        );
        return signParts(owner, keccak256(abi.encodePacked(hex"1901", token_.DOMAIN_SEPARATOR(), structHash)));
    }

    function authorizationDigest(TokenMock token_, IPayments.Authorization memory a, bytes32 nonce)
        internal
        view
        returns (bytes32)
    {
        bytes32 structHash = keccak256(
            abi.encode(token_.RECEIVE_TYPEHASH(), a.from, address(escrow), a.value, a.validAfter, a.validBefore, nonce)
        );
        return keccak256(abi.encodePacked(hex"1901", token_.DOMAIN_SEPARATOR(), structHash));
    }

    /// @dev What `by` signs so that `value` of its tokens is deposited for `beneficiary`; valid for an hour from now.
    function authorizationOf(Vm.Wallet memory by, TokenMock token_, address beneficiary, uint256 value, uint256 salt)
        internal
        returns (IPayments.Authorization memory a)
    {
        a.from = by.addr;
        a.value = value;
        a.validAfter = block.timestamp - 1;
        a.validBefore = block.timestamp + 1 hours;
        a.salt = salt;
        a.signature = sign(by, authorizationDigest(token_, a, escrow.depositNonce(beneficiary, salt)));
    }
}
