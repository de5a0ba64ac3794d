// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";

import {NativeReceiver} from "../../mocks/ReceiverMocks.sol";
import {BlocklistToken} from "../../mocks/tokens/GatedTokens.sol";
import {EscrowAssertions} from "../../support/EscrowAssertions.sol";

/// @title C7 and C10: races at the end of a channel, and parties that cannot be paid
contract CloseAttacksTest is EscrowAssertions {
    IInferenceEscrow.Channel private channel;
    bytes32 private id;
    uint64 private deadline;

    function setUp() public override {
        super.setUp();
        (channel, id) = openChannel(1, 100);
        deadline = uint64(block.timestamp + 1 hours);
    }

    // -------------------------------------------------------------------------------------- C7: the notice's boundary

    function test_C7_FinishOneSecondBeforeTheNoticeEnds() public {
        uint256 closesAt = _noticeEnds();
        vm.warp(closesAt - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_NoticeRunning.selector, closesAt - 1, closesAt)
        );
        vm.prank(payer.addr);
        escrow.finishClose(channel);
    }

    function test_C7_FinishAtTheSecondTheNoticeEnds() public {
        vm.warp(_noticeEnds());
        escrow.finishClose(channel);
        assertBalance(payer.addr, 100);
    }

    function test_C7_FinishOneSecondAfterTheNoticeEnds() public {
        vm.warp(_noticeEnds() + 1);
        escrow.finishClose(channel);
        assertBalance(payer.addr, 100);
    }

    function test_C7_ProviderIsPaidUntilTheChannelIsClosed() public {
        uint256 closesAt = _noticeEnds();
        vm.warp(closesAt - 1);
        assertEq(settleOne(channel, voucher(signer, channel, 10)), 10);
        vm.warp(closesAt);
        assertEq(settleOne(channel, voucher(signer, channel, 20)), 10);
        vm.warp(closesAt + 1);
        assertEq(settleOne(channel, voucher(signer, channel, 30)), 10);
        escrow.finishClose(channel);
        assertEq(settleOne(channel, voucher(signer, channel, 40)), 0);
        assertBalance(payer.addr, 70);
    }

    function testFuzz_C7_PayerCannotTakeEarmarkedMoneyBeforeTheEnd(uint32 laterSeconds) public {
        _noticeEnds();
        vm.warp(block.timestamp + bound(laterSeconds, 0, NOTICE - 1));
        expectInsufficientBalance(0, 1);
        vm.prank(payer.addr);
        escrow.withdraw(address(token), 1, payer.addr);
    }

    function test_C7_PayerThatFrontRunsASettlementWithNoticeGainsNothing() public {
        bytes memory rows = voucher(signer, channel, 100);
        _noticeEnds();
        assertEq(settleOne(channel, rows), 100);
    }

    function test_C7_PayerThatFrontRunsASettlementWithAnotherChannelGainsNothing() public {
        bytes memory rows = voucher(signer, channel, 100);
        fund(payer.addr, 1);
        openFromBalance(channelOf(2), 1);
        assertEq(settleOne(channel, rows), 100);
    }

    function test_C7_NoticeCannotBeRestartedToDelayTheEnd() public {
        uint256 closesAt = _noticeEnds();
        vm.warp(closesAt - 1);
        expectWrongStatus(IInferenceEscrow.ChannelStatus.Closing, IInferenceEscrow.ChannelStatus.Open);
        startClose(channel);
        vm.warp(closesAt);
        escrow.finishClose(channel);
    }

    function test_C7_TopUpCannotReopenAClosingChannel() public {
        _noticeEnds();
        fund(stranger, 10);
        expectWrongStatus(IInferenceEscrow.ChannelStatus.Closing, IInferenceEscrow.ChannelStatus.Open);
        vm.prank(stranger);
        escrow.topUp(channel, 10);
    }

    function test_C7_DeadlinesEndAtTheirSecond() public {
        bytes memory consent = signCloseConsent(provider, id, 5, deadline);
        IInferenceEscrow.Opening memory opening = openingOf(channelOf(2), 10);
        opening.deadline = deadline;
        fund(payer.addr, 10);
        bytes memory signerConsent = signSignerConsent(signer, opening);
        for (uint256 i = 0; i < 2; ++i) {
            vm.warp(deadline + i);
            vm.startPrank(payer.addr);
            _expectDeadlinePassed();
            escrow.closeWithConsent(channel, 5, deadline, consent);
            _expectDeadlinePassed();
            escrow.open(opening, "", signerConsent);
            vm.stopPrank();
        }
        vm.warp(deadline - 1);
        vm.startPrank(payer.addr);
        escrow.closeWithConsent(channel, 5, deadline, consent);
        escrow.open(opening, "", signerConsent);
        vm.stopPrank();
    }

    function test_C7_AConsentBelowWhatWasClaimedIsVoid() public {
        bytes memory consent = signCloseConsent(provider, id, 5, deadline);
        settleOne(channel, voucher(signer, channel, 6));
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_FinalAmountOutOfRange.selector, 5, 6, 100)
        );
        vm.prank(payer.addr);
        escrow.closeWithConsent(channel, 5, deadline, consent);
    }

    /// @dev What the receiver consented to binds it until the deadline: it must settle first what it counts on.
    function test_C7_AnEarlierConsentBindsTheReceiver() public {
        bytes memory consent = signCloseConsent(provider, id, 5, deadline);
        bytes memory rows = voucher(signer, channel, 60);
        vm.prank(payer.addr);
        escrow.closeWithConsent(channel, 5, deadline, consent);
        assertEq(settleOne(channel, rows), 0);
        assertEq(token.balanceOf(provider.addr), 5);
    }

    function test_C7_AConsentWorksOnce() public {
        bytes memory consent = signCloseConsent(provider, id, 5, deadline);
        vm.startPrank(payer.addr);
        escrow.closeWithConsent(channel, 5, deadline, consent);
        expectWrongStatus(IInferenceEscrow.ChannelStatus.Closed, IInferenceEscrow.ChannelStatus.Open);
        escrow.closeWithConsent(channel, 5, deadline, consent);
        vm.stopPrank();
        assertBalance(payer.addr, 95);
    }

    function test_C7_TheLongestNoticeEndsToo() public {
        IInferenceEscrow.Opening memory opening = openingOf(channelOf(2), 10);
        opening.noticeSeconds = 30 days;
        fund(payer.addr, 10);
        bytes memory consent = signSignerConsent(signer, opening);
        vm.prank(payer.addr);
        escrow.open(opening, "", consent);
        startClose(opening.channel);
        vm.warp(block.timestamp + 30 days);
        escrow.finishClose(opening.channel);
        assertBalance(payer.addr, 10);
    }

    // --------------------------------------------------------------------------------- C10: a party cannot be paid

    function test_C10_BlockedReceiverIsCreditedAndThePayerExits() public {
        (BlocklistToken gated, IInferenceEscrow.Channel memory c) = _openBlocklisted();
        gated.setBlocked(provider.addr, true);
        bytes memory rows = voucher(signer, c, 60);
        expectCredited(provider.addr, address(gated), 60);
        settleOne(c, rows);
        closeAfterNotice(c);
        vm.prank(payer.addr);
        escrow.withdraw(address(gated), 40, payer.addr);
        assertEq(gated.balanceOf(payer.addr), 40);

        vm.prank(provider.addr);
        escrow.withdraw(address(gated), 60, stranger);
        assertEq(gated.balanceOf(stranger), 60);
    }

    function test_C10_BlockedReceiverStillConsentsToAClose() public {
        (BlocklistToken gated, IInferenceEscrow.Channel memory c) = _openBlocklisted();
        bytes memory consent = signCloseConsent(provider, idOf(c), 60, deadline);
        gated.setBlocked(provider.addr, true);
        vm.prank(payer.addr);
        escrow.closeWithConsent(c, 60, deadline, consent);
        assertEq(escrow.balanceOf(provider.addr, address(gated)), 60);
        assertEq(escrow.balanceOf(payer.addr, address(gated)), 40);
    }

    function test_C10_BlockedPayerHoldsNobodyUp() public {
        (BlocklistToken gated, IInferenceEscrow.Channel memory c) = _openBlocklisted();
        gated.setBlocked(payer.addr, true);
        assertEq(settleOne(c, voucher(signer, c, 60)), 60);
        assertEq(gated.balanceOf(provider.addr), 60);
        closeAfterNotice(c);
        assertEq(escrow.balanceOf(payer.addr, address(gated)), 40);
        vm.prank(payer.addr);
        escrow.withdraw(address(gated), 40, stranger);
        assertEq(gated.balanceOf(stranger), 40);
    }

    function test_C10_ReceiverThatRefusesCoinsIsCredited() public {
        _assertRefusingReceiver(NativeReceiver.Mode.Revert);
    }

    function test_C10_ReceiverThatBurnsGasIsCredited() public {
        _assertRefusingReceiver(NativeReceiver.Mode.BurnGas);
    }

    function test_C10_ReceiverThatReturnsABombIsCredited() public {
        _assertRefusingReceiver(NativeReceiver.Mode.ReturnBomb);
    }

    /// @dev The receiver's own megabyte takes two million gas. Copying it here would take as much again.
    function test_C17_TheReceiversBombIsNotCopied() public {
        NativeReceiver receiver = new NativeReceiver(NativeReceiver.Mode.ReturnBomb);
        IInferenceEscrow.Channel memory c = _openNative(address(receiver));
        bytes memory rows = voucher(signer, c, 60);
        assertEq(escrow.settle{gas: 3_000_000}(address(receiver), NATIVE, rows), 60);
        assertEq(escrow.balanceOf(address(receiver), NATIVE), 60);
    }

    /// @dev The receiver burns 63 parts of 64; what is left must do for the credit, or the call fails as a whole.
    function testFuzz_C10_TooLittleGasNeverLosesMoney(uint32 gasLimit) public {
        gasLimit = uint32(bound(gasLimit, 60_000, 5_000_000));
        NativeReceiver burner = new NativeReceiver(NativeReceiver.Mode.BurnGas);
        IInferenceEscrow.Channel memory c = _openNative(address(burner));
        bytes memory data = abi.encodeCall(escrow.settle, (c.receiver, NATIVE, voucher(signer, c, 60)));
        (bool success,) = address(escrow).call{gas: gasLimit}(data);
        assertEq(escrow.getChannel(idOf(c)).claimed, success ? 60 : 0);
        assertEq(escrow.balanceOf(address(burner), NATIVE), success ? 60 : 0);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _noticeEnds() private returns (uint256) {
        startClose(channel);
        return block.timestamp + NOTICE;
    }

    function _expectDeadlinePassed() private {
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_DeadlinePassed.selector, block.timestamp, deadline)
        );
    }

    function _openBlocklisted() private returns (BlocklistToken gated, IInferenceEscrow.Channel memory c) {
        gated = new BlocklistToken();
        gated.mint(payer.addr, 100);
        vm.startPrank(payer.addr);
        gated.approve(address(escrow), 100);
        escrow.deposit(address(gated), 100, payer.addr);
        vm.stopPrank();
        c = channelOf(signer.addr, provider.addr, address(gated), 3);
        openFromBalance(c, 100);
    }

    function _openNative(address receiver) private returns (IInferenceEscrow.Channel memory c) {
        c = channelOf(signer.addr, receiver, NATIVE, 3);
        fundNative(payer.addr, 100);
        openFromBalance(c, 100);
    }

    function _assertRefusingReceiver(NativeReceiver.Mode mode) private {
        NativeReceiver receiver = new NativeReceiver(mode);
        IInferenceEscrow.Channel memory c = _openNative(address(receiver));
        bytes memory rows = voucher(signer, c, 60);
        expectCredited(address(receiver), NATIVE, 60);
        escrow.settle{gas: 6_000_000}(address(receiver), NATIVE, rows);
        closeAfterNotice(c);
        vm.prank(payer.addr);
        escrow.withdraw(NATIVE, 40, payer.addr);
        assertEq(payer.addr.balance, 40);
        vm.prank(address(receiver));
        escrow.withdraw(NATIVE, 60, stranger);
        assertEq(stranger.balance, 60);
    }
}
