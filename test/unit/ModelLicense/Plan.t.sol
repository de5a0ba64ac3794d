// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

/// @title Opening, binding anew and closing plans
contract PlanTest is LicenseAssertions {
    // ---------------------------------------------------------------------------------------------------------- open

    function testFuzz_OpensAPlan(uint8 kind, address token_, uint96 price, uint64 quantity, uint32 cap, bytes32 terms)
        public
    {
        IModelLicense.Plan memory plan = _consistentPlan(kind, token_, price, quantity, cap, terms);
        assertUnknownPlan(plan);
        expectPlanOpened(plan, splitId);
        assertEq(open(plan), planIdOf(plan));
        assertPlan(plan, true, 0, 0, splitId);
    }

    function test_EmitsOneEvent() public {
        IModelLicense.Plan memory plan = usesPlan(10);
        vm.recordLogs();
        open(plan);
        assertEq(licenseLogCount(), 1);
        close(plan);
        assertEq(licenseLogCount(), 1);
    }

    function test_PlansOfOneModelAreApart() public {
        open(usesPlan(10));
        open(usesPlan(20));
        buy(buyer.addr, usesPlan(20));
        close(usesPlan(20));
        assertPlan(usesPlan(10), true, 0, 0, splitId);
        assertPlan(usesPlan(20), false, 1, PRICE, splitId);
    }

    function testFuzz_RevertWhen_SomebodyElseOpensAPlan(address caller) public {
        vm.assume(caller != creator.addr);
        expectNotAllowed(caller, creator.addr);
        vm.prank(caller);
        license.openPlan(usesPlan(10), splitId);
    }

    function test_RevertWhen_TheModelIsUnknown() public {
        IModelLicense.Plan memory plan = usesPlan(10);
        plan.modelId = idOf(creator.addr, 2);
        expectUnknownModel(plan.modelId);
        open(plan);
    }

    function testFuzz_RevertWhen_TheSplitIsUnknown(bytes32 unknown) public {
        vm.assume(unknown != splitId);
        expectUnknownSplit(unknown, modelId);
        open(usesPlan(10), unknown);
    }

    function test_RevertWhen_TheSplitIsAnotherModels() public {
        (, bytes32 others) = derive(creator.addr, 2, modelId, 1);
        expectUnknownSplit(others, modelId);
        open(usesPlan(10), others);
    }

    function testFuzz_RevertWhen_ThereIsNoCap(uint8 kind, uint64 quantity) public {
        IModelLicense.Plan memory plan = _consistentPlan(kind, address(token), PRICE, quantity, 1, TERMS);
        plan.cap = 0;
        _expectInvalidPlan(plan);
    }

    function test_RevertWhen_NoUsesAreSold() public {
        _expectInvalidPlan(usesPlan(0));
    }

    function test_RevertWhen_NoTimeIsSold() public {
        _expectInvalidPlan(timedPlan(0));
    }

    function testFuzz_RevertWhen_ForEverHasAQuantity(uint64 quantity) public {
        IModelLicense.Plan memory plan = perpetualPlan();
        plan.quantity = uint64(bound(quantity, 1, type(uint64).max));
        _expectInvalidPlan(plan);
    }

    /// @dev A word that its type cannot hold is refused when the plan is decoded, before anything is recorded.
    function testFuzz_RevertWhen_AWordIsBeyondItsType(uint8 field, uint256 dirt) public {
        uint256[7] memory widths = [uint256(256), 8, 160, 96, 64, 32, 256];
        field = uint8(bound(field, 1, 5));
        bytes memory data = abi.encodeCall(license.openPlan, (usesPlan(10), splitId));
        uint256 offset = 0x24 + 0x20 * uint256(field);
        dirt = bound(dirt, 1, type(uint256).max >> widths[field]) << widths[field];
        assembly ("memory-safe") {
            let word := add(data, offset)
            mstore(word, or(mload(word), dirt))
        }
        vm.prank(creator.addr);
        (bool success, bytes memory reason) = address(license).call(data);
        assertFalse(success);
        assertEq(reason.length, 0);
    }

    function testFuzz_RevertWhen_TheKindIsUnknown(uint8 kind) public {
        kind = uint8(bound(kind, 3, type(uint8).max));
        bytes memory data = abi.encodeCall(license.openPlan, (usesPlan(10), splitId));
        assembly ("memory-safe") {
            mstore(add(data, 0x44), kind)
        }
        vm.prank(creator.addr);
        (bool success,) = address(license).call(data);
        assertFalse(success);
    }

    // ---------------------------------------------------------------------------------------------------- bind anew

    function test_BindingAnewCollectsForTheEarlierSplit() public {
        IModelLicense.Plan memory plan = usesPlan(10);
        bytes32 later = split(modelId, soleShare(stranger, ALL));
        open(plan);
        buy(buyer.addr, plan);
        buy(buyer.addr, plan);

        vm.recordLogs();
        expectCollected(plan, splitId, 2 * PRICE);
        expectPlanOpened(plan, later);
        open(plan, later);
        assertEq(licenseLogCount(), 2);

        assertPlan(plan, true, 2, 0, later);
        assertEq(license.incomeOf(splitId, address(token)), 2 * PRICE);
        buy(buyer.addr, plan);
        expectCollected(plan, later, PRICE);
        collect(plan);
        assertEq(license.incomeOf(splitId, address(token)), 2 * PRICE);
        assertEq(license.incomeOf(later, address(token)), PRICE);
    }

    function test_BindingAnewWithNothingEarnedCollectsNothing() public {
        bytes32 later = split(modelId, soleShare(stranger, ALL));
        open(usesPlan(10));
        vm.recordLogs();
        open(usesPlan(10), later);
        assertEq(licenseLogCount(), 1);
        assertPlan(usesPlan(10), true, 0, 0, later);
    }

    function test_OpeningAgainKeepsTheCount() public {
        IModelLicense.Plan memory plan = usesPlan(10);
        plan.cap = 2;
        open(plan);
        buy(buyer.addr, plan);
        close(plan);
        assertPlan(plan, false, 1, PRICE, splitId);
        open(plan);
        assertPlan(plan, true, 1, 0, splitId);
        buy(buyer.addr, plan);
        fund(buyer.addr, plan);
        expectSoldOut(plan);
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());
    }

    // --------------------------------------------------------------------------------------------------------- close

    function test_ClosesAPlan() public {
        IModelLicense.Plan memory plan = timedPlan(MONTH);
        open(plan);
        buy(buyer.addr, plan);
        expectPlanClosed(plan);
        close(plan);
        assertPlan(plan, false, 1, PRICE, splitId);
        assertTrue(license.isLicensed(modelId, buyer.addr));
        expectCollected(plan, splitId, PRICE);
        collect(plan);
    }

    function testFuzz_RevertWhen_SomebodyElseClosesAPlan(address caller) public {
        vm.assume(caller != creator.addr);
        open(usesPlan(10));
        expectNotAllowed(caller, creator.addr);
        vm.prank(caller);
        license.closePlan(usesPlan(10));
    }

    function test_RevertWhen_ThePlanWasNeverOpen() public {
        expectNotSelling(usesPlan(10));
        close(usesPlan(10));
    }

    function test_RevertWhen_ThePlanIsClosed() public {
        open(usesPlan(10));
        close(usesPlan(10));
        expectNotSelling(usesPlan(10));
        close(usesPlan(10));
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _consistentPlan(uint8 kind, address token_, uint96 price, uint64 quantity, uint32 cap, bytes32 terms)
        private
        view
        returns (IModelLicense.Plan memory plan)
    {
        plan = planOf(
            modelId, IModelLicense.PlanKind(kind % 3), token_, price, uint64(bound(quantity, 1, type(uint64).max))
        );
        if (plan.kind == IModelLicense.PlanKind.Perpetual) plan.quantity = 0;
        plan.cap = uint32(bound(cap, 1, NO_CAP));
        plan.termsHash = terms;
    }

    function _expectInvalidPlan(IModelLicense.Plan memory plan) private {
        vm.expectRevert(
            abi.encodeWithSelector(IModelLicense.ModelLicense_InvalidPlan.selector, plan.kind, plan.quantity, plan.cap)
        );
        open(plan);
    }
}
