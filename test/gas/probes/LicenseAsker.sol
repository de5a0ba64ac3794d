// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";

/// @title A contract that asks whether someone is licensed, and says what the call cost it
contract LicenseAsker {
    error NotLicensed();

    function ask(IModelLicense license, bytes32 modelId, address account) external view returns (uint256 gasUsed) {
        uint256 gasBefore = gasleft();
        bool licensed = license.isLicensed(modelId, account);
        gasUsed = gasBefore - gasleft();
        require(licensed, NotLicensed());
    }

    function askForSeat(IModelLicense license, bytes32 modelId, address licensee, address seat)
        external
        view
        returns (uint256 gasUsed)
    {
        uint256 gasBefore = gasleft();
        bool licensed = license.isSeatLicensed(modelId, licensee, seat);
        gasUsed = gasBefore - gasleft();
        require(licensed, NotLicensed());
    }
}
