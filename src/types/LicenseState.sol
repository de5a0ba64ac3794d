// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A licence, in one word
/// @dev
///     255 ──── 208   207 ──────── 144   143 ───────── 80   79 ──────── 40   39 ──────── 0
///     ┌───────────┬───────────────────┬───────────────────┬───────────────┬──────────────┐
///     │  unused   │    meteredUses    │   remainingUses   │   expiresAt   │  startedAt   │
///     │    48     │        64         │        64         │      40       │      40      │
///     └───────────┴───────────────────┴───────────────────┴───────────────┴──────────────┘
/// A term without an end has all bits of `expiresAt` set, which no other term reaches.
type LicenseState is uint256;

uint256 constant EXPIRES_AT_OFFSET = 40;
uint256 constant REMAINING_USES_OFFSET = 80;
uint256 constant METERED_USES_OFFSET = 144;
uint256 constant TERM_MASK = type(uint80).max;
uint256 constant USES_MASK = type(uint64).max;

using {
    startedAt,
    expiresAt,
    remainingUses,
    meteredUses,
    withTerm,
    withRemainingUses,
    withMeteredUses
} for LicenseState global;

// Reading truncates to the field on purpose.
// forge-lint: disable-start(unsafe-typecast)

function startedAt(LicenseState license) pure returns (uint40) {
    return uint40(LicenseState.unwrap(license));
}

function expiresAt(LicenseState license) pure returns (uint40) {
    return uint40(LicenseState.unwrap(license) >> EXPIRES_AT_OFFSET);
}

function remainingUses(LicenseState license) pure returns (uint64) {
    return uint64(LicenseState.unwrap(license) >> REMAINING_USES_OFFSET);
}

function meteredUses(LicenseState license) pure returns (uint64) {
    return uint64(LicenseState.unwrap(license) >> METERED_USES_OFFSET);
}

// forge-lint: disable-end(unsafe-typecast)

function withTerm(LicenseState license, uint40 from, uint40 until) pure returns (LicenseState) {
    uint256 rest = LicenseState.unwrap(license) & ~TERM_MASK;
    return LicenseState.wrap(rest | (uint256(until) << EXPIRES_AT_OFFSET) | from);
}

function withRemainingUses(LicenseState license, uint64 uses) pure returns (LicenseState) {
    uint256 rest = LicenseState.unwrap(license) & ~(USES_MASK << REMAINING_USES_OFFSET);
    return LicenseState.wrap(rest | (uint256(uses) << REMAINING_USES_OFFSET));
}

function withMeteredUses(LicenseState license, uint64 uses) pure returns (LicenseState) {
    uint256 rest = LicenseState.unwrap(license) & ~(USES_MASK << METERED_USES_OFFSET);
    return LicenseState.wrap(rest | (uint256(uses) << METERED_USES_OFFSET));
}
