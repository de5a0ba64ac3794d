// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataVault} from "../interfaces/IDataVault.sol";

/// @title A purchase of access, in one word
/// @dev
///     255 ─ 242   241 ─ 240   239 ───── 200   199 ──── 104   103 ── 72   71 ── 40   39 ── 0
///     ┌─────────┬───────────┬───────────────┬──────────────┬───────────┬──────────┬────────┐
///     │ unused  │  status   │  latestStart  │  collected   │  period   │  epoch   │  time  │
///     │   14    │     2     │      40       │      96      │    32     │    32    │   40   │
///     └─────────┴───────────┴───────────────┴──────────────┴───────────┴──────────┴────────┘
/// `time` is the deadline of a pending purchase and the start of a delivered one. Epoch and period are those of the dataset
/// and of the buyer's grant when it was bought: it is delivered in these or not at all.
type PurchaseState is uint256;

uint256 constant PURCHASE_EPOCH_OFFSET = 40;
uint256 constant PURCHASE_PERIOD_OFFSET = 72;
uint256 constant COLLECTED_OFFSET = 104;
uint256 constant LATEST_START_OFFSET = 200;
uint256 constant STATUS_OFFSET = 240;
uint256 constant TIME_MASK = type(uint40).max;
uint256 constant COLLECTED_MASK = uint256(type(uint96).max) << COLLECTED_OFFSET;
uint256 constant STATUS_MASK = uint256(IDataVault.PurchaseStatus.Closed) << STATUS_OFFSET;

using {time, epoch, period, collected, latestStart, status, delivered, withCollected, closed} for PurchaseState global;

function pending(uint40 deadline, uint32 epoch_, uint32 period_, uint40 latestStart_) pure returns (PurchaseState) {
    return PurchaseState.wrap(
        deadline | (uint256(epoch_) << PURCHASE_EPOCH_OFFSET) | (uint256(period_) << PURCHASE_PERIOD_OFFSET)
            | (uint256(latestStart_) << LATEST_START_OFFSET)
            | (uint256(IDataVault.PurchaseStatus.Pending) << STATUS_OFFSET)
    );
}

// Reading truncates to the field on purpose.
// forge-lint: disable-start(unsafe-typecast)

function time(PurchaseState purchase) pure returns (uint40) {
    return uint40(PurchaseState.unwrap(purchase));
}

function epoch(PurchaseState purchase) pure returns (uint32) {
    return uint32(PurchaseState.unwrap(purchase) >> PURCHASE_EPOCH_OFFSET);
}

function period(PurchaseState purchase) pure returns (uint32) {
    return uint32(PurchaseState.unwrap(purchase) >> PURCHASE_PERIOD_OFFSET);
}

/// @dev What the owner was credited with, in the token's smallest unit.
function collected(PurchaseState purchase) pure returns (uint96) {
    return uint96(PurchaseState.unwrap(purchase) >> COLLECTED_OFFSET);
}

function latestStart(PurchaseState purchase) pure returns (uint40) {
    return uint40(PurchaseState.unwrap(purchase) >> LATEST_START_OFFSET);
}

// forge-lint: disable-end(unsafe-typecast)

function status(PurchaseState purchase) pure returns (IDataVault.PurchaseStatus) {
    return IDataVault.PurchaseStatus((PurchaseState.unwrap(purchase) & STATUS_MASK) >> STATUS_OFFSET);
}

function delivered(PurchaseState purchase, uint40 start) pure returns (PurchaseState) {
    uint256 rest = PurchaseState.unwrap(purchase) & ~(STATUS_MASK | TIME_MASK);
    return PurchaseState.wrap(rest | (uint256(IDataVault.PurchaseStatus.Delivered) << STATUS_OFFSET) | start);
}

function withCollected(PurchaseState purchase, uint96 collected_) pure returns (PurchaseState) {
    uint256 rest = PurchaseState.unwrap(purchase) & ~COLLECTED_MASK;
    return PurchaseState.wrap(rest | (uint256(collected_) << COLLECTED_OFFSET));
}

function closed(PurchaseState purchase) pure returns (PurchaseState) {
    return PurchaseState.wrap(PurchaseState.unwrap(purchase) | STATUS_MASK);
}
