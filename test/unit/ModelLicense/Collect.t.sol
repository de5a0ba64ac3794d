// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

contract CollectTest is LicenseAssertions {
    function testFuzz_AnyoneCollects(address caller, uint96 price, uint8 sales) public {
        IModelLicense.Plan memory plan = usesPlan(10);
        plan.price = uint96(bound(price, 1, type(uint96).max));
        uint256 count = bound(sales, 1, 4);
        open(plan);
        for (uint256 i = 0; i < count; ++i) {
            buy(buyer.addr, plan);
        }
        expectCollected(plan, splitId, count * plan.price);
        vm.prank(caller);
        license.collect(plansOf(plan));

        assertPlan(plan, true, uint32(count), 0, splitId);
        assertEq(license.incomeOf(splitId, address(token)), count * plan.price);
        assertEq(token.balanceOf(address(license)), count * plan.price);
    }

    function test_CollectsSeveralPlansInTheirTokens() public {
        (IModelLicense.Plan memory first, IModelLicense.Plan memory second) = (usesPlan(10), nativePlan(MONTH));
        IModelLicense.Plan[] memory plans = new IModelLicense.Plan[](3);
        (plans[0], plans[1], plans[2]) = (first, second, timedPlan(MONTH));
        for (uint256 i = 0; i < plans.length; ++i) {
            open(plans[i]);
            buy(buyer.addr, plans[i]);
        }
        vm.recordLogs();
        expectCollected(first, splitId, PRICE);
        expectCollected(second, splitId, NATIVE_PRICE);
        expectCollected(plans[2], splitId, PRICE);
        license.collect(plans);
        assertEq(licenseLogCount(), 3);
        assertEq(license.incomeOf(splitId, address(token)), 2 * PRICE);
        assertEq(license.incomeOf(splitId, NATIVE), NATIVE_PRICE);
    }

    function test_NothingNewIsPassedOver() public {
        IModelLicense.Plan[] memory plans = new IModelLicense.Plan[](3);
        (plans[0], plans[1], plans[2]) = (usesPlan(10), timedPlan(MONTH), timedPlan(MONTH));
        open(plans[0]);
        open(plans[1]);
        buy(buyer.addr, plans[1]);
        vm.recordLogs();
        license.collect(plans);
        assertEq(licenseLogCount(), 1);
        license.collect(plans);
        assertEq(licenseLogCount(), 0);
        assertEq(license.incomeOf(splitId, address(token)), PRICE);
    }

    function test_AnEmptyListChangesNothing() public {
        vm.recordLogs();
        license.collect(new IModelLicense.Plan[](0));
        assertEq(licenseLogCount(), 0);
    }

    function test_CollectsWhatAClosedPlanEarned() public {
        open(usesPlan(10));
        buy(buyer.addr, usesPlan(10));
        close(usesPlan(10));
        expectCollected(usesPlan(10), splitId, PRICE);
        collect(usesPlan(10));
        assertPlan(usesPlan(10), false, 1, 0, splitId);
    }

    function test_IncomeAddsUp() public {
        open(usesPlan(10));
        for (uint256 i = 1; i <= 3; ++i) {
            buy(buyer.addr, usesPlan(10));
            collect(usesPlan(10));
            assertEq(license.incomeOf(splitId, address(token)), i * PRICE);
        }
    }

    function test_RevertWhen_APlanWasNeverOpen() public {
        IModelLicense.Plan[] memory plans = new IModelLicense.Plan[](2);
        (plans[0], plans[1]) = (usesPlan(10), usesPlan(20));
        open(plans[0]);
        buy(buyer.addr, plans[0]);
        vm.expectRevert(abi.encodeWithSelector(IModelLicense.ModelLicense_UnknownPlan.selector, planIdOf(plans[1])));
        license.collect(plans);
        assertPlan(plans[0], true, 1, PRICE, splitId);
    }

    /// @dev The token is part of the plan's id: what was earned in one cannot be collected as another.
    function test_RevertWhen_AnotherTokenIsNamed() public {
        IModelLicense.Plan memory plan = usesPlan(10);
        open(plan);
        buy(buyer.addr, plan);
        plan.token = NATIVE;
        vm.expectRevert(abi.encodeWithSelector(IModelLicense.ModelLicense_UnknownPlan.selector, planIdOf(plan)));
        collect(plan);
    }
}
