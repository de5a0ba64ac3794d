// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataVault} from "src/interfaces/IDataVault.sol";

import {FeeOnTransferToken} from "../../mocks/tokens/BalanceTokens.sol";
import {VaultAssertions} from "../../support/VaultAssertions.sol";

contract PurchaseTest is VaultAssertions {
    IDataVault.Offer private offer;

    function setUp() public override {
        super.setUp();
        offer = tokenOffer();
        open(offer);
        open(nativeOffer());
    }

    // -------------------------------------------------------------------------------------------------------- bought

    function testFuzz_BuysWithAToken(address account, uint96 price, uint256 salt, uint40 latestStart) public {
        vm.assume(account != address(0) && account != address(vault));
        offer.price = uint96(bound(price, 2, type(uint96).max));
        vm.assume(offer.price != PRICE);
        open(offer);
        _bought(account, salt, latestStart);
    }

    function testFuzz_BuysWithTheNativeCoin(uint96 price, uint256 salt, uint40 latestStart) public {
        offer = nativeOffer();
        offer.price = uint96(bound(price, 1, type(uint96).max));
        vm.assume(offer.price != NATIVE_PRICE);
        open(offer);
        _bought(buyer.addr, salt, latestStart);
    }

    function testFuzz_TheDeadlineIsTheWindowsEnd(uint32 window, uint32 later) public {
        offer.deliveryWindow = uint32(bound(window, 1 days, 30 days));
        vm.assume(offer.deliveryWindow != WINDOW);
        open(offer);
        vm.warp(block.timestamp + later);
        _bought(buyer.addr, 1, ANY_TIME);
    }

    function test_EmitsOneEvent() public {
        fund(buyer.addr, offer);
        vm.recordLogs();
        purchase(buyer.addr, offer, 1, ANY_TIME);
        assertEq(vaultLogCount(), 1);
    }

    /// @dev It is delivered in the epoch and the period in which it was bought, or not at all.
    function test_EpochAndPeriodAreThePresentOnes() public {
        for (uint32 i = 1; i < 4; ++i) {
            IDataVault.Purchase memory p = buy(buyer.addr, offer, i);
            assertPurchase(p, _pending(ANY_TIME, i, 3 * (i - 1)));
            revokeAll(datasetId);
            for (uint256 j = 0; j < 3; ++j) {
                revokeAccess(buyer.addr, datasetId);
            }
        }
    }

    function test_NoAccessBeforeDelivery() public {
        buy(buyer.addr, offer, 1);
        assertNoGrant(datasetId, buyer.addr);
        assertFreshDataset(datasetId);
    }

    function test_ASaltIsABuyersAndAnOffers() public {
        buy(buyer.addr, offer, 1);
        buy(buyer.addr, offer, 2);
        buy(stranger, offer, 1);
        buy(buyer.addr, nativeOffer(), 1);
        assertEq(token.balanceOf(address(vault)), 3 * PRICE);
        assertEq(address(vault).balance, NATIVE_PRICE);
    }

    function test_TheLatestStartMayBeNow() public {
        fund(buyer.addr, offer);
        expectLatestStartPassed(block.timestamp - 1);
        purchase(buyer.addr, offer, 1, now40() - 1);
        purchase(buyer.addr, offer, 1, now40());
        fund(buyer.addr, offer);
        purchase(buyer.addr, offer, 2, now40() + 1);
        assertEq(token.balanceOf(address(vault)), 2 * PRICE);
    }

    // ------------------------------------------------------------------------------------------------------- refused

    function testFuzz_RevertWhen_TheLatestStartHasPassed(uint40 latestStart) public {
        latestStart = uint40(bound(latestStart, 0, block.timestamp - 1));
        fund(buyer.addr, offer);
        expectLatestStartPassed(latestStart);
        purchase(buyer.addr, offer, 1, latestStart);
    }

    function test_RevertWhen_TheOfferWasNeverOpen() public {
        offer.price += 1;
        fund(buyer.addr, offer);
        expectOfferClosed(offer);
        purchase(buyer.addr, offer, 1, ANY_TIME);
    }

    function test_RevertWhen_TheOfferIsClosed() public {
        close(offer);
        fund(buyer.addr, offer);
        expectOfferClosed(offer);
        purchase(buyer.addr, offer, 1, ANY_TIME);
    }

    /// @dev Pending, delivered, closed.
    function test_RevertWhen_TheSaltWasUsed() public {
        IDataVault.Purchase memory p = buy(buyer.addr, offer, 1);
        _refusesSalt(p);
        deliver(p);
        _refusesSalt(p);
        revokeAll(datasetId);
        vault.settle(p);
        assertStatus(p, IDataVault.PurchaseStatus.Closed);
        _refusesSalt(p);
    }

    function test_RevertWhen_TheCoinsAreNotThePrice() public {
        offer = nativeOffer();
        uint96[4] memory values = [uint96(0), NATIVE_PRICE - 1, NATIVE_PRICE + 1, 1 ether];
        for (uint256 i = 0; i < values.length; ++i) {
            _refusesValue(values[i], NATIVE_PRICE);
        }
    }

    function testFuzz_RevertWhen_TheCoinsAreNotThePrice(uint96 value) public {
        vm.assume(value != NATIVE_PRICE);
        offer = nativeOffer();
        _refusesValue(value, NATIVE_PRICE);
    }

    function testFuzz_RevertWhen_CoinsComeWithATokensPrice(uint96 value) public {
        fund(buyer.addr, offer);
        _refusesValue(uint96(bound(value, 1, type(uint96).max)), 0);
    }

    function test_RevertWhen_ACoinComesWithATokensPrice() public {
        fund(buyer.addr, offer);
        _refusesValue(1, 0);
    }

    function test_RevertWhen_LessThanThePriceArrives() public {
        offer.token = address(new FeeOnTransferToken());
        open(offer);
        fund(buyer.addr, offer);
        expectWrongPayment(PRICE - PRICE / 100, PRICE);
        purchase(buyer.addr, offer, 1, ANY_TIME);
    }

    function test_RevertWhen_TheAllowanceIsTooSmall() public {
        fund(buyer.addr, offer);
        vm.prank(buyer.addr);
        token.approve(address(vault), PRICE - 1);
        expectNoAllowance(PRICE - 1, PRICE);
        purchase(buyer.addr, offer, 1, ANY_TIME);
    }

    function test_RevertWhen_TheTokenHasNoCode() public {
        offer.token = stranger;
        open(offer);
        expectNotAToken(stranger);
        purchase(buyer.addr, offer, 1, ANY_TIME);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _bought(address account, uint256 salt, uint40 latestStart) private {
        latestStart = uint40(bound(latestStart, block.timestamp, type(uint40).max));
        IDataVault.Purchase memory p = purchaseOf(offer, account, salt);
        fund(account, offer);
        uint256 before = holding(account, offer.token);
        expectPurchased(p, latestStart);
        purchase(account, offer, salt, latestStart);
        assertPurchase(p, _pending(latestStart, 1, 0));
        assertEq(holding(account, offer.token), before - offer.price);
        assertEq(holding(address(vault), offer.token), offer.price);
        assertCredit(owner.addr, offer.token, 0);
    }

    function _pending(uint40 latestStart, uint32 epoch, uint32 period)
        private
        view
        returns (IDataVault.PurchaseView memory)
    {
        uint40 deadline = now40() + offer.deliveryWindow;
        return IDataVault.PurchaseView(IDataVault.PurchaseStatus.Pending, deadline, latestStart, epoch, period, 0);
    }

    function _refusesSalt(IDataVault.Purchase memory p) private {
        fund(p.buyer, p.offer);
        expectPurchaseExists(p);
        purchase(p.buyer, p.offer, p.salt, ANY_TIME);
    }

    function _refusesValue(uint96 value, uint96 required) private {
        vm.deal(buyer.addr, value);
        expectWrongValue(value, required);
        vm.prank(buyer.addr);
        vault.purchase{value: value}(offer, 1, ANY_TIME);
    }
}
