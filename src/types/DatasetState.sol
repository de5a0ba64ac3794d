// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Era, ERA_BITS, ERA_MASK} from "./Era.sol";

/// @title A dataset, in one word
/// @dev
///     255 ─────────────── 96   95 ───── 74   73 ──────── 0
///     ┌──────────────────────┬─────────────┬───────────────┐
///     │      gatekeeper      │  revision   │  era (epoch)  │
///     │         160          │     22      │      74       │
///     └──────────────────────┴─────────────┴───────────────┘
/// Its first epoch is 1, so a word whose epoch is zero is no dataset's.
type DatasetState is uint256;

uint256 constant GATEKEEPER_OFFSET = 96;
uint24 constant MAX_REVISION = (1 << 22) - 1;
uint256 constant FIRST_EPOCH = 1;
uint256 constant FIRST_REVISION = ERA_MASK + 1;
uint256 constant REVISION_MASK = uint256(MAX_REVISION) << ERA_BITS;

using {epoch, era, revision, gatekeeper, withEra, withRevision, withGatekeeper} for DatasetState global;

/// @dev The first word of a dataset: epoch 1, revision 1.
function registered(address gatekeeper_) pure returns (DatasetState) {
    return DatasetState.wrap((uint256(uint160(gatekeeper_)) << GATEKEEPER_OFFSET) | FIRST_REVISION | FIRST_EPOCH);
}

// Reading truncates to the field on purpose.
// forge-lint: disable-start(unsafe-typecast)

function epoch(DatasetState dataset) pure returns (uint32) {
    return uint32(DatasetState.unwrap(dataset));
}

function revision(DatasetState dataset) pure returns (uint24) {
    return uint24((DatasetState.unwrap(dataset) & REVISION_MASK) >> ERA_BITS);
}

function gatekeeper(DatasetState dataset) pure returns (address) {
    return address(uint160(DatasetState.unwrap(dataset) >> GATEKEEPER_OFFSET));
}

// forge-lint: disable-end(unsafe-typecast)

function era(DatasetState dataset) pure returns (Era) {
    return Era.wrap(DatasetState.unwrap(dataset) & ERA_MASK);
}

function withEra(DatasetState dataset, Era era_) pure returns (DatasetState) {
    return DatasetState.wrap((DatasetState.unwrap(dataset) & ~ERA_MASK) | Era.unwrap(era_));
}

/// @dev The caller checks that it is at most `MAX_REVISION`.
function withRevision(DatasetState dataset, uint24 revision_) pure returns (DatasetState) {
    return DatasetState.wrap((DatasetState.unwrap(dataset) & ~REVISION_MASK) | (uint256(revision_) << ERA_BITS));
}

function withGatekeeper(DatasetState dataset, address gatekeeper_) pure returns (DatasetState) {
    uint256 rest = DatasetState.unwrap(dataset) & type(uint96).max;
    return DatasetState.wrap(rest | (uint256(uint160(gatekeeper_)) << GATEKEEPER_OFFSET));
}
