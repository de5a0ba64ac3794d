// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";

import {VaultAttack} from "./VaultAttack.sol";

/// @title V8: what the contract gives to clients that cache, whose clocks are wrong, or whose chain is reorganised
/// @dev A state that is rolled back stands for the earlier block: asked there, the contract says what it said then.
contract ReorgAttacksTest is VaultAttack {
    function setUp() public override {
        super.setUp();
        open(nativeOffer());
    }

    // ----------------------------------------------------------------------------------------------------- the block's clock

    /// @dev The answer at a named block hangs on that block's state and time, and on no clock of who asks.
    function testFuzz_V8_AskedAtAnEarlierBlockItSaysWhatItSaidThen(uint256 seed) public {
        uint256[5] memory snapshots;
        bool[5] memory said;
        for (uint256 i = 0; i < 5; ++i) {
            uint256 choice = (seed >> (2 * i)) & 3;
            if (choice == 0) grantAccess(researcher, datasetId, block.timestamp + 1 + ((seed >> (16 * i)) % 2 days));
            if (choice == 1) revokeAccess(researcher, datasetId);
            if (choice == 2) revokeAll(datasetId);
            vm.roll(block.number + 1);
            vm.warp(block.timestamp + ((seed >> (20 * i)) % 1 days));
            said[i] = vault.isLive(datasetId, researcher);
            snapshots[i] = vm.snapshotState();
        }
        for (uint256 i = 5; i > 0; --i) {
            vm.revertToState(snapshots[i - 1]);
            assertLive(researcher, said[i - 1]);
        }
    }

    /// @dev Blocks alone do not end a grant, and neither do they keep it.
    function testFuzz_V8_TheNumberOfBlocksIsNoClock(uint64 blocks) public {
        grantAccess(researcher, datasetId, soon());
        vm.roll(block.number + blocks);
        assertLive(researcher, true);
        vm.warp(soon());
        assertLive(researcher, false);
        vm.roll(1);
        assertLive(researcher, false);
    }

    /// @dev A client that keeps the expiry keeps an upper bound: access never outlasts the grant that it was told.
    function testFuzz_V8_ACachedExpiryIsAnUpperBound(uint64 expiry, uint64 time, uint8 act) public {
        expiry = uint64(bound(expiry, block.timestamp + 1, type(uint64).max));
        grantAccess(researcher, datasetId, expiry);
        IAccessGrants.GrantView memory cached = vault.getGrant(datasetId, researcher);
        if (act % 3 == 1) revokeAccess(researcher, datasetId);
        if (act % 3 == 2) revokeAll(datasetId);
        vm.warp(bound(time, block.timestamp, type(uint64).max));
        bool live = vault.isLive(datasetId, researcher);
        assertEq(live, act % 3 == 0 && block.timestamp < cached.expiry);
    }

    /// @dev A cache is told apart from the present by version and epoch: no change leaves both as they were.
    function testFuzz_V8_EveryChangeIsSeenByVersionOrEpoch(uint8 act) public {
        grantAccess(researcher, datasetId, inAMonth());
        IAccessGrants.GrantView memory cached = vault.getGrant(datasetId, researcher);
        uint32 epoch = epochOf(datasetId);
        act %= 4;
        if (act == 0) revokeAccess(researcher, datasetId);
        if (act == 1) revokeAll(datasetId);
        if (act == 2) grantAccess(researcher, datasetId, inAMonth());
        if (act == 3) sell(researcher, nativeOffer(), 0);
        bool sameVersion = vault.getGrant(datasetId, researcher).version == cached.version;
        assertFalse(sameVersion && epochOf(datasetId) == epoch);
    }

    // ------------------------------------------------------------------------------------------------------ a reorganised end

    /// @dev The revocation falls out of the chain: live again, as the interface warns, until it is in a block again.
    function testFuzz_V8_ARevocationThatFallsOutAndComesBack(bool all) public {
        grantAccess(researcher, datasetId, inAMonth());
        uint256 snapshot = vm.snapshotState();
        for (uint256 i = 0; i < 2; ++i) {
            if (all) revokeAll(datasetId);
            else revokeAccess(researcher, datasetId);
            assertLive(researcher, false);
            if (i == 1) break;
            vm.revertToState(snapshot);
            assertLive(researcher, true);
        }
    }

    /// @dev The same transactions in any order: what was signed before the revocation never stands behind it.
    function test_V8_NoOrderPutsASignedGrantBehindItsRevocation() public {
        IAccessGrants.Grant memory g = grantOf(researcher, datasetId, inAMonth());
        bytes memory data = abi.encodeCall(vault.grantWithSignature, (g, soon(), signGrant(owner, g, soon())));
        uint256 snapshot = vm.snapshotState();
        assertTrue(attempt(stranger, data));
        revokeAccess(researcher, datasetId);
        assertLive(researcher, false);
        vm.revertToState(snapshot);
        revokeAccess(researcher, datasetId);
        assertFalse(attempt(stranger, data));
        assertLive(researcher, false);
    }

    /// @dev Delivery and revocation change places: no access is left in either order, and nothing is earned.
    function test_V8_NoOrderPutsADeliveryBehindItsRevocation() public {
        IDataVault.Purchase memory p = buy(buyer.addr, nativeOffer(), 0);
        bytes memory data = abi.encodeCall(vault.deliver, (p, 1, 1, wrappedKey()));
        uint256 snapshot = vm.snapshotState();
        for (uint256 i = 0; i < 2; ++i) {
            if (i == 0) assertTrue(attempt(gatekeeper, data));
            revokeAccess(buyer.addr, datasetId);
            if (i == 1) assertFalse(attempt(gatekeeper, data));
            assertLive(buyer.addr, false);
            vault.settle(p);
            assertCredits(NATIVE, owner.addr, 0, buyer.addr, NATIVE_PRICE);
            if (i == 0) vm.revertToState(snapshot);
        }
    }

    /// @dev Two deliveries whose order changes: a key is wrapped for one version, so the second has to be wrapped anew.
    function test_V8_ADeliveryThatChangedPlacesIsRefused() public {
        IDataVault.Purchase memory first = buy(buyer.addr, nativeOffer(), 0);
        IDataVault.Purchase memory second = buy(buyer.addr, nativeOffer(), 1);
        vm.startPrank(gatekeeper);
        vm.expectRevert(wrongVersion(2, 1));
        vault.deliver(second, 1, 2, wrappedKey());
        vault.deliver(first, 1, 1, wrappedKey());
        vault.deliver(second, 1, 2, wrappedKey());
        vm.stopPrank();
    }

    /// @dev Ids are made of terms and accounts, not of a count: after a reorganisation a purchase has the id that it had.
    function testFuzz_V8_IdsDoNotHangOnTheOrder(uint256 saltA, uint256 saltB) public {
        vm.assume(saltA != saltB);
        uint256 snapshot = vm.snapshotState();
        bytes32 id = purchaseIdOf(buy(buyer.addr, nativeOffer(), saltA));
        IDataVault.PurchaseView memory before = vault.getPurchase(id);
        vm.revertToState(snapshot);
        buy(researcher, nativeOffer(), saltB);
        buy(buyer.addr, nativeOffer(), saltB);
        buy(buyer.addr, nativeOffer(), saltA);
        assertEq(abi.encode(vault.getPurchase(id)), abi.encode(before));
    }
}
