// SPDX-License-Identifier: MIT
pragma solidity >=0.8.24;

/// @title The two forms of EIP-3009's `receiveWithAuthorization` in use
/// @dev https://eips.ethereum.org/EIPS/eip-3009 has the first; USDC 2.2 added the second for ERC-1271 accounts.
interface IERC3009Receive {
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external;
}
