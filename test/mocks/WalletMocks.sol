// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A contract account that honours its owner's signatures, or answers as it is told
contract WalletMock is IERC1271 {
    enum Mode {
        Honest,
        AcceptAll,
        WrongValue,
        ShortAnswer,
        LongAnswer,
        DirtyAnswer,
        Revert,
        BurnGas,
        ReturnBomb
    }

    address public immutable OWNER;
    Mode public mode;
    bool public refusesCoins;

    error CoinsRefused();

    constructor(address owner_) {
        OWNER = owner_;
    }

    function setMode(Mode mode_) external {
        mode = mode_;
    }

    function setRefusesCoins(bool refuses) external {
        refusesCoins = refuses;
    }

    function execute(address to, bytes calldata data) external returns (bytes memory) {
        (bool success, bytes memory result) = to.call(data);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(result, 0x20), mload(result))
            }
        }
        return result;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        Mode m = mode;
        if (m == Mode.Honest) {
            (address recovered, ECDSA.RecoverError failure,) = ECDSA.tryRecoverCalldata(hash, signature);
            return failure == ECDSA.RecoverError.NoError && recovered == OWNER
                ? IERC1271.isValidSignature.selector
                : bytes4(0xffffffff);
        }
        if (m == Mode.AcceptAll) return IERC1271.isValidSignature.selector;
        if (m == Mode.WrongValue) return 0xffffffff;
        if (m == Mode.BurnGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        bytes4 magic = IERC1271.isValidSignature.selector;
        assembly ("memory-safe") {
            mstore(0, magic)
            switch m
            case 3 { return(0, 4) }
            case 4 {
                mstore(0x20, 1)
                return(0, 0x40)
            }
            case 5 {
                mstore(0, or(magic, 1))
                return(0, 0x20)
            }
            case 6 { revert(0, 0x20) }
            default { return(0x1000, 1000000) }
        }
    }

    receive() external payable {
        require(!refusesCoins, CoinsRefused());
    }
}
