// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";

import {VaultAttack} from "./VaultAttack.sol";

/// @title V2, V3: what was revoked does not come back, by a new grant, an old purchase or another owner of the dataset
contract RevivalAttacksTest is VaultAttack {
    function setUp() public override {
        super.setUp();
        open(nativeOffer());
    }

    // ------------------------------------------------------------------------------ V2: nothing returns with a new grant

    function test_V2_NeitherVersionNorPeriodEverReturns() public {
        for (uint32 i = 0; i < 4; ++i) {
            grantAccess(researcher, datasetId, inAMonth());
            _assertCounters(2 * i + 1, i);
            revokeAccess(researcher, datasetId);
            _assertCounters(2 * i + 2, i + 1);
            assertLive(researcher, false);
        }
    }

    /// @dev The new grant is as long as it says, and not as long as the old one was.
    function test_V2_AShortGrantAfterALongOneIsShort() public {
        grantAccess(researcher, datasetId, inAMonth());
        revokeAccess(researcher, datasetId);
        grantAccess(researcher, datasetId, soon());
        assertEq(vault.getGrant(datasetId, researcher).expiry, soon());
        vm.warp(soon());
        assertLive(researcher, false);
    }

    function test_V2_AnExtensionDoesNotReviveWhatWasRevoked() public {
        for (uint256 i = 0; i < 2; ++i) {
            grantAccess(researcher, datasetId, inAMonth());
            if (i == 0) revokeAccess(researcher, datasetId);
            else revokeAll(datasetId);
            IAccessGrants.Grant memory g = grantOf(researcher, datasetId, inAMonth() + 1);
            vm.expectRevert(notLive(researcher));
            vm.prank(owner.addr);
            vault.extend(g);
        }
    }

    function test_V2_AGrantSignedBeforeARevocationIsWorthless() public {
        IAccessGrants.Grant memory g = grantOf(researcher, datasetId, inAMonth());
        bytes memory signature = signGrant(owner, g, soon());
        uint256 snapshot = vm.snapshotState();
        revokeAccess(researcher, datasetId);
        expectSignedRefused(g, soon(), signature, wrongVersion(1, 2));
        vm.revertToState(snapshot);
        revokeAll(datasetId);
        expectSignedRefused(g, soon(), signature, wrongEpoch(1, 2));
        grantAccess(researcher, datasetId, soon());
        revokeAccess(researcher, datasetId);
        expectSignedRefused(g, soon(), signature, wrongEpoch(1, 2));
    }

    /// @dev Paid before the revocation, so refunded, though access was granted again since.
    function test_V2_APurchaseFromBeforeARevocationIsNotDelivered() public {
        for (uint256 i = 0; i < 2; ++i) {
            uint256 snapshot = vm.snapshotState();
            IDataVault.Purchase memory p = buy(buyer.addr, nativeOffer(), 0);
            if (i == 0) revokeAccess(buyer.addr, datasetId);
            else revokeAll(datasetId);
            expectDeliveryRefused(owner.addr, p, revokedBeforeDelivery(p));
            expectDeliveryRefused(gatekeeper, p, revokedBeforeDelivery(p));
            grantAccess(buyer.addr, datasetId, inAMonth());
            expectDeliveryRefused(gatekeeper, p, revokedBeforeDelivery(p));
            vault.settle(p);
            assertCredits(NATIVE, owner.addr, 0, buyer.addr, NATIVE_PRICE);
            expectDeliveryRefused(gatekeeper, p, notPending(p, IDataVault.PurchaseStatus.Closed));
            vm.revertToState(snapshot);
        }
    }

    /// @dev Delivered, revoked, settled: no second delivery, and no second purchase under its id.
    function test_V2_AClosedPurchaseStaysClosed() public {
        IDataVault.Purchase memory p = sell(buyer.addr, nativeOffer(), 0);
        expectDeliveryRefused(gatekeeper, p, notPending(p, IDataVault.PurchaseStatus.Delivered));
        revokeAccess(buyer.addr, datasetId);
        vault.settle(p);
        expectDeliveryRefused(gatekeeper, p, notPending(p, IDataVault.PurchaseStatus.Closed));
        close(nativeOffer());
        open(nativeOffer());
        fund(buyer.addr, nativeOffer());
        vm.expectRevert(purchaseExists(p));
        vm.prank(buyer.addr);
        vault.purchase{value: NATIVE_PRICE}(nativeOffer(), 0, LATEST);
        assertLive(buyer.addr, false);
    }

    /// @dev What the buyer buys after a revocation has nothing of what it bought before.
    function test_V2_ANewPurchaseLeavesTheRevokedOneRevoked() public {
        IDataVault.Purchase memory old = sell(buyer.addr, nativeOffer(), 0);
        vm.warp(block.timestamp + MONTH / 4);
        revokeAccess(buyer.addr, datasetId);
        vm.warp(block.timestamp + 1 days);
        IDataVault.Purchase memory p = sell(buyer.addr, nativeOffer(), 1);
        assertEq(vault.getPurchase(purchaseIdOf(p)).time, block.timestamp);
        vm.warp(block.timestamp + MONTH);
        vault.settle(old);
        assertCredits(NATIVE, owner.addr, NATIVE_PRICE / 4, buyer.addr, NATIVE_PRICE - NATIVE_PRICE / 4);
    }

    /// @dev Whatever the owner does but grant and sell, and whatever time passes.
    function testFuzz_V2_NothingButANewGrantRevives(uint256 seed, bool all) public {
        IDataVault.Purchase memory p = sell(buyer.addr, nativeOffer(), 0);
        IAccessGrants.Grant memory g = grantOf(buyer.addr, datasetId, type(uint64).max);
        bytes memory signature = signGrant(owner, g, type(uint64).max);
        if (all) revokeAll(datasetId);
        else revokeAccess(buyer.addr, datasetId);
        for (uint256 i = 0; i < 6; ++i) {
            vm.warp(block.timestamp + (seed >> 128) % MONTH);
            _doAnything(seed % 8, p, g, signature);
            assertLive(buyer.addr, false);
            seed = uint256(keccak256(abi.encode(seed)));
        }
    }

    /// @dev Two histories that end in the same access are told apart by the version, which a wrapped key is bound to.
    function testFuzz_V2_NoStateReturns(uint256 seed) public {
        uint32 last = 0;
        for (uint256 i = 0; i < 8; ++i) {
            uint256 choice = (seed >> i) % 3;
            if (choice == 0) grantAccess(researcher, datasetId, inAMonth());
            if (choice == 1) revokeAccess(researcher, datasetId);
            if (choice == 2) {
                vm.prank(owner.addr);
                vault.cancelSignedGrants(researcher, datasetId);
            }
            assertEq(vault.getGrant(datasetId, researcher).version, ++last);
        }
    }

    // ------------------------------------------------------------------- V3: a dataset cannot be transferred, nor taken over

    function test_V3_ThereIsNoWayToHandADatasetOn() public {
        grantAccess(researcher, datasetId, inAMonth());
        uint256 id = uint256(datasetId);
        bytes[5] memory calls = [
            abi.encodeWithSignature("transferFrom(address,address,uint256)", owner.addr, stranger, id),
            abi.encodeWithSignature("safeTransferFrom(address,address,uint256)", owner.addr, stranger, id),
            abi.encodeWithSignature("approve(address,uint256)", stranger, id),
            abi.encodeWithSignature("setApprovalForAll(address,bool)", stranger, true),
            abi.encodeWithSignature("transferOwnership(address)", stranger)
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            assertFalse(attempt(owner.addr, calls[i]));
        }
        assertEq(vault.ownerOf(datasetId), owner.addr);
        assertLive(researcher, true);
    }

    function testFuzz_V3_NobodyRegistersUnderAnothersName(address caller, uint96 number) public {
        vm.assume(caller != owner.addr);
        bytes32 id = idOf(owner.addr, number);
        vm.expectRevert(notOwner(caller, owner.addr));
        vm.prank(caller);
        vault.registerDataset(registrationOf(id));
    }

    /// @dev It would begin at epoch 1 again, and every grant of that epoch with it.
    function test_V3_ADatasetIsRegisteredOnce() public {
        grantAccess(researcher, datasetId, inAMonth());
        revokeAll(datasetId);
        vm.expectRevert(abi.encodeWithSelector(IAccessGrants.AccessGrants_DatasetExists.selector, datasetId));
        register(datasetId);
        assertEq(epochOf(datasetId), 2);
        assertLive(researcher, false);
    }

    /// @dev Revoked before the dataset was there: no grant of an unregistered dataset, and none that waits for it.
    function test_V3_NothingWaitsForARegistration() public {
        bytes32 id = idOf(owner.addr, 2);
        IAccessGrants.Grant memory g = grantOf(researcher, id, inAMonth());
        bytes memory reason = abi.encodeWithSelector(IAccessGrants.AccessGrants_UnknownDataset.selector, id);
        expectSignedRefused(g, soon(), signGrant(owner, g, soon()), reason);
        vm.expectRevert(reason);
        grantAccess(researcher, id, inAMonth());
        revokeAccess(researcher, id);
        assertFalse(vault.isLive(id, researcher));
        register(id);
        assertFalse(vault.isLive(id, researcher));
        assertEq(vault.getGrant(id, researcher).version, 1);
    }

    /// @dev The one thing that changes hands is the gatekeeper's place. Grants do not hang on it, there and back.
    function testFuzz_V3_AnotherGatekeeperNeitherEndsNorRevives(address other) public {
        grantAccess(researcher, datasetId, inAMonth());
        grantAccess(stranger, datasetId, inAMonth());
        revokeAccess(stranger, datasetId);
        address[2] memory keepers = [other, gatekeeper];
        for (uint256 i = 0; i < keepers.length; ++i) {
            vm.prank(owner.addr);
            vault.setGatekeeper(datasetId, keepers[i]);
            assertEq(vault.getDataset(datasetId).gatekeeper, keepers[i]);
            assertEq(epochOf(datasetId), 1);
            assertLive(researcher, true);
            assertLive(stranger, false);
        }
    }

    function test_V3_ANewRevisionNeitherEndsNorRevives() public {
        grantAccess(researcher, datasetId, inAMonth());
        revokeAll(datasetId);
        grantAccess(stranger, datasetId, inAMonth());
        vm.prank(owner.addr);
        assertEq(vault.publishRevision(datasetId, CONTENT, CIPHERTEXT, LOCATOR), 2);
        assertLive(researcher, false);
        assertLive(stranger, true);
        assertEq(epochOf(datasetId), 2);
    }

    // ----------------------------------------------------------------------------------------------------------- helpers

    function _assertCounters(uint32 version, uint32 period) private view {
        IAccessGrants.GrantView memory g = vault.getGrant(datasetId, researcher);
        assertEq(g.version, version, "version");
        assertEq(g.period, period, "period");
    }

    /// @dev All that is there but a new grant and a new purchase.
    function _doAnything(
        uint256 choice,
        IDataVault.Purchase memory p,
        IAccessGrants.Grant memory g,
        bytes memory signature
    ) private {
        if (choice == 0) revokeAccess(buyer.addr, datasetId);
        if (choice == 1) revokeAll(datasetId);
        if (choice == 2) vault.settle(p);
        if (choice == 3) attempt(stranger, abi.encodeCall(vault.grantWithSignature, (g, type(uint64).max, signature)));
        if (choice == 4) attempt(owner.addr, abi.encodeCall(vault.extend, (g)));
        if (choice == 5) attempt(owner.addr, abi.encodeCall(vault.cancelSignedGrants, (buyer.addr, datasetId)));
        if (choice == 6) {
            uint32 version = nextVersion(datasetId, buyer.addr);
            bytes memory data = abi.encodeCall(vault.deliver, (p, epochOf(datasetId), version, wrappedKey()));
            attempt(gatekeeper, data);
        }
        if (choice == 7) attempt(owner.addr, abi.encodeCall(vault.setGatekeeper, (datasetId, stranger)));
    }
}
