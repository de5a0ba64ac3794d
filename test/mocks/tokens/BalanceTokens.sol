// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenMock} from "../TokenMock.sol";

/// @title Keeps 1 % of what is sent, as STA and PAXG
contract FeeOnTransferToken is TokenMock {
    function _update(address from, address to, uint256 value) internal override {
        uint256 fee = from == address(0) || to == address(0) ? 0 : value / 100;
        super._update(from, to, value - fee);
        if (fee != 0) super._update(from, address(0), fee);
    }
}

/// @title Charges the sender 1 % more than it sends
contract FeeOnTopToken is TokenMock {
    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (from != address(0) && to != address(0)) super._update(from, address(0), value / 100);
    }
}

/// @title Changes everyone's balance without a transfer, as AMPL and stETH
contract RebasingToken is TokenMock {
    uint256 private constant ONE = 1e18;

    uint256 public index = ONE;

    /// @param newIndex What a unit is worth, 1e18 at first.
    function rebase(uint256 newIndex) external {
        index = newIndex;
    }

    function balanceOf(address account) public view override returns (uint256) {
        return super.balanceOf(account) * index / ONE;
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value * ONE / index);
    }
}

/// @title A proxy whose owner puts other code behind it, as USDC
contract UpgradableToken {
    /// @dev Far from the implementation's slots.
    bytes32 private constant IMPLEMENTATION_SLOT = keccak256("tallystick.test.implementation");

    constructor(address implementation) {
        upgradeTo(implementation);
    }

    function upgradeTo(address implementation) public {
        bytes32 slot = IMPLEMENTATION_SLOT;
        assembly ("memory-safe") {
            sstore(slot, implementation)
        }
    }

    fallback() external payable {
        bytes32 slot = IMPLEMENTATION_SLOT;
        assembly {
            calldatacopy(0, 0, calldatasize())
            let success := delegatecall(gas(), sload(slot), 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(success) { revert(0, returndatasize()) }
            return(0, returndatasize())
        }
    }
}

/// @title What a hostile or broken upgrade does: nothing works
contract BrokenImplementation {
    error Broken();

    fallback() external payable {
        revert Broken();
    }
}
