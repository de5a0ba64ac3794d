// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";

import {VaultAssertions} from "../../support/VaultAssertions.sol";

contract DeliverTest is VaultAssertions {
    IDataVault.Offer private offer;
    IDataVault.Purchase private p;
    uint40 private boughtAt;

    function setUp() public override {
        super.setUp();
        offer = tokenOffer();
        open(offer);
        p = buy(buyer.addr, offer, 1);
        boughtAt = now40();
    }

    // ----------------------------------------------------------------------------------------------------- delivered

    function testFuzz_BeginsTheAccessNow(bool byOwner, uint32 later, bytes32 encapsulated, bytes32 key, bytes16 tag)
        public
    {
        vm.warp(boughtAt + bound(later, 0, WINDOW - 1));
        IAccessGrants.Grant memory g = grantOfDelivery(p, now40());
        g.wrappedKey = abi.encodePacked(encapsulated, key, tag);
        expectAccessGranted(g);
        expectDelivered(p, now40());
        vm.prank(byOwner ? owner.addr : gatekeeper);
        vault.deliver(p, 1, 1, g.wrappedKey);
        assertLive(datasetId, buyer.addr, inAMonth(), 1, 1);
        _assertDelivered(p, now40(), 1, 0);
    }

    function test_EmitsTwoEvents() public {
        vm.recordLogs();
        deliver(p);
        assertEq(vaultLogCount(), 2);
    }

    function test_NobodyIsCreditedYet() public {
        deliver(p);
        assertCredit(owner.addr, address(token), 0);
        assertCredit(buyer.addr, address(token), 0);
        assertEq(token.balanceOf(address(vault)), PRICE);
    }

    function test_AClosedOfferIsDelivered() public {
        close(offer);
        deliver(p);
        assertLive(datasetId, buyer.addr, inAMonth(), 1, 1);
    }

    /// @dev So no second is sold twice, whether the access before was a gift or was bought.
    function testFuzz_BeginsAtTheEndOfTheAccessThatTheBuyerHas(uint40 end) public {
        end = uint40(bound(end, boughtAt + 1, ANY_TIME - 1));
        grantAccess(buyer.addr, datasetId, end);
        expectAccessGranted(grantOfDelivery(p, end));
        expectDelivered(p, end);
        deliverAs(gatekeeper, p, 1, 2);
        assertLive(datasetId, buyer.addr, uint64(end) + MONTH, 1, 2);
        _assertDelivered(p, end, 1, 0);
    }

    function test_OneAfterAnotherRunsOnFromTheOther() public {
        deliver(p);
        for (uint32 i = 1; i < 4; ++i) {
            IDataVault.Purchase memory next = buy(buyer.addr, offer, 1 + i);
            deliver(next);
            _assertDelivered(next, boughtAt + i * MONTH, 1, 0);
            assertLive(datasetId, buyer.addr, boughtAt + (i + 1) * MONTH, 1, 1 + i);
        }
    }

    function test_AnAccessThatExpiredIsNotRunOnFrom() public {
        grantAccess(buyer.addr, datasetId, boughtAt + 10);
        for (uint40 late = 0; late < 2; ++late) {
            uint256 snapshot = vm.snapshotState();
            vm.warp(boughtAt + 10 + late);
            deliver(p);
            _assertDelivered(p, boughtAt + 10 + late, 1, 0);
            vm.revertToState(snapshot);
        }
        vm.warp(boughtAt + 9);
        deliver(p);
        _assertDelivered(p, boughtAt + 10, 1, 0);
    }

    function test_AnAccessOfAnEpochBeforeIsNotRunOnFrom() public {
        grantAccess(buyer.addr, datasetId, inAMonth());
        revokeAll(datasetId);
        IDataVault.Purchase memory next = buy(buyer.addr, offer, 2);
        deliver(next);
        _assertDelivered(next, now40(), 2, 0);
        assertLive(datasetId, buyer.addr, inAMonth(), 2, 2);
    }

    function test_AnAccessThatWasRevokedIsNotRunOnFrom() public {
        grantAccess(buyer.addr, datasetId, inAMonth());
        revokeAccess(buyer.addr, datasetId);
        IDataVault.Purchase memory next = buy(buyer.addr, offer, 2);
        deliver(next);
        _assertDelivered(next, now40(), 1, 1);
    }

    /// @dev In epoch and period, from the first delivery on; a delivery in the same epoch has nothing to mark there.
    function test_MarksEpochAndPeriodAsSold() public {
        uint256 flag = uint256(1) << 72;
        (bytes32 dataset, bytes32 grant) = (datasetSlot(datasetId), grantSlot(datasetId, buyer.addr));
        assertEq(uint256(vm.load(address(vault), dataset)) & flag, 0);
        assertEq(uint256(vm.load(address(vault), grant)) & flag, 0);
        bytes32 before = vm.load(address(vault), dataset);
        deliver(p);
        assertEq(vm.load(address(vault), dataset), before | bytes32(flag));
        assertEq(uint256(vm.load(address(vault), grant)) & flag, flag);
        deliver(buy(buyer.addr, offer, 2));
        assertEq(vm.load(address(vault), dataset), before | bytes32(flag));
        assertEq(uint256(vm.load(address(vault), grantSlot(datasetId, stranger))) & flag, 0);
    }

    // ------------------------------------------------------------------------------------------------------ deadlines

    function test_ADeadlineIsOverAtItsSecond() public {
        uint40 deadline = boughtAt + WINDOW;
        for (uint256 late = 0; late < 2; ++late) {
            vm.warp(deadline + late);
            expectDeliveryTooLate(deadline);
            deliverAs(owner.addr, p, 1, 1);
        }
        vm.warp(deadline - 1);
        deliverAs(owner.addr, p, 1, 1);
        _assertDelivered(p, deadline - 1, 1, 0);
    }

    function test_TheLatestStartIsInTime() public {
        uint40 latestStart = boughtAt + 100;
        p = _buy(2, latestStart);
        vm.warp(latestStart + 1);
        expectStartTooLate(latestStart + 1, latestStart);
        deliverAs(owner.addr, p, 1, 1);
        for (uint40 early = 0; early < 2; ++early) {
            uint256 snapshot = vm.snapshotState();
            vm.warp(latestStart - early);
            deliverAs(owner.addr, p, 1, 1);
            IDataVault.PurchaseStatus status = IDataVault.PurchaseStatus.Delivered;
            assertPurchase(p, IDataVault.PurchaseView(status, latestStart - early, latestStart, 1, 0, 0));
            vm.revertToState(snapshot);
        }
    }

    function test_RevertWhen_TheAccessThatTheBuyerHasEndsTooLate() public {
        uint40 end = boughtAt + 1000;
        grantAccess(buyer.addr, datasetId, end);
        p = _buy(2, end - 1);
        expectStartTooLate(end, end - 1);
        deliverAs(owner.addr, p, 1, 2);
        p = _buy(3, end);
        deliverAs(owner.addr, p, 1, 2);
        assertLive(datasetId, buyer.addr, end + MONTH, 1, 2);
    }

    /// @dev Cut to 40 bits, such an end would be in time.
    function test_RevertWhen_TheAccessThatTheBuyerHasIsForEver() public {
        uint64[3] memory ends = [uint64(1) << 40, (uint64(1) << 40) + 5, type(uint64).max];
        for (uint32 i = 0; i < ends.length; ++i) {
            grantAccess(buyer.addr, datasetId, ends[i]);
            expectStartTooLate(ends[i], ANY_TIME);
            deliverAs(owner.addr, p, 1, 2 + i);
        }
    }

    // ------------------------------------------------------------------------------------------------------- refused

    function testFuzz_RevertWhen_SomebodyElseDelivers(address caller) public {
        vm.assume(caller != owner.addr && caller != gatekeeper);
        expectNotDeliverer(caller);
        deliverAs(caller, p, 1, 1);
    }

    function test_RevertWhen_TheBuyerDelivers() public {
        expectNotDeliverer(buyer.addr);
        deliverAs(buyer.addr, p, 1, 1);
    }

    function test_RevertWhen_AFormerGatekeeperDelivers() public {
        vm.prank(owner.addr);
        vault.setGatekeeper(datasetId, stranger);
        expectNotDeliverer(gatekeeper);
        deliverAs(gatekeeper, p, 1, 1);
        deliverAs(stranger, p, 1, 1);
    }

    function test_RevertWhen_AnotherDatasetsOwnerOrGatekeeperDelivers() public {
        bytes32 foreign = idOf(stranger, 1);
        register(foreign);
        vm.prank(stranger);
        vault.setGatekeeper(foreign, researcher);
        address[2] memory callers = [stranger, researcher];
        for (uint256 i = 0; i < 2; ++i) {
            expectNotDeliverer(callers[i]);
            deliverAs(callers[i], p, 1, 1);
        }
    }

    function test_RevertWhen_TheDatasetIsUnknown() public {
        p.offer.datasetId = idOf(owner.addr, 2);
        expectUnknownDataset(p.offer.datasetId);
        deliverAs(gatekeeper, p, 1, 1);
    }

    function testFuzz_RevertWhen_TheKeyHasAnotherLength(uint8 length) public {
        vm.assume(length != 80);
        _refusesKeyOf(length);
    }

    function test_RevertWhen_TheKeyIsMissingOrAByteOff() public {
        _refusesKeyOf(0);
        _refusesKeyOf(79);
        _refusesKeyOf(81);
    }

    function test_RevertWhen_ItWasNeverBought() public {
        p.salt = 2;
        expectNotPending(p, IDataVault.PurchaseStatus.None);
        deliverAs(owner.addr, p, 1, 1);
    }

    function test_RevertWhen_ItWasDelivered() public {
        deliverAs(owner.addr, p, 1, 1);
        expectNotPending(p, IDataVault.PurchaseStatus.Delivered);
        deliverAs(owner.addr, p, 1, 2);
    }

    function test_RevertWhen_ItIsClosed() public {
        vm.warp(boughtAt + WINDOW);
        vault.settle(p);
        expectNotPending(p, IDataVault.PurchaseStatus.Closed);
        deliverAs(owner.addr, p, 1, 1);
    }

    function test_RevertWhen_TheEpochIsAnother() public {
        expectWrongEpoch(0, 1);
        deliverAs(owner.addr, p, 0, 1);
        expectWrongEpoch(2, 1);
        deliverAs(owner.addr, p, 2, 1);
    }

    function test_RevertWhen_TheVersionIsAnother() public {
        expectWrongVersion(0, 1);
        deliverAs(owner.addr, p, 1, 0);
        expectWrongVersion(2, 1);
        deliverAs(owner.addr, p, 1, 2);
    }

    function test_RevertWhen_AllAccessWasRevokedSince() public {
        revokeAll(datasetId);
        expectWrongEpoch(1, 2);
        deliverAs(owner.addr, p, 1, 1);
        expectRevokedBeforeDelivery(p);
        deliverAs(owner.addr, p, 2, 1);
    }

    function test_RevertWhen_TheBuyersAccessWasRevokedSince() public {
        revokeAccess(buyer.addr, datasetId);
        expectRevokedBeforeDelivery(p);
        deliverAs(owner.addr, p, 1, 2);
        grantAccess(buyer.addr, datasetId, soon());
        expectRevokedBeforeDelivery(p);
        deliverAs(owner.addr, p, 1, 3);
    }

    function test_AnotherResearchersRevocationIsNoMatter() public {
        revokeAccess(researcher, datasetId);
        deliverAs(owner.addr, p, 1, 1);
        _assertDelivered(p, now40(), 1, 0);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _buy(uint256 salt, uint40 latestStart) private returns (IDataVault.Purchase memory) {
        fund(buyer.addr, offer);
        purchase(buyer.addr, offer, salt, latestStart);
        return purchaseOf(offer, buyer.addr, salt);
    }

    /// @dev Any start was accepted.
    function _assertDelivered(IDataVault.Purchase memory q, uint40 start, uint32 epoch, uint32 period) private view {
        IDataVault.PurchaseStatus status = IDataVault.PurchaseStatus.Delivered;
        assertPurchase(q, IDataVault.PurchaseView(status, start, ANY_TIME, epoch, period, 0));
    }

    function _refusesKeyOf(uint256 length) private {
        expectWrappedKeyLength(length);
        vm.prank(owner.addr);
        vault.deliver(p, 1, 1, new bytes(length));
    }
}
