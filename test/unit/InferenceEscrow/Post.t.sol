// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";

import {EscrowAssertions} from "../../support/EscrowAssertions.sol";

contract PostTest is EscrowAssertions {
    IInferenceEscrow.Channel private channel;
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        (channel, id) = openChannel(1, FUNDS);
    }

    function testFuzz_PostCreditsExactlyTheDifference(uint96 first, uint96 second) public {
        first = uint96(bound(first, 1, FUNDS - 1));
        second = uint96(bound(second, first + 1, FUNDS));
        bytes memory rows = voucher(signer, channel, first);
        expectSettled(id, first);
        expectCredited(provider.addr, address(token), first);
        assertEq(postVouchers(provider.addr, address(token), rows), first);

        rows = voucher(signer, channel, second);
        expectSettled(id, second);
        expectCredited(provider.addr, address(token), second - first);
        assertEq(postVouchers(provider.addr, address(token), rows), second - first);

        assertBalance(provider.addr, second);
        assertBalance(stranger, 0);
        assertEq(token.balanceOf(address(escrow)), FUNDS);
        assertChannel(id, IInferenceEscrow.ChannelStatus.Open, FUNDS, second);
    }

    function test_PostedMoneyIsWithdrawn() public {
        postVouchers(provider.addr, address(token), voucher(signer, channel, 70));
        vm.prank(provider.addr);
        escrow.withdraw(address(token), 70, stranger);
        assertEq(token.balanceOf(stranger), 70);
    }

    function test_PostsTheNativeCoinWithoutACall() public {
        IInferenceEscrow.Channel memory native = channelOf(signer.addr, provider.addr, NATIVE, 1);
        fundNative(payer.addr, 100);
        openFromBalance(native, 100);
        postVouchers(provider.addr, NATIVE, voucher(signer, native, 60));
        assertEq(escrow.balanceOf(provider.addr, NATIVE), 60);
        assertEq(provider.addr.balance, 0);
    }

    function test_PostOfSkippedRowsCreditsNothing() public {
        bytes memory rows = voucher(signer, channel, FUNDS + 1);
        expectSkipped(0, id, FUNDS + 1, IInferenceEscrow.SkipReason.ExceedsFunded);
        vm.recordLogs();
        assertEq(postVouchers(provider.addr, address(token), rows), 0);
        assertEq(escrowLogCount(), 1);
        assertBalance(provider.addr, 0);
    }

    function test_EmitsOneCreditABatch() public {
        bytes memory rows = bytes.concat(voucher(signer, channel, 1), voucher(signer, channel, 5));
        vm.recordLogs();
        assertEq(postVouchers(provider.addr, address(token), rows), 5);
        assertEq(escrowLogCount(), 3);
    }

    function testFuzz_RevertWhen_LengthIsNotOfWholeRows(uint16 length) public {
        if (length != 0 && length % 80 == 0) ++length;
        vm.expectRevert(abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_MalformedVouchers.selector, length, 80));
        postVouchers(provider.addr, address(token), new bytes(length));
    }
}
