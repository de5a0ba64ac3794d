// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {AccessMath} from "src/libraries/AccessMath.sol";

contract AccessMathTest is Test {
    function testFuzz_ElapsedIsHeldBetweenZeroAndTheDuration(uint40 start, uint32 duration, uint256 until) public pure {
        until = bound(until, 0, uint256(start) + duration + 1 days);
        int256 run = int256(until) - int256(uint256(start));
        if (run < 0) run = 0;
        if (run > int256(uint256(duration))) run = int256(uint256(duration));
        assertEq(AccessMath.elapsed(start, duration, until), uint256(run));
    }

    function testFuzz_ElapsedAtItsEnds(uint40 start, uint32 duration) public pure {
        start = uint40(bound(start, 1, type(uint40).max));
        duration = uint32(bound(duration, 1, type(uint32).max));
        uint256 end = uint256(start) + duration;
        assertEq(AccessMath.elapsed(start, duration, start - 1), 0);
        assertEq(AccessMath.elapsed(start, duration, start), 0);
        assertEq(AccessMath.elapsed(start, duration, uint256(start) + 1), 1);
        assertEq(AccessMath.elapsed(start, duration, end - 1), duration - 1);
        assertEq(AccessMath.elapsed(start, duration, end), duration);
        assertEq(AccessMath.elapsed(start, duration, end + 1), duration);
        assertEq(AccessMath.elapsed(start, duration, type(uint256).max), duration);
    }

    /// @dev What does not fit 32 bits is not cut to them.
    function test_ElapsedBeyond32BitsIsTheDuration() public pure {
        assertEq(AccessMath.elapsed(0, 5, uint256(type(uint32).max) + 2), 5);
    }

    function testFuzz_EarnedIsThePartRoundedDown(uint96 price, uint32 duration, uint32 elapsed) public pure {
        duration = uint32(bound(duration, 1, type(uint32).max));
        elapsed = uint32(bound(elapsed, 0, duration));
        uint256 earned = AccessMath.earned(price, duration, elapsed);
        assertLe(earned * duration, uint256(price) * elapsed);
        assertGt((earned + 1) * duration, uint256(price) * elapsed);
    }

    function testFuzz_EarnedBeginsWithNothingAndEndsWithThePrice(uint96 price, uint32 duration) public pure {
        duration = uint32(bound(duration, 1, type(uint32).max));
        assertEq(AccessMath.earned(price, duration, 0), 0);
        assertEq(AccessMath.earned(price, duration, duration), price);
    }

    function testFuzz_EarnedNeverFalls(uint96 price, uint32 duration, uint32 elapsed) public pure {
        duration = uint32(bound(duration, 1, type(uint32).max));
        elapsed = uint32(bound(elapsed, 1, duration));
        assertGe(AccessMath.earned(price, duration, elapsed), AccessMath.earned(price, duration, elapsed - 1));
    }

    function test_TheLargestNumbersFit() public pure {
        (uint96 price, uint32 duration) = (type(uint96).max, type(uint32).max);
        assertEq(AccessMath.earned(price, duration, duration), price);
        assertEq(AccessMath.earned(price, duration, duration - 1), price - price / duration);
    }
}
