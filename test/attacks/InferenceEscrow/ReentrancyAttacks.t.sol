// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {ReentrantReceiver} from "../../mocks/ReceiverMocks.sol";
import {ReentrantToken} from "../../mocks/tokens/CallingTokens.sol";
import {EscrowAssertions} from "../../support/EscrowAssertions.sol";

/// @title C8: a token or a receiver of coins that calls back, from every entry that calls out into every other
contract ReentrancyAttacksTest is EscrowAssertions {
    uint256 private constant ENTRIES = 12;

    ReentrantToken private calling;
    IInferenceEscrow.Channel private channel;
    uint64 private deadline;

    function setUp() public override {
        super.setUp();
        deadline = uint64(block.timestamp + 1 hours);
        calling = new ReentrantToken();
        calling.mint(payer.addr, 1_000);
        vm.startPrank(payer.addr);
        calling.approve(address(escrow), 900);
        escrow.deposit(address(calling), 500, payer.addr);
        vm.stopPrank();
        channel = channelOf(signer.addr, provider.addr, address(calling), 1);
        openFromBalance(channel, 100);
    }

    // ----------------------------------------------------------------------------------------------------- the token

    function test_C8_TokenCallsBackFromDeposit() public {
        for (uint256 i = 0; i < ENTRIES; ++i) {
            _arm(i);
            vm.prank(payer.addr);
            escrow.deposit(address(calling), 10, payer.addr);
            _assertRefused(2);
        }
        _assertHeld(500 - 100 + 10 * ENTRIES, 500 + 10 * ENTRIES);
    }

    function test_C8_TokenCallsBackFromDepositWithPermit() public {
        for (uint256 i = 0; i < ENTRIES; ++i) {
            calling.arm(address(0), "");
            (uint8 v, bytes32 r, bytes32 s) = signPermit(payer, calling, 10, deadline);
            _arm(i);
            vm.prank(payer.addr);
            escrow.depositWithPermit(address(calling), 10, payer.addr, deadline, v, r, s);
            _assertRefused(3);
        }
        _assertHeld(500 - 100 + 10 * ENTRIES, 500 + 10 * ENTRIES);
    }

    function test_C8_TokenCallsBackFromDepositWithAuthorization() public {
        for (uint256 i = 0; i < ENTRIES; ++i) {
            IPayments.Authorization memory a = authorizationOf(payer, calling, payer.addr, 10, i);
            _arm(i);
            escrow.depositWithAuthorization(address(calling), payer.addr, a);
            _assertRefused(2);
        }
        _assertHeld(500 - 100 + 10 * ENTRIES, 500 + 10 * ENTRIES);
    }

    function test_C8_TokenCallsBackFromWithdraw() public {
        for (uint256 i = 0; i < ENTRIES; ++i) {
            _arm(i);
            vm.prank(payer.addr);
            escrow.withdraw(address(calling), 10, payer.addr);
            _assertRefused(2);
        }
        _assertHeld(500 - 100 - 10 * ENTRIES, 500 - 10 * ENTRIES);
    }

    function test_C8_TokenCallsBackFromSettle() public {
        for (uint96 i = 0; i < ENTRIES; ++i) {
            bytes memory rows = voucher(signer, channel, i + 1);
            _arm(i);
            assertEq(settleOne(channel, rows), 1);
            _assertRefused(2);
        }
        _assertHeld(500 - 100, 500 - ENTRIES);
        assertEq(calling.balanceOf(provider.addr), ENTRIES);
    }

    function test_C8_TokenCallsBackFromCloseWithConsent() public {
        for (uint32 i = 0; i < ENTRIES; ++i) {
            calling.arm(address(0), "");
            IInferenceEscrow.Channel memory c = channelOf(signer.addr, provider.addr, address(calling), i + 2);
            bytes32 id = openFromBalance(c, 10);
            bytes memory consent = signCloseConsent(provider, id, 4, deadline);
            _arm(i);
            vm.prank(payer.addr);
            escrow.closeWithConsent(c, 4, deadline, consent);
            _assertRefused(2);
        }
        _assertHeld(500 - 100 - 4 * ENTRIES, 500 - 4 * ENTRIES);
    }

    function test_C8_TheOtherEntriesCallNoToken() public {
        bytes memory rows = voucher(signer, channel, 5);
        IInferenceEscrow.Opening memory opening =
            openingOf(channelOf(signer.addr, provider.addr, address(calling), 2), 9);
        bytes memory consent = signSignerConsent(signer, opening);
        vm.expectCall(address(calling), "", 0);
        vm.expectCall(provider.addr, "", 0);
        vm.startPrank(payer.addr);
        escrow.open(opening, "", consent);
        escrow.topUp(channel, 1);
        vm.stopPrank();
        postVouchers(provider.addr, address(calling), rows);
        vm.startPrank(payer.addr);
        escrow.startClose(channel);
        vm.warp(block.timestamp + NOTICE);
        escrow.finishClose(channel);
        vm.stopPrank();
    }

    /// @dev A hook that sends tokens while a deposit is measured gives them to the beneficiary, and takes from nobody.
    function test_C8_TransferDuringADepositIsCountedOnce() public {
        calling.mint(address(calling), 7);
        calling.arm(address(this), abi.encodeCall(this.sendOnce, ()));
        vm.prank(payer.addr);
        escrow.deposit(address(calling), 10, payer.addr);
        assertEq(escrow.balanceOf(payer.addr, address(calling)), 500 - 100 + 17);
        assertEq(calling.balanceOf(address(escrow)), 500 + 17);
    }

    function sendOnce() external {
        calling.arm(address(0), "");
        vm.prank(address(calling));
        assertTrue(calling.transfer(address(escrow), 7));
    }

    // -------------------------------------------------------------------------------------------------- native coins

    function test_C8_ReceiverCallsBackFromSettle() public {
        ReentrantReceiver receiver = new ReentrantReceiver();
        IInferenceEscrow.Channel memory c = _openNative(address(receiver), 1);
        for (uint96 i = 0; i < ENTRIES; ++i) {
            bytes memory rows = voucher(signer, c, i + 1);
            receiver.arm(address(escrow), _entry(i));
            assertEq(settleOne(c, rows), 1);
            _assertRefused(receiver);
        }
        assertEq(address(receiver).balance, ENTRIES);
        assertEq(escrow.balanceOf(address(receiver), NATIVE), 0);
        assertEq(address(escrow).balance, 100 - ENTRIES);
    }

    function test_C8_ReceiverCallsBackFromCloseWithConsent() public {
        ReentrantReceiver receiver = new ReentrantReceiver();
        for (uint32 i = 0; i < ENTRIES; ++i) {
            // Payer and receiver are one, since a receiver with this code signs nothing.
            IInferenceEscrow.Channel memory c = channelOf(signer.addr, address(receiver), NATIVE, i);
            vm.deal(address(receiver), 10);
            receiver.execute(address(escrow), 10, abi.encodeCall(escrow.depositNative, (address(receiver))));
            IInferenceEscrow.Opening memory opening = openingOf(c, 10);
            opening.payer = address(receiver);
            bytes memory consent = signSignerConsent(signer, opening);
            receiver.execute(address(escrow), 0, abi.encodeCall(escrow.open, (opening, "", consent)));
            receiver.arm(address(escrow), _entry(i));
            receiver.execute(address(escrow), 0, abi.encodeCall(escrow.closeWithConsent, (c, 4, deadline, "")));
            _assertRefused(receiver);
            assertEq(address(receiver).balance, 4);
        }
        assertEq(escrow.balanceOf(address(receiver), NATIVE), 6 * ENTRIES);
        assertEq(address(escrow).balance, 6 * ENTRIES);
    }

    function test_C8_ReceiverCallsBackFromWithdraw() public {
        ReentrantReceiver receiver = new ReentrantReceiver();
        fundNative(payer.addr, 100);
        for (uint256 i = 0; i < ENTRIES; ++i) {
            receiver.arm(address(escrow), _entry(i));
            vm.prank(payer.addr);
            escrow.withdraw(NATIVE, 1, address(receiver));
            _assertRefused(receiver);
        }
        assertEq(address(receiver).balance, ENTRIES);
        assertEq(address(escrow).balance, 100 - ENTRIES);
    }

    /// @dev The balance is taken before the coins leave: a second withdrawal in the callback would find it gone anyway.
    function test_C8_LedgerIsUpToDateWhenTheReceiverIsCalled() public {
        ReentrantReceiver receiver = new ReentrantReceiver();
        fundNative(payer.addr, 100);
        receiver.arm(address(escrow), abi.encodeCall(escrow.balanceOf, (payer.addr, NATIVE)));
        vm.prank(payer.addr);
        escrow.withdraw(NATIVE, 60, address(receiver));
        assertTrue(receiver.succeeded());
        assertEq(abi.decode(receiver.returned(), (uint256)), 40);
    }

    function test_C8_ChannelIsUpToDateWhenTheReceiverIsCalled() public {
        ReentrantReceiver receiver = new ReentrantReceiver();
        IInferenceEscrow.Channel memory c = _openNative(address(receiver), 1);
        receiver.arm(address(escrow), abi.encodeCall(escrow.getChannel, (idOf(c))));
        settleOne(c, voucher(signer, c, 60));
        IInferenceEscrow.ChannelView memory seen = abi.decode(receiver.returned(), (IInferenceEscrow.ChannelView));
        assertEq(seen.claimed, 60);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _arm(uint256 entry) private {
        calling.arm(address(escrow), _entry(entry));
    }

    /// @dev Each of the escrow's entries that change state. The lock comes first, so what else is in the call is moot.
    function _entry(uint256 index) private view returns (bytes memory) {
        IPayments.Authorization memory a;
        if (index == 0) return abi.encodeCall(escrow.depositNative, (stranger));
        if (index == 1) return abi.encodeCall(escrow.deposit, (address(calling), 1, stranger));
        if (index == 2) {
            return abi.encodeCall(escrow.depositWithPermit, (address(calling), 1, stranger, deadline, 27, 0, 0));
        }
        if (index == 3) return abi.encodeCall(escrow.depositWithAuthorization, (address(calling), stranger, a));
        if (index == 4) return abi.encodeCall(escrow.withdraw, (address(calling), 0, stranger));
        if (index == 5) return abi.encodeCall(escrow.open, (openingOf(channel, 1), "", ""));
        if (index == 6) return abi.encodeCall(escrow.topUp, (channel, 1));
        if (index == 7) return abi.encodeCall(escrow.settle, (provider.addr, address(calling), new bytes(80)));
        if (index == 8) return abi.encodeCall(escrow.post, (provider.addr, address(calling), new bytes(80)));
        if (index == 9) return abi.encodeCall(escrow.startClose, (channel));
        if (index == 10) return abi.encodeCall(escrow.finishClose, (channel));
        return abi.encodeCall(escrow.closeWithConsent, (channel, 0, deadline, ""));
    }

    function _assertRefused(uint256 calls) private view {
        assertEq(calling.calls(), calls, "calls back");
        assertEq(calling.successes(), 0, "calls that got through");
        _assertLocked(calling.lastResult());
    }

    function _assertRefused(ReentrantReceiver receiver) private view {
        assertTrue(receiver.called());
        assertFalse(receiver.succeeded());
        _assertLocked(receiver.returned());
    }

    function _assertLocked(bytes memory reason) private pure {
        assertEq(
            reason, abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector), "reason"
        );
    }

    function _assertHeld(uint256 balance, uint256 held) private view {
        assertEq(escrow.balanceOf(payer.addr, address(calling)), balance);
        assertEq(escrow.balanceOf(stranger, address(calling)), 0);
        assertEq(calling.balanceOf(address(escrow)), held);
    }

    function _openNative(address receiver, uint32 salt) private returns (IInferenceEscrow.Channel memory c) {
        c = channelOf(signer.addr, receiver, NATIVE, salt);
        fundNative(payer.addr, 100);
        openFromBalance(c, 100);
    }
}
