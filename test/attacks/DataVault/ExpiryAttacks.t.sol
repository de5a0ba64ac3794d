// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";

import {VaultAttack} from "./VaultAttack.sol";

/// @title V1, V5: the second before, of and after an expiry by every function that tells, and expiries that nobody moves
contract ExpiryAttacksTest is VaultAttack {
    uint256 private _salt;

    function setUp() public override {
        super.setUp();
        open(nativeOffer());
    }

    // ------------------------------------------------------------------------------------------ V1: at the block's second

    function test_V1_AGrantAtItsLastSecondAndAfter() public {
        uint64 end = inAMonth();
        grantAccess(researcher, datasetId, end);
        _assertEveryGate(researcher, block.timestamp, end, true);
        _assertEveryGate(researcher, end - 1, end, true);
        _assertEveryGate(researcher, end, end, false);
        _assertEveryGate(researcher, end + 1, end, false);
    }

    function test_V1_ASignedGrantAtItsLastSecondAndAfter() public {
        uint64 end = inAMonth();
        IAccessGrants.Grant memory g = grantOf(researcher, datasetId, end);
        vault.grantWithSignature(g, soon(), signGrant(owner, g, soon()));
        _assertEveryGate(researcher, end - 1, end, true);
        _assertEveryGate(researcher, end, end, false);
        _assertEveryGate(researcher, end + 1, end, false);
    }

    function test_V1_BoughtAccessAtItsLastSecondAndAfter() public {
        sell(buyer.addr, nativeOffer(), 0);
        uint64 end = inAMonth();
        _assertEveryGate(buyer.addr, end - 1, end, true);
        _assertEveryGate(buyer.addr, end, end, false);
        _assertEveryGate(buyer.addr, end + 1, end, false);
    }

    function test_V1_AnExtensionAtItsLastSecondAndAfter() public {
        uint64 end = inAMonth();
        grantAccess(researcher, datasetId, soon());
        IAccessGrants.Grant memory g = grantOf(researcher, datasetId, end);
        vm.prank(owner.addr);
        vault.extend(g);
        _assertEveryGate(researcher, end - 1, end, true);
        _assertEveryGate(researcher, end, end, false);
    }

    /// @dev No gap between two purchases that follow one another, and not a second beyond the second.
    function test_V1_TwoPurchasesInARowLeaveNoGap() public {
        sell(buyer.addr, nativeOffer(), 0);
        uint64 first = inAMonth();
        sell(buyer.addr, nativeOffer(), 1);
        for (uint64 time = first - 1; time <= first + 1; ++time) {
            vm.warp(time);
            assertLive(buyer.addr, true);
        }
        _assertEveryGate(buyer.addr, first + MONTH - 1, first + MONTH, true);
        _assertEveryGate(buyer.addr, first + MONTH, first + MONTH, false);
    }

    /// @dev The clock's other fields have 40 bits. An expiry is not cut down to them.
    function test_V1_AroundFortyBits() public {
        uint64[3] memory ends = [uint64(LATEST), uint64(LATEST) + 1, uint64(LATEST) + 2];
        for (uint256 i = 0; i < ends.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            grantAccess(researcher, datasetId, ends[i]);
            assertLive(researcher, true);
            vm.warp(ends[i] - 1);
            assertLive(researcher, true);
            vm.warp(ends[i]);
            assertLive(researcher, false);
            vm.revertToState(snapshot);
        }
    }

    function test_V1_TheLongestGrant() public {
        grantAccess(researcher, datasetId, type(uint64).max);
        vm.warp(type(uint64).max - 1);
        assertLive(researcher, true);
        vm.warp(type(uint64).max);
        assertLive(researcher, false);
    }

    function testFuzz_V1_LiveExactlyBeforeTheExpiry(uint64 expiry, uint64 time) public {
        expiry = uint64(bound(expiry, block.timestamp + 1, type(uint64).max));
        grantAccess(researcher, datasetId, expiry);
        vm.warp(bound(time, block.timestamp, type(uint64).max));
        assertLive(researcher, block.timestamp < expiry);
    }

    /// @dev A grant that is over is nothing that another's could be mistaken for.
    function testFuzz_V1_NobodyElseIsLive(address who, bytes32 id) public {
        vm.assume(who != researcher || id != datasetId);
        grantAccess(researcher, datasetId, inAMonth());
        assertFalse(vault.isLive(id, who));
        assertFalse(vault.getGrant(id, who).live);
    }

    // ------------------------------------------------------------------------------------- V5: who moves an expiry, how far

    /// @dev Nobody but the owner, by any entry. The researcher has none for it.
    function testFuzz_V5_NobodyElseExtends(address caller) public {
        vm.assume(caller != owner.addr);
        grantAccess(researcher, datasetId, soon());
        IAccessGrants.Grant memory g = grantOf(researcher, datasetId, inAMonth());
        IAccessGrants.Grant[] memory grants = new IAccessGrants.Grant[](1);
        grants[0] = g;
        bytes memory reason = notOwner(caller, owner.addr);
        vm.startPrank(caller);
        vm.expectRevert(reason);
        vault.extend(g);
        vm.expectRevert(reason);
        vault.grant(g);
        vm.expectRevert(reason);
        vault.grantMany(grants);
        vm.expectRevert(reason);
        vault.grantAccess(researcher, datasetId, inAMonth());
        vm.stopPrank();
        assertEq(vault.getGrant(datasetId, researcher).expiry, soon());
    }

    function test_V5_TheResearcherSignsNothingForItself() public {
        grantAccess(buyer.addr, datasetId, soon());
        IAccessGrants.Grant memory g = grantOf(buyer.addr, datasetId, inAMonth());
        expectSignedRefused(g, soon(), signGrant(buyer, g, soon()), invalidSignature(owner.addr));
    }

    function test_V5_AnExpiryThatIsNowOrPastIsRefused() public {
        uint64[4] memory expiries = [uint64(0), 1, uint64(block.timestamp) - 1, uint64(block.timestamp)];
        for (uint256 i = 0; i < expiries.length; ++i) {
            vm.expectRevert(expiryPassed(expiries[i]));
            grantAccess(researcher, datasetId, expiries[i]);
            IAccessGrants.Grant memory g = grantOf(researcher, datasetId, expiries[i]);
            bytes memory signature = signGrant(owner, g, soon());
            expectSignedRefused(g, soon(), signature, expiryPassed(expiries[i]));
            vm.expectRevert(expiryPassed(expiries[i]));
            vm.prank(owner.addr);
            vault.grant(g);
        }
        assertEq(vault.getGrant(datasetId, researcher).version, 0);
        grantAccess(researcher, datasetId, block.timestamp + 1);
        assertLive(researcher, true);
    }

    /// @dev Its low 64 bits alone might be a time that is fine.
    function testFuzz_V5_NoExpiryWraps(uint256 expiry) public {
        expiry = bound(expiry, uint256(type(uint64).max) + 1, type(uint256).max);
        vm.expectRevert(
            abi.encodeWithSelector(IAccessGrants.AccessGrants_ExpiryTooLate.selector, expiry, type(uint64).max)
        );
        grantAccess(researcher, datasetId, expiry);
    }

    function testFuzz_V5_BitsBeyondTheExpiryAreRefused(uint256 dirt, bool signed) public {
        IAccessGrants.Grant memory g = grantOf(researcher, datasetId, inAMonth());
        bytes memory data = signed
            ? abi.encodeCall(vault.grantWithSignature, (g, soon(), signGrant(owner, g, soon())))
            : abi.encodeCall(vault.grant, (g));
        // The struct's third word: behind the selector and the calls' heads of one and three words.
        uint256 position = 4 + (signed ? 0x60 : 0x20) + 0x40;
        dirt = bound(dirt, 1, type(uint256).max >> 64) << 64;
        _flip(data, position, dirt);
        assertFalse(attempt(owner.addr, data));
        assertEq(vault.getGrant(datasetId, researcher).version, 0);
        _flip(data, position, dirt);
        assertTrue(attempt(owner.addr, data));
    }

    function testFuzz_V5_ExtendingNeverShortens(uint64 present, uint64 next) public {
        present = uint64(bound(present, block.timestamp + 1, type(uint64).max));
        grantAccess(researcher, datasetId, present);
        IAccessGrants.Grant memory g = grantOf(researcher, datasetId, next);
        bool extended = attempt(owner.addr, abi.encodeCall(vault.extend, (g)));
        assertEq(extended, next > present);
        assertEq(vault.getGrant(datasetId, researcher).expiry, extended ? next : present);
    }

    /// @dev What was paid for ends by a revocation, which refunds, and by no other way of the owner's before its time.
    function testFuzz_V5_PaidAccessIsNotShortenedByAnyEntry(uint64 expiry, uint8 entry) public {
        sell(buyer.addr, nativeOffer(), 0);
        uint64 end = inAMonth();
        expiry = uint64(bound(expiry, block.timestamp + 1, end - 1));
        bytes memory data = _grantingCall(entry % 4, grantOf(buyer.addr, datasetId, expiry));
        vm.expectRevert(expiryNotLater(expiry, end));
        vm.prank(owner.addr);
        (bool refused,) = address(vault).call(data);
        assertTrue(refused, "expected revert");
        assertEq(vault.getGrant(datasetId, buyer.addr).expiry, end);
    }

    /// @dev Extended for nothing after the sale, and then cut back to what was sold: that is refused as well.
    function test_V5_PaidAccessThatWasExtendedIsNotCutBack() public {
        sell(buyer.addr, nativeOffer(), 0);
        uint64 end = inAMonth();
        grantAccess(buyer.addr, datasetId, end + 1);
        vm.expectRevert(expiryNotLater(end, end + 1));
        grantAccess(buyer.addr, datasetId, end);
    }

    /// @dev A free grant beyond the clock's 40 bits leaves no room for a sale behind it; the money comes back.
    function test_V5_ASaleDoesNotStartBeyondFortyBits() public {
        grantAccess(buyer.addr, datasetId, type(uint64).max);
        IDataVault.Purchase memory p = buy(buyer.addr, nativeOffer(), 0);
        expectDeliveryRefused(owner.addr, p, startTooLate(type(uint64).max, LATEST));
        vm.warp(block.timestamp + WINDOW);
        vault.settle(p);
        assertCredits(NATIVE, owner.addr, 0, buyer.addr, NATIVE_PRICE);
    }

    /// @dev At the last start that can be recorded. The end has more than 40 bits, and the access ends there.
    function test_V5_ASaleAtTheLastStart() public {
        grantAccess(buyer.addr, datasetId, LATEST);
        IDataVault.Purchase memory p = sell(buyer.addr, nativeOffer(), 0);
        assertEq(vault.getPurchase(purchaseIdOf(p)).time, LATEST);
        assertEq(vault.getGrant(datasetId, buyer.addr).expiry, uint64(LATEST) + MONTH);
        vault.settle(p);
        assertCredits(NATIVE, owner.addr, 0, buyer.addr, 0);
        revokeAccess(buyer.addr, datasetId);
        vault.settle(p);
        assertCredits(NATIVE, owner.addr, 0, buyer.addr, NATIVE_PRICE);
    }

    // ----------------------------------------------------------------------------------------------------------- helpers

    /// @dev By what tells, and by what asks: an extension needs a live grant, and a sale begins at its end.
    function _assertEveryGate(address who, uint256 time, uint64 end, bool live) private {
        vm.warp(time);
        assertLive(who, live);
        uint256 snapshot = vm.snapshotState();
        IAccessGrants.Grant memory g = grantOf(who, datasetId, type(uint64).max);
        assertEq(attempt(owner.addr, abi.encodeCall(vault.extend, (g))), live, "extend");
        vm.revertToState(snapshot);
        IDataVault.Purchase memory p = sell(who, nativeOffer(), 100 + _salt++);
        assertEq(vault.getPurchase(purchaseIdOf(p)).time, live ? end : time, "start of a sale");
        vm.revertToState(snapshot);
    }

    function _flip(bytes memory data, uint256 position, uint256 bits) private pure {
        assembly ("memory-safe") {
            let word := add(add(data, 0x20), position)
            mstore(word, xor(mload(word), bits))
        }
    }

    function _grantingCall(uint256 entry, IAccessGrants.Grant memory g) private returns (bytes memory) {
        IAccessGrants.Grant[] memory grants = new IAccessGrants.Grant[](1);
        grants[0] = g;
        if (entry == 0) return abi.encodeCall(vault.grantAccess, (g.researcher, g.datasetId, g.expiry));
        if (entry == 1) return abi.encodeCall(vault.grant, (g));
        if (entry == 2) return abi.encodeCall(vault.grantMany, (grants));
        return abi.encodeCall(vault.grantWithSignature, (g, soon(), signGrant(owner, g, soon())));
    }
}
