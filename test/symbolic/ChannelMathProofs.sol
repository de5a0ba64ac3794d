// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ChannelMath} from "src/libraries/ChannelMath.sol";

/// @title What is proved of a channel's arithmetic, for all inputs
/// @dev `npm run prove` has solc's SMTChecker prove every assertion, and refute a changed copy of the library for each.
/// `require` states what callers guarantee: `InferenceEscrow` keeps `claimed ≤ funded`, and C-2 tests it.
contract ChannelMathProofs {
    function check_AcceptsOnlyWithinFunds(uint96 funded, uint96 claimed, uint96 cumulative) external pure {
        bool accepted = ChannelMath.accepts(funded, claimed, cumulative);
        if (accepted) {
            assert(cumulative > claimed);
            assert(cumulative <= funded);
        } else {
            assert(cumulative <= claimed || cumulative > funded);
        }
    }

    function check_NothingFitsWhatIsClosedOrUnknown(uint96 paid, uint96 cumulative) external pure {
        assert(!ChannelMath.accepts(paid, paid, cumulative));
        assert(!ChannelMath.accepts(0, 0, cumulative));
    }

    function check_DueIsTheDifference(uint96 funded, uint96 claimed, uint96 cumulative) external pure {
        require(claimed <= funded);
        require(ChannelMath.accepts(funded, claimed, cumulative));
        uint256 due = ChannelMath.due(claimed, cumulative);
        assert(due > 0);
        assert(due <= uint256(funded) - claimed);
        assert(uint256(claimed) + due == cumulative);
        assert(uint256(funded) - cumulative == uint256(funded) - claimed - due);
    }

    function check_NoVoucherPaysTwice(uint96 funded, uint96 claimed, uint96 cumulative, uint96 older) external pure {
        require(ChannelMath.accepts(funded, claimed, cumulative));
        require(older <= cumulative);
        assert(!ChannelMath.accepts(funded, cumulative, cumulative));
        assert(!ChannelMath.accepts(funded, cumulative, older));
    }

    function check_PartsAddUpToTheWhole(uint96 funded, uint96 claimed, uint96 first, uint96 second) external pure {
        require(ChannelMath.accepts(funded, claimed, first));
        require(ChannelMath.accepts(funded, first, second));
        uint256 inParts = uint256(ChannelMath.due(claimed, first)) + ChannelMath.due(first, second);
        assert(ChannelMath.accepts(funded, claimed, second));
        assert(inParts == ChannelMath.due(claimed, second));
    }

    function check_TopUpNeverTakesAway(uint96 funded, uint96 more, uint96 claimed, uint96 cumulative) external pure {
        require(more >= funded);
        require(ChannelMath.accepts(funded, claimed, cumulative));
        assert(ChannelMath.accepts(more, claimed, cumulative));
    }

    function check_SplitConserves(uint96 funded, uint96 claimed, uint96 finalAmount) external pure {
        require(claimed <= finalAmount && finalAmount <= funded);
        (uint96 toReceiver, uint96 toPayer) = ChannelMath.split(funded, claimed, finalAmount);
        assert(uint256(toReceiver) + toPayer == uint256(funded) - claimed);
        assert(uint256(claimed) + toReceiver == finalAmount);
        assert(uint256(claimed) + toReceiver + toPayer == funded);
        assert(toReceiver <= funded - claimed);
        assert(toPayer <= funded - claimed);
    }

    function check_SplitAtTheEnds(uint96 funded, uint96 claimed) external pure {
        require(claimed <= funded);
        (uint96 nothing, uint96 rest) = ChannelMath.split(funded, claimed, claimed);
        (uint96 all, uint96 none) = ChannelMath.split(funded, claimed, funded);
        assert(nothing == 0);
        assert(rest == funded - claimed);
        assert(all == funded - claimed);
        assert(none == 0);
    }

    function check_SettlingFirstChangesNobodysTotal(uint96 funded, uint96 claimed, uint96 voucher, uint96 finalAmount)
        external
        pure
    {
        require(claimed <= funded);
        require(ChannelMath.accepts(funded, claimed, voucher));
        require(voucher <= finalAmount && finalAmount <= funded);
        (uint96 atOnce, uint96 backAtOnce) = ChannelMath.split(funded, claimed, finalAmount);
        (uint96 later, uint96 backLater) = ChannelMath.split(funded, voucher, finalAmount);
        assert(uint256(ChannelMath.due(claimed, voucher)) + later == atOnce);
        assert(backAtOnce == backLater);
    }
}
