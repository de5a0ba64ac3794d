// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {TokenMock} from "../../mocks/TokenMock.sol";
import {FeeOnTransferToken} from "../../mocks/tokens/BalanceTokens.sol";
import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

/// @title What a purchase costs, whom it licenses, and when it is refused. What it gives: AcquireTerms.t.sol
contract AcquireTest is LicenseAssertions {
    // ------------------------------------------------------------------------------------------------------- payment

    function testFuzz_IsPaidInAToken(uint96 price, uint64 uses) public {
        uses = uint64(bound(uses, 1, type(uint64).max));
        IModelLicense.Plan memory plan = usesPlan(uses);
        plan.price = price;
        open(plan);
        fund(buyer.addr, plan);

        expectAcquired(plan, buyer.addr, buyer.addr, 0, uses);
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());

        assertLicense(buyer.addr, 0, 0, uses, 0);
        assertPlan(plan, true, 1, price, splitId);
        assertEq(token.balanceOf(buyer.addr), 0);
        assertEq(token.balanceOf(address(license)), price);
    }

    function testFuzz_IsPaidInTheNativeCoin(uint96 price) public {
        IModelLicense.Plan memory plan = nativePlan(MONTH);
        plan.price = price;
        open(plan);
        fund(buyer.addr, plan);
        uint40 expiresAt = uint40(block.timestamp + MONTH);

        expectAcquired(plan, buyer.addr, buyer.addr, expiresAt, 0);
        vm.prank(buyer.addr);
        license.acquire{value: price}(plan, buyer.addr, soon());

        assertLicense(buyer.addr, uint40(block.timestamp), expiresAt, 0, 0);
        assertPlan(plan, true, 1, price, splitId);
        assertEq(buyer.addr.balance, 0);
        assertEq(address(license).balance, price);
    }

    function testFuzz_IsBoughtForAnother(address licensee) public {
        vm.assume(licensee != address(0) && licensee != address(license) && licensee != buyer.addr);
        IModelLicense.Plan memory plan = usesPlan(10);
        open(plan);
        fund(buyer.addr, plan);
        expectAcquired(plan, licensee, buyer.addr, 0, 10);
        vm.prank(buyer.addr);
        license.acquire(plan, licensee, soon());
        assertLicense(licensee, 0, 0, 10, 0);
        assertNoLicense(buyer.addr);
        assertEq(token.balanceOf(buyer.addr), 0);
    }

    function test_AFreePlanAsksTheTokenNothing() public {
        IModelLicense.Plan memory plan = usesPlan(10);
        (plan.price, plan.token) = (0, stranger);
        open(plan);
        expectAcquired(plan, buyer.addr, buyer.addr, 0, 10);
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());
        assertPlan(plan, true, 1, 0, splitId);
    }

    function test_EmitsOneEvent() public {
        open(usesPlan(10));
        fund(buyer.addr, usesPlan(10));
        vm.recordLogs();
        vm.prank(buyer.addr);
        license.acquire(usesPlan(10), buyer.addr, soon());
        assertEq(licenseLogCount(), 1);
    }

    function test_EarningsAddUpUntilTheyAreCollected() public {
        IModelLicense.Plan memory plan = usesPlan(10);
        open(plan);
        for (uint32 i = 1; i <= 3; ++i) {
            buy(buyer.addr, plan);
            assertPlan(plan, true, i, i * PRICE, splitId);
        }
        collect(plan);
        buy(buyer.addr, plan);
        assertPlan(plan, true, 4, PRICE, splitId);
    }

    function testFuzz_RevertWhen_AnotherValueComes(uint96 value) public {
        vm.assume(value != NATIVE_PRICE);
        open(nativePlan(MONTH));
        vm.deal(buyer.addr, value);
        expectWrongValue(value, NATIVE_PRICE);
        vm.prank(buyer.addr);
        license.acquire{value: value}(nativePlan(MONTH), buyer.addr, soon());
    }

    function test_RevertWhen_OneUnitTooMuchOrTooLittleComes() public {
        open(nativePlan(MONTH));
        vm.deal(buyer.addr, NATIVE_PRICE + 1);
        for (uint256 off = 0; off < 3; off += 2) {
            expectWrongValue(NATIVE_PRICE - 1 + off, NATIVE_PRICE);
            vm.prank(buyer.addr);
            license.acquire{value: NATIVE_PRICE - 1 + off}(nativePlan(MONTH), buyer.addr, soon());
        }
    }

    function test_RevertWhen_CoinsComeForAFreePlan() public {
        IModelLicense.Plan memory plan = nativePlan(MONTH);
        plan.price = 0;
        open(plan);
        vm.deal(buyer.addr, 1);
        expectWrongValue(1, 0);
        vm.prank(buyer.addr);
        license.acquire{value: 1}(plan, buyer.addr, soon());
    }

    function test_RevertWhen_CoinsComeForATokensPlan() public {
        open(usesPlan(10));
        fund(buyer.addr, usesPlan(10));
        vm.deal(buyer.addr, 1);
        expectWrongValue(1, 0);
        vm.prank(buyer.addr);
        license.acquire{value: 1}(usesPlan(10), buyer.addr, soon());
    }

    function test_RevertWhen_TheAllowanceIsTooSmall() public {
        open(usesPlan(10));
        token.mint(buyer.addr, PRICE);
        vm.prank(buyer.addr);
        token.approve(address(license), PRICE - 1);
        expectNoAllowance(PRICE - 1, PRICE);
        vm.prank(buyer.addr);
        license.acquire(usesPlan(10), buyer.addr, soon());
    }

    function test_RevertWhen_TheBalanceIsTooSmall() public {
        open(usesPlan(10));
        token.mint(buyer.addr, PRICE - 1);
        vm.prank(buyer.addr);
        token.approve(address(license), PRICE);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, buyer.addr, PRICE - 1, PRICE)
        );
        vm.prank(buyer.addr);
        license.acquire(usesPlan(10), buyer.addr, soon());
    }

    function test_RevertWhen_TheTokenHasNoCode() public {
        IModelLicense.Plan memory plan = usesPlan(10);
        plan.token = stranger;
        open(plan);
        vm.expectRevert(abi.encodeWithSelector(IPayments.Payments_NotAToken.selector, stranger));
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());
    }

    function test_RevertWhen_LessThanThePriceArrives() public {
        IModelLicense.Plan memory plan = usesPlan(10);
        plan.token = address(new FeeOnTransferToken());
        open(plan);
        fund(buyer.addr, plan);
        expectWrongPayment(PRICE - PRICE / 100, PRICE);
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());
    }

    function test_RevertWhen_MoreThanThePriceArrives() public {
        IModelLicense.Plan memory plan = usesPlan(10);
        plan.token = address(new GenerousToken());
        open(plan);
        fund(buyer.addr, plan);
        expectWrongPayment(PRICE + 1, PRICE);
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());
    }

    // ------------------------------------------------------------------------------------------------------ licensee

    function test_RevertWhen_TheLicenseeIsZero() public {
        _expectInvalidLicensee(address(0));
    }

    function test_RevertWhen_TheLicenseeIsTheContract() public {
        _expectInvalidLicensee(address(license));
    }

    // ------------------------------------------------------------------------------------------------------ deadline

    function testFuzz_RevertWhen_TheDeadlinePassed(uint64 deadline) public {
        deadline = uint64(bound(deadline, 0, block.timestamp));
        open(usesPlan(10));
        fund(buyer.addr, usesPlan(10));
        expectDeadlinePassed(deadline);
        vm.prank(buyer.addr);
        license.acquire(usesPlan(10), buyer.addr, deadline);
    }

    function test_ADeadlineIsOverAtItsSecond() public {
        open(usesPlan(10));
        uint64 deadline = soon();
        fund(buyer.addr, usesPlan(10));
        vm.warp(deadline - 1);
        vm.prank(buyer.addr);
        license.acquire(usesPlan(10), buyer.addr, deadline);

        fund(buyer.addr, usesPlan(10));
        for (uint256 late = 0; late < 2; ++late) {
            vm.warp(deadline + late);
            expectDeadlinePassed(deadline);
            vm.prank(buyer.addr);
            license.acquire(usesPlan(10), buyer.addr, deadline);
        }
    }

    // ---------------------------------------------------------------------------------------------------------- sale

    function test_RevertWhen_ThePlanWasNeverOpen() public {
        expectNotSelling(usesPlan(10));
        vm.prank(buyer.addr);
        license.acquire(usesPlan(10), buyer.addr, soon());
    }

    function test_RevertWhen_ThePlanIsClosed() public {
        open(usesPlan(10));
        close(usesPlan(10));
        fund(buyer.addr, usesPlan(10));
        expectNotSelling(usesPlan(10));
        vm.prank(buyer.addr);
        license.acquire(usesPlan(10), buyer.addr, soon());
    }

    function testFuzz_RevertWhen_ThePlanIsSoldOut(uint8 cap) public {
        _sellOut(uint32(bound(cap, 1, 3)));
    }

    function test_RevertWhen_ThePlanIsSoldOut() public {
        _sellOut(10);
    }

    function _sellOut(uint32 cap) private {
        IModelLicense.Plan memory plan = usesPlan(10);
        plan.cap = cap;
        open(plan);
        for (uint256 i = 0; i < cap; ++i) {
            buy(buyer.addr, plan);
        }
        fund(buyer.addr, plan);
        expectSoldOut(plan);
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());
        assertPlan(plan, true, cap, cap * PRICE, splitId);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _expectInvalidLicensee(address licensee) private {
        open(usesPlan(10));
        fund(buyer.addr, usesPlan(10));
        expectInvalidAccount(licensee);
        vm.prank(buyer.addr);
        license.acquire(usesPlan(10), licensee, soon());
    }
}

/// @title Gives the receiver one unit more than was sent
contract GenerousToken is TokenMock {
    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        _mint(to, 1);
        return super.transferFrom(from, to, value);
    }
}
