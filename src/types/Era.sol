// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The time between two revocations, in the low bits of a word
/// @dev
///     255 ──────── 74      73        72      71 ──────── 32   31 ───── 0
///     ┌──────────────┬────────────┬──────┬──────────────────┬────────────┐
///     │  the word's  │ soldBefore │ sold │ previousEndedAt  │   number   │
///     │   own part   │     1      │  1   │        40        │     32     │
///     └──────────────┴────────────┴──────┴──────────────────┴────────────┘
/// A dataset counts its epochs so, which `revokeAll` ends; a grant counts its periods so, which `revokeAccess` ends. When an
/// era ended says what a purchase of that era earned. Where the era before the last sold something, its end moves out of
/// the word into a slot of its own; where nothing was sold, nobody will ask.
type Era is uint256;

uint256 constant ERA_BITS = 74;
uint256 constant ERA_MASK = 0x3ffffffffffffffffff;
uint256 constant PREVIOUS_ENDED_AT_OFFSET = 32;
uint256 constant SOLD_FLAG = 1 << 72;
uint256 constant SOLD_BEFORE_FLAG = 1 << 73;

using {number, previousEndedAt, sold, soldBefore, ended, withSale} for Era global;

// Reading truncates to the field on purpose.
// forge-lint: disable-start(unsafe-typecast)

function number(Era era) pure returns (uint32) {
    return uint32(Era.unwrap(era));
}

/// @dev Unix seconds at which the era before this one ended; zero in the first.
function previousEndedAt(Era era) pure returns (uint40) {
    return uint40(Era.unwrap(era) >> PREVIOUS_ENDED_AT_OFFSET);
}

// forge-lint: disable-end(unsafe-typecast)

/// @dev Whether a purchase was delivered in this era.
function sold(Era era) pure returns (bool) {
    return Era.unwrap(era) & SOLD_FLAG != 0;
}

/// @dev Whether a purchase was delivered in the era before this one.
function soldBefore(Era era) pure returns (bool) {
    return Era.unwrap(era) & SOLD_BEFORE_FLAG != 0;
}

/// @dev The era that begins when this one ends.
function ended(Era era, uint40 timestamp) pure returns (Era) {
    uint256 next = uint256(era.number() + 1) | (uint256(timestamp) << PREVIOUS_ENDED_AT_OFFSET);
    return Era.wrap(era.sold() ? next | SOLD_BEFORE_FLAG : next);
}

function withSale(Era era) pure returns (Era) {
    return Era.wrap(Era.unwrap(era) | SOLD_FLAG);
}
