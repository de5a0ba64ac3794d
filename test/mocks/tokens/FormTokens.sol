// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenMock} from "../TokenMock.sol";

/// @title Has name and symbol of type bytes32, as MKR
contract Bytes32MetadataToken is TokenMock {
    function name() public pure override returns (string memory) {
        _returnWord("Maker");
    }

    function symbol() public pure override returns (string memory) {
        _returnWord("MKR");
    }

    function _returnWord(bytes32 word) private pure {
        assembly ("memory-safe") {
            mstore(0, word)
            return(0, 0x20)
        }
    }
}

/// @title Has 24 decimals, as YAM-V2
contract ManyDecimalsToken is TokenMock {
    function decimals() public pure override returns (uint8) {
        return 24;
    }
}

/// @title Has 2 decimals, as GUSD
contract FewDecimalsToken is TokenMock {
    function decimals() public pure override returns (uint8) {
        return 2;
    }
}

/// @title Has DAI's permit (nonce, all or nothing) and not that of EIP-2612
contract DaiPermitToken is TokenMock {
    bytes32 public constant DAI_PERMIT_TYPEHASH =
        keccak256("Permit(address holder,address spender,uint256 nonce,uint256 expiry,bool allowed)");

    error NoSuchFunction();
    error PermitRefused();

    function permit(address, address, uint256, uint256, uint8, bytes32, bytes32) public pure override {
        revert NoSuchFunction();
    }

    function permit(
        address holder,
        address spender,
        uint256 nonce,
        uint256 expiry,
        bool allowed,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(DAI_PERMIT_TYPEHASH, holder, spender, nonce, expiry, allowed))
        );
        address recovered = ecrecover(digest, v, r, s);
        require(recovered == holder && holder != address(0), PermitRefused());
        require(expiry == 0 || block.timestamp <= expiry, PermitRefused());
        require(nonce == _useNonce(holder), PermitRefused());
        _approve(holder, spender, allowed ? type(uint256).max : 0);
    }
}

/// @title Needs no allowance when the sender moves its own tokens with transferFrom, as DSToken and WETH9
contract SelfTransferFromToken is TokenMock {
    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        if (from == msg.sender) {
            _transfer(from, to, value);
            return true;
        }
        return super.transferFrom(from, to, value);
    }
}

/// @title Can be moved through a second address as well, as TUSD once
contract TwoAddressToken is TokenMock {
    SecondAddress public immutable SECOND = new SecondAddress(this);

    error NotTheSecondAddress(address caller);

    function moveFor(address from, address to, uint256 value) external {
        require(msg.sender == address(SECOND), NotTheSecondAddress(msg.sender));
        _transfer(from, to, value);
    }

    function spendFor(address spender, address from, address to, uint256 value) external {
        require(msg.sender == address(SECOND), NotTheSecondAddress(msg.sender));
        _spendAllowance(from, spender, value);
        _transfer(from, to, value);
    }
}

/// @title The second address of `TwoAddressToken`: the same balances and allowances
contract SecondAddress {
    TwoAddressToken public immutable FIRST;

    constructor(TwoAddressToken first) {
        FIRST = first;
    }

    function balanceOf(address account) external view returns (uint256) {
        return FIRST.balanceOf(account);
    }

    function transfer(address to, uint256 value) external returns (bool) {
        FIRST.moveFor(msg.sender, to, value);
        return true;
    }

    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        FIRST.spendFor(msg.sender, from, to, value);
        return true;
    }
}
