// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What moves in a channel, in one word
/// @dev
///     255       233  232       231 ────── 192   191 ─────── 96   95 ──────── 0
///     ┌────────────┬────────┬─────────────────┬───────────────┬──────────────┐
///     │   unused   │ closed │    closesAt     │    funded     │   claimed    │
///     │     23     │   1    │       40        │      96       │      96      │
///     └────────────┴────────┴─────────────────┴───────────────┴──────────────┘
/// `funded` is never zero in a channel that is open, and `claimed ≤ funded` always. A channel that closes keeps what was
/// paid as `claimed = funded`: so no voucher fits it any more, which spares the hot path a look at `closed`.
type ChannelState is uint256;

uint256 constant AMOUNT_MASK = type(uint96).max;
uint256 constant TIME_MASK = type(uint40).max;
uint256 constant FUNDED_OFFSET = 96;
uint256 constant CLOSES_AT_OFFSET = 192;
uint256 constant CLOSED_BIT = 1 << 232;

ChannelState constant NO_CHANNEL = ChannelState.wrap(0);

using {
    claimed,
    funded,
    closesAt,
    isClosed,
    withClaimed,
    withFunded,
    withClosesAt,
    equals as ==
} for ChannelState global;

// Reading truncates to the field on purpose.
// forge-lint: disable-start(unsafe-typecast)

function claimed(ChannelState state) pure returns (uint96) {
    return uint96(ChannelState.unwrap(state));
}

function funded(ChannelState state) pure returns (uint96) {
    return uint96(ChannelState.unwrap(state) >> FUNDED_OFFSET);
}

function closesAt(ChannelState state) pure returns (uint40) {
    return uint40(ChannelState.unwrap(state) >> CLOSES_AT_OFFSET);
}

// forge-lint: disable-end(unsafe-typecast)

function isClosed(ChannelState state) pure returns (bool) {
    return ChannelState.unwrap(state) & CLOSED_BIT != 0;
}

function withClaimed(ChannelState state, uint96 amount) pure returns (ChannelState) {
    return ChannelState.wrap((ChannelState.unwrap(state) & ~AMOUNT_MASK) | amount);
}

function withFunded(ChannelState state, uint96 amount) pure returns (ChannelState) {
    uint256 rest = ChannelState.unwrap(state) & ~(AMOUNT_MASK << FUNDED_OFFSET);
    return ChannelState.wrap(rest | (uint256(amount) << FUNDED_OFFSET));
}

function withClosesAt(ChannelState state, uint40 timestamp) pure returns (ChannelState) {
    uint256 rest = ChannelState.unwrap(state) & ~(TIME_MASK << CLOSES_AT_OFFSET);
    return ChannelState.wrap(rest | (uint256(timestamp) << CLOSES_AT_OFFSET));
}

function closedState(uint96 paid) pure returns (ChannelState) {
    return ChannelState.wrap(CLOSED_BIT | (uint256(paid) << FUNDED_OFFSET) | paid);
}

function equals(ChannelState a, ChannelState b) pure returns (bool) {
    return ChannelState.unwrap(a) == ChannelState.unwrap(b);
}
