// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title RevenueMath
/// @notice What a part of an income is entitled to. A function of the whole income, so neither the order of payments nor
/// that of claims matters; it never falls while the income grows.
/// @dev With one entitlement rounded up and all others down, parts that add up to `TOTAL_PARTS` are together entitled to
/// `income` at most: the ones rounded down leave at least `income · p / TOTAL_PARTS` for the last, and what they leave is
/// a whole number.
library RevenueMath {
    uint24 internal constant TOTAL_PARTS = 1_000_000;

    /// @notice `⌊income · parts / TOTAL_PARTS⌋`.
    function entitledDown(uint256 income, uint24 parts) internal pure returns (uint256) {
        return income * parts / TOTAL_PARTS;
    }

    /// @notice What `entitledDown` rose by while the income grew from `earlier` to `income`.
    function entitledSince(uint256 earlier, uint256 income, uint24 parts) internal pure returns (uint256) {
        return entitledDown(income, parts) - entitledDown(earlier, parts);
    }

    /// @notice `⌈income · parts / TOTAL_PARTS⌉`.
    function entitledUp(uint256 income, uint24 parts) internal pure returns (uint256) {
        return (income * parts + TOTAL_PARTS - 1) / TOTAL_PARTS;
    }
}
