// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {LicenseState} from "src/types/LicenseState.sol";

contract LicenseStateTest is Test {
    // Drawn apart from the code under test: first bit and width of each field.
    uint256 private constant STARTED_AT = uint256(type(uint40).max);
    uint256 private constant EXPIRES_AT = uint256(type(uint40).max) << 40;
    uint256 private constant REMAINING_USES = uint256(type(uint64).max) << 80;
    uint256 private constant METERED_USES = uint256(type(uint64).max) << 144;

    function testFuzz_ReadsEachField(uint256 word) public pure {
        LicenseState license = LicenseState.wrap(word);
        assertEq(license.startedAt(), word & STARTED_AT);
        assertEq(license.expiresAt(), (word & EXPIRES_AT) >> 40);
        assertEq(license.remainingUses(), (word & REMAINING_USES) >> 80);
        assertEq(license.meteredUses(), (word & METERED_USES) >> 144);
    }

    function testFuzz_WithTermChangesNothingElse(uint256 word, uint40 from, uint40 until) public pure {
        LicenseState license = LicenseState.wrap(word).withTerm(from, until);
        assertEq(license.startedAt(), from);
        assertEq(license.expiresAt(), until);
        uint256 others = ~(STARTED_AT | EXPIRES_AT);
        assertEq(LicenseState.unwrap(license) & others, word & others);
    }

    function testFuzz_WithRemainingUsesChangesNothingElse(uint256 word, uint64 uses) public pure {
        LicenseState license = LicenseState.wrap(word).withRemainingUses(uses);
        assertEq(license.remainingUses(), uses);
        assertEq(LicenseState.unwrap(license) & ~REMAINING_USES, word & ~REMAINING_USES);
    }

    function testFuzz_WithMeteredUsesChangesNothingElse(uint256 word, uint64 uses) public pure {
        LicenseState license = LicenseState.wrap(word).withMeteredUses(uses);
        assertEq(license.meteredUses(), uses);
        assertEq(LicenseState.unwrap(license) & ~METERED_USES, word & ~METERED_USES);
    }

    function testFuzz_SettersInAnyOrderGiveTheSameWord(uint40 from, uint40 until, uint64 remaining, uint64 metered)
        public
        pure
    {
        LicenseState none = LicenseState.wrap(0);
        uint256 word = from | (uint256(until) << 40) | (uint256(remaining) << 80) | (uint256(metered) << 144);
        LicenseState forth = none.withTerm(from, until).withRemainingUses(remaining).withMeteredUses(metered);
        LicenseState back = none.withMeteredUses(metered).withRemainingUses(remaining).withTerm(from, until);
        assertEq(LicenseState.unwrap(forth), word);
        assertEq(LicenseState.unwrap(back), word);
    }
}
