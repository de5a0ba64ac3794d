// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

import {TokenMock} from "../TokenMock.sol";

/// @title Has neither permit nor authorisations, and a fallback that lets every unknown call pass, as WETH9
contract PhantomToken is ERC20("Phantom", "PHM") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    fallback() external payable {}
}

/// @title Says yes to whatever it is asked and moves nothing
contract PhantomTokenThatRefusesPulls {
    fallback() external {
        assembly ("memory-safe") {
            mstore(0, 1)
            return(0, 0x20)
        }
    }
}

/// @title Burns all gas in permit
contract PermitBurnsGasToken is TokenMock {
    function permit(address, address, uint256, uint256, uint8, bytes32, bytes32) public pure override {
        assembly ("memory-safe") {
            invalid()
        }
    }
}
