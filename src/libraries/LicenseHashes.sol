// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "../interfaces/IModelLicense.sol";

/// @title LicenseHashes
/// @notice Plan ids and EIP-712 struct hashes of what is signed for `ModelLicense`.
library LicenseHashes {
    // Literals, which the compiler hashes; strings put together from constants would be hashed in every call.
    bytes32 private constant PLAN_TYPEHASH = keccak256(
        "Plan(bytes32 modelId,uint8 kind,address token,uint96 price,uint64 quantity,uint32 cap,bytes32 termsHash)"
    );

    bytes32 private constant PURCHASE_TYPEHASH = keccak256(
        "LicensePurchase(Plan plan,address buyer,address licensee,uint64 deadline,uint256 nonce)"
        "Plan(bytes32 modelId,uint8 kind,address token,uint96 price,uint64 quantity,uint32 cap,bytes32 termsHash)"
    );

    bytes32 private constant USAGE_TYPEHASH =
        keccak256("UsageVoucher(bytes32 modelId,address licensee,uint64 cumulativeUses)");

    /// @dev Of all seven words as they came, unchecked: one with bits beyond its type gives an id that no plan has.
    function planId(IModelLicense.Plan calldata plan) internal pure returns (bytes32 id) {
        bytes32 typeHash = PLAN_TYPEHASH;
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, typeHash)
            calldatacopy(add(words, 0x20), plan, 0xe0)
            id := keccak256(words, 0x100)
        }
    }

    function planIdInMemory(IModelLicense.Plan memory plan) internal pure returns (bytes32) {
        return keccak256(abi.encode(PLAN_TYPEHASH, plan));
    }

    function purchase(bytes32 planId_, IModelLicense.Purchase calldata p) internal pure returns (bytes32) {
        return keccak256(abi.encode(PURCHASE_TYPEHASH, planId_, p.buyer, p.licensee, p.deadline, p.nonce));
    }

    /// @dev Of the three words before the signature as they came, unchecked: nobody signed one with bits beyond its type.
    function usageVoucher(IModelLicense.UsageVoucher calldata voucher) internal pure returns (bytes32 hash) {
        bytes32 typeHash = USAGE_TYPEHASH;
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, typeHash)
            calldatacopy(add(words, 0x20), voucher, 0x60)
            hash := keccak256(words, 0x80)
        }
    }
}
