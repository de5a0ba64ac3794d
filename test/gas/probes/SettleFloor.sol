// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title The least that the EVM lets a settlement of vouchers cost
/// @notice Calldata, one ecrecover, one storage word and one event a row, then one token transfer. It checks nothing: not
/// the signature's malleability, not whether the amount is there, not who gets it. Nobody could use it; it is a measure.
contract SettleFloor {
    bytes32 private constant TYPEHASH =
        keccak256("Voucher(address receiver,address token,uint32 salt,uint96 cumulativeAmount)");
    bytes32 private immutable DOMAIN;

    event Settled(bytes32 indexed channelId, uint96 cumulativeAmount);

    constructor(bytes32 domainSeparator) {
        DOMAIN = domainSeparator;
    }

    function settle(address receiver, IERC20 token, bytes calldata rows) external {
        token.transfer(receiver, _claim(receiver, address(token), rows));
    }

    function post(address receiver, address token, bytes calldata rows) external {
        uint256 slot = uint256(keccak256(abi.encode(receiver, token)));
        uint256 sum = _claim(receiver, token, rows);
        assembly ("memory-safe") {
            sstore(slot, add(sload(slot), sum))
        }
    }

    function _claim(address receiver, address token, bytes calldata rows) private returns (uint256 sum) {
        bytes32 domain = DOMAIN;
        bytes32 typehash = TYPEHASH;
        bytes32 topic = Settled.selector;
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(0x40, add(m, 0x180))
            mstore(add(m, 0x20), receiver)
            mstore(add(m, 0x40), token)
            mstore(add(m, 0xa0), 0x1901)
            mstore(add(m, 0xc0), domain)
            let end := add(rows.offset, rows.length)
            for { let row := rows.offset } lt(row, end) { row := add(row, 80) } {
                let word := calldataload(add(row, 0x40))
                let cumulative := and(shr(128, word), 0xffffffffffffffffffffffff)
                let vs := calldataload(add(row, 0x20))
                mstore(m, typehash)
                mstore(add(m, 0x60), shr(224, word))
                mstore(add(m, 0x80), cumulative)
                mstore(add(m, 0xe0), keccak256(m, 0xa0))
                mstore(add(m, 0x100), keccak256(add(m, 0xbe), 0x42))
                mstore(add(m, 0x120), add(27, shr(255, vs)))
                mstore(add(m, 0x140), calldataload(row))
                mstore(add(m, 0x160), shr(1, shl(1, vs)))
                pop(staticcall(gas(), 1, add(m, 0x100), 0x80, m, 0x20))
                let id := keccak256(m, 0x80)
                sum := add(sum, sub(cumulative, sload(id)))
                sstore(id, cumulative)
                mstore(0, cumulative)
                log2(0, 0x20, topic, id)
            }
        }
    }
}
