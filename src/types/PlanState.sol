// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What moves in a plan, in one word
/// @dev
///     255 ──── 162   161   160    159 ─────── 128   127 ──────── 0
///     ┌───────────┬──────┬───────┬────────────────┬──────────────┐
///     │  unused   │ open │ known │      sold      │  uncollected │
///     │    94     │  1   │   1   │       32       │     128      │
///     └───────────┴──────┴───────┴────────────────┴──────────────┘
/// A price has 96 bits and a plan at most 2³² − 1 purchases, so `uncollected` never overflows.
type PlanState is uint256;

uint256 constant UNCOLLECTED_MASK = type(uint128).max;
uint256 constant SOLD_OFFSET = 128;
uint256 constant ONE_SOLD = 1 << 128;
uint256 constant KNOWN_BIT = 1 << 160;
uint256 constant OPEN_BIT = 1 << 161;

using {uncollected, sold, isKnown, isOpen, withSale, withoutUncollected, opened, closed} for PlanState global;

// Reading truncates to the field on purpose.
// forge-lint: disable-start(unsafe-typecast)

function uncollected(PlanState plan) pure returns (uint128) {
    return uint128(PlanState.unwrap(plan));
}

function sold(PlanState plan) pure returns (uint32) {
    return uint32(PlanState.unwrap(plan) >> SOLD_OFFSET);
}

// forge-lint: disable-end(unsafe-typecast)

function isKnown(PlanState plan) pure returns (bool) {
    return PlanState.unwrap(plan) & KNOWN_BIT != 0;
}

function isOpen(PlanState plan) pure returns (bool) {
    return PlanState.unwrap(plan) & OPEN_BIT != 0;
}

/// @dev For a plan that has sold less than 2³² − 1 times: neither sum reaches beyond its field.
function withSale(PlanState plan, uint96 price) pure returns (PlanState) {
    unchecked {
        return PlanState.wrap(PlanState.unwrap(plan) + ONE_SOLD + price);
    }
}

function withoutUncollected(PlanState plan) pure returns (PlanState) {
    return PlanState.wrap(PlanState.unwrap(plan) & ~UNCOLLECTED_MASK);
}

function opened(PlanState plan) pure returns (PlanState) {
    return PlanState.wrap(PlanState.unwrap(plan) | KNOWN_BIT | OPEN_BIT);
}

function closed(PlanState plan) pure returns (PlanState) {
    return PlanState.wrap(PlanState.unwrap(plan) & ~OPEN_BIT);
}
