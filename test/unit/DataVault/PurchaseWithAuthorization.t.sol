// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataVault} from "src/interfaces/IDataVault.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {FeeOnTransferToken} from "../../mocks/tokens/BalanceTokens.sol";
import {WalletMock} from "../../mocks/WalletMocks.sol";
import {VaultAssertions} from "../../support/VaultAssertions.sol";

contract PurchaseWithAuthorizationTest is VaultAssertions {
    IDataVault.Offer private offer;
    WalletMock private wallet;

    function setUp() public override {
        super.setUp();
        offer = tokenOffer();
        open(offer);
        wallet = new WalletMock(buyer.addr);
    }

    function testFuzz_AnyoneBringsIt(address caller, uint96 price, uint256 salt, uint40 latestStart) public {
        vm.assume(caller != address(0));
        offer.price = uint96(bound(price, 1, type(uint96).max));
        vm.assume(offer.price != PRICE);
        latestStart = uint40(bound(latestStart, block.timestamp, type(uint40).max));
        open(offer);
        token.mint(buyer.addr, offer.price);
        IDataVault.Purchase memory p = purchaseOf(offer, buyer.addr, salt);
        IPayments.Authorization memory a = authorizationOf(buyer, offer, latestStart, salt);
        expectPurchased(p, latestStart);
        vm.prank(caller);
        vault.purchaseWithAuthorization(offer, latestStart, a);
        assertPurchase(
            p, IDataVault.PurchaseView(IDataVault.PurchaseStatus.Pending, now40() + WINDOW, latestStart, 1, 0, 0)
        );
        assertEq(token.balanceOf(buyer.addr), 0);
        assertEq(token.balanceOf(address(vault)), offer.price);
        assertTrue(token.authorizationState(buyer.addr, _nonce(latestStart, salt)));
    }

    function test_65BytesGoToTheVRSOverload() public {
        token.mint(buyer.addr, PRICE);
        IPayments.Authorization memory a = authorizationOf(buyer, offer, ANY_TIME, 1);
        (bytes32 r, bytes32 s, uint8 v) = parts(a.signature);
        vm.expectCall(
            address(token),
            abi.encodeWithSignature(
                "receiveWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)",
                a.from,
                address(vault),
                a.value,
                a.validAfter,
                a.validBefore,
                _nonce(ANY_TIME, 1),
                v,
                r,
                s
            )
        );
        vault.purchaseWithAuthorization(offer, ANY_TIME, a);
    }

    function testFuzz_AnotherLengthGoesToTheBytesOverload(uint8 length) public {
        wallet.setMode(WalletMock.Mode.AcceptAll);
        token.mint(address(wallet), PRICE);
        IPayments.Authorization memory a = IPayments.Authorization({
            from: address(wallet),
            value: PRICE,
            validAfter: 0,
            validBefore: soon(),
            salt: 1,
            signature: new bytes(length == 65 ? 66 : length)
        });
        vm.expectCall(
            address(token),
            abi.encodeWithSignature(
                "receiveWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)",
                a.from,
                address(vault),
                a.value,
                a.validAfter,
                a.validBefore,
                _nonce(ANY_TIME, 1),
                a.signature
            )
        );
        vault.purchaseWithAuthorization(offer, ANY_TIME, a);
        assertStatus(purchaseOf(offer, address(wallet), 1), IDataVault.PurchaseStatus.Pending);
    }

    function test_ItsEndIsTheSecondBefore() public {
        IPayments.Authorization memory a = _authorize();
        uint256 validBefore = a.validBefore;
        vm.warp(validBefore);
        expectAuthorizationRefused("not valid now");
        vault.purchaseWithAuthorization(offer, ANY_TIME, a);
        vm.warp(validBefore - 1);
        vault.purchaseWithAuthorization(offer, ANY_TIME, a);
    }

    // ------------------------------------------------------------------------------------------------------- refused

    function test_RevertWhen_ItWasUsed() public {
        IPayments.Authorization memory a = _authorize();
        token.mint(buyer.addr, PRICE);
        vault.purchaseWithAuthorization(offer, ANY_TIME, a);
        expectPurchaseExists(purchaseOf(offer, buyer.addr, 1));
        vault.purchaseWithAuthorization(offer, ANY_TIME, a);
    }

    /// @dev The nonce binds offer, latest start and salt: whoever brings it cannot turn it to another purchase.
    function test_RevertWhen_ItWasSignedForAnotherPurchase() public {
        IPayments.Authorization memory a = _authorize();
        expectAuthorizationRefused("invalid signature");
        vault.purchaseWithAuthorization(offer, ANY_TIME - 1, a);
        a.salt = 2;
        expectAuthorizationRefused("invalid signature");
        vault.purchaseWithAuthorization(offer, ANY_TIME, a);
        a.salt = 1;
        offer.duration = 1 days;
        open(offer);
        expectAuthorizationRefused("invalid signature");
        vault.purchaseWithAuthorization(offer, ANY_TIME, a);
    }

    function testFuzz_RevertWhen_ItIsNotOverThePrice(uint96 value) public {
        vm.assume(value != PRICE);
        token.mint(buyer.addr, value);
        offer.price = value;
        IPayments.Authorization memory a = authorizationOf(buyer, offer, ANY_TIME, 1);
        offer.price = PRICE;
        a.signature = _sign(a);
        expectWrongPayment(value, PRICE);
        vault.purchaseWithAuthorization(offer, ANY_TIME, a);
    }

    function test_RevertWhen_ItIsAUnitOff() public {
        for (uint256 i = 0; i < 2; ++i) {
            IPayments.Authorization memory a = _authorize();
            token.mint(buyer.addr, 1);
            a.value = i == 0 ? PRICE - 1 : PRICE + 1;
            a.signature = _sign(a);
            expectWrongPayment(a.value, PRICE);
            vault.purchaseWithAuthorization(offer, ANY_TIME, a);
        }
    }

    function test_RevertWhen_LessThanThePriceArrives() public {
        FeeOnTransferToken charging = new FeeOnTransferToken();
        offer.token = address(charging);
        open(offer);
        charging.mint(buyer.addr, PRICE);
        IPayments.Authorization memory a = authorizationOf(buyer, offer, ANY_TIME, 1);
        expectWrongPayment(PRICE - PRICE / 100, PRICE);
        vault.purchaseWithAuthorization(offer, ANY_TIME, a);
    }

    function test_RevertWhen_TheOfferIsInTheNativeCoin() public {
        IPayments.Authorization memory a = _authorize();
        open(nativeOffer());
        IDataVault.Offer memory native = nativeOffer();
        vm.expectRevert(IPayments.Payments_TokenIsNative.selector);
        vault.purchaseWithAuthorization(native, ANY_TIME, a);
    }

    function test_RevertWhen_TheTokenHasNoCode() public {
        IPayments.Authorization memory a = _authorize();
        offer.token = stranger;
        open(offer);
        expectNotAToken(stranger);
        vault.purchaseWithAuthorization(offer, ANY_TIME, a);
    }

    function test_RevertWhen_TheOfferIsClosed() public {
        IPayments.Authorization memory a = _authorize();
        close(offer);
        expectOfferClosed(offer);
        vault.purchaseWithAuthorization(offer, ANY_TIME, a);
    }

    function test_RevertWhen_TheLatestStartHasPassed() public {
        uint40 latestStart = now40();
        token.mint(buyer.addr, PRICE);
        IPayments.Authorization memory a = authorizationOf(buyer, offer, latestStart, 1);
        vm.warp(latestStart + 1);
        expectLatestStartPassed(latestStart);
        vault.purchaseWithAuthorization(offer, latestStart, a);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _authorize() private returns (IPayments.Authorization memory) {
        token.mint(buyer.addr, PRICE);
        return authorizationOf(buyer, offer, ANY_TIME, 1);
    }

    function _nonce(uint40 latestStart, uint256 salt) private view returns (bytes32) {
        return keccak256(abi.encode(offerIdOf(offer), latestStart, salt));
    }

    /// @dev For any start, with salt 1.
    function _sign(IPayments.Authorization memory a) private returns (bytes memory) {
        bytes32 structHash = keccak256(
            abi.encode(
                token.RECEIVE_TYPEHASH(),
                a.from,
                address(vault),
                a.value,
                a.validAfter,
                a.validBefore,
                _nonce(ANY_TIME, 1)
            )
        );
        return signDigest(buyer, keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash)));
    }
}
