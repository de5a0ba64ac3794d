// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {ChannelState, NO_CHANNEL, closedState} from "src/types/ChannelState.sol";
import {ChannelTerms, packTerms} from "src/types/ChannelTerms.sol";

contract ChannelStateTest is Test {
    // Drawn apart from the code under test: first bit and width of each field.
    uint256 private constant CLAIMED = uint256(type(uint96).max);
    uint256 private constant FUNDED = uint256(type(uint96).max) << 96;
    uint256 private constant CLOSES_AT = uint256(type(uint40).max) << 192;
    uint256 private constant CLOSED = uint256(1) << 232;

    function testFuzz_ReadsEachField(uint256 word) public pure {
        ChannelState state = ChannelState.wrap(word);
        assertEq(state.claimed(), word & CLAIMED);
        assertEq(state.funded(), (word & FUNDED) >> 96);
        assertEq(state.closesAt(), (word & CLOSES_AT) >> 192);
        assertEq(state.isClosed(), word & CLOSED != 0);
    }

    function testFuzz_WithClaimedChangesNothingElse(uint256 word, uint96 amount) public pure {
        ChannelState state = ChannelState.wrap(word).withClaimed(amount);
        assertEq(state.claimed(), amount);
        assertEq(ChannelState.unwrap(state) & ~CLAIMED, word & ~CLAIMED);
    }

    function testFuzz_WithFundedChangesNothingElse(uint256 word, uint96 amount) public pure {
        ChannelState state = ChannelState.wrap(word).withFunded(amount);
        assertEq(state.funded(), amount);
        assertEq(ChannelState.unwrap(state) & ~FUNDED, word & ~FUNDED);
    }

    function testFuzz_WithClosesAtChangesNothingElse(uint256 word, uint40 timestamp) public pure {
        ChannelState state = ChannelState.wrap(word).withClosesAt(timestamp);
        assertEq(state.closesAt(), timestamp);
        assertEq(ChannelState.unwrap(state) & ~CLOSES_AT, word & ~CLOSES_AT);
    }

    function testFuzz_SettersInAnyOrderGiveTheSameWord(uint96 claimed, uint96 funded, uint40 closesAt) public pure {
        ChannelState a = NO_CHANNEL.withClaimed(claimed).withFunded(funded).withClosesAt(closesAt);
        ChannelState b = NO_CHANNEL.withClosesAt(closesAt).withClaimed(claimed).withFunded(funded);
        assertEq(ChannelState.unwrap(a), uint256(claimed) | (uint256(funded) << 96) | (uint256(closesAt) << 192));
        assertTrue(a == b);
        assertFalse(a.isClosed());
    }

    function testFuzz_ClosedStateKeepsWhatWasPaid(uint96 paid) public pure {
        ChannelState state = closedState(paid);
        assertEq(ChannelState.unwrap(state), CLOSED | (uint256(paid) << 96) | paid);
        assertTrue(state.isClosed());
        assertEq(state.claimed(), paid);
        assertEq(state.funded(), paid);
        assertEq(state.closesAt(), 0);
        assertFalse(state == NO_CHANNEL);
    }

    function testFuzz_EqualsComparesTheWholeWord(uint256 word, uint8 bit) public pure {
        assertTrue(ChannelState.wrap(word) == ChannelState.wrap(word));
        assertFalse(ChannelState.wrap(word) == ChannelState.wrap(word ^ (uint256(1) << bit)));
    }

    function test_NoChannelIsTheEmptySlot() public pure {
        assertEq(ChannelState.unwrap(NO_CHANNEL), 0);
    }

    // --------------------------------------------------------------------------------------------------------- terms

    function testFuzz_TermsRoundTrip(address payer, uint32 noticeSeconds) public pure {
        ChannelTerms terms = packTerms(payer, noticeSeconds);
        assertEq(terms.payer(), payer);
        assertEq(terms.noticeSeconds(), noticeSeconds);
        assertEq(ChannelTerms.unwrap(terms), uint160(payer) | (uint256(noticeSeconds) << 160));
    }

    function testFuzz_TermsReadEachField(uint256 word) public pure {
        ChannelTerms terms = ChannelTerms.wrap(word);
        assertEq(uint160(terms.payer()), word & type(uint160).max);
        assertEq(terms.noticeSeconds(), (word >> 160) & type(uint32).max);
    }
}
