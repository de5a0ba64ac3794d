// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Script} from "forge-std/Script.sol";

import {DataVault} from "src/DataVault.sol";
import {InferenceEscrow} from "src/InferenceEscrow.sol";
import {ModelLicense} from "src/ModelLicense.sol";

/// @title Deploys every contract at the same address on every chain, and records the addresses
/// @dev Through the deterministic deployment proxy that forge uses for CREATE2 (0x4e59b44847b379578588920ca78fbf26c0b4956c).
/// Running it again changes nothing: what is deployed already is only recorded.
contract Deploy is Script {
    bytes32 public constant SALT = keccak256("tallystick.v1");

    /// @dev Addresses by contract, as JSON.
    string private _record;

    /// @dev One line for each contract, as in ts/deployment/contracts.ts.
    function run() external {
        _deploy("InferenceEscrow", type(InferenceEscrow).creationCode);
        _deploy("ModelLicense", type(ModelLicense).creationCode);
        _deploy("DataVault", type(DataVault).creationCode);

        vm.writeJson(_record, string.concat("deployments/", vm.toString(block.chainid), ".json"));
    }

    function _deploy(string memory name, bytes memory creationCode) private {
        address deployed = vm.computeCreate2Address(SALT, keccak256(creationCode), CREATE2_FACTORY);
        _record = vm.serializeAddress("deployment", name, deployed);
        if (deployed.code.length != 0) return;
        vm.broadcast();
        (bool success,) = CREATE2_FACTORY.call(bytes.concat(SALT, creationCode));
        require(success && deployed.code.length != 0, "Deploy: the deployment proxy did not deploy");
    }
}
