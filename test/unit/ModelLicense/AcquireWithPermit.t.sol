// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {FeeOnTransferToken} from "../../mocks/tokens/BalanceTokens.sol";
import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

contract AcquireWithPermitTest is LicenseAssertions {
    function setUp() public override {
        super.setUp();
        open(usesPlan(10));
    }

    function testFuzz_BuysWithThePermitOfTheCaller(uint96 price, address licensee) public {
        vm.assume(licensee != address(0) && licensee != address(license));
        IModelLicense.Plan memory plan = usesPlan(20);
        plan.price = price;
        open(plan);
        token.mint(buyer.addr, price);
        IPayments.Permit memory permit = signPermit(buyer, token, price, block.timestamp);

        expectAcquired(plan, licensee, buyer.addr, 0, 20);
        vm.prank(buyer.addr);
        license.acquireWithPermit(plan, licensee, soon(), permit);

        assertLicense(licensee, 0, 0, 20, 0);
        assertPlan(plan, true, 1, price, splitId);
        assertEq(token.balanceOf(buyer.addr), 0);
        assertEq(token.balanceOf(address(license)), price);
        assertEq(token.allowance(buyer.addr, address(license)), 0);
    }

    function test_AnAllowanceStandsInForAPermitThatFails() public {
        fund(buyer.addr, usesPlan(10));
        IPayments.Permit memory permit;
        expectAcquired(usesPlan(10), buyer.addr, buyer.addr, 0, 10);
        vm.prank(buyer.addr);
        license.acquireWithPermit(usesPlan(10), buyer.addr, soon(), permit);
    }

    function test_RevertWhen_ThePermitFailsAndThereIsNoAllowance() public {
        token.mint(buyer.addr, PRICE);
        IPayments.Permit memory permit = signPermit(buyer, token, PRICE, block.timestamp - 1);
        expectNoAllowance(0, PRICE);
        _acquire(usesPlan(10), permit, soon());
    }

    function test_RevertWhen_ThePermitIsForLess() public {
        token.mint(buyer.addr, PRICE);
        IPayments.Permit memory permit = signPermit(buyer, token, PRICE - 1, block.timestamp);
        expectNoAllowance(0, PRICE);
        _acquire(usesPlan(10), permit, soon());
    }

    function test_RevertWhen_ThePlanIsInTheNativeCoin() public {
        IPayments.Permit memory permit;
        open(nativePlan(MONTH));
        vm.expectRevert(IPayments.Payments_TokenIsNative.selector);
        _acquire(nativePlan(MONTH), permit, soon());
    }

    function test_RevertWhen_TheTokenHasNoCode() public {
        IModelLicense.Plan memory plan = usesPlan(10);
        plan.token = stranger;
        open(plan);
        IPayments.Permit memory permit;
        vm.expectRevert(abi.encodeWithSelector(IPayments.Payments_NotAToken.selector, stranger));
        _acquire(plan, permit, soon());
    }

    function test_RevertWhen_LessThanThePriceArrives() public {
        FeeOnTransferToken charging = new FeeOnTransferToken();
        IModelLicense.Plan memory plan = usesPlan(10);
        plan.token = address(charging);
        open(plan);
        charging.mint(buyer.addr, PRICE);
        IPayments.Permit memory permit = signPermit(buyer, charging, PRICE, block.timestamp);
        expectWrongPayment(PRICE - PRICE / 100, PRICE);
        _acquire(plan, permit, soon());
    }

    function test_RevertWhen_ThePlanIsClosed() public {
        close(usesPlan(10));
        IPayments.Permit memory permit = _permit();
        expectNotSelling(usesPlan(10));
        _acquire(usesPlan(10), permit, soon());
    }

    function test_RevertWhen_ThePlanIsSoldOut() public {
        IModelLicense.Plan memory plan = usesPlan(10);
        plan.cap = 1;
        open(plan);
        buy(buyer.addr, plan);
        IPayments.Permit memory permit = _permit();
        expectSoldOut(plan);
        _acquire(plan, permit, soon());
    }

    function test_RevertWhen_TheLicenseeIsZero() public {
        IPayments.Permit memory permit = _permit();
        expectInvalidAccount(address(0));
        vm.prank(buyer.addr);
        license.acquireWithPermit(usesPlan(10), address(0), soon(), permit);
    }

    function test_ADeadlineIsOverAtItsSecond() public {
        uint64 deadline = soon();
        IPayments.Permit memory permit = signPermit(buyer, token, PRICE, deadline + 1);
        token.mint(buyer.addr, PRICE);
        for (uint256 late = 0; late < 2; ++late) {
            vm.warp(deadline + late);
            expectDeadlinePassed(deadline);
            _acquire(usesPlan(10), permit, deadline);
        }
        vm.warp(deadline - 1);
        _acquire(usesPlan(10), permit, deadline);
        assertUses(buyer.addr, 10, 0);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _permit() private returns (IPayments.Permit memory) {
        token.mint(buyer.addr, PRICE);
        return signPermit(buyer, token, PRICE, block.timestamp);
    }

    function _acquire(IModelLicense.Plan memory plan, IPayments.Permit memory permit, uint64 deadline) private {
        vm.prank(buyer.addr);
        license.acquireWithPermit(plan, buyer.addr, deadline, permit);
    }
}
