// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataVault} from "src/interfaces/IDataVault.sol";

import {VaultAssertions} from "../../support/VaultAssertions.sol";

contract OfferTest is VaultAssertions {
    // ---------------------------------------------------------------------------------------------------------- open

    function testFuzz_OpensAnOffer(IDataVault.Offer memory offer) public {
        offer = _fitting(offer);
        assertFalse(vault.isOfferOpen(offerIdOf(offer)));
        _expectOpened(offer);
        assertEq(open(offer), offerIdOf(offer));
        assertTrue(vault.isOfferOpen(offerIdOf(offer)));
    }

    function testFuzz_EachTermMakesAnotherOffer(uint8 term, uint32 bits) public {
        bits = uint32(bound(bits, 1, type(uint32).max));
        open(tokenOffer());
        IDataVault.Offer memory other = tokenOffer();
        term = uint8(bound(term, 0, 6));
        if (term == 0) other.datasetId ^= bytes32(uint256(bits));
        else if (term == 1) other.token = address(uint160(other.token) ^ bits);
        else if (term == 2) other.price ^= bits;
        else if (term == 3) other.duration ^= bits;
        else if (term == 4) other.deliveryWindow ^= bits;
        else if (term == 5) other.purposeHash ^= bytes32(uint256(bits));
        else other.termsHash ^= bytes32(uint256(bits));
        assertFalse(vault.isOfferOpen(offerIdOf(other)));
        assertTrue(vault.isOfferOpen(offerIdOf(tokenOffer())));
    }

    function test_EmitsOneEvent() public {
        vm.recordLogs();
        open(tokenOffer());
        assertEq(vaultLogCount(), 1);
    }

    function test_TheDeliveryWindowHasBothItsEnds() public {
        IDataVault.Offer memory offer = tokenOffer();
        uint32[2] memory inside = [uint32(1 days), 30 days];
        uint32[4] memory outside = [uint32(0), 1 days - 1, 30 days + 1, type(uint32).max];
        for (uint256 i = 0; i < inside.length; ++i) {
            offer.deliveryWindow = inside[i];
            open(offer);
            assertTrue(vault.isOfferOpen(offerIdOf(offer)));
        }
        for (uint256 i = 0; i < outside.length; ++i) {
            offer.deliveryWindow = outside[i];
            _expectWindowOutOfRange(outside[i]);
            open(offer);
        }
        offer.deliveryWindow = 1 days + 1;
        open(offer);
        offer.deliveryWindow = 30 days - 1;
        open(offer);
    }

    function testFuzz_RevertWhen_TheDeliveryWindowIsOutOfRange(uint32 window) public {
        vm.assume(window < 1 days || window > 30 days);
        IDataVault.Offer memory offer = tokenOffer();
        offer.deliveryWindow = window;
        _expectWindowOutOfRange(window);
        open(offer);
    }

    function test_RevertWhen_ThePriceIsZero() public {
        IDataVault.Offer memory offer = tokenOffer();
        offer.price = 0;
        vm.expectRevert(IDataVault.DataVault_ZeroPrice.selector);
        open(offer);
        offer.price = 1;
        open(offer);
    }

    function test_RevertWhen_TheDurationIsZero() public {
        IDataVault.Offer memory offer = tokenOffer();
        offer.duration = 0;
        vm.expectRevert(IDataVault.DataVault_ZeroDuration.selector);
        open(offer);
        offer.duration = 1;
        open(offer);
    }

    function test_RevertWhen_ItIsOpenAlready() public {
        open(tokenOffer());
        vm.expectRevert(abi.encodeWithSelector(IDataVault.DataVault_OfferOpen.selector, offerIdOf(tokenOffer())));
        open(tokenOffer());
    }

    function test_RevertWhen_TheDatasetIsUnknown() public {
        bytes32 unknown = idOf(owner.addr, 2);
        IDataVault.Offer memory offer = offerOf(unknown, address(token), PRICE, MONTH);
        expectUnknownDataset(unknown);
        open(offer);
    }

    function testFuzz_RevertWhen_SomebodyElseOpens(address caller) public {
        vm.assume(caller != owner.addr);
        IDataVault.Offer memory offer = tokenOffer();
        expectNotOwner(caller, owner.addr);
        vm.prank(caller);
        vault.openOffer(offer);
    }

    /// @dev Words 1 to 4: token, price, duration, delivery window.
    function testFuzz_RevertWhen_AWordHasBitsBeyondItsType(uint8 field, uint256 bits) public {
        uint8[4] memory widths = [160, 96, 32, 32];
        field = uint8(bound(field, 0, 3));
        bits = bound(bits, 1, type(uint256).max >> widths[field]) << widths[field];
        bytes memory data = abi.encodeCall(vault.openOffer, (tokenOffer()));
        assertRefusedByDecoder(owner.addr, withBits(data, 1 + field, bits));
    }

    // --------------------------------------------------------------------------------------------------------- close

    function testFuzz_ClosesAnOffer(IDataVault.Offer memory offer) public {
        offer = _fitting(offer);
        open(offer);
        open(tokenOffer());
        _expectClosed(offer);
        close(offer);
        assertFalse(vault.isOfferOpen(offerIdOf(offer)));
        assertTrue(vault.isOfferOpen(offerIdOf(tokenOffer())));
    }

    function test_AClosedOfferCanBeOpenedAgain() public {
        open(tokenOffer());
        close(tokenOffer());
        _expectOpened(tokenOffer());
        open(tokenOffer());
        assertTrue(vault.isOfferOpen(offerIdOf(tokenOffer())));
    }

    function test_RevertWhen_ItIsNotOpen() public {
        expectOfferClosed(tokenOffer());
        close(tokenOffer());
        open(tokenOffer());
        close(tokenOffer());
        expectOfferClosed(tokenOffer());
        close(tokenOffer());
    }

    function testFuzz_RevertWhen_SomebodyElseCloses(address caller) public {
        vm.assume(caller != owner.addr);
        open(tokenOffer());
        IDataVault.Offer memory offer = tokenOffer();
        expectNotOwner(caller, owner.addr);
        vm.prank(caller);
        vault.closeOffer(offer);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _fitting(IDataVault.Offer memory offer) private view returns (IDataVault.Offer memory) {
        offer.datasetId = datasetId;
        offer.price = uint96(bound(offer.price, 1, type(uint96).max));
        offer.duration = uint32(bound(offer.duration, 1, type(uint32).max));
        offer.deliveryWindow = uint32(bound(offer.deliveryWindow, 1 days, 30 days));
        return offer;
    }

    function _expectOpened(IDataVault.Offer memory offer) private {
        vm.expectEmit(address(vault));
        emit IDataVault.OfferOpened(offerIdOf(offer), offer.datasetId, offer);
    }

    function _expectClosed(IDataVault.Offer memory offer) private {
        vm.expectEmit(address(vault));
        emit IDataVault.OfferClosed(offerIdOf(offer), offer.datasetId);
    }

    function _expectWindowOutOfRange(uint32 window) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataVault.DataVault_DeliveryWindowOutOfRange.selector, window, uint256(1 days), uint256(30 days)
            )
        );
    }
}
