// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title AccessMath
/// @notice What a purchase of access has earned. Pure, so that it can be proved for all inputs.
library AccessMath {
    /// @notice Seconds of the time that was sold which have run until `until`.
    /// @return elapsed At most `duration`; zero before `start`.
    function elapsed(uint40 start, uint32 duration, uint256 until) internal pure returns (uint32) {
        if (until <= start) return 0;
        uint256 seconds_ = until - start;
        // forge-lint: disable-next-line(unsafe-typecast) below `duration`
        return seconds_ < duration ? uint32(seconds_) : duration;
    }

    /// @notice What `price` has earned after `elapsed_` of `duration` seconds, rounded down: the rest is the buyer's.
    /// `duration` is not zero, `elapsed_` at most `duration`.
    function earned(uint96 price, uint32 duration, uint32 elapsed_) internal pure returns (uint96) {
        // forge-lint: disable-next-line(unsafe-typecast) at most `price`
        return uint96(uint256(price) * elapsed_ / duration);
    }
}
