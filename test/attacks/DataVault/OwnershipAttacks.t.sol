// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";

import {VaultAttack} from "./VaultAttack.sol";

/// @title V4: who is not the owner, and a gatekeeper beyond what was sold
contract OwnershipAttacksTest is VaultAttack {
    uint256 private constant OWNERS_ENTRIES = 13;

    bytes32 private otherId;

    function setUp() public override {
        super.setUp();
        otherId = idOf(stranger, 1);
        vm.prank(stranger);
        vault.registerDataset(
            IAccessGrants.Registration({
                datasetId: otherId, contentDigest: 0, ciphertextHash: 0, gatekeeper: stranger, locator: ""
            })
        );
        open(nativeOffer());
        grantAccess(researcher, datasetId, inAMonth());
    }

    // -------------------------------------------------------------------------------------------- who is not the owner

    /// @dev Each entry that is the owner's, by anyone, the researcher and the gatekeeper among them.
    function testFuzz_V4_EveryOwnersEntryIsItsAlone(address caller, uint8 index) public {
        if (caller == owner.addr) caller = gatekeeper;
        bytes memory data = _ownersEntry(index % OWNERS_ENTRIES, datasetId);
        vm.expectRevert(notOwner(caller, owner.addr));
        vm.prank(caller);
        (bool refused,) = address(vault).call(data);
        assertTrue(refused);
    }

    /// @dev So that the test above does not fail for another reason than it says.
    function test_V4_EveryOwnersEntryIsOpenToTheOwner() public {
        for (uint256 i = 0; i < OWNERS_ENTRIES; ++i) {
            uint256 snapshot = vm.snapshotState();
            assertTrue(attempt(owner.addr, _ownersEntry(i, datasetId)));
            vm.revertToState(snapshot);
        }
    }

    function test_V4_NeitherGatekeeperNorResearcherActsForTheOwner() public {
        address[3] memory callers = [gatekeeper, researcher, stranger];
        for (uint256 i = 0; i < callers.length; ++i) {
            for (uint256 j = 0; j < OWNERS_ENTRIES; ++j) {
                assertFalse(attempt(callers[i], _ownersEntry(j, datasetId)));
            }
        }
        assertLive(researcher, true);
        assertEq(epochOf(datasetId), 1);
    }

    /// @dev Whoever owns one dataset does not slip another's into a batch with it.
    function test_V4_ABatchWithSomebodyElsesDatasetIsUndone() public {
        IAccessGrants.Grant[] memory grants = new IAccessGrants.Grant[](2);
        grants[0] = grantOf(buyer.addr, otherId, inAMonth());
        grants[1] = grantOf(buyer.addr, datasetId, inAMonth());
        vm.expectRevert(notOwner(stranger, owner.addr));
        vm.prank(stranger);
        vault.grantMany(grants);
        assertFalse(vault.isLive(otherId, buyer.addr));
    }

    /// @dev Ids that differ in the owner's last bit, or in the number's first, are not confused.
    function test_V4_NeighbouringIdsAreOthers() public {
        bytes32[2] memory ids = [bytes32(uint256(datasetId) ^ (1 << 96)), bytes32(uint256(datasetId) ^ (1 << 95))];
        assertEq(vault.ownerOf(ids[0]), address(uint160(owner.addr) ^ 1));
        assertEq(vault.ownerOf(ids[1]), owner.addr);
        for (uint256 i = 0; i < ids.length; ++i) {
            assertFalse(vault.isLive(ids[i], researcher));
            assertFalse(attempt(owner.addr, _ownersEntry(0, ids[i])));
        }
        revokeAccess(researcher, ids[1]);
        assertLive(researcher, true);
    }

    function testFuzz_V4_NobodyWritesAnothersEncryptionKey(address caller, bytes32 key) public {
        vm.assume(caller != buyer.addr && key != 0);
        vm.prank(buyer.addr);
        vault.setEncryptionKey(keccak256("the buyer's"));
        vm.prank(caller);
        vault.setEncryptionKey(key);
        (bytes32 publicKey, uint32 version) = vault.getEncryptionKey(buyer.addr);
        assertEq(publicKey, keccak256("the buyer's"));
        assertEq(version, 1);
    }

    // --------------------------------------------------------------------- the gatekeeper, who may deliver and nothing else

    function testFuzz_V4_NobodyElseDelivers(address caller) public {
        vm.assume(caller != owner.addr && caller != gatekeeper);
        IDataVault.Purchase memory p = buy(buyer.addr, nativeOffer(), 0);
        expectDeliveryRefused(caller, p, notDeliverer(caller));
    }

    function test_V4_TheBuyerDoesNotDeliverToItself() public {
        IDataVault.Purchase memory p = buy(buyer.addr, nativeOffer(), 0);
        expectDeliveryRefused(buyer.addr, p, notDeliverer(buyer.addr));
    }

    function test_V4_AFormerGatekeeperDeliversNothing() public {
        IDataVault.Purchase memory p = buy(buyer.addr, nativeOffer(), 0);
        vm.prank(owner.addr);
        vault.setGatekeeper(datasetId, stranger);
        expectDeliveryRefused(gatekeeper, p, notDeliverer(gatekeeper));
        deliverAs(stranger, p);
        assertLive(buyer.addr, true);
    }

    /// @dev Nobody is the gatekeeper of a dataset that has none, address zero neither.
    function test_V4_NoGatekeeperIsNobody() public {
        IDataVault.Purchase memory p = buy(buyer.addr, nativeOffer(), 0);
        vm.prank(owner.addr);
        vault.setGatekeeper(datasetId, address(0));
        expectDeliveryRefused(gatekeeper, p, notDeliverer(gatekeeper));
        deliverAs(owner.addr, p);
    }

    function test_V4_AnotherDatasetsGatekeeperDeliversNothing() public {
        IDataVault.Purchase memory p = buy(buyer.addr, nativeOffer(), 0);
        expectDeliveryRefused(stranger, p, notDeliverer(stranger));
        p.offer.datasetId = otherId;
        expectDeliveryRefused(stranger, p, notPending(p, IDataVault.PurchaseStatus.None));
        assertFalse(vault.isLive(otherId, buyer.addr));
    }

    /// @dev Every term of what was sold, the buyer too, is in the purchase's id: more than was sold is another purchase.
    function testFuzz_V4_AGatekeeperDeliversNothingButWhatWasSold(uint8 field, uint32 change) public {
        IDataVault.Purchase memory p = buy(buyer.addr, nativeOffer(), 0);
        change = uint32(bound(change, 1, type(uint32).max));
        field %= 8;
        if (field == 0) p.offer.token = address(uint160(p.offer.token) ^ change);
        if (field == 1) p.offer.price ^= change;
        if (field == 2) p.offer.duration ^= change;
        if (field == 3) p.offer.deliveryWindow ^= change;
        if (field == 4) p.offer.purposeHash ^= bytes32(uint256(change));
        if (field == 5) p.offer.termsHash ^= bytes32(uint256(change));
        if (field == 6) p.buyer = address(uint160(p.buyer) ^ change);
        if (field == 7) p.salt ^= change;
        expectDeliveryRefused(gatekeeper, p, notPending(p, IDataVault.PurchaseStatus.None));
        vm.expectRevert(unknownPurchase(p));
        vault.settle(p);
    }

    /// @dev As long as was sold, from now or from the end of what the buyer had. No second more.
    function testFuzz_V4_AGatekeeperGivesNoMoreThanWasSold(uint32 duration, uint32 had) public {
        IDataVault.Offer memory offer = offerOf(datasetId, NATIVE, 1, uint32(bound(duration, 1, type(uint32).max)));
        open(offer);
        uint256 end = block.timestamp;
        if (had != 0) grantAccess(buyer.addr, datasetId, end += had);
        deliverAs(gatekeeper, buy(buyer.addr, offer, 0));
        assertEq(vault.getGrant(datasetId, buyer.addr).expiry, end + offer.duration);
    }

    /// @dev Nothing was sold, so there is nothing that a stolen gatekeeper's key could deliver.
    function test_V4_AGatekeeperGrantsNothingForNothing() public {
        IDataVault.Purchase memory p = purchaseOf(nativeOffer(), stranger, 0);
        expectDeliveryRefused(gatekeeper, p, notPending(p, IDataVault.PurchaseStatus.None));
        p = buy(stranger, nativeOffer(), 0);
        deliverAs(gatekeeper, p);
        revokeAccess(stranger, datasetId);
        expectDeliveryRefused(gatekeeper, p, notPending(p, IDataVault.PurchaseStatus.Delivered));
        assertLive(stranger, false);
    }

    // ----------------------------------------------------------------------------------------------------------- helpers

    function _ownersEntry(uint256 index, bytes32 id) private view returns (bytes memory) {
        IAccessGrants.Grant memory g = grantOf(researcher, id, inAMonth() + 1);
        IAccessGrants.Grant[] memory grants = new IAccessGrants.Grant[](1);
        grants[0] = g;
        if (index == 0) return abi.encodeCall(vault.grantAccess, (researcher, id, inAMonth()));
        if (index == 1) return abi.encodeCall(vault.grant, (g));
        if (index == 2) return abi.encodeCall(vault.grantMany, (grants));
        if (index == 3) return abi.encodeCall(vault.extend, (g));
        if (index == 4) return abi.encodeCall(vault.revokeAccess, (researcher, id));
        if (index == 5) return abi.encodeCall(vault.revokeMany, (id, listOf(researcher)));
        if (index == 6) return abi.encodeCall(vault.revokeAll, (id));
        if (index == 7) return abi.encodeCall(vault.cancelSignedGrants, (researcher, id));
        if (index == 8) return abi.encodeCall(vault.publishRevision, (id, CONTENT, CIPHERTEXT, LOCATOR));
        if (index == 9) return abi.encodeCall(vault.setGatekeeper, (id, stranger));
        if (index == 10) return abi.encodeCall(vault.openOffer, (offerOf(id, NATIVE, 1, 1)));
        if (index == 11) return abi.encodeCall(vault.closeOffer, (nativeOffer()));
        return abi.encodeCall(vault.registerDataset, (registrationOf(bytes32(uint256(id) + 7))));
    }
}
