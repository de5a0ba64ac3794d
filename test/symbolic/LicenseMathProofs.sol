// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LicenseMath} from "src/libraries/LicenseMath.sol";

/// @title What is proved of a licence's terms and uses, for all inputs
/// @dev `npm run prove` has solc's SMTChecker prove every assertion, and refute a changed copy of the library for each.
contract LicenseMathProofs {
    // --------------------------------------------------------------------------------------------------------- terms

    function check_TimeIsNeverLost(uint40 startedAt, uint40 expiresAt, uint40 timestamp, uint64 duration)
        external
        pure
    {
        (, uint256 end) = LicenseMath.prolong(startedAt, expiresAt, timestamp, duration);
        assert(end >= uint256(timestamp) + duration);
        assert(end >= expiresAt);
        assert(timestamp > expiresAt || end == uint256(expiresAt) + duration);
    }

    function check_AGapIsNotCharged(uint40 startedAt, uint40 expiresAt, uint40 timestamp, uint64 duration)
        external
        pure
    {
        require(timestamp > expiresAt);
        (uint40 start, uint256 end) = LicenseMath.prolong(startedAt, expiresAt, timestamp, duration);
        assert(start == timestamp);
        assert(end - start == duration);
    }

    function check_ATermEndsAtItsEnd(uint40 startedAt, uint40 expiresAt, uint256 later) external pure {
        require(expiresAt != LicenseMath.PERPETUAL);
        require(later >= expiresAt);
        assert(!LicenseMath.covers(startedAt, expiresAt, later));
    }

    function check_ATermWithoutAnEndCoversAllAfterItsStart(uint40 startedAt, uint256 time) external pure {
        assert(LicenseMath.covers(startedAt, LicenseMath.PERPETUAL, time) == (time >= startedAt));
    }

    function check_NoTermCoversNothing(uint256 time) external pure {
        assert(!LicenseMath.covers(0, 0, time));
    }

    // ---------------------------------------------------------------------------------------------------------- uses

    function check_AVoucherTakesNoMoreThanIsLeftOrSignedFor(uint64 metered, uint64 remaining, uint64 cumulative)
        external
        pure
    {
        uint64 uses = LicenseMath.redeemed(metered, remaining, cumulative);
        assert(uses <= remaining);
        assert(uses == 0 || uint256(metered) + uses <= cumulative);
    }

    function check_AVoucherTakesAllThatItCan(uint64 metered, uint64 remaining, uint64 cumulative) external pure {
        require(cumulative > metered);
        uint64 uses = LicenseMath.redeemed(metered, remaining, cumulative);
        assert(uses == remaining || uint256(metered) + uses == cumulative);
    }

    function check_NoVoucherTakesTwice(uint64 metered, uint64 remaining, uint64 cumulative, uint64 older)
        external
        pure
    {
        require(older <= cumulative);
        uint64 uses = LicenseMath.redeemed(metered, remaining, cumulative);
        require(uint256(metered) + uses >= cumulative);
        assert(LicenseMath.redeemed(metered + uses, remaining - uses, older) == 0);
    }
}
