// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {LicenseMath} from "src/libraries/LicenseMath.sol";

contract LicenseMathTest is Test {
    uint40 private constant PERPETUAL = type(uint40).max;

    function test_PerpetualIsTheLargestExpiry() public pure {
        assertEq(LicenseMath.PERPETUAL, PERPETUAL);
    }

    // ------------------------------------------------------------------------------------------------------- prolong

    function testFuzz_ARunningTermGoesOnFromItsEnd(
        uint40 startedAt,
        uint40 expiresAt,
        uint40 timestamp,
        uint64 duration
    ) public pure {
        expiresAt = uint40(bound(expiresAt, 1, type(uint40).max));
        timestamp = uint40(bound(timestamp, 0, expiresAt - 1));
        (uint40 start, uint256 end) = LicenseMath.prolong(startedAt, expiresAt, timestamp, duration);
        assertEq(start, startedAt);
        assertEq(end, uint256(expiresAt) + duration);
    }

    function testFuzz_ATermThatEndedStartsAnew(uint40 startedAt, uint40 expiresAt, uint40 timestamp, uint64 duration)
        public
        pure
    {
        expiresAt = uint40(bound(expiresAt, 0, type(uint40).max - 1));
        timestamp = uint40(bound(timestamp, expiresAt + 1, type(uint40).max));
        (uint40 start, uint256 end) = LicenseMath.prolong(startedAt, expiresAt, timestamp, duration);
        assertEq(start, timestamp);
        assertEq(end, uint256(timestamp) + duration);
    }

    function test_ProlongsAroundTheEnd() public pure {
        _assertTerm(99, 10, 150);
        _assertTerm(100, 10, 150);
        _assertTerm(101, 101, 151);
    }

    function test_TheLongestTermDoesNotOverflow() public pure {
        (, uint256 end) = LicenseMath.prolong(1, type(uint40).max, 2, type(uint64).max);
        assertEq(end, uint256(type(uint40).max) + type(uint64).max);
    }

    // -------------------------------------------------------------------------------------------------------- covers

    function testFuzz_CoversFromTheStartUntilTheEnd(uint40 startedAt, uint40 expiresAt, uint256 time) public pure {
        expiresAt = uint40(bound(expiresAt, 0, PERPETUAL - 1));
        assertEq(LicenseMath.covers(startedAt, expiresAt, time), startedAt <= time && time < expiresAt);
    }

    function testFuzz_ATermWithoutAnEndCoversAllFromItsStart(uint40 startedAt, uint256 time) public pure {
        assertEq(LicenseMath.covers(startedAt, PERPETUAL, time), time >= startedAt);
    }

    function test_CoversAroundStartAndEnd() public pure {
        assertFalse(LicenseMath.covers(10, 20, 9));
        assertTrue(LicenseMath.covers(10, 20, 10));
        assertTrue(LicenseMath.covers(10, 20, 19));
        assertFalse(LicenseMath.covers(10, 20, 20));
        assertFalse(LicenseMath.covers(10, PERPETUAL, 9));
        assertTrue(LicenseMath.covers(10, PERPETUAL, type(uint256).max));
        assertTrue(LicenseMath.covers(10, PERPETUAL - 1, PERPETUAL - 2));
        assertFalse(LicenseMath.covers(10, PERPETUAL - 1, PERPETUAL - 1));
        assertFalse(LicenseMath.covers(0, 0, 0));
    }

    // ------------------------------------------------------------------------------------------------------ redeemed

    function testFuzz_RedeemsTheDifferenceAtMostWhatIsLeft(uint64 metered, uint64 remaining, uint64 cumulative)
        public
        pure
    {
        cumulative = uint64(bound(cumulative, metered, type(uint64).max));
        uint64 difference = cumulative - metered;
        uint64 expected = difference < remaining ? difference : remaining;
        assertEq(LicenseMath.redeemed(metered, remaining, cumulative), expected);
    }

    function testFuzz_RedeemsNothingUnlessAboveMetered(uint64 metered, uint64 remaining, uint64 cumulative)
        public
        pure
    {
        cumulative = uint64(bound(cumulative, 0, metered));
        assertEq(LicenseMath.redeemed(metered, remaining, cumulative), 0);
    }

    function test_RedeemsAroundItsBounds() public pure {
        assertEq(LicenseMath.redeemed(10, 5, 9), 0);
        assertEq(LicenseMath.redeemed(10, 5, 10), 0);
        assertEq(LicenseMath.redeemed(10, 5, 11), 1);
        assertEq(LicenseMath.redeemed(10, 5, 15), 5);
        assertEq(LicenseMath.redeemed(10, 5, 16), 5);
        assertEq(LicenseMath.redeemed(0, type(uint64).max, type(uint64).max), type(uint64).max);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    /// @dev Of a term from 10 until 100, for 50 seconds more.
    function _assertTerm(uint40 timestamp, uint40 startedAt, uint256 expiresAt) private pure {
        (uint40 start, uint256 end) = LicenseMath.prolong(10, 100, timestamp, 50);
        assertEq(start, startedAt);
        assertEq(end, expiresAt);
    }
}
