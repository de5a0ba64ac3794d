// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";

import {GasGuzzlerToken} from "../../mocks/tokens/CallingTokens.sol";
import {PausableToken} from "../../mocks/tokens/GatedTokens.sol";
import {WalletMock} from "../../mocks/WalletMocks.sol";
import {VaultAttack} from "./VaultAttack.sol";

/// @title V6: a revocation and what stands before and behind it in the same block, old wraps, and nothing that blocks it
contract RevocationAttacksTest is VaultAttack {
    function setUp() public override {
        super.setUp();
        open(nativeOffer());
        open(tokenOffer());
    }

    // ------------------------------------------------------------------------------------------------- in the same block

    /// @dev From the transaction behind it on, in the block of the grant itself.
    function test_V6_RevokedAtOnceInTheGrantsOwnBlock() public {
        for (uint256 i = 0; i < 3; ++i) {
            grantAccess(researcher, datasetId, inAMonth());
            assertLive(researcher, true);
            _revokeBy(i, researcher);
            assertLive(researcher, false);
        }
    }

    function test_V6_SignedGrantBehindTheRevocation() public {
        for (uint256 i = 0; i < 3; ++i) {
            IAccessGrants.Grant memory g = grantOf(researcher, datasetId, inAMonth());
            bytes memory signature = signGrant(owner, g, soon());
            _revokeBy(i, researcher);
            assertFalse(attempt(stranger, abi.encodeCall(vault.grantWithSignature, (g, soon(), signature))));
            assertLive(researcher, false);
        }
    }

    /// @dev The researcher sees the revocation in the mempool and brings its signed grant first: that is revoked too.
    function test_V6_SignedGrantInFrontOfTheRevocation() public {
        for (uint256 i = 0; i < 3; ++i) {
            IAccessGrants.Grant memory g = grantOf(researcher, datasetId, inAMonth());
            vault.grantWithSignature(g, soon(), signGrant(owner, g, soon()));
            assertLive(researcher, true);
            _revokeBy(i, researcher);
            assertLive(researcher, false);
        }
    }

    function test_V6_DeliveryBehindTheRevocation() public {
        for (uint256 i = 0; i < 3; ++i) {
            IDataVault.Purchase memory p = buy(buyer.addr, nativeOffer(), i);
            _revokeBy(i, buyer.addr);
            expectDeliveryRefused(gatekeeper, p, revokedBeforeDelivery(p));
            assertLive(buyer.addr, false);
            vault.settle(p);
            assertCredits(NATIVE, owner.addr, 0, buyer.addr, (i + 1) * NATIVE_PRICE);
        }
    }

    /// @dev Delivered and revoked in one block: the access had no second, so it earned nothing.
    function test_V6_DeliveryInFrontOfTheRevocation() public {
        for (uint256 i = 0; i < 3; ++i) {
            IDataVault.Purchase memory p = sell(buyer.addr, nativeOffer(), i);
            assertLive(buyer.addr, true);
            _revokeBy(i, buyer.addr);
            assertLive(buyer.addr, false);
            vault.settle(p);
            assertCredits(NATIVE, owner.addr, 0, buyer.addr, (i + 1) * NATIVE_PRICE);
        }
    }

    /// @dev Bought behind the revocation, in its block: that is a new purchase, which waits for its own delivery.
    function test_V6_PurchaseBehindTheRevocation() public {
        for (uint256 i = 0; i < 3; ++i) {
            IDataVault.Purchase memory old = buy(buyer.addr, nativeOffer(), 2 * i);
            _revokeBy(i, buyer.addr);
            IDataVault.Purchase memory p = buy(buyer.addr, nativeOffer(), 2 * i + 1);
            assertLive(buyer.addr, false);
            vault.settle(old);
            vault.settle(p);
            assertEq(uint8(statusOf(old)), uint8(IDataVault.PurchaseStatus.Closed));
            assertEq(uint8(statusOf(p)), uint8(IDataVault.PurchaseStatus.Pending));
            deliverAs(gatekeeper, p);
            assertLive(buyer.addr, true);
        }
    }

    // ------------------------------------------------------------------------------------------- what was wrapped before

    /// @dev The gatekeeper's transaction was made before `revokeAll` was in a block: its key is wrapped for another epoch.
    function test_V6_ADeliveryForAnEarlierEpochOrVersionIsRefused() public {
        uint32 version = nextVersion(datasetId, buyer.addr);
        revokeAll(datasetId);
        IDataVault.Purchase memory p = buy(buyer.addr, nativeOffer(), 0);
        vm.expectRevert(wrongEpoch(1, 2));
        vm.prank(gatekeeper);
        vault.deliver(p, 1, version, wrappedKey());
        vm.prank(owner.addr);
        vault.cancelSignedGrants(buyer.addr, datasetId);
        vm.expectRevert(wrongVersion(version, version + 1));
        vm.prank(gatekeeper);
        vault.deliver(p, 2, version, wrappedKey());
    }

    function testFuzz_V6_AGrantForAnotherEpochOrVersionIsRefused(uint32 epoch, uint32 version) public {
        for (uint256 i = 0; i < 3; ++i) {
            revokeAll(datasetId);
            revokeAccess(researcher, datasetId);
        }
        vm.assume(epoch != 4 || version != 4);
        IAccessGrants.Grant memory g = grantOf(researcher, datasetId, inAMonth());
        (g.epoch, g.version) = (epoch, version);
        vm.expectRevert(epoch == 4 ? wrongVersion(version, 4) : wrongEpoch(epoch, 4));
        vm.prank(owner.addr);
        vault.grant(g);
        bytes memory signature = signGrant(owner, g, soon());
        assertFalse(attempt(stranger, abi.encodeCall(vault.grantWithSignature, (g, soon(), signature))));
    }

    /// @dev One transaction, whoever was granted access and however.
    function test_V6_RevokeAllEndsEveryKindOfGrant() public {
        grantAccess(researcher, datasetId, type(uint64).max);
        IAccessGrants.Grant memory g = grantOf(stranger, datasetId, inAMonth());
        vault.grantWithSignature(g, soon(), signGrant(owner, g, soon()));
        sell(buyer.addr, tokenOffer(), 0);
        revokeAll(datasetId);
        assertLive(researcher, false);
        assertLive(stranger, false);
        assertLive(buyer.addr, false);
    }

    /// @dev The next epoch is not one that somebody was granted access in before.
    function testFuzz_V6_NoEpochReturns(uint8 count) public {
        grantAccess(researcher, datasetId, type(uint64).max);
        for (uint256 i = 0; i < count % 16; ++i) {
            revokeAll(datasetId);
            assertEq(epochOf(datasetId), i + 2);
            assertLive(researcher, false);
        }
    }

    function test_V6_RevokingOneLeavesTheOthers() public {
        bytes32 second = idOf(owner.addr, 2);
        register(second);
        grantAccess(researcher, datasetId, inAMonth());
        grantAccess(researcher, second, inAMonth());
        grantAccess(stranger, datasetId, inAMonth());
        revokeAccess(researcher, datasetId);
        assertLive(stranger, true);
        assertTrue(vault.isLive(second, researcher));
        revokeAll(datasetId);
        assertTrue(vault.isLive(second, researcher));
    }

    // --------------------------------------------------------------------------------------------- nothing that blocks it

    /// @dev Open offers, what was bought and waits, what runs, what is over and was never settled.
    function test_V6_NoSaleBlocksARevocation() public {
        buy(buyer.addr, tokenOffer(), 0);
        for (uint256 i = 0; i < 3; ++i) {
            sell(buyer.addr, nativeOffer(), 2 * i);
            buy(buyer.addr, nativeOffer(), 2 * i + 1);
            vm.warp(block.timestamp + i * MONTH);
            _revokeBy(i, buyer.addr);
            assertLive(buyer.addr, false);
        }
    }

    function test_V6_NoTokenBlocksARevocation() public {
        (PausableToken paused, GasGuzzlerToken guzzler) = (new PausableToken(), new GasGuzzlerToken());
        address[2] memory tokens = [address(paused), address(guzzler)];
        for (uint256 i = 0; i < tokens.length; ++i) {
            IDataVault.Offer memory offer = offerOf(datasetId, tokens[i], PRICE, MONTH);
            open(offer);
            sell(buyer.addr, offer, i);
        }
        paused.setPaused(true);
        guzzler.arm(true);
        _revokeBy(0, buyer.addr);
        assertLive(buyer.addr, false);
        vault.settle(purchaseOf(offerOf(datasetId, address(paused), PRICE, MONTH), buyer.addr, 0));
        assertEq(vault.creditOf(buyer.addr, address(paused)), PRICE);
    }

    /// @dev The vault's whole balance gone, by a fault of a token: revoking does not ask for money.
    function test_V6_AShortfallDoesNotBlockARevocation() public {
        IDataVault.Purchase memory p = sell(buyer.addr, tokenOffer(), 0);
        vm.prank(address(vault));
        token.transfer(stranger, PRICE);
        _revokeBy(2, buyer.addr);
        vault.settle(p);
        assertLive(buyer.addr, false);
        assertEq(vault.creditOf(buyer.addr, address(token)), PRICE);
    }

    /// @dev The buyer is a contract that does whatever it can to be called, and it is not called.
    function test_V6_TheResearcherIsNotCalled() public {
        WalletMock wallet = new WalletMock(stranger);
        wallet.setMode(WalletMock.Mode.BurnGas);
        wallet.setRefusesCoins(true);
        sell(address(wallet), nativeOffer(), 0);
        vm.expectCall(address(wallet), "", 0);
        for (uint256 i = 0; i < 3; ++i) {
            _revokeBy(i, address(wallet));
        }
        vault.settle(purchaseOf(nativeOffer(), address(wallet), 0));
        assertEq(vault.creditOf(address(wallet), NATIVE), NATIVE_PRICE);
    }

    /// @dev Nothing granted, nothing registered, revoked before, and whoever it is.
    function testFuzz_V6_RevokingNothingIsNoFailure(address who, uint96 number) public {
        bytes32 id = idOf(owner.addr, number);
        vm.startPrank(owner.addr);
        vault.revokeAccess(who, id);
        vault.revokeAccess(who, id);
        address[] memory twice = new address[](2);
        (twice[0], twice[1]) = (who, who);
        vault.revokeMany(id, twice);
        vm.stopPrank();
        assertEq(vault.getGrant(id, who).version, 4);
    }

    // ----------------------------------------------------------------------------------------------------------- helpers

    function _revokeBy(uint256 entry, address who) private {
        if (entry == 0) revokeAccess(who, datasetId);
        if (entry == 1) revokeAll(datasetId);
        if (entry == 2) {
            vm.prank(owner.addr);
            vault.revokeMany(datasetId, listOf(who));
        }
    }
}
