// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";

import {WalletMock} from "../../mocks/WalletMocks.sol";
import {EscrowAssertions} from "../../support/EscrowAssertions.sol";

contract CloseTest is EscrowAssertions {
    IInferenceEscrow.Channel private channel;
    bytes32 private id;
    uint64 private deadline;

    function setUp() public override {
        super.setUp();
        (channel, id) = openChannel(1, FUNDS);
        deadline = uint64(block.timestamp + 1 hours);
    }

    // ---------------------------------------------------------------------------------------------------- startClose

    function testFuzz_NoticeSetsTheEarliestEnd(uint32 noticeSeconds, uint32 laterSeconds) public {
        IInferenceEscrow.Opening memory opening = openingOf(channelOf(2), 10);
        opening.noticeSeconds = uint32(bound(noticeSeconds, 1 days, 30 days));
        fund(payer.addr, 10);
        bytes memory consent = signSignerConsent(signer, opening);
        vm.prank(payer.addr);
        bytes32 opened = escrow.open(opening, "", consent);

        vm.warp(block.timestamp + laterSeconds);
        uint40 closesAt = uint40(block.timestamp) + opening.noticeSeconds;
        expectClosing(opened, closesAt);
        startClose(opening.channel);
        assertChannel(opened, IInferenceEscrow.ChannelStatus.Closing, 10, 0);
        assertEq(escrow.getChannel(opened).closesAt, closesAt);
    }

    function test_RevertWhen_NoticeOfAStranger() public {
        _expectNotAllowed(stranger, payer.addr);
        vm.prank(stranger);
        escrow.startClose(channel);
    }

    function test_RevertWhen_NoticeOfSignerOrReceiver() public {
        _expectNotAllowed(signer.addr, payer.addr);
        vm.prank(signer.addr);
        escrow.startClose(channel);
        _expectNotAllowed(provider.addr, payer.addr);
        vm.prank(provider.addr);
        escrow.startClose(channel);
    }

    function test_RevertWhen_NoticeForNoChannel() public {
        expectWrongStatus(IInferenceEscrow.ChannelStatus.None, IInferenceEscrow.ChannelStatus.Open);
        startClose(channelOf(2));
    }

    function test_RevertWhen_NoticeTwice() public {
        startClose(channel);
        expectWrongStatus(IInferenceEscrow.ChannelStatus.Closing, IInferenceEscrow.ChannelStatus.Open);
        startClose(channel);
    }

    function test_RevertWhen_NoticeAfterTheEnd() public {
        closeAfterNotice(channel);
        expectWrongStatus(IInferenceEscrow.ChannelStatus.Closed, IInferenceEscrow.ChannelStatus.Open);
        startClose(channel);
    }

    // --------------------------------------------------------------------------------------------------- finishClose

    function testFuzz_FinishReturnsTheRest(uint96 claimed, uint32 laterSeconds) public {
        claimed = uint96(bound(claimed, 0, FUNDS));
        if (claimed != 0) settleOne(channel, voucher(signer, channel, claimed));
        startClose(channel);
        vm.warp(block.timestamp + NOTICE + laterSeconds);

        expectClosed(id, claimed, FUNDS - claimed);
        if (claimed != FUNDS) expectCredited(payer.addr, address(token), FUNDS - claimed);
        vm.prank(stranger);
        escrow.finishClose(channel);

        assertBalance(payer.addr, FUNDS - claimed);
        assertEq(token.balanceOf(provider.addr), claimed);
        assertChannel(id, IInferenceEscrow.ChannelStatus.Closed, claimed, claimed);
        IInferenceEscrow.ChannelView memory c = escrow.getChannel(id);
        assertEq(c.payer, payer.addr);
        assertEq(c.closesAt, 0);
    }

    function test_FinishOfASpentChannelEmitsNoCredit() public {
        settleOne(channel, voucher(signer, channel, FUNDS));
        startClose(channel);
        vm.warp(block.timestamp + NOTICE);
        vm.recordLogs();
        escrow.finishClose(channel);
        assertEq(escrowLogCount(), 1);
    }

    function testFuzz_RevertWhen_NoticeRuns(uint32 laterSeconds) public {
        startClose(channel);
        uint256 closesAt = block.timestamp + NOTICE;
        vm.warp(block.timestamp + bound(laterSeconds, 0, NOTICE - 1));
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_NoticeRunning.selector, block.timestamp, closesAt)
        );
        escrow.finishClose(channel);
    }

    function test_RevertWhen_FinishWithoutNotice() public {
        expectWrongStatus(IInferenceEscrow.ChannelStatus.Open, IInferenceEscrow.ChannelStatus.Closing);
        escrow.finishClose(channel);
    }

    function test_RevertWhen_FinishOfNoChannel() public {
        expectWrongStatus(IInferenceEscrow.ChannelStatus.None, IInferenceEscrow.ChannelStatus.Closing);
        escrow.finishClose(channelOf(2));
    }

    function test_RevertWhen_FinishTwice() public {
        closeAfterNotice(channel);
        expectWrongStatus(IInferenceEscrow.ChannelStatus.Closed, IInferenceEscrow.ChannelStatus.Closing);
        escrow.finishClose(channel);
    }

    // ---------------------------------------------------------------------------------------------- closeWithConsent

    function testFuzz_PayerClosesWithTheReceiversSignature(uint96 claimed, uint96 finalAmount) public {
        claimed = uint96(bound(claimed, 0, FUNDS));
        finalAmount = uint96(bound(finalAmount, claimed, FUNDS));
        if (claimed != 0) settleOne(channel, voucher(signer, channel, claimed));
        bytes memory consent = signCloseConsent(provider, id, finalAmount, deadline);

        expectClosed(id, finalAmount, FUNDS - finalAmount);
        if (finalAmount != FUNDS) expectCredited(payer.addr, address(token), FUNDS - finalAmount);
        vm.prank(payer.addr);
        escrow.closeWithConsent(channel, finalAmount, deadline, consent);

        assertBalance(payer.addr, FUNDS - finalAmount);
        assertEq(token.balanceOf(provider.addr), finalAmount);
        assertChannel(id, IInferenceEscrow.ChannelStatus.Closed, finalAmount, finalAmount);
    }

    function test_ReceiverClosesAtWhatWasClaimed() public {
        settleOne(channel, voucher(signer, channel, 40));
        expectClosed(id, 40, FUNDS - 40);
        expectCredited(payer.addr, address(token), FUNDS - 40);
        vm.prank(provider.addr);
        escrow.closeWithConsent(channel, 40, 0, "");
        assertBalance(payer.addr, FUNDS - 40);
    }

    function test_AnyoneBringsAConsentToWhatWasClaimed() public {
        settleOne(channel, voucher(signer, channel, 40));
        bytes memory consent = signCloseConsent(provider, id, 40, deadline);
        expectClosed(id, 40, FUNDS - 40);
        vm.prank(stranger);
        escrow.closeWithConsent(channel, 40, deadline, consent);
        assertBalance(stranger, 0);
    }

    function test_ClosesWhileTheNoticeRuns() public {
        startClose(channel);
        bytes memory consent = signCloseConsent(provider, id, 5, deadline);
        expectClosed(id, 5, FUNDS - 5);
        vm.prank(payer.addr);
        escrow.closeWithConsent(channel, 5, deadline, consent);
        assertEq(token.balanceOf(provider.addr), 5);
    }

    function test_AContractReceiverConsents() public {
        WalletMock wallet = new WalletMock(provider.addr);
        IInferenceEscrow.Channel memory c = channelOf(signer.addr, address(wallet), address(token), 7);
        fund(payer.addr, 100);
        bytes32 opened = openFromBalance(c, 100);
        bytes memory consent = signCloseConsent(provider, opened, 30, deadline);
        expectClosed(opened, 30, 70);
        vm.prank(payer.addr);
        escrow.closeWithConsent(c, 30, deadline, consent);
        assertEq(token.balanceOf(address(wallet)), 30);
    }

    function test_PayerThatIsTheReceiverClosesAlone() public {
        IInferenceEscrow.Channel memory c = channelOf(signer.addr, payer.addr, address(token), 7);
        fund(payer.addr, 100);
        openFromBalance(c, 100);
        vm.prank(payer.addr);
        escrow.closeWithConsent(c, 30, 0, "");
        assertEq(token.balanceOf(payer.addr), 30);
        assertBalance(payer.addr, 70);
    }

    function test_CreditsAReceiverThatRefusesItsPart() public {
        WalletMock wallet = new WalletMock(provider.addr);
        IInferenceEscrow.Channel memory c = channelOf(signer.addr, address(wallet), NATIVE, 7);
        fundNative(payer.addr, 100);
        bytes32 opened = openFromBalance(c, 100);
        bytes memory consent = signCloseConsent(provider, opened, 30, deadline);
        wallet.setRefusesCoins(true);
        expectClosed(opened, 30, 70);
        expectCredited(payer.addr, NATIVE, 70);
        expectCredited(address(wallet), NATIVE, 30);
        vm.prank(payer.addr);
        escrow.closeWithConsent(c, 30, deadline, consent);
        assertEq(escrow.balanceOf(address(wallet), NATIVE), 30);
    }

    function test_RevertWhen_ConsentForNoChannel() public {
        expectWrongStatus(IInferenceEscrow.ChannelStatus.None, IInferenceEscrow.ChannelStatus.Open);
        vm.prank(provider.addr);
        escrow.closeWithConsent(channelOf(2), 0, deadline, "");
    }

    function test_RevertWhen_ConsentAfterTheEnd() public {
        closeAfterNotice(channel);
        expectWrongStatus(IInferenceEscrow.ChannelStatus.Closed, IInferenceEscrow.ChannelStatus.Open);
        vm.prank(provider.addr);
        escrow.closeWithConsent(channel, 0, deadline, "");
    }

    function testFuzz_RevertWhen_FinalAmountIsBelowClaimed(uint96 claimed, uint96 finalAmount) public {
        claimed = uint96(bound(claimed, 1, FUNDS));
        finalAmount = uint96(bound(finalAmount, 0, claimed - 1));
        settleOne(channel, voucher(signer, channel, claimed));
        _expectFinalAmountOutOfRange(finalAmount, claimed);
        vm.prank(payer.addr);
        escrow.closeWithConsent(channel, finalAmount, deadline, "");
    }

    function testFuzz_RevertWhen_FinalAmountExceedsTheFunds(uint96 finalAmount) public {
        finalAmount = uint96(bound(finalAmount, FUNDS + 1, type(uint96).max));
        _expectFinalAmountOutOfRange(finalAmount, 0);
        vm.prank(payer.addr);
        escrow.closeWithConsent(channel, finalAmount, deadline, "");
    }

    function test_RevertWhen_AStrangerRaisesTheTotal() public {
        bytes memory consent = signCloseConsent(provider, id, 50, deadline);
        _expectNotAllowed(stranger, payer.addr);
        vm.prank(stranger);
        escrow.closeWithConsent(channel, 50, deadline, consent);
    }

    function testFuzz_RevertWhen_TheReceiverRaisesTheTotal(uint96 finalAmount) public {
        finalAmount = uint96(bound(finalAmount, 1, FUNDS));
        _expectNotAllowed(provider.addr, payer.addr);
        vm.prank(provider.addr);
        escrow.closeWithConsent(channel, finalAmount, deadline, "");
    }

    function test_RevertWhen_ConsentIsNotTheReceivers() public {
        bytes memory consent = signCloseConsent(payer, id, 50, deadline);
        expectInvalidSignature(provider.addr);
        vm.prank(payer.addr);
        escrow.closeWithConsent(channel, 50, deadline, consent);
    }

    function testFuzz_RevertWhen_ConsentDeadlinePassed(uint64 secondsAgo) public {
        deadline = uint64(block.timestamp - bound(secondsAgo, 0, block.timestamp));
        bytes memory consent = signCloseConsent(provider, id, 50, deadline);
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_DeadlinePassed.selector, block.timestamp, deadline)
        );
        vm.prank(payer.addr);
        escrow.closeWithConsent(channel, 50, deadline, consent);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _expectNotAllowed(address caller, address allowed) private {
        vm.expectRevert(abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_NotAllowed.selector, caller, allowed));
    }

    function _expectFinalAmountOutOfRange(uint96 finalAmount, uint96 claimed) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInferenceEscrow.InferenceEscrow_FinalAmountOutOfRange.selector, finalAmount, claimed, FUNDS
            )
        );
    }
}
