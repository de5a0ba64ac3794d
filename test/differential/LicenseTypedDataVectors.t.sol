// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";
import {LicenseHashes} from "src/libraries/LicenseHashes.sol";
import {ModelLicense} from "src/ModelLicense.sol";

/// @title What the library does, callable from outside
contract LicenseHashesHarness {
    function planId(IModelLicense.Plan calldata plan) external pure returns (bytes32) {
        return LicenseHashes.planId(plan);
    }

    function planIdInMemory(IModelLicense.Plan memory plan) external pure returns (bytes32) {
        return LicenseHashes.planIdInMemory(plan);
    }

    function purchase(IModelLicense.Plan calldata plan, IModelLicense.Purchase calldata p)
        external
        pure
        returns (bytes32)
    {
        return LicenseHashes.purchase(LicenseHashes.planId(plan), p);
    }

    function usageVoucher(IModelLicense.UsageVoucher calldata voucher) external pure returns (bytes32) {
        return LicenseHashes.usageVoucher(voucher);
    }
}

/// @title The ids and typed data of licences are the same in TypeScript and Solidity
/// @dev test/vectors/licenseTypedData.json is written by ts/scripts/vectors.ts.
contract LicenseTypedDataVectorsTest is Test {
    struct LicenseDomainVector {
        uint256 chainId;
        address license;
        bytes32 separator;
    }

    struct ModelVector {
        address creator;
        uint96 number;
        bytes32 modelId;
    }

    struct PlanVector {
        bytes32 modelId;
        uint8 kind;
        address token;
        uint96 price;
        uint64 quantity;
        uint32 cap;
        bytes32 termsHash;
        bytes32 planId;
    }

    struct SplitVector {
        bytes32 modelId;
        IModelRegistry.Share[] shares;
        bytes32 splitId;
    }

    struct PurchaseVector {
        uint256 chainId;
        address license;
        IModelLicense.Plan plan;
        address buyer;
        address licensee;
        uint64 deadline;
        uint256 nonce;
        bytes32 digest;
        bytes32 authorizationNonce;
    }

    struct UsageVector {
        uint256 chainId;
        address license;
        uint256 privateKey;
        bytes32 modelId;
        address licensee;
        uint64 cumulativeUses;
        bytes32 digest;
        bytes signature;
    }

    string private constant PLAN_FIELDS =
        "bytes32 modelId,uint8 kind,address token,uint96 price,uint64 quantity,uint32 cap,bytes32 termsHash";
    string private constant DOMAIN_TYPE = "LicenseDomainVector(uint256 chainId,address license,bytes32 separator)";
    string private constant MODEL_TYPE = "ModelVector(address creator,uint96 number,bytes32 modelId)";
    string private constant SPLIT_TYPE =
        "SplitVector(bytes32 modelId,Share[] shares,bytes32 splitId)Share(address payee,uint24 parts)";
    string private constant USAGE_TYPE =
        "UsageVector(uint256 chainId,address license,uint256 privateKey,bytes32 modelId,address licensee,uint64 cumulativeUses,bytes32 digest,bytes signature)";

    LicenseHashesHarness private harness;
    ModelLicense private license;
    string private json;

    function setUp() public {
        harness = new LicenseHashesHarness();
        license = new ModelLicense();
        json = vm.readFile("test/vectors/licenseTypedData.json");
    }

    function test_DomainSeparatorsEqualVectors() public {
        LicenseDomainVector[] memory vectors =
            abi.decode(vm.parseJsonTypeArray(json, ".domains", DOMAIN_TYPE), (LicenseDomainVector[]));
        assertGe(vectors.length, 4);
        for (uint256 i = 0; i < vectors.length; ++i) {
            vm.chainId(vectors[i].chainId);
            deployCodeTo("ModelLicense.sol:ModelLicense", vectors[i].license);
            assertEq(ModelLicense(vectors[i].license).DOMAIN_SEPARATOR(), vectors[i].separator);
        }
    }

    /// @dev The contract takes the caller for the creator exactly if its address stands in the high 160 bits.
    function test_ModelIdsEqualVectors() public {
        ModelVector[] memory vectors = abi.decode(vm.parseJsonTypeArray(json, ".modelIds", MODEL_TYPE), (ModelVector[]));
        assertGe(vectors.length, 4);
        for (uint256 i = 0; i < vectors.length; ++i) {
            ModelVector memory v = vectors[i];
            assertEq(v.modelId, bytes32((uint256(uint160(v.creator)) << 96) | v.number));
            vm.prank(v.creator);
            vm.expectRevert(
                abi.encodeWithSelector(IModelRegistry.ModelRegistry_UnknownModel.selector, v.modelId), address(license)
            );
            license.publishVersion(v.modelId, "", 0);
        }
    }

    function test_PlanIdsEqualVectors() public view {
        string memory planType = string.concat("PlanVector(", PLAN_FIELDS, ",bytes32 planId)");
        PlanVector[] memory vectors = abi.decode(vm.parseJsonTypeArray(json, ".plans", planType), (PlanVector[]));
        assertGe(vectors.length, 12);
        for (uint256 i = 0; i < vectors.length; ++i) {
            PlanVector memory v = vectors[i];
            IModelLicense.Plan memory plan = IModelLicense.Plan({
                modelId: v.modelId,
                kind: IModelLicense.PlanKind(v.kind),
                token: v.token,
                price: v.price,
                quantity: v.quantity,
                cap: v.cap,
                termsHash: v.termsHash
            });
            assertEq(license.planIdOf(plan), v.planId);
            assertEq(harness.planId(plan), v.planId);
            assertEq(harness.planIdInMemory(plan), v.planId);
        }
    }

    function test_SplitIdsEqualVectors() public view {
        SplitVector[] memory vectors = abi.decode(vm.parseJsonTypeArray(json, ".splits", SPLIT_TYPE), (SplitVector[]));
        assertGe(vectors.length, 8);
        for (uint256 i = 0; i < vectors.length; ++i) {
            assertEq(license.splitIdOf(vectors[i].modelId, vectors[i].shares), vectors[i].splitId);
        }
    }

    function test_PurchasesEqualVectors() public view {
        string memory purchaseType = string.concat(
            "PurchaseVector(uint256 chainId,address license,Plan plan,address buyer,address licensee,uint64 deadline,uint256 nonce,bytes32 digest,bytes32 authorizationNonce)",
            "Plan(",
            PLAN_FIELDS,
            ")"
        );
        PurchaseVector[] memory vectors =
            abi.decode(vm.parseJsonTypeArray(json, ".purchases", purchaseType), (PurchaseVector[]));
        assertGe(vectors.length, 16);
        for (uint256 i = 0; i < vectors.length; ++i) {
            PurchaseVector memory v = vectors[i];
            IModelLicense.Purchase memory purchase =
                IModelLicense.Purchase({buyer: v.buyer, licensee: v.licensee, deadline: v.deadline, nonce: v.nonce});
            assertEq(_digest(v.chainId, v.license, harness.purchase(v.plan, purchase)), v.digest);
            bytes32 planId = license.planIdOf(v.plan);
            assertEq(license.purchaseNonce(planId, v.licensee, v.nonce), v.authorizationNonce);
        }
    }

    function test_UsageVouchersEqualVectors() public view {
        UsageVector[] memory vectors = abi.decode(vm.parseJsonTypeArray(json, ".usages", USAGE_TYPE), (UsageVector[]));
        assertGe(vectors.length, 32);
        for (uint256 i = 0; i < vectors.length; ++i) {
            UsageVector memory v = vectors[i];
            IModelLicense.UsageVoucher memory voucher = IModelLicense.UsageVoucher({
                modelId: v.modelId, licensee: v.licensee, cumulativeUses: v.cumulativeUses, signature: v.signature
            });
            assertEq(_digest(v.chainId, v.license, harness.usageVoucher(voucher)), v.digest);
            assertEq(ECDSA.recover(v.digest, v.signature), vm.addr(v.privateKey));
        }
    }

    function _digest(uint256 chainId, address verifyingContract, bytes32 structHash) private pure returns (bytes32) {
        bytes32 separator = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("ModelLicense"),
                keccak256("1"),
                chainId,
                verifyingContract
            )
        );
        return keccak256(abi.encodePacked(hex"1901", separator, structHash));
    }
}
