// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CommonBase} from "forge-std/Base.sol";

/// @title Other forms of a 65-byte ECDSA signature, which a contract should refuse
abstract contract SignatureForms is CommonBase {
    function asCompact(bytes memory signature) internal pure returns (bytes memory) {
        (bytes32 r, bytes32 s, uint8 v) = parts(signature);
        return abi.encodePacked(r, bytes32(uint256(s) | (uint256(v - 27) << 255)));
    }

    /// @dev The other signature of the same key and content: `n − s` with the other parity.
    function asHighS(bytes memory signature) internal pure returns (bytes memory) {
        (bytes32 r, bytes32 s, uint8 v) = parts(signature);
        return abi.encodePacked(r, bytes32(SECP256K1_ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27));
    }

    function withV(bytes memory signature, uint8 newV) internal pure returns (bytes memory) {
        (bytes32 r, bytes32 s,) = parts(signature);
        return abi.encodePacked(r, s, newV);
    }

    function parts(bytes memory signature) internal pure returns (bytes32 r, bytes32 s, uint8 v) {
        assembly ("memory-safe") {
            r := mload(add(signature, 0x20))
            s := mload(add(signature, 0x40))
            v := byte(0, mload(add(signature, 0x60)))
        }
    }
}
