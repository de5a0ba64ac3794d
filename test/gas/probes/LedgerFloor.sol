// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title The least that the EVM lets deposits, withdrawals and the moves of a channel cost
/// @notice The storage words that each operation cannot do without, one event, and the token transfer where there is one.
/// It checks nothing, neither caller nor amount nor lock. Nobody could use it; it is a measure.
contract LedgerFloor {
    event Moved(address indexed account, address indexed token, uint256 amount);
    event Changed(bytes32 indexed channelId, uint256 state);

    mapping(address account => mapping(address token => uint256)) private _balances;
    mapping(bytes32 channelId => uint256) private _states;
    mapping(bytes32 channelId => uint256) private _terms;

    // -------------------------------------------------------------------------------------------------------- money

    function depositNative(address beneficiary) external payable {
        _add(beneficiary, address(0), msg.value);
        emit Moved(beneficiary, address(0), msg.value);
    }

    function deposit(IERC20 token, uint256 amount, address beneficiary) external {
        token.transferFrom(msg.sender, address(this), amount);
        _add(beneficiary, address(token), amount);
        emit Moved(beneficiary, address(token), amount);
    }

    function withdraw(IERC20 token, uint256 amount, address to) external {
        _take(msg.sender, address(token), amount);
        emit Moved(to, address(token), amount);
        token.transfer(to, amount);
    }

    // ----------------------------------------------------------------------------------------------------- channels

    /// @dev The payer is its own signer: nothing to recover.
    function open(bytes32 channelId, address token, uint96 amount, uint32 notice) external {
        _take(msg.sender, token, amount);
        _states[channelId] = amount;
        _terms[channelId] = (uint256(notice) << 160) | uint160(msg.sender);
        emit Changed(channelId, amount);
    }

    /// @dev The signer consents by the signature `r`, `vs` of a digest that costs one hash here.
    function openCosigned(bytes32 channelId, address token, uint96 amount, uint32 notice, bytes32 r, bytes32 vs)
        external
    {
        bytes32 digest = keccak256(abi.encode(channelId, token, amount, notice));
        address signer = ecrecover(digest, uint8(27 + (uint256(vs) >> 255)), r, (vs << 1) >> 1);
        bytes32 id = keccak256(abi.encode(signer, channelId));
        _take(msg.sender, token, amount);
        _states[id] = amount;
        _terms[id] = (uint256(notice) << 160) | uint160(msg.sender);
        emit Changed(id, amount);
    }

    function topUp(bytes32 channelId, address token, uint96 amount) external {
        _take(msg.sender, token, amount);
        uint256 state = _states[channelId] + amount;
        _states[channelId] = state;
        emit Changed(channelId, state);
    }

    function startClose(bytes32 channelId) external {
        uint256 state = _states[channelId] | (((_terms[channelId] >> 160) + block.timestamp) << 192);
        _states[channelId] = state;
        emit Changed(channelId, state);
    }

    function close(bytes32 channelId, address token) external {
        uint256 state = _states[channelId];
        _states[channelId] = 1 << 232;
        _add(address(uint160(_terms[channelId])), token, uint96(state));
        emit Changed(channelId, state);
    }

    // -------------------------------------------------------------------------------------------------------- slots

    function _add(address account, address token, uint256 amount) private {
        unchecked {
            _balances[account][token] += amount;
        }
    }

    function _take(address account, address token, uint256 amount) private {
        unchecked {
            _balances[account][token] -= amount;
        }
    }
}
