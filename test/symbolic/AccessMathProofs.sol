// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessMath} from "src/libraries/AccessMath.sol";

/// @title What is proved of the time that a purchase ran, for all inputs
/// @dev `npm run prove` has solc's SMTChecker prove every assertion, and refute a changed copy of the library for each.
/// From these it follows that time never runs back. What the time earned is a product divided, and the words are packed by
/// bits: of both the solver proves nothing, and fuzz tests have to do.
contract AccessMathProofs {
    function check_NoMoreRunsThanWasSold(uint40 start, uint32 duration, uint256 until) external pure {
        assert(AccessMath.elapsed(start, duration, until) <= duration);
    }

    function check_NothingRunsBeforeTheStart(uint40 start, uint32 duration, uint256 until) external pure {
        require(until <= start);
        assert(AccessMath.elapsed(start, duration, until) == 0);
    }

    function check_EachSecondCountsOnce(uint40 start, uint32 duration, uint256 until) external pure {
        require(until >= start && until <= uint256(start) + duration);
        assert(uint256(start) + AccessMath.elapsed(start, duration, until) == until);
    }

    function check_AllHasRunAtTheEnd(uint40 start, uint32 duration, uint256 until) external pure {
        require(until >= uint256(start) + duration);
        assert(AccessMath.elapsed(start, duration, until) == duration);
    }
}
