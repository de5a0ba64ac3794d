// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What never moves in a channel and settling never reads, in one word
/// @dev
///     255 ──────── 192   191 ────────── 160   159 ──────── 0
///     ┌───────────────┬─────────────────────┬──────────────┐
///     │    unused     │    noticeSeconds    │    payer     │
///     │      64       │         32          │     160      │
///     └───────────────┴─────────────────────┴──────────────┘
type ChannelTerms is uint256;

uint256 constant NOTICE_OFFSET = 160;

using {payer, noticeSeconds} for ChannelTerms global;

function packTerms(address payer_, uint32 noticeSeconds_) pure returns (ChannelTerms) {
    return ChannelTerms.wrap((uint256(noticeSeconds_) << NOTICE_OFFSET) | uint160(payer_));
}

// Reading truncates to the field on purpose.
// forge-lint: disable-start(unsafe-typecast)

function payer(ChannelTerms terms) pure returns (address) {
    return address(uint160(ChannelTerms.unwrap(terms)));
}

function noticeSeconds(ChannelTerms terms) pure returns (uint32) {
    return uint32(ChannelTerms.unwrap(terms) >> NOTICE_OFFSET);
}

// forge-lint: disable-end(unsafe-typecast)
