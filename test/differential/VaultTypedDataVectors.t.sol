// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {DataVault} from "src/DataVault.sol";
import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";
import {AccessHashes} from "src/libraries/AccessHashes.sol";
import {AccessMath} from "src/libraries/AccessMath.sol";

/// @title What the libraries do, callable from outside
contract AccessHashesHarness {
    function grant(IAccessGrants.Grant calldata g, uint64 deadline) external pure returns (bytes32) {
        return AccessHashes.grant(g, g.wrappedKey, deadline);
    }

    function earned(uint96 price, uint32 duration, uint40 start, uint256 until) external pure returns (uint96) {
        return AccessMath.earned(price, duration, AccessMath.elapsed(start, duration, until));
    }
}

/// @title The ids, typed data and earnings of the vault are the same in TypeScript and Solidity
/// @dev test/vectors/vaultTypedData.json is written by ts/scripts/vectors.ts.
contract VaultTypedDataVectorsTest is Test {
    struct VaultDomainVector {
        uint256 chainId;
        address vault;
        bytes32 separator;
    }

    struct DatasetVector {
        address owner;
        uint96 number;
        bytes32 datasetId;
    }

    struct VaultPurchaseVector {
        IDataVault.Offer offer;
        address buyer;
        uint256 salt;
        uint40 latestStart;
        bytes32 offerId;
        bytes32 purchaseId;
        bytes32 authorizationNonce;
    }

    struct GrantVector {
        uint256 chainId;
        address vault;
        uint256 privateKey;
        IAccessGrants.Grant grant;
        string purpose;
        string terms;
        uint64 deadline;
        bytes32 digest;
        bytes signature;
    }

    struct EarningVector {
        uint96 price;
        uint32 duration;
        uint40 start;
        uint256 until;
        uint96 earned;
    }

    string private constant DOMAIN_TYPE = "VaultDomainVector(uint256 chainId,address vault,bytes32 separator)";
    string private constant DATASET_TYPE = "DatasetVector(address owner,uint96 number,bytes32 datasetId)";
    string private constant PURCHASE_TYPE =
        "VaultPurchaseVector(Offer offer,address buyer,uint256 salt,uint40 latestStart,bytes32 offerId,bytes32 purchaseId,bytes32 authorizationNonce)Offer(bytes32 datasetId,address token,uint96 price,uint32 duration,uint32 deliveryWindow,bytes32 purposeHash,bytes32 termsHash)";
    string private constant GRANT_TYPE =
        "GrantVector(uint256 chainId,address vault,uint256 privateKey,Grant grant,string purpose,string terms,uint64 deadline,bytes32 digest,bytes signature)Grant(address researcher,bytes32 datasetId,uint64 expiry,uint32 epoch,uint32 version,bytes32 purposeHash,bytes32 termsHash,bytes wrappedKey)";
    string private constant EARNING_TYPE =
        "EarningVector(uint96 price,uint32 duration,uint40 start,uint256 until,uint96 earned)";

    AccessHashesHarness private harness;
    DataVault private vault;
    string private json;

    function setUp() public {
        harness = new AccessHashesHarness();
        vault = new DataVault();
        json = vm.readFile("test/vectors/vaultTypedData.json");
    }

    function test_DomainSeparatorsEqualVectors() public {
        VaultDomainVector[] memory vectors =
            abi.decode(vm.parseJsonTypeArray(json, ".domains", DOMAIN_TYPE), (VaultDomainVector[]));
        assertGe(vectors.length, 4);
        for (uint256 i = 0; i < vectors.length; ++i) {
            vm.chainId(vectors[i].chainId);
            deployCodeTo("DataVault.sol:DataVault", vectors[i].vault);
            assertEq(DataVault(vectors[i].vault).DOMAIN_SEPARATOR(), vectors[i].separator);
        }
    }

    /// @dev The contract takes the caller for the owner exactly if its address stands in the high 160 bits.
    function test_DatasetIdsEqualVectors() public {
        DatasetVector[] memory vectors =
            abi.decode(vm.parseJsonTypeArray(json, ".datasetIds", DATASET_TYPE), (DatasetVector[]));
        assertGe(vectors.length, 4);
        for (uint256 i = 0; i < vectors.length; ++i) {
            DatasetVector memory v = vectors[i];
            assertEq(v.datasetId, bytes32((uint256(uint160(v.owner)) << 96) | v.number));
            assertEq(vault.ownerOf(v.datasetId), v.owner);
            vm.prank(v.owner);
            vm.expectRevert(
                abi.encodeWithSelector(IAccessGrants.AccessGrants_UnknownDataset.selector, v.datasetId), address(vault)
            );
            vault.revokeAll(v.datasetId);
        }
    }

    function test_PurchasesEqualVectors() public view {
        VaultPurchaseVector[] memory vectors =
            abi.decode(vm.parseJsonTypeArray(json, ".purchases", PURCHASE_TYPE), (VaultPurchaseVector[]));
        assertGe(vectors.length, 4);
        for (uint256 i = 0; i < vectors.length; ++i) {
            VaultPurchaseVector memory v = vectors[i];
            assertEq(vault.offerIdOf(v.offer), v.offerId);
            assertEq(vault.purchaseIdOf(v.offerId, v.buyer, v.salt), v.purchaseId);
            assertEq(vault.purchaseNonce(v.offerId, v.latestStart, v.salt), v.authorizationNonce);
        }
    }

    function test_GrantsEqualVectors() public view {
        GrantVector[] memory vectors = abi.decode(vm.parseJsonTypeArray(json, ".grants", GRANT_TYPE), (GrantVector[]));
        assertGe(vectors.length, 64);
        for (uint256 i = 0; i < vectors.length; ++i) {
            GrantVector memory v = vectors[i];
            assertEq(v.grant.purposeHash, keccak256(bytes(v.purpose)));
            assertEq(v.grant.termsHash, keccak256(bytes(v.terms)));
            assertEq(_digest(v.chainId, v.vault, harness.grant(v.grant, v.deadline)), v.digest);
            assertEq(ECDSA.recover(v.digest, v.signature), vm.addr(v.privateKey));
        }
    }

    function test_EarningsEqualVectors() public view {
        EarningVector[] memory vectors =
            abi.decode(vm.parseJsonTypeArray(json, ".earnings", EARNING_TYPE), (EarningVector[]));
        assertGe(vectors.length, 28);
        for (uint256 i = 0; i < vectors.length; ++i) {
            EarningVector memory v = vectors[i];
            assertEq(harness.earned(v.price, v.duration, v.start, v.until), v.earned);
        }
    }

    function _digest(uint256 chainId, address verifyingContract, bytes32 structHash) private pure returns (bytes32) {
        bytes32 separator = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("DataVault"),
                keccak256("1"),
                chainId,
                verifyingContract
            )
        );
        return keccak256(abi.encodePacked(hex"1901", separator, structHash));
    }
}
