// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {FeeOnTransferToken} from "../../mocks/tokens/BalanceTokens.sol";
import {WalletMock} from "../../mocks/WalletMocks.sol";
import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

contract AcquireWithAuthorizationTest is LicenseAssertions {
    IModelLicense.Plan private plan;

    function setUp() public override {
        super.setUp();
        plan = usesPlan(10);
        open(plan);
    }

    function testFuzz_AnyoneBringsIt(address caller, address licensee, uint96 price, uint256 salt) public {
        vm.assume(licensee != address(0) && licensee != address(license) && caller != address(0));
        plan.price = price;
        open(plan);
        token.mint(buyer.addr, price);
        IPayments.Authorization memory a = authorizationOf(buyer, plan, licensee, salt);

        expectAcquired(plan, licensee, buyer.addr, 0, 10);
        vm.prank(caller);
        license.acquireWithAuthorization(plan, licensee, a);

        assertLicense(licensee, 0, 0, 10, 0);
        assertPlan(plan, true, 1, price, splitId);
        assertEq(token.balanceOf(buyer.addr), 0);
        assertEq(token.balanceOf(address(license)), price);
        assertTrue(token.authorizationState(buyer.addr, license.purchaseNonce(planIdOf(plan), licensee, salt)));
    }

    function test_65BytesGoToTheVRSOverload() public {
        WalletMock wallet = new WalletMock(buyer.addr);
        token.mint(address(wallet), PRICE);
        IPayments.Authorization memory a = _walletsAuthorization(wallet);
        (bytes32 r, bytes32 s, uint8 v) = parts(a.signature);
        vm.expectCall(
            address(token),
            abi.encodeWithSignature(
                "receiveWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)",
                a.from,
                address(license),
                a.value,
                a.validAfter,
                a.validBefore,
                license.purchaseNonce(planIdOf(plan), stranger, 1),
                v,
                r,
                s
            )
        );
        license.acquireWithAuthorization(plan, stranger, a);
        assertUses(stranger, 10, 0);
    }

    function testFuzz_AnotherLengthGoesToTheBytesOverload(uint8 length) public {
        WalletMock wallet = new WalletMock(buyer.addr);
        wallet.setMode(WalletMock.Mode.AcceptAll);
        token.mint(address(wallet), PRICE);
        IPayments.Authorization memory a = _walletsAuthorization(wallet);
        a.signature = new bytes(length == 65 ? 66 : length);
        vm.expectCall(
            address(token),
            abi.encodeWithSignature(
                "receiveWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)",
                a.from,
                address(license),
                a.value,
                a.validAfter,
                a.validBefore,
                license.purchaseNonce(planIdOf(plan), stranger, 1),
                a.signature
            )
        );
        license.acquireWithAuthorization(plan, stranger, a);
        assertUses(stranger, 10, 0);
    }

    function test_ItsWindowIsOpenAtBothEnds() public {
        (uint256 validAfter, uint256 validBefore) = (block.timestamp + 10, block.timestamp + 20);
        IPayments.Authorization memory a = _authorize();
        (a.validAfter, a.validBefore) = (validAfter, validBefore);
        a.signature = _sign(a);
        uint256[2] memory closed = [validAfter, validBefore];
        for (uint256 i = 0; i < 2; ++i) {
            vm.warp(closed[i]);
            expectAuthorizationRefused("not valid now");
            license.acquireWithAuthorization(plan, buyer.addr, a);
        }
        uint256 snapshot = vm.snapshotState();
        vm.warp(validAfter + 1);
        license.acquireWithAuthorization(plan, buyer.addr, a);
        vm.revertToState(snapshot);
        vm.warp(validBefore - 1);
        license.acquireWithAuthorization(plan, buyer.addr, a);
        assertUses(buyer.addr, 10, 0);
    }

    // ------------------------------------------------------------------------------------------------------- refused

    function test_RevertWhen_ItWasUsed() public {
        IPayments.Authorization memory a = _authorize();
        token.mint(buyer.addr, PRICE);
        license.acquireWithAuthorization(plan, buyer.addr, a);
        expectAuthorizationRefused("nonce used");
        license.acquireWithAuthorization(plan, buyer.addr, a);
    }

    function testFuzz_RevertWhen_ItIsNotOverThePrice(uint96 value) public {
        vm.assume(value != PRICE);
        IPayments.Authorization memory a = _authorize();
        token.mint(buyer.addr, value);
        a.value = value;
        a.signature = _sign(a);
        expectWrongPayment(value, PRICE);
        license.acquireWithAuthorization(plan, buyer.addr, a);
    }

    function test_RevertWhen_LessThanThePriceArrives() public {
        FeeOnTransferToken charging = new FeeOnTransferToken();
        plan.token = address(charging);
        open(plan);
        charging.mint(buyer.addr, PRICE);
        IPayments.Authorization memory a = authorizationOf(buyer, plan, buyer.addr, 1);
        expectWrongPayment(PRICE - PRICE / 100, PRICE);
        license.acquireWithAuthorization(plan, buyer.addr, a);
    }

    function test_RevertWhen_ThePlanIsInTheNativeCoin() public {
        IPayments.Authorization memory a = _authorize();
        open(nativePlan(MONTH));
        vm.expectRevert(IPayments.Payments_TokenIsNative.selector);
        license.acquireWithAuthorization(nativePlan(MONTH), buyer.addr, a);
    }

    function test_RevertWhen_TheTokenHasNoCode() public {
        IPayments.Authorization memory a = _authorize();
        plan.token = stranger;
        open(plan);
        vm.expectRevert(abi.encodeWithSelector(IPayments.Payments_NotAToken.selector, stranger));
        license.acquireWithAuthorization(plan, buyer.addr, a);
    }

    function test_RevertWhen_ThePlanIsClosed() public {
        IPayments.Authorization memory a = _authorize();
        close(plan);
        expectNotSelling(plan);
        license.acquireWithAuthorization(plan, buyer.addr, a);
    }

    function test_RevertWhen_ThePlanIsSoldOut() public {
        plan.cap = 1;
        open(plan);
        buy(buyer.addr, plan);
        IPayments.Authorization memory a = _authorize();
        expectSoldOut(plan);
        license.acquireWithAuthorization(plan, buyer.addr, a);
    }

    function test_RevertWhen_TheLicenseeIsTheContract() public {
        token.mint(buyer.addr, PRICE);
        IPayments.Authorization memory a = authorizationOf(buyer, plan, address(license), 1);
        expectInvalidAccount(address(license));
        license.acquireWithAuthorization(plan, address(license), a);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _authorize() private returns (IPayments.Authorization memory) {
        token.mint(buyer.addr, PRICE);
        return authorizationOf(buyer, plan, buyer.addr, 1);
    }

    /// @dev The buyer pays for itself, with salt 1.
    function _sign(IPayments.Authorization memory a) private returns (bytes memory) {
        return signDigest(buyer, _digest(a, license.purchaseNonce(planIdOf(plan), buyer.addr, 1)));
    }

    /// @dev The wallet pays for the stranger, with salt 1; its owner signs.
    function _walletsAuthorization(WalletMock wallet) private returns (IPayments.Authorization memory a) {
        a = authorizationOf(buyer, plan, stranger, 1);
        a.from = address(wallet);
        a.signature = signDigest(buyer, _digest(a, license.purchaseNonce(planIdOf(plan), stranger, 1)));
    }

    function _digest(IPayments.Authorization memory a, bytes32 nonce) private view returns (bytes32) {
        bytes32 structHash = keccak256(
            abi.encode(token.RECEIVE_TYPEHASH(), a.from, address(license), a.value, a.validAfter, a.validBefore, nonce)
        );
        return keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
    }
}
