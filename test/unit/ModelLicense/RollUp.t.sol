// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

contract RollUpTest is LicenseAssertions {
    uint24 private constant PARTS = 300_000;

    bytes32 private child;
    bytes32 private childSplit;

    function setUp() public override {
        super.setUp();
        (child, childSplit) = derive(stranger, 1, modelId, PARTS);
    }

    function testFuzz_AnyoneRollsUpTheParentsPart(address caller, uint96 price) public {
        price = uint96(bound(price, 4, type(uint96).max));
        _earn(price);
        uint256 amount = uint256(price) * PARTS / ALL;
        assertEq(license.owedToParent(childSplit, address(token), 0), amount);

        expectRolledUp(childSplit, splitId, address(token), 0, amount);
        bytes32[] memory splitIds = new bytes32[](1);
        splitIds[0] = childSplit;
        vm.prank(caller);
        license.rollUp(splitIds, address(token));

        assertEq(license.incomeOf(splitId, address(token)), amount);
        assertEq(license.incomeOf(childSplit, address(token)), price);
        assertEq(license.owedToParent(childSplit, address(token), 0), 0);
        assertEq(token.balanceOf(address(license)), price);
    }

    /// @dev Rolled up twice in parts, or once as a whole: the parent has the same.
    function testFuzz_WhatWasRolledUpIsNotRolledUpAgain(uint96 first, uint96 second) public {
        (first, second) = (uint96(bound(first, 1, 1e12)), uint96(bound(second, 1, 1e12)));
        _earn(first);
        rollUp(childSplit, address(token));
        rollUp(childSplit, address(token));
        _earn(second);
        rollUp(childSplit, address(token));
        assertEq(license.incomeOf(splitId, address(token)), (uint256(first) + second) * PARTS / ALL);
    }

    function test_NothingNewIsPassedOver() public {
        vm.recordLogs();
        rollUp(childSplit, address(token));
        rollUp(splitId, address(token));
        assertEq(licenseLogCount(), 0);
        _earn(PRICE);
        vm.recordLogs();
        rollUp(childSplit, NATIVE);
        assertEq(licenseLogCount(), 0);
        assertEq(license.incomeOf(splitId, address(token)), 0);
    }

    /// @dev Three units at 30 % are less than one: passed over for now, and not lost.
    function test_LessThanAUnitWaits() public {
        _earn(3);
        vm.recordLogs();
        rollUp(childSplit, address(token));
        assertEq(licenseLogCount(), 0);
        _earn(1);
        expectRolledUp(childSplit, splitId, address(token), 0, 1);
        rollUp(childSplit, address(token));
    }

    function test_EachParentGetsItsPart() public {
        bytes32 otherId = idOf(stranger, 0);
        bytes32 otherSplit = publish(otherId, new IModelRegistry.Royalty[](0), soleShare(stranger, ALL), 0);
        IModelRegistry.Royalty[] memory parents = new IModelRegistry.Royalty[](2);
        bool otherFirst = otherId < modelId;
        parents[0] = otherFirst ? IModelRegistry.Royalty(otherId, 1) : IModelRegistry.Royalty(modelId, 1);
        parents[1] = otherFirst ? IModelRegistry.Royalty(modelId, 2) : IModelRegistry.Royalty(otherId, 2);
        child = idOf(stranger, 2);
        childSplit = publish(child, parents, soleShare(stranger, ALL - 3), 0);
        _earn(ALL);

        vm.recordLogs();
        expectRolledUp(childSplit, otherFirst ? otherSplit : splitId, address(token), 0, 1);
        expectRolledUp(childSplit, otherFirst ? splitId : otherSplit, address(token), 1, 2);
        rollUp(childSplit, address(token));
        assertEq(licenseLogCount(), 2);
        assertEq(license.incomeOf(otherSplit, address(token)), otherFirst ? 1 : 2);
        assertEq(license.incomeOf(splitId, address(token)), otherFirst ? 2 : 1);
    }

    function test_ChildrenBeforeParentsReachTheRootAtOnce() public {
        (bytes32 grandchild, bytes32 grandchildSplit) = derive(stranger, 2, child, 500_000);
        IModelLicense.Plan memory plan = usesPlan(10);
        plan.modelId = grandchild;
        earn(plan, grandchildSplit);
        bytes32[] memory splitIds = new bytes32[](2);
        (splitIds[0], splitIds[1]) = (grandchildSplit, childSplit);

        expectRolledUp(grandchildSplit, childSplit, address(token), 0, PRICE / 2);
        expectRolledUp(childSplit, splitId, address(token), 0, PRICE / 2 * 3 / 10);
        license.rollUp(splitIds, address(token));
        assertEq(license.incomeOf(splitId, address(token)), PRICE / 2 * 3 / 10);
    }

    function test_EachSplitOfAChildOwesByItself() public {
        bytes32 second = split(child, soleShare(buyer.addr, ALL - PARTS));
        _earn(10);
        IModelLicense.Plan memory plan = usesPlan(10);
        (plan.modelId, plan.price) = (child, 20);
        earn(plan, second);
        rollUp(childSplit, address(token));
        assertEq(license.incomeOf(splitId, address(token)), 3);
        rollUp(second, address(token));
        assertEq(license.incomeOf(splitId, address(token)), 9);
    }

    function testFuzz_RevertWhen_ASplitIsUnknown(bytes32 unknown) public {
        vm.assume(unknown != splitId && unknown != childSplit);
        _earn(PRICE);
        bytes32[] memory splitIds = new bytes32[](2);
        (splitIds[0], splitIds[1]) = (childSplit, unknown);
        expectUnknownSplit(unknown, 0);
        license.rollUp(splitIds, address(token));
        assertEq(license.incomeOf(splitId, address(token)), 0);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    /// @dev The child sells once for `price`.
    function _earn(uint96 price) private {
        IModelLicense.Plan memory plan = usesPlan(5);
        (plan.modelId, plan.price) = (child, price);
        earn(plan, childSplit);
    }
}
