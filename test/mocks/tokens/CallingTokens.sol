// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenMock} from "../TokenMock.sol";

/// @title Calls somebody before and after it moves, as ERC-777 does with its hooks
contract ReentrantToken is TokenMock {
    address public hook;
    bytes public hookData;
    uint256 public calls;
    uint256 public successes;
    bytes public lastResult;

    /// @dev From now on every transfer and permit calls `hook_` with `data`; address zero ends that.
    function arm(address hook_, bytes calldata data) external {
        hook = hook_;
        hookData = data;
        calls = 0;
        successes = 0;
        lastResult = "";
    }

    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        public
        override
    {
        _callHook();
        super.permit(owner, spender, value, deadline, v, r, s);
    }

    function _update(address from, address to, uint256 value) internal override {
        _callHook();
        super._update(from, to, value);
        _callHook();
    }

    function _callHook() private {
        if (hook == address(0)) return;
        ++calls;
        (bool success, bytes memory result) = hook.call(hookData);
        if (success) ++successes;
        lastResult = result;
    }
}

/// @title Returns a megabyte instead of a boolean
contract ReturnBombToken is TokenMock {
    function transfer(address to, uint256 value) public override returns (bool) {
        super.transfer(to, value);
        _explode(true);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        super.transferFrom(from, to, value);
        _explode(true);
    }

    /// @dev `true`, followed by a megabyte of zeros.
    function _explode(bool success) internal pure {
        assembly ("memory-safe") {
            mstore(0, success)
            mstore(0x20, 0)
            mstore(0x40, 0)
            return(0, 1000000)
        }
    }
}

/// @title Reverts with a megabyte once it is told to
contract RevertBombToken is TokenMock {
    bool public armed;

    function arm() external {
        armed = true;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        if (armed) {
            assembly ("memory-safe") {
                revert(0, 1000000)
            }
        }
        return super.transfer(to, value);
    }
}

/// @title Burns all the gas that it gets once it is told to
contract GasGuzzlerToken is TokenMock {
    bool public armed;

    function arm(bool isArmed) external {
        armed = isArmed;
    }

    function _update(address from, address to, uint256 value) internal override {
        if (armed) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        super._update(from, to, value);
    }
}
