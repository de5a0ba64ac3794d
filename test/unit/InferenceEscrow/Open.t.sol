// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";

import {WalletMock} from "../../mocks/WalletMocks.sol";
import {EscrowAssertions} from "../../support/EscrowAssertions.sol";

contract OpenTest is EscrowAssertions {
    IInferenceEscrow.Opening private opening;
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        fund(payer.addr, FUNDS);
        opening = openingOf(channelOf(1), 100);
        id = idOf(opening.channel);
    }

    function testFuzz_PayerOpens(uint96 amount, uint32 noticeSeconds, uint64 secondsLeft, uint32 salt) public {
        opening.amount = uint96(bound(amount, 1, FUNDS));
        opening.noticeSeconds = uint32(bound(noticeSeconds, 1 days, 30 days));
        opening.deadline = uint64(block.timestamp + bound(secondsLeft, 1, type(uint64).max - block.timestamp));
        opening.channel.salt = salt;
        id = idOf(opening.channel);
        bytes memory consent = signSignerConsent(signer, opening);

        expectOpened(opening);
        vm.prank(payer.addr);
        assertEq(escrow.open(opening, "", consent), id);

        assertBalance(payer.addr, FUNDS - opening.amount);
        IInferenceEscrow.ChannelView memory c = escrow.getChannel(id);
        assertEq(uint8(c.status), uint8(IInferenceEscrow.ChannelStatus.Open));
        assertEq(c.payer, payer.addr);
        assertEq(c.noticeSeconds, opening.noticeSeconds);
        assertEq(c.closesAt, 0);
        assertEq(c.funded, opening.amount);
        assertEq(c.claimed, 0);
    }

    function test_AnyoneOpensWithThePayersSignature() public {
        bytes memory payerSignature = signOpening(payer, opening);
        bytes memory consent = signSignerConsent(signer, opening);
        expectOpened(opening);
        vm.prank(stranger);
        escrow.open(opening, payerSignature, consent);
        assertBalance(payer.addr, FUNDS - 100);
        assertBalance(stranger, 0);
    }

    function test_AContractAccountOpensWithItsSignature() public {
        WalletMock wallet = new WalletMock(payer.addr);
        fund(address(wallet), 100);
        opening.payer = address(wallet);
        bytes memory payerSignature = signOpening(payer, opening);
        bytes memory consent = signSignerConsent(signer, opening);
        expectOpened(opening);
        vm.prank(stranger);
        escrow.open(opening, payerSignature, consent);
        assertEq(escrow.getChannel(id).payer, address(wallet));
        assertBalance(address(wallet), 0);
        assertBalance(payer.addr, FUNDS);
    }

    function test_PayerThatSignsItselfNeedsNoConsent() public {
        opening.channel.signer = payer.addr;
        expectOpened(opening);
        vm.prank(payer.addr);
        escrow.open(opening, "", "");
        assertBalance(payer.addr, FUNDS - 100);
    }

    function test_PayerThatSignsItselfSignsOnce() public {
        opening.channel.signer = payer.addr;
        bytes memory payerSignature = signOpening(payer, opening);
        vm.prank(stranger);
        escrow.open(opening, payerSignature, "");
        assertChannel(idOf(opening.channel), IInferenceEscrow.ChannelStatus.Open, 100, 0);
    }

    function test_OpensInTheNativeCoin() public {
        fundNative(payer.addr, 100);
        opening.channel.token = NATIVE;
        bytes memory consent = signSignerConsent(signer, opening);
        expectOpened(opening);
        vm.prank(payer.addr);
        escrow.open(opening, "", consent);
        assertEq(escrow.balanceOf(payer.addr, NATIVE), 0);
        assertBalance(payer.addr, FUNDS);
    }

    function test_OneDepositServesManyChannels() public {
        for (uint32 salt = 10; salt < 15; ++salt) {
            bytes32 opened = openFromBalance(channelOf(salt), 100);
            assertChannel(opened, IInferenceEscrow.ChannelStatus.Open, 100, 0);
        }
        assertBalance(payer.addr, FUNDS - 500);
    }

    function test_EmitsOneEvent() public {
        bytes memory consent = signSignerConsent(signer, opening);
        vm.recordLogs();
        vm.prank(payer.addr);
        escrow.open(opening, "", consent);
        assertEq(escrowLogCount(), 1);
    }

    // ------------------------------------------------------------------------------------------------------- reverts

    function test_RevertWhen_ReceiverIsZero() public {
        opening.channel.receiver = address(0);
        expectInvalidAccount(address(0));
        _open();
    }

    function test_RevertWhen_ReceiverIsTheEscrow() public {
        opening.channel.receiver = address(escrow);
        expectInvalidAccount(address(escrow));
        _open();
    }

    function testFuzz_RevertWhen_DeadlinePassed(uint64 secondsAgo) public {
        opening.deadline = uint64(block.timestamp - bound(secondsAgo, 0, block.timestamp));
        vm.expectRevert(
            abi.encodeWithSelector(
                IInferenceEscrow.InferenceEscrow_DeadlinePassed.selector, block.timestamp, opening.deadline
            )
        );
        _open();
    }

    function test_RevertWhen_AmountIsZero() public {
        opening.amount = 0;
        vm.expectRevert(abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_AmountTooSmall.selector, 0, 1));
        _open();
    }

    function testFuzz_RevertWhen_NoticeIsTooShort(uint32 noticeSeconds) public {
        opening.noticeSeconds = uint32(bound(noticeSeconds, 0, 1 days - 1));
        _expectNoticeOutOfRange();
        _open();
    }

    function testFuzz_RevertWhen_NoticeIsTooLong(uint32 noticeSeconds) public {
        opening.noticeSeconds = uint32(bound(noticeSeconds, 30 days + 1, type(uint32).max));
        _expectNoticeOutOfRange();
        _open();
    }

    function test_RevertWhen_NoticeIsOneSecondOff() public {
        opening.noticeSeconds = 1 days - 1;
        _expectNoticeOutOfRange();
        _open();
        opening.noticeSeconds = 30 days + 1;
        _expectNoticeOutOfRange();
        _open();
    }

    function test_RevertWhen_PayerDidNotSign() public {
        bytes memory payerSignature = signOpening(signer, opening);
        bytes memory consent = signSignerConsent(signer, opening);
        expectInvalidSignature(payer.addr);
        vm.prank(stranger);
        escrow.open(opening, payerSignature, consent);
    }

    function test_RevertWhen_ContractAccountRefuses() public {
        WalletMock wallet = new WalletMock(payer.addr);
        fund(address(wallet), 100);
        opening.payer = address(wallet);
        bytes memory payerSignature = signOpening(signer, opening);
        bytes memory consent = signSignerConsent(signer, opening);
        expectInvalidSignature(address(wallet));
        vm.prank(stranger);
        escrow.open(opening, payerSignature, consent);
    }

    function test_RevertWhen_SignerDidNotConsent() public {
        bytes memory consent = signSignerConsent(payer, opening);
        expectInvalidSignature(signer.addr);
        vm.prank(payer.addr);
        escrow.open(opening, "", consent);
    }

    function test_RevertWhen_SignerIsZero() public {
        opening.channel.signer = address(0);
        expectInvalidSignature(address(0));
        vm.prank(payer.addr);
        escrow.open(opening, "", new bytes(65));
    }

    function test_RevertWhen_PayerIsZero() public {
        opening.payer = address(0);
        expectInvalidSignature(address(0));
        vm.prank(stranger);
        escrow.open(opening, new bytes(65), "");
    }

    function testFuzz_RevertWhen_BalanceIsTooSmall(uint96 amount) public {
        opening.amount = uint96(bound(amount, FUNDS + 1, type(uint96).max));
        bytes memory consent = signSignerConsent(signer, opening);
        expectInsufficientBalance(FUNDS, opening.amount);
        vm.prank(payer.addr);
        escrow.open(opening, "", consent);
    }

    function test_RevertWhen_ChannelExists() public {
        bytes memory consent = signSignerConsent(signer, opening);
        vm.startPrank(payer.addr);
        escrow.open(opening, "", consent);
        vm.expectRevert(abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_ChannelExists.selector, id));
        escrow.open(opening, "", consent);
        vm.stopPrank();
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _open() private {
        vm.prank(payer.addr);
        escrow.open(opening, "", "");
    }

    function _expectNoticeOutOfRange() private {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInferenceEscrow.InferenceEscrow_NoticeOutOfRange.selector, opening.noticeSeconds, 1 days, 30 days
            )
        );
    }
}
