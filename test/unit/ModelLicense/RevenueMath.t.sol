// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {RevenueMath} from "src/libraries/RevenueMath.sol";

contract RevenueMathTest is Test {
    uint24 private constant ALL = 1_000_000;

    function test_TotalPartsIsAMillion() public pure {
        assertEq(RevenueMath.TOTAL_PARTS, ALL);
    }

    function testFuzz_RoundsDownAndUp(uint232 income, uint24 parts) public pure {
        uint256 exact = uint256(income) * parts;
        uint256 down = RevenueMath.entitledDown(income, parts);
        assertEq(down, exact / ALL);
        assertEq(RevenueMath.entitledUp(income, parts), exact % ALL == 0 ? down : down + 1);
    }

    function test_RoundsAroundAWholeUnit() public pure {
        assertEq(RevenueMath.entitledDown(1, ALL - 1), 0);
        assertEq(RevenueMath.entitledUp(1, ALL - 1), 1);
        assertEq(RevenueMath.entitledDown(1, ALL), 1);
        assertEq(RevenueMath.entitledUp(1, ALL), 1);
        assertEq(RevenueMath.entitledDown(ALL, 1), 1);
        assertEq(RevenueMath.entitledUp(ALL, 1), 1);
        assertEq(RevenueMath.entitledDown(ALL + 1, 1), 1);
        assertEq(RevenueMath.entitledUp(ALL + 1, 1), 2);
        assertEq(RevenueMath.entitledUp(0, ALL), 0);
        assertEq(RevenueMath.entitledUp(type(uint128).max, 0), 0);
    }

    function testFuzz_WhatCameSinceIsTheDifference(uint128 earlier, uint128 more, uint24 parts) public pure {
        uint256 income = uint256(earlier) + more;
        uint256 since = RevenueMath.entitledSince(earlier, income, parts);
        assertEq(since, income * parts / ALL - uint256(earlier) * parts / ALL);
        assertEq(RevenueMath.entitledSince(income, income, parts), 0);
    }

    function testFuzz_NeverFallsWhileTheIncomeGrows(uint128 income, uint128 more, uint24 parts) public pure {
        uint256 later = uint256(income) + more;
        assertGe(RevenueMath.entitledDown(later, parts), RevenueMath.entitledDown(income, parts));
        assertGe(RevenueMath.entitledUp(later, parts), RevenueMath.entitledUp(income, parts));
    }

    /// @dev One rounded up, the others down: never more than the income, and less than one unit left for each.
    function testFuzz_PartsShareTheIncomeAndNoMore(uint128 income, uint24[7] memory cuts) public pure {
        uint256 left = ALL;
        uint256 sum = 0;
        for (uint256 i = 0; i < cuts.length; ++i) {
            uint256 parts = bound(cuts[i], 0, left);
            left -= parts;
            sum += RevenueMath.entitledDown(income, uint24(parts));
        }
        sum += RevenueMath.entitledUp(income, uint24(left));
        assertLe(sum, income);
        assertLt(income - sum, cuts.length);
    }
}
