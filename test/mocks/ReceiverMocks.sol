// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title An account that can be told how to take the native coin
contract NativeReceiver {
    enum Mode {
        Accept,
        Revert,
        BurnGas,
        ReturnBomb
    }

    Mode public mode;

    constructor(Mode mode_) {
        mode = mode_;
    }

    function setMode(Mode mode_) external {
        mode = mode_;
    }

    receive() external payable {
        if (mode == Mode.Accept) return;
        if (mode == Mode.BurnGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        uint256 size = mode == Mode.ReturnBomb ? 1_000_000 : 0;
        assembly ("memory-safe") {
            revert(0, size)
        }
    }
}

/// @title An account that calls back into `target` with `data` when the native coin arrives, and keeps what came of it
contract ReentrantReceiver {
    address public target;
    bytes public data;
    bool public called;
    bool public succeeded;
    bytes public returned;

    function arm(address target_, bytes calldata data_) external {
        target = target_;
        data = data_;
        called = false;
        succeeded = false;
        returned = "";
    }

    function execute(address to, uint256 value, bytes calldata data_) external {
        (bool success, bytes memory result) = to.call{value: value}(data_);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(result, 0x20), mload(result))
            }
        }
    }

    receive() external payable {
        if (target == address(0)) return;
        called = true;
        (succeeded, returned) = target.call(data);
    }
}

/// @title Sends its coins to an account that cannot refuse them
contract ForcedSender {
    constructor(address payable to) payable {
        selfdestruct(to);
    }
}
