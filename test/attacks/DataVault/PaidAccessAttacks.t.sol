// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataVault} from "src/interfaces/IDataVault.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {VaultAttack} from "./VaultAttack.sol";

/// @title V7: early revocation, refunds twice, access that is over, and everything that a sale could earn beyond its time
contract PaidAccessAttacksTest is VaultAttack {
    uint40 private start;

    function setUp() public override {
        super.setUp();
        start = uint40(block.timestamp);
        open(nativeOffer());
        open(tokenOffer());
    }

    // ------------------------------------------------------------------------------------------------- refunded, and once

    function testFuzz_V7_RevokedEarlyEarnsToTheSecond(uint32 ran, uint32 later, bool all) public {
        IDataVault.Purchase memory p = sell(buyer.addr, tokenOffer(), 0);
        ran = uint32(bound(ran, 0, 2 * MONTH));
        vm.warp(start + ran);
        _revoke(all);
        vm.warp(block.timestamp + later);
        vault.settle(p);
        uint256 earned = _earned(PRICE, MONTH, ran);
        assertCredits(address(token), owner.addr, earned, buyer.addr, PRICE - earned);
    }

    /// @dev After whatever more was revoked, sold and revoked again, the first revocation of its own era counts.
    function testFuzz_V7_EarnsNothingAfterTheFirstRevocation(uint32 ran, uint256 seed) public {
        IDataVault.Purchase memory p = sell(buyer.addr, tokenOffer(), 0);
        ran = uint32(bound(ran, 0, MONTH));
        vm.warp(start + ran);
        for (uint256 i = 0; i < 3; ++i) {
            _revoke((seed >> i) & 1 == 0);
            vm.warp(block.timestamp + ((seed >> (32 * (i + 1))) % (2 * MONTH)));
            if ((seed >> (3 + i)) & 1 == 0) sell(buyer.addr, nativeOffer(), i);
            if ((seed >> (6 + i)) & 1 == 0) sell(researcher, nativeOffer(), i);
            if ((seed >> (9 + i)) & 3 == 0) vault.settle(p);
        }
        vault.settle(p);
        uint256 earned = _earned(PRICE, MONTH, ran);
        assertCredits(address(token), owner.addr, earned, buyer.addr, PRICE - earned);
    }

    /// @dev Two buyers with the same history, one settled after each step and one at the end.
    function testFuzz_V7_SettlingOftenOrOnceComesToTheSame(uint256 seed) public {
        IDataVault.Purchase[] memory often = new IDataVault.Purchase[](3);
        IDataVault.Purchase[] memory once = new IDataVault.Purchase[](3);
        for (uint256 i = 0; i < 3; ++i) {
            often[i] = buy(buyer.addr, tokenOffer(), i);
            once[i] = buy(researcher, tokenOffer(), i);
            if ((seed >> i) & 3 != 0) {
                deliver(often[i]);
                deliver(once[i]);
            }
            vm.warp(block.timestamp + ((seed >> (32 * i)) % MONTH));
            vault.settleMany(often);
            if ((seed >> (3 + i)) & 3 == 0) revokeAll(datasetId);
            if ((seed >> (6 + i)) & 3 == 0) {
                revokeAccess(buyer.addr, datasetId);
                revokeAccess(researcher, datasetId);
            }
        }
        vault.settleMany(often);
        vault.settleMany(once);
        for (uint256 i = 0; i < 3; ++i) {
            IDataVault.PurchaseView memory a = vault.getPurchase(purchaseIdOf(often[i]));
            IDataVault.PurchaseView memory b = vault.getPurchase(purchaseIdOf(once[i]));
            assertEq(a.collected, b.collected, "collected");
            assertEq(uint8(a.status), uint8(b.status), "status");
        }
        assertEq(vault.creditOf(buyer.addr, address(token)), vault.creditOf(researcher, address(token)), "refunded");
    }

    function test_V7_ARefundComesOnce() public {
        IDataVault.Purchase memory p = sell(buyer.addr, tokenOffer(), 0);
        buy(researcher, tokenOffer(), 0);
        _revoke(false);
        IDataVault.Purchase[] memory thrice = new IDataVault.Purchase[](3);
        (thrice[0], thrice[1], thrice[2]) = (p, p, p);
        vault.settleMany(thrice);
        assertEq(withdraw(buyer.addr, address(token)), PRICE);
        vault.settle(p);
        _revoke(false);
        _revoke(true);
        vault.settle(p);
        vm.expectRevert(nothingToWithdraw(buyer.addr, address(token)));
        withdraw(buyer.addr, address(token));
        assertEq(token.balanceOf(address(vault)), PRICE, "the other purchase's money");
    }

    /// @dev At the deadline it is refunded and not delivered; a second before it is neither.
    function test_V7_NotDeliveredInTime() public {
        IDataVault.Purchase memory p = buy(buyer.addr, tokenOffer(), 0);
        vm.warp(start + WINDOW - 1);
        vault.settle(p);
        assertCredits(address(token), owner.addr, 0, buyer.addr, 0);
        vm.warp(start + WINDOW);
        expectDeliveryRefused(gatekeeper, p, deliveryTooLate(start + WINDOW));
        vault.settle(p);
        vault.settle(p);
        assertCredits(address(token), owner.addr, 0, buyer.addr, PRICE);
        expectDeliveryRefused(gatekeeper, p, notPending(p, IDataVault.PurchaseStatus.Closed));
    }

    /// @dev Neither a second lapse nor a later revocation brings a refund that was given again.
    function test_V7_ALapsedPurchaseIsNotRefundedByARevocationToo() public {
        IDataVault.Purchase memory p = buy(buyer.addr, tokenOffer(), 0);
        vm.warp(start + WINDOW);
        vault.settle(p);
        _revoke(false);
        _revoke(true);
        vault.settle(p);
        assertCredits(address(token), owner.addr, 0, buyer.addr, PRICE);
    }

    /// @dev Revoked in an era that sold nothing, so whose end is not kept: what waits is refunded all the same.
    function testFuzz_V7_APendingPurchaseOfAForgottenEraIsRefunded(uint8 revocations, bool all) public {
        IDataVault.Purchase memory p = buy(buyer.addr, tokenOffer(), 0);
        for (uint256 i = 0; i < bound(revocations, 1, 8); ++i) {
            _revoke(all);
        }
        vault.settle(p);
        assertCredits(address(token), owner.addr, 0, buyer.addr, PRICE);
    }

    function test_V7_ARevocationAfterTheEndRefundsNothing() public {
        IDataVault.Purchase memory p = sell(buyer.addr, tokenOffer(), 0);
        for (uint256 i = 0; i < 3; ++i) {
            vm.warp(start + MONTH + i);
            _revoke(i == 1);
        }
        vault.settle(p);
        assertCredits(address(token), owner.addr, PRICE, buyer.addr, 0);
    }

    // ------------------------------------------------------------------------------------------ paid for, and nothing more

    function testFuzz_V7_EarnsNoMoreThanThePrice(uint96 price, uint32 duration, uint256[3] memory waits) public {
        IDataVault.Offer memory offer = offerOf(
            datasetId,
            address(token),
            uint96(bound(price, 1, type(uint96).max)),
            uint32(bound(duration, 1, 2 ** 32 - 1))
        );
        open(offer);
        IDataVault.Purchase memory p = sell(buyer.addr, offer, 0);
        uint256 last = 0;
        for (uint256 i = 0; i < waits.length; ++i) {
            vm.warp(block.timestamp + bound(waits[i], 0, offer.duration));
            vault.settle(p);
            uint256 earned = vault.creditOf(owner.addr, address(token));
            assertGe(earned, last);
            assertEq(earned, _earned(offer.price, offer.duration, block.timestamp - start));
            last = earned;
        }
        vm.warp(uint256(start) + offer.duration);
        vault.settle(p);
        vm.warp(block.timestamp + 1);
        vault.settle(p);
        assertCredits(address(token), owner.addr, offer.price, buyer.addr, 0);
    }

    /// @dev What two purchases sold is not sold twice, whatever offers and tokens they are of.
    function test_V7_StackedPurchasesEarnOneAfterTheOther() public {
        IDataVault.Purchase memory first = sell(buyer.addr, tokenOffer(), 0);
        IDataVault.Purchase memory second = sell(buyer.addr, nativeOffer(), 0);
        vm.warp(start + MONTH);
        vault.settle(second);
        assertCredits(NATIVE, owner.addr, 0, buyer.addr, 0);
        vm.warp(start + MONTH + MONTH / 4);
        _revoke(true);
        vm.warp(start + 9 * MONTH);
        vault.settle(second);
        vault.settle(first);
        assertCredits(address(token), owner.addr, PRICE, buyer.addr, 0);
        assertCredits(NATIVE, owner.addr, NATIVE_PRICE / 4, buyer.addr, NATIVE_PRICE - NATIVE_PRICE / 4);
    }

    /// @dev Revoked while the first ran: the second had no second.
    function testFuzz_V7_AStackRevokedInItsFirstIsRefundedBehindIt(uint32 ran, bool all) public {
        IDataVault.Purchase memory first = sell(buyer.addr, tokenOffer(), 0);
        IDataVault.Purchase memory second = sell(buyer.addr, nativeOffer(), 0);
        IDataVault.Purchase memory third = sell(buyer.addr, tokenOffer(), 1);
        ran = uint32(bound(ran, 0, MONTH));
        vm.warp(start + ran);
        _revoke(all);
        vm.warp(start + 9 * MONTH);
        vault.settle(third);
        vault.settle(first);
        vault.settle(second);
        uint256 earned = _earned(PRICE, MONTH, ran);
        assertCredits(address(token), owner.addr, earned, buyer.addr, 2 * PRICE - earned);
        assertCredits(NATIVE, owner.addr, 0, buyer.addr, NATIVE_PRICE);
    }

    /// @dev Time that the buyer had for nothing is not charged for, and is not taken back once a sale stands behind it.
    function test_V7_FreeTimeIsNotSold() public {
        grantAccess(buyer.addr, datasetId, start + 10 days);
        IDataVault.Purchase memory p = sell(buyer.addr, tokenOffer(), 0);
        vm.expectRevert(expiryNotLater(start + 1, start + 10 days + MONTH));
        grantAccess(buyer.addr, datasetId, start + 1);
        vm.warp(start + 10 days);
        vault.settle(p);
        assertCredits(address(token), owner.addr, 0, buyer.addr, 0);
        vm.warp(start + 10 days + MONTH - 1);
        assertLive(buyer.addr, true);
        vault.settle(p);
        assertEq(vault.creditOf(owner.addr, address(token)), _earned(PRICE, MONTH, MONTH - 1));
    }

    /// @dev The owner pushes the start away with free time: not beyond what the buyer named.
    function test_V7_AStartIsNotPushedBeyondTheBuyersLatest() public {
        fund(buyer.addr, tokenOffer());
        vm.prank(buyer.addr);
        vault.purchase(tokenOffer(), 0, start + 1 days);
        IDataVault.Purchase memory p = purchaseOf(tokenOffer(), buyer.addr, 0);
        grantAccess(buyer.addr, datasetId, start + 1 days + 1);
        expectDeliveryRefused(owner.addr, p, startTooLate(start + 1 days + 1, start + 1 days));
        grantAccess(buyer.addr, datasetId, start + 1 days);
        deliver(p);
        assertEq(vault.getPurchase(purchaseIdOf(p)).time, start + 1 days);
    }

    /// @dev While the sale earns, its buyer is live; while its buyer is not, it does not.
    function testFuzz_V7_WhatEarnsIsLive(uint256 seed) public {
        IDataVault.Purchase memory p = sell(buyer.addr, tokenOffer(), 0);
        for (uint256 i = 0; i < 4; ++i) {
            if ((seed >> i) & 7 == 0) _revoke((seed >> 8) & 1 == 0);
            bool live = vault.isLive(datasetId, buyer.addr);
            if (live) attempt(owner.addr, _shorten());
            (uint96 earnedBefore,,) = vault.getSettlement(p);
            vm.warp(block.timestamp + 1 + ((seed >> (32 * i)) % (MONTH / 4)));
            (uint96 earnedAfter,,) = vault.getSettlement(p);
            assertEq(earnedAfter > earnedBefore, live, "earns while live");
        }
    }

    // ---------------------------------------------------------------------------------------------- who pays, and how often

    /// @dev The salt was used: neither by allowance, permit nor authorisation is it paid for again.
    function test_V7_APurchaseIsPaidOnce() public {
        IDataVault.Purchase memory p = buy(buyer.addr, tokenOffer(), 7);
        fund(buyer.addr, tokenOffer());
        IPayments.Permit memory permit = signPermit(buyer, token, PRICE);
        IPayments.Authorization memory a = authorizationOf(buyer, tokenOffer(), LATEST, 7);
        vm.startPrank(buyer.addr);
        vm.expectRevert(purchaseExists(p));
        vault.purchase(tokenOffer(), 7, LATEST);
        vm.expectRevert(purchaseExists(p));
        vault.purchaseWithPermit(tokenOffer(), 7, LATEST, permit);
        vm.stopPrank();
        vm.expectRevert(purchaseExists(p));
        vault.purchaseWithAuthorization(tokenOffer(), LATEST, a);
        assertEq(token.balanceOf(buyer.addr), PRICE);
    }

    function test_V7_AnAuthorizationIsGoodOnceAndForItsTermsOnly() public {
        IDataVault.Offer memory longer = offerOf(datasetId, address(token), PRICE, MONTH + 1);
        open(longer);
        IPayments.Authorization memory a = authorizationOf(buyer, tokenOffer(), LATEST, 1);
        token.mint(buyer.addr, 2 * PRICE);
        assertFalse(attempt(owner.addr, abi.encodeCall(vault.purchaseWithAuthorization, (longer, LATEST, a))));
        assertFalse(attempt(owner.addr, abi.encodeCall(vault.purchaseWithAuthorization, (tokenOffer(), LATEST - 1, a))));
        a.salt = 2;
        assertFalse(attempt(owner.addr, abi.encodeCall(vault.purchaseWithAuthorization, (tokenOffer(), LATEST, a))));
        a.salt = 1;
        assertTrue(attempt(owner.addr, abi.encodeCall(vault.purchaseWithAuthorization, (tokenOffer(), LATEST, a))));
        assertFalse(attempt(owner.addr, abi.encodeCall(vault.purchaseWithAuthorization, (tokenOffer(), LATEST, a))));
        assertEq(token.balanceOf(buyer.addr), PRICE);
    }

    /// @dev The owner sees the purchase in the mempool and closes, or reopens at another price: that is another offer.
    function test_V7_AnOfferThatClosedInFrontOfItsPurchase() public {
        fund(buyer.addr, tokenOffer());
        close(tokenOffer());
        open(offerOf(datasetId, address(token), PRICE, MONTH / 2));
        vm.expectRevert(offerClosed(tokenOffer()));
        vm.prank(buyer.addr);
        vault.purchase(tokenOffer(), 0, LATEST);
        assertEq(token.balanceOf(buyer.addr), PRICE);
    }

    /// @dev What was bought stays bought: closing takes nothing from it, in either direction.
    function test_V7_AnOfferThatClosedBehindItsPurchase() public {
        IDataVault.Purchase memory p = buy(buyer.addr, tokenOffer(), 0);
        close(tokenOffer());
        deliverAs(gatekeeper, p);
        vm.warp(start + MONTH);
        vault.settle(p);
        assertCredits(address(token), owner.addr, PRICE, buyer.addr, 0);
    }

    function testFuzz_V7_CoinsOtherThanThePriceAreRefused(uint96 value) public {
        vm.assume(value != NATIVE_PRICE && value != 0);
        vm.deal(buyer.addr, value);
        fund(buyer.addr, tokenOffer());
        vm.startPrank(buyer.addr);
        vm.expectRevert(wrongValue(value, NATIVE_PRICE));
        vault.purchase{value: value}(nativeOffer(), 0, LATEST);
        vm.expectRevert(wrongValue(value, 0));
        vault.purchase{value: value}(tokenOffer(), 0, LATEST);
        vm.stopPrank();
        assertEq(address(vault).balance, 0);
    }

    /// @dev Nobody's allowance but the caller's, and nobody's purchase but its own.
    function testFuzz_V7_AnAllowanceIsSpentByItsOwnerOnly(address caller) public {
        vm.assume(caller != buyer.addr && caller != address(vault));
        fund(buyer.addr, tokenOffer());
        assertFalse(attempt(caller, abi.encodeCall(vault.purchase, (tokenOffer(), 0, LATEST))));
        assertEq(token.balanceOf(buyer.addr), PRICE);
    }

    // ---------------------------------------------------------------------------------------------- another's, by its name

    /// @dev The same offer of another dataset, whose owner would be credited and whose revocation would count.
    function test_V7_APurchaseIsNotSettledUnderAnotherDataset() public {
        bytes32 otherId = idOf(stranger, 1);
        register(otherId);
        IDataVault.Purchase memory p = sell(buyer.addr, tokenOffer(), 0);
        vm.warp(start + MONTH / 2);
        revokeAll(otherId);
        IDataVault.Purchase memory other = purchaseOf(offerOf(otherId, address(token), PRICE, MONTH), buyer.addr, 0);
        vm.expectRevert(unknownPurchase(other));
        vault.settle(other);
        vault.settleMany(listOf(other));
        assertCredits(address(token), stranger, 0, buyer.addr, 0);
        vault.settle(p);
        assertCredits(address(token), owner.addr, PRICE / 2, buyer.addr, 0);
    }

    /// @dev Revoking one buyer or another dataset of the owner's refunds nobody else.
    function test_V7_AnothersRevocationChangesNothing() public {
        bytes32 second = idOf(owner.addr, 2);
        register(second);
        IDataVault.Purchase memory p = sell(buyer.addr, tokenOffer(), 0);
        vm.warp(start + MONTH / 2);
        revokeAccess(researcher, datasetId);
        revokeAll(second);
        revokeAccess(buyer.addr, second);
        vm.warp(start + MONTH);
        vault.settle(p);
        assertCredits(address(token), owner.addr, PRICE, buyer.addr, 0);
    }

    function testFuzz_V7_ACreditIsWithdrawnByItsAccountOnly(address caller) public {
        IDataVault.Purchase memory p = sell(buyer.addr, tokenOffer(), 0);
        vm.warp(start + MONTH / 2);
        _revoke(true);
        vault.settle(p);
        vm.assume(caller != owner.addr && caller != buyer.addr);
        vm.expectRevert(nothingToWithdraw(caller, address(token)));
        vm.prank(caller);
        vault.withdraw(address(token), researcher);
        assertEq(withdraw(owner.addr, address(token)) + withdraw(buyer.addr, address(token)), PRICE);
        assertEq(token.balanceOf(address(vault)), 0);
    }

    /// @dev Words with bits beyond their types are no second name of a purchase.
    function testFuzz_V7_DirtyWordsAreRefused(uint8 word, uint256 dirt) public {
        IDataVault.Purchase memory p = buy(buyer.addr, tokenOffer(), 0);
        uint8[5] memory words = [uint8(1), 2, 3, 4, 7];
        uint16[5] memory bits = [uint16(160), 96, 32, 32, 160];
        word %= 5;
        dirt = bound(dirt, 1, type(uint256).max >> bits[word]) << bits[word];
        bytes memory data = abi.encodeCall(vault.settle, (p));
        uint256 position = 4 + 32 * uint256(words[word]);
        vm.warp(start + WINDOW);
        _flip(data, position, dirt);
        assertFalse(attempt(stranger, data));
        _flip(data, position, dirt);
        assertTrue(attempt(stranger, data));
        assertCredits(address(token), owner.addr, 0, buyer.addr, PRICE);
    }

    // ----------------------------------------------------------------------------------------------------------- helpers

    function _revoke(bool all) private {
        if (all) revokeAll(datasetId);
        else revokeAccess(buyer.addr, datasetId);
    }

    function _shorten() private view returns (bytes memory) {
        return abi.encodeCall(vault.grantAccess, (buyer.addr, datasetId, block.timestamp + 1));
    }

    function _earned(uint256 price, uint256 duration, uint256 ran) private pure returns (uint256) {
        return ran >= duration ? price : price * ran / duration;
    }

    function _flip(bytes memory data, uint256 position, uint256 bits) private pure {
        assembly ("memory-safe") {
            let word := add(add(data, 0x20), position)
            mstore(word, xor(mload(word), bits))
        }
    }
}
