// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {ReentrantReceiver} from "../../mocks/ReceiverMocks.sol";
import {ReentrantToken} from "../../mocks/tokens/CallingTokens.sol";
import {VaultAttack} from "./VaultAttack.sol";

/// @title V7, V6: tokens and receivers of coins that call back, from every path of money into every entry
/// @dev The token is the worst there can be: it owns the dataset, delivers and is a buyer as well, so that nothing but the
/// lock and the order of the steps stands in its way. Revoking from inside it works: that is never blocked.
contract ReentrancyAttacksTest is VaultAttack {
    uint256 private constant LOCKED = 4;
    uint256 private constant OPEN = 18;

    ReentrantToken private calling;
    bytes32 private id;
    IDataVault.Offer private offer;

    function setUp() public override {
        super.setUp();
        calling = new ReentrantToken();
        id = idOf(address(calling), 1);
        register(id);
        offer = offerOf(id, address(calling), PRICE, MONTH);
        open(offer);
        open(nativeOffer());
        // The token has a credit of its own, so that a withdrawal from inside has something to take.
        IDataVault.Purchase memory p = sell(researcher, offer, 0);
        vm.warp(block.timestamp + MONTH);
        vault.settle(p);
    }

    // -------------------------------------------------------------------------------- a token calls back: what is locked

    function test_V7_TokenCallsBackFromPurchase() public {
        for (uint256 i = 0; i < LOCKED; ++i) {
            fund(buyer.addr, offer);
            _arm(_lockedEntry(i));
            vm.prank(buyer.addr);
            vault.purchase(offer, i, LATEST);
            _assertLocked(2);
        }
        _assertPaid(LOCKED);
    }

    function test_V7_TokenCallsBackFromPurchaseWithPermit() public {
        for (uint256 i = 0; i < LOCKED; ++i) {
            calling.mint(buyer.addr, PRICE);
            IPayments.Permit memory permit = signPermit(buyer, calling, PRICE);
            _arm(_lockedEntry(i));
            vm.prank(buyer.addr);
            vault.purchaseWithPermit(offer, i, LATEST, permit);
            _assertLocked(3);
        }
        _assertPaid(LOCKED);
    }

    function test_V7_TokenCallsBackFromPurchaseWithAuthorization() public {
        for (uint256 i = 0; i < LOCKED; ++i) {
            calling.mint(buyer.addr, PRICE);
            IPayments.Authorization memory a = authorizationOf(buyer, offer, LATEST, i);
            _arm(_lockedEntry(i));
            vault.purchaseWithAuthorization(offer, LATEST, a);
            _assertLocked(2);
        }
        _assertPaid(LOCKED);
    }

    function test_V7_TokenCallsBackFromWithdraw() public {
        buy(buyer.addr, offer, 0);
        uint256 snapshot = vm.snapshotState();
        for (uint256 i = 0; i < LOCKED; ++i) {
            _arm(_lockedEntry(i));
            assertEq(withdraw(address(calling), address(calling)), PRICE);
            _assertLocked(2);
            assertEq(calling.balanceOf(address(vault)), PRICE, "the buyer's money");
            vm.revertToState(snapshot);
        }
    }

    // ---------------------------------------------------------------------------- a token calls back: what is not locked

    /// @dev What moves no money may be called from inside a purchase: the price is the owner's or the buyer's, once.
    function test_V7_EveryOpenEntryFromAPurchaseLeavesTheBooksRight() public {
        for (uint256 i = 0; i < OPEN; ++i) {
            uint256 snapshot = vm.snapshotState();
            fund(buyer.addr, offer);
            grantAccess(buyer.addr, id, soon());
            _arm(_openEntry(i));
            vm.prank(buyer.addr);
            vault.purchase(offer, 0, LATEST);
            assertEq(calling.calls(), 2);
            assertGt(calling.successes(), 0, "the entry is not locked");
            calling.arm(address(0), "");
            _assertOnePriceIsOwedOnce();
            vm.revertToState(snapshot);
        }
    }

    function test_V7_EveryOpenEntryFromAWithdrawalLeavesTheBooksRight() public {
        buy(buyer.addr, offer, 0);
        grantAccess(buyer.addr, id, soon());
        uint256 snapshot = vm.snapshotState();
        for (uint256 i = 0; i < OPEN; ++i) {
            _arm(_openEntry(i));
            assertEq(withdraw(address(calling), address(calling)), PRICE);
            assertGt(calling.successes(), 0, "the entry is not locked");
            calling.arm(address(0), "");
            assertEq(calling.balanceOf(address(vault)), PRICE);
            _assertOwed(PRICE);
            vm.revertToState(snapshot);
        }
    }

    /// @dev From inside the purchase, before its money came: a refund in the books, and the money comes or all is undone.
    function test_V7_RevokedAndSettledInTheMiddleOfAPurchase() public {
        _sellOwn();
        for (uint256 i = 0; i < 2; ++i) {
            uint256 snapshot = vm.snapshotState();
            calling.mint(buyer.addr, PRICE - i);
            vm.prank(buyer.addr);
            calling.approve(address(vault), PRICE);
            calling.arm(address(this), abi.encodeCall(this.revokeAndSettle, ()));
            bool success = attempt(buyer.addr, abi.encodeCall(vault.purchase, (offer, 1, LATEST)));
            assertEq(success, i == 0);
            assertEq(vault.creditOf(buyer.addr, address(calling)), i == 0 ? PRICE : 0);
            assertEq(calling.balanceOf(address(vault)), i == 0 ? 2 * PRICE : PRICE);
            if (i == 0) assertEq(uint8(statusOf(_own())), uint8(IDataVault.PurchaseStatus.Closed));
            vm.revertToState(snapshot);
        }
    }

    /// @dev The owner's contract, to the token's hook.
    function revokeAndSettle() external {
        vault.revokeAccess(buyer.addr, offer.datasetId);
        vault.settle(_own());
    }

    /// @dev Delivered from inside the purchase, before its money came: the access stands only if the money came.
    function test_V7_DeliveredInTheMiddleOfAPurchaseThatIsNotPaid() public {
        calling.mint(buyer.addr, PRICE - 1);
        vm.prank(buyer.addr);
        calling.approve(address(vault), PRICE);
        _arm(abi.encodeCall(vault.deliver, (purchaseOf(offer, buyer.addr, 0), 1, 1, wrappedKey())));
        assertFalse(attempt(buyer.addr, abi.encodeCall(vault.purchase, (offer, 0, LATEST))));
        assertFalse(vault.isLive(id, buyer.addr));
        assertEq(uint8(statusOf(purchaseOf(offer, buyer.addr, 0))), uint8(IDataVault.PurchaseStatus.None));
    }

    function test_V7_AnOfferClosedInTheMiddleOfAPurchaseStillSellsIt() public {
        fund(buyer.addr, offer);
        _arm(abi.encodeCall(vault.closeOffer, (offer)));
        vm.prank(buyer.addr);
        vault.purchase(offer, 0, LATEST);
        assertEq(uint8(statusOf(purchaseOf(offer, buyer.addr, 0))), uint8(IDataVault.PurchaseStatus.Pending));
        assertFalse(vault.isOfferOpen(offerIdOf(offer)));
    }

    /// @dev In front of the permit nothing is recorded yet, and an offer that closes there does not sell.
    function test_V7_AnOfferClosedInThePermitDoesNotSell() public {
        calling.mint(buyer.addr, PRICE);
        IPayments.Permit memory permit = signPermit(buyer, calling, PRICE);
        _arm(abi.encodeCall(vault.closeOffer, (offer)));
        vm.expectRevert(offerClosed(offer));
        vm.prank(buyer.addr);
        vault.purchaseWithPermit(offer, 0, LATEST, permit);
    }

    /// @dev Tokens that a hook sends while a price is measured are more than the price.
    function test_V7_TokensSentDuringAPurchaseAreNotTakenForThePrice() public {
        fund(buyer.addr, offer);
        calling.mint(address(this), 1);
        calling.arm(address(this), abi.encodeCall(this.donateOnce, ()));
        vm.expectRevert(wrongPayment(PRICE + 1, PRICE));
        vm.prank(buyer.addr);
        vault.purchase(offer, 0, LATEST);
    }

    function donateOnce() external {
        calling.arm(address(0), "");
        assertTrue(calling.transfer(address(vault), 1));
    }

    // ------------------------------------------------------------------------------------------ a receiver of coins calls back

    function test_V7_ReceiverCallsBackFromWithdraw() public {
        ReentrantReceiver receiver = _sellerOfCoins();
        for (uint256 i = 0; i < LOCKED; ++i) {
            uint256 snapshot = vm.snapshotState();
            receiver.arm(address(vault), i == 3 ? _withdrawal(NATIVE) : _lockedEntry(i));
            _withdrawCoins(receiver);
            assertTrue(receiver.called());
            assertFalse(receiver.succeeded());
            _assertIsLock(receiver.returned());
            assertEq(address(receiver).balance, NATIVE_PRICE);
            assertEq(address(vault).balance, NATIVE_PRICE);
            vm.revertToState(snapshot);
        }
    }

    /// @dev What is credited is taken off before the coins leave.
    function test_V7_NothingIsCreditedAnyMoreWhenTheReceiverIsCalled() public {
        ReentrantReceiver receiver = _sellerOfCoins();
        receiver.arm(address(vault), abi.encodeCall(vault.creditOf, (address(receiver), NATIVE)));
        _withdrawCoins(receiver);
        assertTrue(receiver.succeeded());
        assertEq(abi.decode(receiver.returned(), (uint256)), 0);
    }

    function test_V7_NothingIsCreditedAnyMoreWhenTheTokenIsCalled() public {
        _arm(abi.encodeCall(vault.creditOf, (address(calling), address(calling))));
        withdraw(address(calling), address(calling));
        assertEq(calling.successes(), 2);
        assertEq(abi.decode(calling.lastResult(), (uint256)), 0);
    }

    // ------------------------------------------------------------------------------------------- revoking is never blocked

    /// @dev From inside a purchase and from inside a withdrawal, by every entry that revokes.
    function test_V6_TheOwnerRevokesFromInsideItsToken() public {
        fund(buyer.addr, offer);
        uint256 snapshot = vm.snapshotState();
        for (uint256 i = 0; i < 6; ++i) {
            grantAccess(buyer.addr, id, inAMonth());
            _arm(_revokingEntry(i % 3));
            vm.prank(i < 3 ? buyer.addr : address(calling));
            if (i < 3) vault.purchase(offer, 0, LATEST);
            else vault.withdraw(address(calling), stranger);
            assertEq(calling.successes(), 2);
            assertFalse(vault.isLive(id, buyer.addr));
            vm.revertToState(snapshot);
        }
    }

    function test_V6_TheOwnerRevokesFromInsideItsReceipt() public {
        ReentrantReceiver receiver = _sellerOfCoins();
        bytes[3] memory entries = [
            abi.encodeCall(vault.revokeAccess, (stranger, datasetId)),
            abi.encodeCall(vault.revokeMany, (datasetId, listOf(stranger))),
            abi.encodeCall(vault.revokeAll, (datasetId))
        ];
        for (uint256 i = 0; i < entries.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            grantAccess(stranger, datasetId, inAMonth());
            receiver.arm(address(vault), entries[i]);
            _withdrawCoins(receiver);
            assertTrue(receiver.succeeded());
            assertLive(stranger, false);
            vm.revertToState(snapshot);
        }
    }

    // ------------------------------------------------------------------------------------ what calls nobody, and who asks

    /// @dev Everything but purchases in a token and withdrawals calls no account at all.
    function test_V7_TheOtherEntriesCallNobody() public {
        IDataVault.Purchase memory p = buy(buyer.addr, offer, 0);
        vm.expectCall(address(calling), "", 0);
        vm.expectCall(buyer.addr, "", 0);
        deliver(p);
        vm.warp(block.timestamp + 1 days);
        vault.settle(p);
        revokeAccess(buyer.addr, id);
        vault.settleMany(listOf(p));
        revokeAll(id);
        close(offer);
        open(offer);
    }

    /// @dev Inside a nested call the caller is whoever made it: a callback has the token's rights, and nobody's else.
    function test_V7_ACallbackHasNotTheBuyersRights() public {
        IDataVault.Purchase memory p = sell(buyer.addr, nativeOffer(), 0);
        vm.warp(block.timestamp + WINDOW);
        revokeAccess(buyer.addr, datasetId);
        vault.settle(p);
        uint256 credit = vault.creditOf(buyer.addr, NATIVE);
        fund(buyer.addr, offer);
        _arm(abi.encodeCall(vault.withdraw, (NATIVE, stranger)));
        vm.prank(buyer.addr);
        vault.purchase(offer, 0, LATEST);
        assertEq(calling.successes(), 0);
        assertEq(vault.creditOf(buyer.addr, NATIVE), credit);
    }

    function test_V7_ACallbackHasNotTheOwnersRights() public {
        offer = offerOf(datasetId, address(calling), PRICE, MONTH);
        open(offer);
        fund(buyer.addr, offer);
        bytes memory reason = notOwner(address(calling), owner.addr);
        _arm(abi.encodeCall(vault.grantAccess, (stranger, datasetId, inAMonth())));
        vm.prank(buyer.addr);
        vault.purchase(offer, 0, LATEST);
        assertEq(calling.successes(), 0);
        assertEq(calling.lastResult(), reason);
        assertLive(stranger, false);
    }

    // ----------------------------------------------------------------------------------------------------------- helpers

    function _arm(bytes memory data) private {
        calling.arm(address(vault), data);
    }

    function _withdrawal(address token_) private view returns (bytes memory) {
        return abi.encodeCall(vault.withdraw, (token_, stranger));
    }

    /// @dev Each entry that moves money in or out. What else is in the call is undone by the lock.
    function _lockedEntry(uint256 index) private view returns (bytes memory) {
        IPayments.Permit memory permit;
        IPayments.Authorization memory a;
        if (index == 0) return abi.encodeCall(vault.purchase, (offer, 99, LATEST));
        if (index == 1) return abi.encodeCall(vault.purchaseWithPermit, (offer, 99, LATEST, permit));
        if (index == 2) return abi.encodeCall(vault.purchaseWithAuthorization, (offer, LATEST, a));
        return _withdrawal(address(calling));
    }

    function _revokingEntry(uint256 index) private view returns (bytes memory) {
        if (index == 0) return abi.encodeCall(vault.revokeAccess, (buyer.addr, id));
        if (index == 1) return abi.encodeCall(vault.revokeMany, (id, listOf(buyer.addr)));
        return abi.encodeCall(vault.revokeAll, (id));
    }

    /// @dev Each of the others, as the owner that the token is may call it.
    function _openEntry(uint256 index) private view returns (bytes memory) {
        if (index < 3) return _revokingEntry(index);
        IDataVault.Purchase memory p = purchaseOf(offer, buyer.addr, 0);
        IAccessGrants.Grant memory g = grantOf(buyer.addr, id, inAMonth());
        IAccessGrants.Grant[] memory grants = new IAccessGrants.Grant[](1);
        grants[0] = g;
        if (index == 3) return abi.encodeCall(vault.settle, (p));
        if (index == 4) return abi.encodeCall(vault.settleMany, (listOf(p)));
        if (index == 5) return abi.encodeCall(vault.deliver, (p, 1, g.version, wrappedKey()));
        if (index == 6) return abi.encodeCall(vault.grantAccess, (buyer.addr, id, inAMonth()));
        if (index == 7) return abi.encodeCall(vault.grant, (g));
        if (index == 8) return abi.encodeCall(vault.grantMany, (grants));
        if (index == 9) return abi.encodeCall(vault.extend, (g));
        if (index == 10) return abi.encodeCall(vault.cancelSignedGrants, (buyer.addr, id));
        if (index == 11) return abi.encodeCall(vault.closeOffer, (offer));
        if (index == 12) return abi.encodeCall(vault.openOffer, (offerOf(id, address(calling), 1, 1)));
        if (index == 13) return abi.encodeCall(vault.setGatekeeper, (id, stranger));
        if (index == 14) return abi.encodeCall(vault.publishRevision, (id, CONTENT, CIPHERTEXT, LOCATOR));
        if (index == 15) return abi.encodeCall(vault.registerDataset, (registrationOf(idOf(address(calling), 2))));
        if (index == 16) return abi.encodeCall(vault.setEncryptionKey, (CONTENT));
        return abi.encodeCall(vault.getSettlement, (p));
    }

    /// @dev This contract owns the dataset and acts in the token's hook.
    function _sellOwn() private {
        offer = offerOf(idOf(address(this), 1), address(calling), PRICE, MONTH);
        register(offer.datasetId);
        open(offer);
    }

    function _own() private view returns (IDataVault.Purchase memory) {
        return purchaseOf(offer, buyer.addr, 1);
    }

    /// @dev A contract that owns the dataset and has a credit; another sale's money is in the vault too.
    function _sellerOfCoins() private returns (ReentrantReceiver receiver) {
        receiver = new ReentrantReceiver();
        datasetId = idOf(address(receiver), 1);
        register(datasetId);
        open(nativeOffer());
        IDataVault.Purchase memory p = sell(researcher, nativeOffer(), 0);
        vm.warp(block.timestamp + MONTH);
        vault.settle(p);
        buy(buyer.addr, nativeOffer(), 0);
    }

    function _withdrawCoins(ReentrantReceiver receiver) private {
        receiver.execute(address(vault), 0, abi.encodeCall(vault.withdraw, (NATIVE, address(receiver))));
    }

    function _assertLocked(uint256 calls) private view {
        assertEq(calling.calls(), calls, "calls back");
        assertEq(calling.successes(), 0, "calls that got through");
        _assertIsLock(calling.lastResult());
    }

    function _assertIsLock(bytes memory reason) private pure {
        assertEq(
            reason, abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector), "reason"
        );
    }

    /// @dev So many purchases wait, their money is there, and the token's own credit is untouched.
    function _assertPaid(uint256 count) private view {
        assertEq(calling.balanceOf(address(vault)), (1 + count) * PRICE);
        assertEq(vault.creditOf(address(calling), address(calling)), PRICE);
        for (uint256 i = 0; i < count; ++i) {
            assertEq(uint8(statusOf(purchaseOf(offer, buyer.addr, i))), uint8(IDataVault.PurchaseStatus.Pending));
        }
    }

    /// @dev Beside the token's first credit.
    function _assertOnePriceIsOwedOnce() private {
        assertEq(calling.balanceOf(address(vault)), 2 * PRICE);
        _assertOwed(2 * PRICE);
    }

    /// @dev When nothing more will come, owner and buyer together are owed this.
    function _assertOwed(uint256 amount) private {
        vm.warp(block.timestamp + 3 * MONTH);
        vault.settle(purchaseOf(offer, buyer.addr, 0));
        uint256 owed = vault.creditOf(address(calling), address(calling));
        assertEq(owed + vault.creditOf(buyer.addr, address(calling)), amount);
        assertEq(uint8(statusOf(purchaseOf(offer, buyer.addr, 0))), uint8(IDataVault.PurchaseStatus.Closed));
    }
}
