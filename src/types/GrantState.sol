// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Era, ERA_BITS, ERA_MASK} from "./Era.sol";

/// @title A researcher's access to a dataset, in one word
/// @dev
///     255 ─── 202   201 ────── 138   137 ─── 106   105 ──── 74   73 ───────── 0
///     ┌──────────┬────────────────┬─────────────┬─────────────┬────────────────┐
///     │  unused  │     expiry     │    epoch    │   version   │  era (period)  │
///     │    54    │       64       │     32      │     32      │       74       │
///     └──────────┴────────────────┴─────────────┴─────────────┴────────────────┘
/// Every write raises the version, a revocation too. So a word never returns to what it was.
type GrantState is uint256;

uint256 constant VERSION_OFFSET = ERA_BITS;
uint256 constant EPOCH_OFFSET = 106;
uint256 constant EXPIRY_OFFSET = 138;

using {era, period, version, epoch, expiry, isLive, granted, revoked, withNextVersion, withSale} for GrantState global;

// Reading truncates to the field on purpose.
// forge-lint: disable-start(unsafe-typecast)

function period(GrantState grant) pure returns (uint32) {
    return uint32(GrantState.unwrap(grant));
}

function version(GrantState grant) pure returns (uint32) {
    return uint32(GrantState.unwrap(grant) >> VERSION_OFFSET);
}

function epoch(GrantState grant) pure returns (uint32) {
    return uint32(GrantState.unwrap(grant) >> EPOCH_OFFSET);
}

function expiry(GrantState grant) pure returns (uint64) {
    return uint64(GrantState.unwrap(grant) >> EXPIRY_OFFSET);
}

// forge-lint: disable-end(unsafe-typecast)

function era(GrantState grant) pure returns (Era) {
    return Era.wrap(GrantState.unwrap(grant) & ERA_MASK);
}

/// @dev An expiry `t` means: not at `t` or later.
function isLive(GrantState grant, uint32 currentEpoch, uint256 timestamp) pure returns (bool) {
    return timestamp < grant.expiry() && grant.epoch() == currentEpoch;
}

function granted(GrantState grant, uint64 expiry_, uint32 epoch_) pure returns (GrantState) {
    return _with(expiry_, epoch_, grant.version() + 1, grant.era());
}

function revoked(GrantState grant, uint40 timestamp) pure returns (GrantState) {
    return _with(0, 0, grant.version() + 1, grant.era().ended(timestamp));
}

function withNextVersion(GrantState grant) pure returns (GrantState) {
    return _with(grant.expiry(), grant.epoch(), grant.version() + 1, grant.era());
}

function withSale(GrantState grant) pure returns (GrantState) {
    return _with(grant.expiry(), grant.epoch(), grant.version(), grant.era().withSale());
}

function _with(uint64 expiry_, uint32 epoch_, uint32 version_, Era era_) pure returns (GrantState) {
    return GrantState.wrap(
        (uint256(expiry_) << EXPIRY_OFFSET) | (uint256(epoch_) << EPOCH_OFFSET) | (uint256(version_) << VERSION_OFFSET)
            | Era.unwrap(era_)
    );
}
