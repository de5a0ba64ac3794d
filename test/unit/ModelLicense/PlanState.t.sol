// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {PlanState} from "src/types/PlanState.sol";

contract PlanStateTest is Test {
    // Drawn apart from the code under test: first bit and width of each field.
    uint256 private constant UNCOLLECTED = uint256(type(uint128).max);
    uint256 private constant SOLD = uint256(type(uint32).max) << 128;
    uint256 private constant KNOWN = uint256(1) << 160;
    uint256 private constant OPEN = uint256(1) << 161;

    function testFuzz_ReadsEachField(uint256 word) public pure {
        PlanState plan = PlanState.wrap(word);
        assertEq(plan.uncollected(), word & UNCOLLECTED);
        assertEq(plan.sold(), (word & SOLD) >> 128);
        assertEq(plan.isKnown(), word & KNOWN != 0);
        assertEq(plan.isOpen(), word & OPEN != 0);
    }

    function testFuzz_ASaleIsCountedAndNothingElse(uint256 word, uint96 price) public pure {
        // What the contract never exceeds: as many sales as fit, each at the highest price.
        uint256 sold = bound((word & SOLD) >> 128, 0, type(uint32).max - 1);
        uint256 uncollected = bound(word & UNCOLLECTED, 0, sold * type(uint96).max);
        word = (word & ~(UNCOLLECTED | SOLD)) | (sold << 128) | uncollected;

        PlanState plan = PlanState.wrap(word).withSale(price);
        assertEq(plan.sold(), sold + 1);
        assertEq(plan.uncollected(), uncollected + price);
        assertEq(PlanState.unwrap(plan) >> 160, word >> 160);
    }

    function test_TheLastSaleAtTheHighestPriceFits() public pure {
        uint256 sold = type(uint32).max - 1;
        uint256 word = KNOWN | OPEN | (sold << 128) | (sold * type(uint96).max);
        PlanState plan = PlanState.wrap(word).withSale(type(uint96).max);
        assertEq(plan.sold(), type(uint32).max);
        assertEq(plan.uncollected(), uint256(type(uint32).max) * type(uint96).max);
        assertEq(PlanState.unwrap(plan) >> 160, 3);
    }

    function testFuzz_WithoutUncollectedChangesNothingElse(uint256 word) public pure {
        PlanState plan = PlanState.wrap(word).withoutUncollected();
        assertEq(PlanState.unwrap(plan), word & ~UNCOLLECTED);
    }

    function testFuzz_OpeningChangesNothingElse(uint256 word) public pure {
        PlanState plan = PlanState.wrap(word).opened();
        assertTrue(plan.isKnown());
        assertTrue(plan.isOpen());
        assertEq(PlanState.unwrap(plan), word | KNOWN | OPEN);
    }

    function testFuzz_ClosingChangesNothingElse(uint256 word) public pure {
        PlanState plan = PlanState.wrap(word).closed();
        assertFalse(plan.isOpen());
        assertEq(PlanState.unwrap(plan), word & ~OPEN);
    }
}
