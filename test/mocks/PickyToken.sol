// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenMock} from "./TokenMock.sol";

/// @title A token that refuses to pay one account
contract PickyToken is TokenMock {
    address public immutable REFUSED;

    error Refused(address account);

    constructor(address refused) {
        REFUSED = refused;
    }

    function _update(address from, address to, uint256 value) internal override {
        require(to != REFUSED, Refused(to));
        super._update(from, to, value);
    }
}
