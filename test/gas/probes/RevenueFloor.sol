// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";

/// @title The least that the EVM lets collecting, rolling up and claiming of revenue cost
/// @notice The calldata of each operation, the storage words that it cannot do without, one event for each sum that
/// moves, and the transfer where there is one. It checks nothing. Nobody could use it; it is a measure.
contract RevenueFloor {
    /// @dev A payee has 160 bits and its parts 24, so they share a word. Of a split's parents, the parts share one.
    uint256 private constant PARTS_OFFSET = 160;
    uint256 private constant PARTS_BITS = 24;
    uint256 private constant PARTS_MASK = type(uint24).max;
    uint256 private constant TOTAL_PARTS = 1_000_000;

    event Moved(bytes32 indexed from, bytes32 indexed to, address indexed token, uint256 amount);

    mapping(bytes32 planId => uint256) private _plans;
    mapping(bytes32 planId => bytes32) private _splitOfPlan;

    mapping(bytes32 splitId => mapping(address token => uint256)) private _incomes;
    mapping(bytes32 splitId => mapping(uint256 index => uint256)) private _shares;
    mapping(bytes32 splitId => mapping(address token => mapping(uint256 index => uint256))) private _claimed;

    mapping(bytes32 splitId => uint256) private _parentParts;
    mapping(bytes32 splitId => mapping(uint256 index => bytes32)) private _parents;
    /// @dev The income that all parents had their parts of: one word, however many they are.
    mapping(bytes32 splitId => mapping(address token => uint256)) private _rolledUpIncome;

    // ------------------------------------------------------------------------------------------------------- set up

    function setPlan(IModelLicense.Plan calldata, uint256 uncollected, bytes32 splitId) external {
        bytes32 planId = _planId(4);
        _plans[planId] = (1 << 160) + uncollected;
        _splitOfPlan[planId] = splitId;
    }

    function setIncome(bytes32 splitId, address token, uint256 income) external {
        _incomes[splitId][token] = income;
    }

    function setShare(bytes32 splitId, uint256 index, address payee, uint24 parts) external {
        _shares[splitId][index] = (uint256(parts) << PARTS_OFFSET) | uint160(payee);
    }

    function setParents(bytes32 splitId, bytes32[] calldata parents, uint24 parts) external {
        uint256 packed = 0;
        for (uint256 i = 0; i < parents.length; ++i) {
            packed |= uint256(parts) << (i * PARTS_BITS);
            _parents[splitId][i] = parents[i];
        }
        _parentParts[splitId] = packed;
    }

    function incomeOf(bytes32 splitId, address token) external view returns (uint256) {
        return _incomes[splitId][token];
    }

    // ------------------------------------------------------------------------------------------------------ measured

    function collect(IModelLicense.Plan[] calldata plans) external {
        bytes32 planId = _planId(68);
        uint256 state = _plans[planId];
        bytes32 splitId = _splitOfPlan[planId];
        _plans[planId] = (state >> 128) << 128;
        _add(planId, splitId, plans[0].token, uint128(state));
    }

    function rollUp(bytes32[] calldata splitIds, address token) external {
        bytes32 splitId = splitIds[0];
        uint256 income = _incomes[splitId][token];
        uint256 before = _rolledUpIncome[splitId][token];
        _rolledUpIncome[splitId][token] = income;
        uint256 index = 0;
        for (uint256 parts = _parentParts[splitId]; parts != 0; parts >>= PARTS_BITS) {
            uint256 amount = _entitled(income, parts & PARTS_MASK) - _entitled(before, parts & PARTS_MASK);
            _add(splitId, _parents[splitId][index], token, amount);
            ++index;
        }
    }

    function claim(bytes32 splitId, address token, uint256 index, address to) external {
        uint256 share = _shares[splitId][index];
        uint256 entitled = _entitled(_incomes[splitId][token], share >> PARTS_OFFSET);
        uint256 amount = entitled - _claimed[splitId][token][index];
        _claimed[splitId][token][index] = entitled;
        emit Moved(splitId, bytes32(uint256(uint160(to))), token, amount);
        if (token == address(0)) {
            (bool sent,) = to.call{value: amount}("");
            assert(sent);
        } else {
            IERC20(token).transfer(to, amount);
        }
    }

    function _add(bytes32 from, bytes32 to, address token, uint256 amount) private {
        unchecked {
            _incomes[to][token] += amount;
        }
        emit Moved(from, to, token, amount);
    }

    function _entitled(uint256 income, uint256 parts) private pure returns (uint256) {
        unchecked {
            return income * parts / TOTAL_PARTS;
        }
    }

    /// @dev The seven words from `offset` on.
    function _planId(uint256 offset) private pure returns (bytes32 id) {
        assembly ("memory-safe") {
            let words := mload(0x40)
            calldatacopy(words, offset, 0xe0)
            id := keccak256(words, 0xe0)
        }
    }
}
