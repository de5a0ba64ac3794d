// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";

import {VaultAssertions} from "../../support/VaultAssertions.sol";

contract ViewsTest is VaultAssertions {
    function test_TheConstants() public view {
        assertEq(vault.WRAPPED_KEY_BYTES(), 80);
        assertEq(vault.MIN_DELIVERY_WINDOW_SECONDS(), 86_400);
        assertEq(vault.MAX_DELIVERY_WINDOW_SECONDS(), 2_592_000);
    }

    function test_TheDomain() public view {
        bytes32 typeHash =
            keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
        bytes32 expected =
            keccak256(abi.encode(typeHash, keccak256("DataVault"), keccak256("1"), block.chainid, address(vault)));
        assertEq(vault.DOMAIN_SEPARATOR(), expected);
        (bytes1 fields, string memory name, string memory version, uint256 chainId, address contract_,,) =
            vault.eip712Domain();
        assertEq(fields, hex"0f");
        assertEq(name, "DataVault");
        assertEq(version, "1");
        assertEq(chainId, block.chainid);
        assertEq(contract_, address(vault));
    }

    function testFuzz_TheDomainIsTheChains(uint64 chainId) public {
        vm.assume(chainId != 0);
        bytes32 before = vault.DOMAIN_SEPARATOR();
        uint256 here = block.chainid;
        vm.chainId(chainId);
        assertEq(vault.DOMAIN_SEPARATOR() == before, chainId == here);
    }

    function testFuzz_TheOwnerIsInTheId(address account, uint96 number) public view {
        assertEq(vault.ownerOf(idOf(account, number)), account);
    }

    function test_TheInterfaces() public view {
        assertTrue(vault.supportsInterface(type(IERC165).interfaceId));
        assertTrue(vault.supportsInterface(type(IDataVault).interfaceId));
        assertTrue(vault.supportsInterface(type(IAccessGrants).interfaceId));
        assertFalse(vault.supportsInterface(0xffffffff));
    }

    function testFuzz_NoOtherInterface(bytes4 id) public view {
        vm.assume(id != type(IERC165).interfaceId && id != type(IDataVault).interfaceId);
        vm.assume(id != type(IAccessGrants).interfaceId);
        assertFalse(vault.supportsInterface(id));
    }

    function testFuzz_WhatIsUnknownIsZero(bytes32 id, address account, IDataVault.Purchase memory p) public view {
        vm.assume(id != datasetId);
        IAccessGrants.DatasetView memory noDataset;
        IDataVault.PurchaseView memory noPurchase;
        assertDataset(id, noDataset);
        assertNoGrant(id, account);
        assertNoGrant(datasetId, account);
        assertPurchase(p, noPurchase);
        assertSettlement(p, 0, 0, false);
        assertFalse(vault.isOfferOpen(id));
        assertCredit(account, address(token), 0);
    }

    /// @dev Nor is a grant of "epoch zero" live in a dataset that is not registered.
    function test_NothingIsLiveInADatasetThatIsNotRegistered() public {
        bytes32 unknown = idOf(owner.addr, 2);
        revokeAccess(researcher, unknown);
        assertFalse(vault.isLive(unknown, researcher));
        assertFalse(vault.isLive(unknown, stranger));
    }

    function testFuzz_ThePurchaseNonce(bytes32 offerId, uint40 latestStart, uint256 salt) public view {
        assertEq(
            vault.purchaseNonce(offerId, latestStart, salt),
            keccak256(bytes.concat(offerId, bytes32(uint256(latestStart)), bytes32(salt)))
        );
    }

    /// @dev Each field has a value of its own, so that none can stand in for another.
    function test_EachFieldOfAGrant() public {
        revokeAll(datasetId);
        revokeAccess(researcher, datasetId);
        revokeAccess(researcher, datasetId);
        vm.warp(block.timestamp + 5);
        revokeAccess(researcher, datasetId);
        uint40 revokedAt = now40();
        vm.warp(block.timestamp + 5);
        for (uint256 i = 0; i < 3; ++i) {
            grantAccess(researcher, datasetId, soon());
        }
        assertGrant(datasetId, researcher, IAccessGrants.GrantView(true, soon(), 2, 6, 3, revokedAt));
    }

    function test_EachFieldOfADataset() public {
        revokeAll(datasetId);
        revokeAll(datasetId);
        uint40 startedAt = now40();
        vm.warp(block.timestamp + 5);
        vm.prank(owner.addr);
        vault.publishRevision(datasetId, CIPHERTEXT, CONTENT, LOCATOR);
        assertDataset(datasetId, IAccessGrants.DatasetView(3, startedAt, 2, gatekeeper, CIPHERTEXT, CONTENT));
    }

    function test_EachFieldOfAPurchase() public {
        open(tokenOffer());
        revokeAll(datasetId);
        revokeAccess(buyer.addr, datasetId);
        revokeAccess(buyer.addr, datasetId);
        revokeAccess(buyer.addr, datasetId);
        IDataVault.Purchase memory p = sell(buyer.addr, tokenOffer(), 1);
        uint40 start = now40();
        vm.warp(start + MONTH / 2);
        vault.settle(p);
        assertPurchase(
            p, IDataVault.PurchaseView(IDataVault.PurchaseStatus.Delivered, start, ANY_TIME, 2, 3, PRICE / 2)
        );
    }
}
