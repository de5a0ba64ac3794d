// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Batches of signed vouchers: their bytes, their hash, their signer
/// @notice A row is `r (32) ‖ yParityAndS (32, EIP-2098) ‖ salt (4) ‖ cumulative amount (12)`.
/// @dev The hot path of settling, in assembly; test/differential holds it against plain Solidity and OpenZeppelin's
/// ECDSA.
library Vouchers {
    uint256 internal constant ROW_LENGTH = 80;

    bytes32 internal constant TYPEHASH =
        keccak256("Voucher(address receiver,address token,uint32 salt,uint96 cumulativeAmount)");

    /// @dev Half the order of secp256k1. A signature with a larger `s` is the malleable twin of another (EIP-2).
    uint256 private constant MAX_S = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

    /// @notice Memory that all rows of a batch share.
    /// @dev
    ///     0x00  type hash, then the recovered signer     ┐ channel id  ┐
    ///     0x20  receiver                                 │             │ struct hash
    ///     0x40  token                                    │             │
    ///     0x60  salt                                     ┘             │
    ///     0x80  cumulative amount                                      ┘
    ///     0xa0  EIP-191 prefix 0x1901, in the word's last two bytes    ┐
    ///     0xc0  domain separator                                       │ digest (from 0xbe)
    ///     0xe0  struct hash                                            ┘
    ///     0x100 digest, 0x120 v, 0x140 r, 0x160 s: the call of ecrecover
    type Workspace is uint256;

    /// @notice The salt and the amount of row `index`, which must exist.
    function amountOf(bytes calldata rows, uint256 index) internal pure returns (uint32 salt, uint96 cumulative) {
        assembly ("memory-safe") {
            let word := calldataload(add(add(rows.offset, mul(index, ROW_LENGTH)), 0x40))
            salt := shr(224, word)
            cumulative := and(shr(128, word), 0xffffffffffffffffffffffff)
        }
    }

    /// @notice Sets up the memory for a batch that pays `receiver` in `token`.
    function prepare(bytes32 domainSeparator, address receiver, address token)
        internal
        pure
        returns (Workspace workspace)
    {
        assembly ("memory-safe") {
            workspace := mload(0x40)
            mstore(0x40, add(workspace, 0x180))
            mstore(add(workspace, 0x20), shr(96, shl(96, receiver)))
            mstore(add(workspace, 0x40), shr(96, shl(96, token)))
            mstore(add(workspace, 0xa0), 0x1901)
            mstore(add(workspace, 0xc0), domainSeparator)
        }
    }

    /// @notice Who signed row `index`, and the id of the channel that this signer would have.
    /// @return signer Zero if the signature is nobody's or has a high `s`.
    /// @return channelId Of no use if `signer` is zero.
    function recover(Workspace workspace, bytes calldata rows, uint256 index, uint32 salt, uint96 cumulative)
        internal
        view
        returns (address signer, bytes32 channelId)
    {
        _writeDigest(workspace, salt, cumulative);
        uint256 row;
        assembly ("memory-safe") {
            row := add(rows.offset, mul(index, ROW_LENGTH))
        }
        signer = _ecrecover(workspace, row);
        assembly ("memory-safe") {
            mstore(workspace, signer)
            channelId := keccak256(workspace, 0x80)
        }
    }

    function _writeDigest(Workspace workspace, uint32 salt, uint96 cumulative) private pure {
        bytes32 typeHash = TYPEHASH;
        assembly ("memory-safe") {
            mstore(workspace, typeHash)
            mstore(add(workspace, 0x60), salt)
            mstore(add(workspace, 0x80), cumulative)
            mstore(add(workspace, 0xe0), keccak256(workspace, 0xa0))
            mstore(add(workspace, 0x100), keccak256(add(workspace, 0xbe), 0x42))
        }
    }

    /// @dev ecrecover returns nothing for a bad signature: the zero that is written first is what then remains.
    /// @param row Where in calldata the row begins.
    function _ecrecover(Workspace workspace, uint256 row) private view returns (address signer) {
        assembly ("memory-safe") {
            let vs := calldataload(add(row, 0x20))
            let s := shr(1, shl(1, vs))
            mstore(add(workspace, 0x120), add(27, shr(255, vs)))
            calldatacopy(add(workspace, 0x140), row, 0x20)
            mstore(add(workspace, 0x160), s)
            mstore(0, 0)
            if iszero(gt(s, MAX_S)) { pop(staticcall(gas(), 1, add(workspace, 0x100), 0x80, 0, 0x20)) }
            signer := mload(0)
        }
    }
}
