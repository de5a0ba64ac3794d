// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenMock} from "../TokenMock.sol";

/// @title Refuses transfers from and to blocked accounts, as USDC does
contract BlocklistToken is TokenMock {
    mapping(address account => bool) public blocked;

    error Blocked(address account);

    function setBlocked(address account, bool isBlocked) external {
        blocked[account] = isBlocked;
    }

    function _update(address from, address to, uint256 value) internal override {
        require(!blocked[from], Blocked(from));
        require(!blocked[to], Blocked(to));
        super._update(from, to, value);
    }
}

/// @title Can be paused by its issuer, as BNB and ZIL
contract PausableToken is TokenMock {
    bool public paused;

    error Paused();

    function setPaused(bool isPaused) external {
        paused = isPaused;
    }

    function _update(address from, address to, uint256 value) internal override {
        require(!paused, Paused());
        super._update(from, to, value);
    }
}

/// @title Reverts on a transfer of zero, as LEND
contract NoZeroAmountToken is TokenMock {
    error ZeroAmount();

    function _update(address from, address to, uint256 value) internal override {
        require(value != 0, ZeroAmount());
        super._update(from, to, value);
    }
}

/// @title Reverts on a transfer or mint to address zero. Plain OpenZeppelin behaviour, made explicit here
contract NoZeroAddressToken is TokenMock {
    error ZeroAddress();

    function transfer(address to, uint256 value) public override returns (bool) {
        require(to != address(0), ZeroAddress());
        return super.transfer(to, value);
    }
}

/// @title Reverts on amounts above 96 bits and counts the largest number as "all", as UNI and COMP
contract Uint96Token is TokenMock {
    error Above96Bits(uint256 value);

    function approve(address spender, uint256 value) public override returns (bool) {
        if (value == type(uint256).max) value = type(uint96).max;
        require(value <= type(uint96).max, Above96Bits(value));
        return super.approve(spender, value);
    }

    function _update(address from, address to, uint256 value) internal override {
        require(value <= type(uint96).max, Above96Bits(value));
        super._update(from, to, value);
    }
}

/// @title Refuses to change an allowance that is not zero to another that is not zero, as USDT
contract ApprovalRaceToken is TokenMock {
    error AllowanceNotZero(uint256 allowance);

    function approve(address spender, uint256 value) public override returns (bool) {
        uint256 current = allowance(msg.sender, spender);
        require(value == 0 || current == 0, AllowanceNotZero(current));
        return super.approve(spender, value);
    }
}

/// @title Reverts when an allowance is set to zero, as BNB
contract NoZeroApprovalToken is TokenMock {
    error ZeroApproval();

    function approve(address spender, uint256 value) public override returns (bool) {
        require(value != 0, ZeroApproval());
        return super.approve(spender, value);
    }
}
