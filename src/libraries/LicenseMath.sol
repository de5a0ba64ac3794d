// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title LicenseMath
/// @notice How terms are prolonged and uses are counted. Pure, so that it can be proved for all inputs.
library LicenseMath {
    /// @dev A term without an end. No other term reaches it.
    uint40 internal constant PERPETUAL = type(uint40).max;

    /// @notice The term after `duration` seconds were bought at `timestamp`. A term that runs, or ends just then, goes on
    /// from its end; one that ended before, or never was, starts anew.
    /// @return start Unix seconds at which the term began.
    /// @return end Unix seconds at which it ends. The caller checks that it is below `PERPETUAL`.
    function prolong(uint40 startedAt, uint40 expiresAt, uint40 timestamp, uint64 duration)
        internal
        pure
        returns (uint40 start, uint256 end)
    {
        if (timestamp <= expiresAt) return (startedAt, uint256(expiresAt) + duration);
        return (timestamp, uint256(timestamp) + duration);
    }

    /// @notice Whether `time` lies in the term.
    function covers(uint40 startedAt, uint40 expiresAt, uint256 time) internal pure returns (bool) {
        return time >= startedAt && (time < expiresAt || expiresAt == PERPETUAL);
    }

    /// @notice What a voucher over `cumulative` metered uses takes of those that are left. Zero unless it is above what
    /// was metered before.
    function redeemed(uint64 metered, uint64 remaining, uint64 cumulative) internal pure returns (uint64 uses) {
        if (cumulative <= metered) return 0;
        uses = cumulative - metered;
        if (uses > remaining) uses = remaining;
    }
}
