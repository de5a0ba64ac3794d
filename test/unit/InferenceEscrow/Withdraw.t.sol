// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IPayments} from "src/interfaces/IPayments.sol";

import {PickyToken} from "../../mocks/PickyToken.sol";
import {NativeReceiver} from "../../mocks/ReceiverMocks.sol";
import {EscrowAssertions} from "../../support/EscrowAssertions.sol";

contract WithdrawTest is EscrowAssertions {
    function testFuzz_WithdrawSendsExactlyWhatWasAsked(uint128 balance, uint128 amount) public {
        balance = uint128(bound(balance, 1, type(uint128).max));
        amount = uint128(bound(amount, 0, balance));
        fund(payer.addr, balance);

        expectWithdrawn(payer.addr, address(token), stranger, amount);
        vm.expectEmit(address(token));
        emit IERC20.Transfer(address(escrow), stranger, amount);
        vm.prank(payer.addr);
        escrow.withdraw(address(token), amount, stranger);

        assertBalance(payer.addr, balance - amount);
        assertEq(token.balanceOf(stranger), amount);
        assertEq(token.balanceOf(address(escrow)), balance - amount);
    }

    function testFuzz_WithdrawNative(uint128 balance, uint128 amount) public {
        balance = uint128(bound(balance, 1, type(uint128).max));
        amount = uint128(bound(amount, 0, balance));
        fundNative(payer.addr, balance);

        expectWithdrawn(payer.addr, NATIVE, stranger, amount);
        vm.prank(payer.addr);
        escrow.withdraw(NATIVE, amount, stranger);

        assertEq(escrow.balanceOf(payer.addr, NATIVE), balance - amount);
        assertEq(stranger.balance, amount);
        assertEq(address(escrow).balance, balance - amount);
    }

    function testFuzz_RevertWhen_BalanceIsTooSmall(uint128 balance, uint256 amount) public {
        amount = bound(amount, uint256(balance) + 1, type(uint256).max);
        if (balance != 0) fund(payer.addr, balance);
        expectInsufficientBalance(balance, amount);
        vm.prank(payer.addr);
        escrow.withdraw(address(token), amount, payer.addr);
    }

    function test_RevertWhen_MoneyIsAnotherAccounts() public {
        fund(payer.addr, 10);
        expectInsufficientBalance(0, 10);
        vm.prank(stranger);
        escrow.withdraw(address(token), 10, stranger);
    }

    function test_RevertWhen_MoneyIsInAnotherToken() public {
        fund(payer.addr, 10);
        fundNative(stranger, 10);
        expectInsufficientBalance(0, 10);
        vm.prank(payer.addr);
        escrow.withdraw(NATIVE, 10, payer.addr);
    }

    function test_RevertWhen_RecipientIsZero() public {
        fund(payer.addr, 10);
        expectInvalidAccount(address(0));
        vm.prank(payer.addr);
        escrow.withdraw(address(token), 10, address(0));
    }

    function test_RevertWhen_RecipientIsTheEscrow() public {
        fundNative(payer.addr, 10);
        expectInvalidAccount(address(escrow));
        vm.prank(payer.addr);
        escrow.withdraw(NATIVE, 10, address(escrow));
    }

    function test_RevertWhen_RecipientRefusesTheNativeCoin() public {
        NativeReceiver refusing = new NativeReceiver(NativeReceiver.Mode.Revert);
        fundNative(payer.addr, 10);
        vm.expectRevert(abi.encodeWithSelector(IPayments.Payments_NativeTransferFailed.selector, address(refusing), 10));
        vm.prank(payer.addr);
        escrow.withdraw(NATIVE, 10, address(refusing));
        assertEq(escrow.balanceOf(payer.addr, NATIVE), 10);
    }

    function test_RevertWhen_TokenRefusesTheRecipient() public {
        PickyToken picky = new PickyToken(stranger);
        picky.mint(payer.addr, 10);
        vm.startPrank(payer.addr);
        picky.approve(address(escrow), 10);
        escrow.deposit(address(picky), 10, payer.addr);
        vm.expectRevert(abi.encodeWithSelector(PickyToken.Refused.selector, stranger));
        escrow.withdraw(address(picky), 10, stranger);
        escrow.withdraw(address(picky), 10, payer.addr);
        vm.stopPrank();
        assertEq(picky.balanceOf(payer.addr), 10);
    }
}
