// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Script} from "forge-std/Script.sol";

import {InferenceEscrow} from "src/InferenceEscrow.sol";

/// @title Deploys every contract at the same address on every chain, and records the addresses
/// @dev Through the deterministic deployment proxy that forge uses for CREATE2 (0x4e59b44847b379578588920ca78fbf26c0b4956c).
/// Running it again changes nothing: what is deployed already is only recorded.
contract Deploy is Script {
    bytes32 public constant SALT = keccak256("tallystick.v1");

    function run() external returns (address inferenceEscrow) {
        inferenceEscrow = _deploy(type(InferenceEscrow).creationCode);
        string memory json = vm.serializeAddress("deployment", "InferenceEscrow", inferenceEscrow);
        vm.writeJson(json, string.concat("deployments/", vm.toString(block.chainid), ".json"));
    }

    function _deploy(bytes memory creationCode) private returns (address deployed) {
        deployed = vm.computeCreate2Address(SALT, keccak256(creationCode), CREATE2_FACTORY);
        if (deployed.code.length != 0) return deployed;
        vm.broadcast();
        (bool success,) = CREATE2_FACTORY.call(bytes.concat(SALT, creationCode));
        require(success && deployed.code.length != 0, "Deploy: the deployment proxy did not deploy");
    }
}
