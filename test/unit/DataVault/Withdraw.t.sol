// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {IDataVault} from "src/interfaces/IDataVault.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {RefusingReceiver} from "../../mocks/RefusingReceiver.sol";
import {VaultAssertions} from "../../support/VaultAssertions.sol";

contract WithdrawCreditTest is VaultAssertions {
    RefusingReceiver private refusing;

    function setUp() public override {
        super.setUp();
        refusing = new RefusingReceiver();
        open(tokenOffer());
        open(nativeOffer());
        IDataVault.Purchase memory first = sell(buyer.addr, tokenOffer(), 1);
        IDataVault.Purchase memory second = sell(researcher, nativeOffer(), 1);
        vm.warp(block.timestamp + MONTH / 4);
        revokeAll(datasetId);
        vault.settle(first);
        vault.settle(second);
    }

    function testFuzz_SendsTheWholeCreditInAToken(address to) public {
        vm.assume(to != address(0) && to != address(vault));
        _withdraws(owner.addr, address(token), to, PRICE / 4);
        _withdraws(buyer.addr, address(token), to, PRICE * 3 / 4);
        assertEq(token.balanceOf(to), PRICE);
        assertEq(token.balanceOf(address(vault)), 0);
        assertEq(address(vault).balance, NATIVE_PRICE);
    }

    function testFuzz_SendsTheWholeCreditInTheNativeCoin(uint160 seed) public {
        address to = address(uint160(uint256(keccak256(abi.encode(seed)))));
        _withdraws(owner.addr, NATIVE, to, NATIVE_PRICE / 4);
        _withdraws(researcher, NATIVE, to, NATIVE_PRICE * 3 / 4);
        assertEq(to.balance, NATIVE_PRICE);
        assertEq(address(vault).balance, 0);
        assertEq(token.balanceOf(address(vault)), PRICE);
    }

    function test_EmitsOneEvent() public {
        vm.recordLogs();
        withdraw(owner.addr, address(token), owner.addr);
        assertEq(vaultLogCount(), 1);
    }

    function test_OtherCreditsStay() public {
        withdraw(owner.addr, address(token), owner.addr);
        assertCredit(owner.addr, NATIVE, NATIVE_PRICE / 4);
        assertCredit(buyer.addr, address(token), PRICE * 3 / 4);
        assertCredit(researcher, NATIVE, NATIVE_PRICE * 3 / 4);
    }

    function test_CreditsAddUp() public {
        IDataVault.Purchase memory p = sell(buyer.addr, tokenOffer(), 2);
        vm.warp(block.timestamp + MONTH / 2);
        revokeAccess(buyer.addr, datasetId);
        vault.settle(p);
        _withdraws(owner.addr, address(token), owner.addr, PRICE * 3 / 4);
        _withdraws(buyer.addr, address(token), buyer.addr, PRICE * 5 / 4);
    }

    function testFuzz_RevertWhen_ThereIsNoCredit(address account, address token_) public {
        bool hasToken = token_ == address(token) && (account == owner.addr || account == buyer.addr);
        bool hasCoins = token_ == NATIVE && (account == owner.addr || account == researcher);
        vm.assume(!hasToken && !hasCoins);
        expectNothingToWithdraw(account, token_);
        withdraw(account, token_, stranger);
    }

    function test_RevertWhen_ItWasWithdrawn() public {
        withdraw(owner.addr, NATIVE, owner.addr);
        expectNothingToWithdraw(owner.addr, NATIVE);
        withdraw(owner.addr, NATIVE, owner.addr);
    }

    function test_RevertWhen_TheCreditIsInAnotherToken() public {
        expectNothingToWithdraw(buyer.addr, NATIVE);
        withdraw(buyer.addr, NATIVE, buyer.addr);
        expectNothingToWithdraw(researcher, address(token));
        withdraw(researcher, address(token), researcher);
    }

    function test_RevertWhen_TheReceiverIsZeroOrTheContract() public {
        address[2] memory receivers = [address(0), address(vault)];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IPayments.Payments_InvalidAccount.selector, receivers[i]));
            withdraw(owner.addr, address(token), receivers[i]);
        }
    }

    function test_RevertWhen_TheReceiverRefuses() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                IPayments.Payments_NativeTransferFailed.selector, address(refusing), NATIVE_PRICE / 4
            )
        );
        withdraw(owner.addr, NATIVE, address(refusing));
        _withdraws(owner.addr, NATIVE, owner.addr, NATIVE_PRICE / 4);
    }

    function test_RevertWhen_TheTokenFails() public {
        deal(address(token), address(vault), PRICE / 4 - 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientBalance.selector, address(vault), PRICE / 4 - 1, PRICE / 4
            )
        );
        withdraw(owner.addr, address(token), owner.addr);
        assertCredit(owner.addr, address(token), PRICE / 4);
    }

    function _withdraws(address account, address token_, address to, uint256 amount) private {
        uint256 before = holding(to, token_);
        assertCredit(account, token_, amount);
        vm.expectEmit(address(vault));
        emit IDataVault.Withdrawn(account, token_, to, amount);
        assertEq(withdraw(account, token_, to), amount);
        assertCredit(account, token_, 0);
        assertEq(holding(to, token_), before + amount);
    }
}
