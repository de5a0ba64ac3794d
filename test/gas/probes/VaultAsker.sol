// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";

/// @title A contract that asks whether access is live, and says what the call cost it
contract VaultAsker {
    error NotLive();

    function ask(IAccessGrants vault, bytes32 datasetId, address who) external view returns (uint256 gasUsed) {
        uint256 gasBefore = gasleft();
        bool live = vault.isLive(datasetId, who);
        gasUsed = gasBefore - gasleft();
        require(live, NotLive());
    }
}
