// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The arithmetic of a channel
/// @notice Pure, so that test/symbolic proves it for all inputs. Amounts are in the token's smallest unit.
/// @dev All arithmetic is unchecked: each function says what its caller guarantees.
library ChannelMath {
    /// @notice Whether a voucher moves a channel: above what was claimed, not above what is there.
    function accepts(uint96 funded, uint96 claimed, uint96 cumulative) internal pure returns (bool) {
        return cumulative > claimed && cumulative <= funded;
    }

    /// @notice What an accepted voucher pays. Requires `claimed ≤ cumulative`.
    function due(uint96 claimed, uint96 cumulative) internal pure returns (uint96) {
        unchecked {
            return cumulative - claimed;
        }
    }

    /// @notice How a close at `finalAmount` divides what is left. Requires `claimed ≤ finalAmount ≤ funded`.
    function split(uint96 funded, uint96 claimed, uint96 finalAmount)
        internal
        pure
        returns (uint96 toReceiver, uint96 toPayer)
    {
        unchecked {
            toReceiver = finalAmount - claimed;
            toPayer = funded - finalAmount;
        }
    }
}
