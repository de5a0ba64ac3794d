// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataVault} from "src/interfaces/IDataVault.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {FeeOnTransferToken} from "../../mocks/tokens/BalanceTokens.sol";
import {VaultAssertions} from "../../support/VaultAssertions.sol";

contract PurchaseWithPermitTest is VaultAssertions {
    IDataVault.Offer private offer;

    function setUp() public override {
        super.setUp();
        offer = tokenOffer();
        open(offer);
    }

    function testFuzz_BuysWithThePermitOfTheCaller(uint96 price, uint256 salt, uint40 latestStart) public {
        offer.price = uint96(bound(price, 1, type(uint96).max));
        vm.assume(offer.price != PRICE);
        latestStart = uint40(bound(latestStart, block.timestamp, type(uint40).max));
        open(offer);
        token.mint(buyer.addr, offer.price);
        IDataVault.Purchase memory p = purchaseOf(offer, buyer.addr, salt);
        IPayments.Permit memory permit = signPermit(buyer, token, offer.price, block.timestamp);
        expectPurchased(p, latestStart);
        vm.prank(buyer.addr);
        vault.purchaseWithPermit(offer, salt, latestStart, permit);
        assertPurchase(
            p, IDataVault.PurchaseView(IDataVault.PurchaseStatus.Pending, now40() + WINDOW, latestStart, 1, 0, 0)
        );
        assertEq(token.balanceOf(buyer.addr), 0);
        assertEq(token.balanceOf(address(vault)), offer.price);
        assertEq(token.allowance(buyer.addr, address(vault)), 0);
    }

    function test_AnAllowanceStandsInForAPermitThatFails() public {
        fund(buyer.addr, offer);
        IPayments.Permit memory permit;
        _purchase(permit, ANY_TIME);
        assertStatus(purchaseOf(offer, buyer.addr, 1), IDataVault.PurchaseStatus.Pending);
    }

    function test_RevertWhen_ThePermitFailsAndThereIsNoAllowance() public {
        token.mint(buyer.addr, PRICE);
        IPayments.Permit memory permit = signPermit(buyer, token, PRICE, block.timestamp - 1);
        expectNoAllowance(0, PRICE);
        _purchase(permit, ANY_TIME);
    }

    function test_RevertWhen_ThePermitIsForLess() public {
        token.mint(buyer.addr, PRICE);
        IPayments.Permit memory permit = signPermit(buyer, token, PRICE - 1, block.timestamp);
        expectNoAllowance(0, PRICE);
        _purchase(permit, ANY_TIME);
    }

    function test_RevertWhen_LessThanThePriceArrives() public {
        FeeOnTransferToken charging = new FeeOnTransferToken();
        offer.token = address(charging);
        open(offer);
        charging.mint(buyer.addr, PRICE);
        IPayments.Permit memory permit = signPermit(buyer, charging, PRICE, block.timestamp);
        expectWrongPayment(PRICE - PRICE / 100, PRICE);
        _purchase(permit, ANY_TIME);
    }

    function test_RevertWhen_TheOfferIsInTheNativeCoin() public {
        offer = nativeOffer();
        open(offer);
        IPayments.Permit memory permit;
        vm.expectRevert(IPayments.Payments_TokenIsNative.selector);
        _purchase(permit, ANY_TIME);
    }

    function test_RevertWhen_TheTokenHasNoCode() public {
        offer.token = stranger;
        open(offer);
        IPayments.Permit memory permit;
        expectNotAToken(stranger);
        _purchase(permit, ANY_TIME);
    }

    function test_RevertWhen_TheOfferIsClosed() public {
        close(offer);
        IPayments.Permit memory permit = _permit();
        expectOfferClosed(offer);
        _purchase(permit, ANY_TIME);
    }

    function test_RevertWhen_TheSaltWasUsed() public {
        IDataVault.Purchase memory p = buy(buyer.addr, offer, 1);
        IPayments.Permit memory permit = _permit();
        expectPurchaseExists(p);
        _purchase(permit, ANY_TIME);
    }

    function test_RevertWhen_TheLatestStartHasPassed() public {
        IPayments.Permit memory permit = _permit();
        expectLatestStartPassed(block.timestamp - 1);
        _purchase(permit, now40() - 1);
        _purchase(permit, now40());
        assertEq(token.balanceOf(address(vault)), PRICE);
    }

    function _permit() private returns (IPayments.Permit memory) {
        token.mint(buyer.addr, PRICE);
        return signPermit(buyer, token, PRICE, block.timestamp);
    }

    function _purchase(IPayments.Permit memory permit, uint40 latestStart) private {
        vm.prank(buyer.addr);
        vault.purchaseWithPermit(offer, 1, latestStart, permit);
    }
}
