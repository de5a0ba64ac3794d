// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataVault} from "src/interfaces/IDataVault.sol";

import {VaultAssertions} from "../../support/VaultAssertions.sol";

/// @dev What was delivered.
contract SettlePurchaseTest is VaultAssertions {
    IDataVault.Offer private offer;
    IDataVault.Purchase private p;
    uint40 private start;

    function setUp() public override {
        super.setUp();
        offer = tokenOffer();
        open(offer);
        open(nativeOffer());
        p = sell(buyer.addr, offer, 1);
        start = now40();
    }

    // -------------------------------------------------------------------------------------------------------- earned

    function testFuzz_EarnsEvenly(uint32 elapsed) public {
        elapsed = uint32(bound(elapsed, 1, MONTH));
        vm.warp(start + elapsed);
        assertSettlement(p, _earned(elapsed), 0, elapsed == MONTH);
        expectSettled(p, _earned(elapsed), 0, elapsed == MONTH);
        vault.settle(p);
        assertCredit(owner.addr, address(token), _earned(elapsed));
        assertEq(vault.getPurchase(purchaseIdOf(p)).collected, _earned(elapsed));
    }

    function testFuzz_WhatWasCollectedIsNotEarnedAgain(uint32 first, uint32 second) public {
        first = uint32(bound(first, 0, MONTH - 1));
        second = uint32(bound(second, first + 1, MONTH));
        vm.warp(start + first);
        vault.settle(p);
        vm.warp(start + second);
        expectSettled(p, _earned(second) - _earned(first), 0, second == MONTH);
        vault.settle(p);
        assertCredit(owner.addr, address(token), _earned(second));
    }

    function testFuzz_AnyoneSettles(address caller) public {
        vm.warp(start + MONTH / 2);
        expectSettled(p, PRICE / 2, 0, false);
        vm.prank(caller);
        vault.settle(p);
        assertCredit(owner.addr, address(token), PRICE / 2);
    }

    function test_EmitsOneEventForTheCreditAndOneForThePurchase() public {
        vm.warp(start + 10 days);
        vm.recordLogs();
        vault.settle(p);
        assertEq(vaultLogCount(), 2);
        revokeAll(datasetId);
        vm.warp(start + 20 days);
        vm.recordLogs();
        vault.settle(p);
        assertEq(vaultLogCount(), 2);
    }

    function test_SettlingTwiceInASecondDoesNothingMore() public {
        vm.warp(start + 10 days);
        _settles(_earned(10 days), 0, false);
        _settlesNothing();
        assertStatus(p, IDataVault.PurchaseStatus.Delivered);
    }

    function test_ClosesWithItsLastSecond() public {
        vm.warp(start + MONTH - 1);
        assertSettlement(p, _earned(MONTH - 1), 0, false);
        for (uint40 late = 0; late < 2; ++late) {
            uint256 snapshot = vm.snapshotState();
            vm.warp(start + MONTH + late);
            _settles(PRICE, 0, true);
            assertPurchase(p, IDataVault.PurchaseView(IDataVault.PurchaseStatus.Closed, start, ANY_TIME, 1, 0, PRICE));
            _settlesNothing();
            vm.revertToState(snapshot);
        }
    }

    function test_EarnsFromTheSecondAfterItsStart() public {
        _settlesNothing();
        vm.warp(start + 1);
        _settles(PRICE / MONTH, 0, false);
    }

    function test_EarnsNothingBeforeItsStart() public {
        p = sell(buyer.addr, offer, 2);
        start += MONTH;
        for (uint40 early = 0; early < 2; ++early) {
            vm.warp(start - early);
            _settlesNothing();
        }
        vm.warp(start + 1);
        _settles(PRICE / MONTH, 0, false);
    }

    /// @dev Settled in parts or at once, the sum is the price.
    function testFuzz_PartsAddUpToThePrice(uint8 count) public {
        count = uint8(bound(count, 1, 4));
        for (uint256 i = 1; i <= count; ++i) {
            vm.warp(start + MONTH * i / count);
            vault.settle(p);
        }
        assertCredit(owner.addr, address(token), PRICE);
        assertStatus(p, IDataVault.PurchaseStatus.Closed);
    }

    function test_TheNativeCoinIsCreditedAsSuch() public {
        p = sell(stranger, nativeOffer(), 1);
        vm.warp(start + MONTH / 4);
        revokeAll(datasetId);
        expectSettled(p, NATIVE_PRICE / 4, NATIVE_PRICE * 3 / 4, true);
        vault.settle(p);
        assertCredit(owner.addr, NATIVE, NATIVE_PRICE / 4);
        assertCredit(stranger, NATIVE, NATIVE_PRICE * 3 / 4);
        assertCredit(owner.addr, address(token), 0);
        assertCredit(stranger, address(token), 0);
    }

    // ------------------------------------------------------------------------------------------------------- revoked

    function testFuzz_NothingIsEarnedPastARevocation(bool all, uint32 until, uint32 later) public {
        until = uint32(bound(until, 0, MONTH));
        vm.warp(start + until);
        _revoke(all);
        vm.warp(block.timestamp + later);
        expectSettled(p, _earned(until), PRICE - _earned(until), true);
        vault.settle(p);
        assertCredit(owner.addr, address(token), _earned(until));
        assertCredit(buyer.addr, address(token), PRICE - _earned(until));
    }

    function test_WhatWasCollectedBeforeARevocationStaysEarned() public {
        vm.warp(start + 10 days);
        vault.settle(p);
        vm.warp(start + 20 days);
        revokeAccess(buyer.addr, datasetId);
        vm.warp(start + 25 days);
        _settles(_earned(20 days) - _earned(10 days), PRICE - _earned(20 days), true);
        _settlesNothing();
        assertCredit(owner.addr, address(token), _earned(20 days));
    }

    function test_RevokedInItsLastSecondTheBuyerGetsWhatThatWasWorth() public {
        vm.warp(start + MONTH - 1);
        revokeAccess(buyer.addr, datasetId);
        _settles(_earned(MONTH - 1), PRICE - _earned(MONTH - 1), true);
        assertGt(vault.creditOf(buyer.addr, address(token)), 0);
    }

    function test_RevokedAtOrAfterItsEndAllIsEarned() public {
        for (uint40 late = 0; late < 2; ++late) {
            uint256 snapshot = vm.snapshotState();
            vm.warp(start + MONTH + late);
            revokeAccess(buyer.addr, datasetId);
            _settles(PRICE, 0, true);
            vm.revertToState(snapshot);
        }
    }

    function test_RevokedAtItsStartAllIsRefunded() public {
        revokeAll(datasetId);
        _settles(0, PRICE, true);
    }

    function test_RevokedBeforeItsStartAllIsRefunded() public {
        p = sell(buyer.addr, offer, 2);
        vm.warp(start + MONTH - 1);
        revokeAccess(buyer.addr, datasetId);
        vm.warp(start + 2 * MONTH);
        _settles(0, PRICE, true);
    }

    function test_TheFirstRevocationCounts() public {
        for (uint256 i = 0; i < 2; ++i) {
            uint256 snapshot = vm.snapshotState();
            vm.warp(start + 10 days);
            _revoke(i == 0);
            vm.warp(start + 20 days);
            _revoke(i == 1);
            _settles(_earned(10 days), PRICE - _earned(10 days), true);
            vm.revertToState(snapshot);
        }
    }

    function testFuzz_TheEndOfItsEraIsKept(bool all, uint8 revocations) public {
        vm.warp(start + 10 days);
        _revoke(all);
        for (uint256 i = 0; i < revocations % 4; ++i) {
            vm.warp(block.timestamp + 1 days);
            _revoke(all);
        }
        assertSettlement(p, _earned(10 days), PRICE - _earned(10 days), true);
    }

    /// @dev Whichever of the eras after it sold something too, and settled only after them.
    function test_TheEndOfItsEraIsKeptWhateverFollows() public {
        for (uint256 sales = 0; sales < 16; ++sales) {
            uint256 snapshot = vm.snapshotState();
            bool all = sales & 1 == 0;
            vm.warp(start + 10 days);
            _revoke(all);
            for (uint256 i = 1; i < 4; ++i) {
                if (sales >> i & 1 != 0) sell(buyer.addr, offer, 1 + i);
                vm.warp(block.timestamp + 1 days);
                _revoke(all);
            }
            _settles(_earned(10 days), PRICE - _earned(10 days), true);
            vm.revertToState(snapshot);
        }
    }

    /// @dev Each era's purchase by its own end.
    function test_EachEraHasItsOwnEnd() public {
        for (uint256 kind = 0; kind < 2; ++kind) {
            uint256 snapshot = vm.snapshotState();
            IDataVault.Purchase[4] memory bought;
            _revoke(kind == 0);
            for (uint256 i = 0; i < 4; ++i) {
                bought[i] = sell(buyer.addr, offer, 10 + i);
                vm.warp(block.timestamp + (i + 1) * 1 days);
                _revoke(kind == 0);
            }
            for (uint32 i = 0; i < 4; ++i) {
                uint96 earned = _earned((i + 1) * 1 days);
                assertSettlement(bought[i], earned, PRICE - earned, true);
            }
            vm.revertToState(snapshot);
        }
    }

    function test_AGrantAfterwardsChangesNothing() public {
        vm.warp(start + 10 days);
        revokeAccess(buyer.addr, datasetId);
        grantAccess(buyer.addr, datasetId, inAMonth());
        vm.warp(start + 20 days);
        _settles(_earned(10 days), PRICE - _earned(10 days), true);
    }

    function test_OtherBuyersAreRevokedApart() public {
        IDataVault.Purchase memory other = sell(stranger, offer, 1);
        vm.warp(start + 10 days);
        revokeAccess(buyer.addr, datasetId);
        vm.warp(start + 20 days);
        _settles(_earned(10 days), PRICE - _earned(10 days), true);
        assertSettlement(other, _earned(20 days), 0, false);
    }

    // ---------------------------------------------------------------------------------------------------------- many

    function test_SettlesMany() public {
        IDataVault.Purchase[] memory purchases = new IDataVault.Purchase[](4);
        (purchases[0], purchases[1]) = (p, purchaseOf(offer, stranger, 9));
        (purchases[2], purchases[3]) = (sell(stranger, nativeOffer(), 1), p);
        vm.warp(start + MONTH / 2);
        vm.recordLogs();
        expectSettled(p, PRICE / 2, 0, false);
        expectSettled(purchases[2], NATIVE_PRICE / 2, 0, false);
        vault.settleMany(purchases);
        assertEq(vaultLogCount(), 4);
        assertCredit(owner.addr, address(token), PRICE / 2);
        assertCredit(owner.addr, NATIVE, NATIVE_PRICE / 2);
    }

    function test_AnEmptyListChangesNothing() public {
        vm.recordLogs();
        vault.settleMany(new IDataVault.Purchase[](0));
        assertEq(vaultLogCount(), 0);
    }

    // ------------------------------------------------------------------------------------------------------- refused

    function test_RevertWhen_ItWasNeverBought() public {
        p.salt = 2;
        vm.expectRevert(abi.encodeWithSelector(IDataVault.DataVault_UnknownPurchase.selector, purchaseIdOf(p)));
        vault.settle(p);
    }

    /// @dev The price, token, owner and times are those that were bought, or there is no such purchase.
    function testFuzz_RevertWhen_ATermIsAnother(uint8 term, uint32 bits) public {
        bits = uint32(bound(bits, 1, type(uint32).max));
        vm.warp(start + MONTH);
        term = uint8(bound(term, 0, 6));
        if (term == 0) p.offer.datasetId ^= bytes32(uint256(bits));
        else if (term == 1) p.offer.token = address(uint160(p.offer.token) ^ bits);
        else if (term == 2) p.offer.price ^= bits;
        else if (term == 3) p.offer.duration ^= bits;
        else if (term == 4) p.offer.deliveryWindow ^= bits;
        else if (term == 5) p.buyer = address(uint160(p.buyer) ^ bits);
        else p.salt ^= bits;
        vm.expectRevert(abi.encodeWithSelector(IDataVault.DataVault_UnknownPurchase.selector, purchaseIdOf(p)));
        vault.settle(p);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    /// @dev Of the price, after `elapsed` seconds.
    function _earned(uint32 elapsed) private pure returns (uint96) {
        return uint96(uint256(PRICE) * elapsed / MONTH);
    }

    function _revoke(bool all) private {
        if (all) revokeAll(datasetId);
        else revokeAccess(buyer.addr, datasetId);
    }

    function _settles(uint96 earned, uint96 refunded, bool closed) private {
        uint256 ownersBefore = vault.creditOf(owner.addr, address(token));
        uint256 buyersBefore = vault.creditOf(buyer.addr, address(token));
        assertSettlement(p, earned, refunded, closed);
        if (earned != 0 || refunded != 0) expectSettled(p, earned, refunded, closed);
        vault.settle(p);
        assertCredit(owner.addr, address(token), ownersBefore + earned);
        assertCredit(buyer.addr, address(token), buyersBefore + refunded);
        if (closed) assertStatus(p, IDataVault.PurchaseStatus.Closed);
    }

    function _settlesNothing() private {
        assertSettlement(p, 0, 0, false);
        bytes32 before = keccak256(abi.encode(vault.getPurchase(purchaseIdOf(p))));
        vm.recordLogs();
        vault.settle(p);
        assertEq(vaultLogCount(), 0);
        assertEq(keccak256(abi.encode(vault.getPurchase(purchaseIdOf(p)))), before);
    }
}
