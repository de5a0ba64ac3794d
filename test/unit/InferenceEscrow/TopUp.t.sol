// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";

import {EscrowAssertions} from "../../support/EscrowAssertions.sol";

contract TopUpTest is EscrowAssertions {
    IInferenceEscrow.Channel private channel;
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        (channel, id) = openChannel(1, 100);
    }

    function testFuzz_TopUpAddsToWhatTheChannelHolds(uint96 amount, uint96 claimed) public {
        amount = uint96(bound(amount, 1, type(uint96).max - 100));
        claimed = uint96(bound(claimed, 1, 100));
        settleOne(channel, voucher(signer, channel, claimed));
        fund(payer.addr, uint256(amount) + 7);

        expectToppedUp(id, payer.addr, amount);
        vm.prank(payer.addr);
        escrow.topUp(channel, amount);

        assertChannel(id, IInferenceEscrow.ChannelStatus.Open, 100 + amount, claimed);
        assertBalance(payer.addr, 7);
    }

    function test_AnyoneMayTopUpFromItsOwnBalance() public {
        fund(stranger, 50);
        expectToppedUp(id, stranger, 50);
        vm.prank(stranger);
        escrow.topUp(channel, 50);
        assertBalance(stranger, 0);
        assertChannel(id, IInferenceEscrow.ChannelStatus.Open, 150, 0);
        assertEq(escrow.getChannel(id).payer, payer.addr);
    }

    function test_TopsUpInTheNativeCoin() public {
        IInferenceEscrow.Channel memory native = channelOf(signer.addr, provider.addr, NATIVE, 1);
        fundNative(payer.addr, 15);
        bytes32 nativeId = openFromBalance(native, 10);
        expectToppedUp(nativeId, payer.addr, 5);
        vm.prank(payer.addr);
        escrow.topUp(native, 5);
        assertChannel(nativeId, IInferenceEscrow.ChannelStatus.Open, 15, 0);
        assertEq(escrow.balanceOf(payer.addr, NATIVE), 0);
    }

    function test_RevertWhen_AmountIsZero() public {
        vm.expectRevert(abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_AmountTooSmall.selector, 0, 1));
        vm.prank(payer.addr);
        escrow.topUp(channel, 0);
    }

    function test_RevertWhen_ChannelWasNeverOpened() public {
        fund(payer.addr, 10);
        expectWrongStatus(IInferenceEscrow.ChannelStatus.None, IInferenceEscrow.ChannelStatus.Open);
        vm.prank(payer.addr);
        escrow.topUp(channelOf(2), 10);
    }

    function test_RevertWhen_NoticeWasGiven() public {
        fund(payer.addr, 10);
        startClose(channel);
        expectWrongStatus(IInferenceEscrow.ChannelStatus.Closing, IInferenceEscrow.ChannelStatus.Open);
        vm.prank(payer.addr);
        escrow.topUp(channel, 10);
    }

    function test_RevertWhen_ChannelIsClosed() public {
        closeAfterNotice(channel);
        expectWrongStatus(IInferenceEscrow.ChannelStatus.Closed, IInferenceEscrow.ChannelStatus.Open);
        vm.prank(payer.addr);
        escrow.topUp(channel, 10);
    }

    function testFuzz_RevertWhen_FundsOverflow(uint96 amount) public {
        amount = uint96(bound(amount, uint256(type(uint96).max) - 99, type(uint96).max));
        fund(payer.addr, amount);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInferenceEscrow.InferenceEscrow_FundsOverflow.selector, uint256(amount) + 100, type(uint96).max
            )
        );
        vm.prank(payer.addr);
        escrow.topUp(channel, amount);
    }

    function test_FillsTheFieldToItsLastUnit() public {
        uint96 amount = type(uint96).max - 100;
        fund(payer.addr, amount);
        vm.prank(payer.addr);
        escrow.topUp(channel, amount);
        assertChannel(id, IInferenceEscrow.ChannelStatus.Open, type(uint96).max, 0);
    }

    function testFuzz_RevertWhen_BalanceIsTooSmall(uint96 balance, uint96 amount) public {
        balance = uint96(bound(balance, 1, type(uint96).max - 101));
        amount = uint96(bound(amount, uint256(balance) + 1, type(uint96).max - 100));
        fund(payer.addr, balance);
        expectInsufficientBalance(balance, amount);
        vm.prank(payer.addr);
        escrow.topUp(channel, amount);
    }
}
