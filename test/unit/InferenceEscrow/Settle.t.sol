// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";

import {PickyToken} from "../../mocks/PickyToken.sol";
import {NativeReceiver} from "../../mocks/ReceiverMocks.sol";
import {EscrowAssertions} from "../../support/EscrowAssertions.sol";

contract SettleTest is EscrowAssertions {
    IInferenceEscrow.Channel private channel;
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        (channel, id) = openChannel(1, FUNDS);
    }

    // ------------------------------------------------------------------------------------------------------ one row

    function testFuzz_SettlesExactlyTheDifference(uint96 first, uint96 second) public {
        first = uint96(bound(first, 1, FUNDS - 1));
        second = uint96(bound(second, first + 1, FUNDS));

        bytes memory rows = voucher(signer, channel, first);
        expectSettled(id, first);
        vm.prank(stranger);
        assertEq(settleOne(channel, rows), first);
        assertEq(token.balanceOf(provider.addr), first);

        rows = voucher(signer, channel, second);
        expectSettled(id, second);
        vm.prank(stranger);
        assertEq(settleOne(channel, rows), second - first);
        assertEq(token.balanceOf(provider.addr), second);
        assertEq(token.balanceOf(address(escrow)), FUNDS - second);
        assertChannel(id, IInferenceEscrow.ChannelStatus.Open, FUNDS, second);
    }

    function test_EmitsOneEventARow() public {
        bytes memory rows = bytes.concat(voucher(signer, channel, 1), voucher(signer, channel, 2));
        vm.recordLogs();
        settleOne(channel, rows);
        assertEq(escrowLogCount(), 2);
    }

    function test_SettlesInTheNativeCoin() public {
        IInferenceEscrow.Channel memory native = channelOf(signer.addr, provider.addr, NATIVE, 1);
        fundNative(payer.addr, 100);
        bytes32 nativeId = openFromBalance(native, 100);
        bytes memory rows = voucher(signer, native, 60);
        expectSettled(nativeId, 60);
        assertEq(settleOne(native, rows), 60);
        assertEq(provider.addr.balance, 60);
        assertEq(address(escrow).balance, 40);
    }

    function test_PayerThatSignsItself() public {
        IInferenceEscrow.Channel memory own = channelOf(payer.addr, provider.addr, address(token), 5);
        fund(payer.addr, 10);
        bytes32 ownId = openFromBalance(own, 10);
        bytes memory rows = voucher(payer, own, 10);
        expectSettled(ownId, 10);
        settleOne(own, rows);
    }

    function test_SettlesWhileTheNoticeRunsAndAfter() public {
        startClose(channel);
        uint40 closesAt = escrow.getChannel(id).closesAt;
        settleOne(channel, voucher(signer, channel, 10));
        vm.warp(closesAt + 365 days);
        settleOne(channel, voucher(signer, channel, 20));
        assertEq(token.balanceOf(provider.addr), 20);
        assertChannel(id, IInferenceEscrow.ChannelStatus.Closing, FUNDS, 20);
        assertEq(escrow.getChannel(id).closesAt, closesAt);
    }

    // ------------------------------------------------------------------------------------------------------- skipped

    function test_SkipsABadSignature() public {
        bytes memory rows = bytes.concat(bytes32(0), bytes32(0), abi.encodePacked(channel.salt, uint96(10)));
        bytes32 nobodys = idOf(channelOf(address(0), provider.addr, address(token), 1));
        _expectOnlySkipped(rows, nobodys, 10, IInferenceEscrow.SkipReason.BadSignature);
    }

    function test_SkipsAnUnknownChannel() public {
        bytes memory rows = voucher(provider, channel, 10);
        bytes32 others = idOf(channelOf(provider.addr, provider.addr, address(token), 1));
        _expectOnlySkipped(rows, others, 10, IInferenceEscrow.SkipReason.UnknownChannel);
    }

    function testFuzz_SkipsWhatIsNotAboveClaimed(uint96 claimed, uint96 cumulative) public {
        claimed = uint96(bound(claimed, 1, FUNDS));
        cumulative = uint96(bound(cumulative, 0, claimed));
        settleOne(channel, voucher(signer, channel, claimed));
        bytes memory rows = voucher(signer, channel, cumulative);
        _expectOnlySkipped(rows, id, cumulative, IInferenceEscrow.SkipReason.NotAboveClaimed);
    }

    function testFuzz_SkipsWhatExceedsTheFunds(uint96 cumulative) public {
        cumulative = uint96(bound(cumulative, FUNDS + 1, type(uint96).max));
        bytes memory rows = voucher(signer, channel, cumulative);
        _expectOnlySkipped(rows, id, cumulative, IInferenceEscrow.SkipReason.ExceedsFunded);
    }

    function testFuzz_SkipsAClosedChannel(uint96 cumulative) public {
        closeAfterNotice(channel);
        bytes memory rows = voucher(signer, channel, cumulative);
        _expectOnlySkipped(rows, id, cumulative, IInferenceEscrow.SkipReason.ChannelClosed);
    }

    function test_SkipsAChannelClosedAtAHigherTotal() public {
        settleOne(channel, voucher(signer, channel, 50));
        closeAfterNotice(channel);
        _expectOnlySkipped(voucher(signer, channel, 50), id, 50, IInferenceEscrow.SkipReason.ChannelClosed);
        _expectOnlySkipped(voucher(signer, channel, 51), id, 51, IInferenceEscrow.SkipReason.ChannelClosed);
        _expectOnlySkipped(voucher(signer, channel, 49), id, 49, IInferenceEscrow.SkipReason.ChannelClosed);
    }

    // -------------------------------------------------------------------------------------------------------- batches

    function test_SettlesManyAndSaysWhatItSkipped() public {
        (IInferenceEscrow.Channel memory second, bytes32 secondId) = openChannel(2, 100);
        bytes memory rows = bytes.concat(
            voucher(signer, channel, 30),
            voucher(signer, second, 101),
            voucher(signer, second, 100),
            voucher(signer, channel, 30),
            voucher(signer, channel, 31)
        );
        expectSettled(id, 30);
        expectSkipped(1, secondId, 101, IInferenceEscrow.SkipReason.ExceedsFunded);
        expectSettled(secondId, 100);
        expectSkipped(3, id, 30, IInferenceEscrow.SkipReason.NotAboveClaimed);
        expectSettled(id, 31);
        assertEq(settleOne(channel, rows), 131);
        assertEq(token.balanceOf(provider.addr), 131);
    }

    function testFuzz_RevertWhen_LengthIsNotOfWholeRows(uint16 length) public {
        if (length % 80 == 0) ++length;
        vm.expectRevert(abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_MalformedVouchers.selector, length, 80));
        escrow.settle(provider.addr, address(token), new bytes(length));
    }

    function test_RevertWhen_BatchIsEmpty() public {
        vm.expectRevert(abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_MalformedVouchers.selector, 0, 80));
        escrow.settle(provider.addr, address(token), "");
    }

    function test_RevertWhen_AddressesHaveDirtyUpperBits() public {
        bytes memory rows = voucher(signer, channel, 10);
        bytes memory data = abi.encodeCall(escrow.settle, (provider.addr, address(token), rows));
        data[4] = 0x01;
        (bool success,) = address(escrow).call(data);
        assertFalse(success);
    }

    // ------------------------------------------------------------------------------------------- payments that fail

    function test_CreditsAReceiverThatRefusesTheNativeCoin() public {
        address refusing = address(new NativeReceiver(NativeReceiver.Mode.Revert));
        IInferenceEscrow.Channel memory native = channelOf(signer.addr, refusing, NATIVE, 1);
        fundNative(payer.addr, 100);
        bytes32 nativeId = openFromBalance(native, 100);
        bytes memory rows = voucher(signer, native, 60);
        expectSettled(nativeId, 60);
        expectCredited(refusing, NATIVE, 60);
        assertEq(settleOne(native, rows), 60);
        assertEq(escrow.balanceOf(refusing, NATIVE), 60);
        assertEq(address(escrow).balance, 100);
    }

    function test_CreditsAReceiverThatTheTokenRefuses() public {
        PickyToken picky = new PickyToken(provider.addr);
        picky.mint(payer.addr, 100);
        vm.startPrank(payer.addr);
        picky.approve(address(escrow), 100);
        escrow.deposit(address(picky), 100, payer.addr);
        vm.stopPrank();
        IInferenceEscrow.Channel memory c = channelOf(signer.addr, provider.addr, address(picky), 1);
        bytes32 pickyId = openFromBalance(c, 100);
        bytes memory rows = voucher(signer, c, 60);
        expectSettled(pickyId, 60);
        expectCredited(provider.addr, address(picky), 60);
        settleOne(c, rows);
        assertEq(escrow.balanceOf(provider.addr, address(picky)), 60);
        assertEq(picky.balanceOf(address(escrow)), 100);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _expectOnlySkipped(
        bytes memory rows,
        bytes32 channelId,
        uint96 cumulative,
        IInferenceEscrow.SkipReason reason
    ) private {
        bytes32 record = recordHash(id);
        uint256 paid = token.balanceOf(provider.addr);
        expectSkipped(0, channelId, cumulative, reason);
        vm.recordLogs();
        assertEq(settleOne(channel, rows), 0);
        assertEq(escrowLogCount(), 1);
        assertEq(recordHash(id), record);
        assertEq(token.balanceOf(provider.addr), paid);
        assertBalance(provider.addr, 0);
    }
}
