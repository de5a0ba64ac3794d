// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {FeeOnTransferToken} from "../../mocks/tokens/BalanceTokens.sol";
import {WalletMock} from "../../mocks/WalletMocks.sol";
import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

contract AcquireWithSignatureTest is LicenseAssertions {
    IModelLicense.Plan private plan;
    IModelLicense.Purchase private purchase;

    function setUp() public override {
        super.setUp();
        plan = usesPlan(10);
        open(plan);
        fund(buyer.addr, plan);
        purchase = purchaseOf(buyer.addr, buyer.addr);
    }

    // -------------------------------------------------------------------------------------------------------- bought

    function testFuzz_AnyoneBringsIt(address caller, address licensee, uint96 price) public {
        vm.assume(licensee != address(0) && licensee != address(license));
        plan = usesPlan(20);
        plan.price = price;
        open(plan);
        fund(buyer.addr, plan);
        purchase.licensee = licensee;
        bytes memory signature = signPurchase(buyer, plan, purchase);

        expectAcquired(plan, licensee, buyer.addr, 0, 20);
        vm.prank(caller);
        license.acquireWithSignature(plan, purchase, signature);

        assertLicense(licensee, 0, 0, 20, 0);
        assertPlan(plan, true, 1, price, splitId);
        assertEq(token.balanceOf(buyer.addr), PRICE);
        assertEq(token.balanceOf(address(license)), price);
        assertEq(license.nonces(buyer.addr), 1);
    }

    function test_PurchasesFollowOneAnother() public {
        for (uint256 nonce = 0; nonce < 3; ++nonce) {
            assertEq(license.nonces(buyer.addr), nonce);
            purchase = purchaseOf(buyer.addr, buyer.addr);
            _acquire();
            fund(buyer.addr, plan);
        }
        assertUses(buyer.addr, 30, 0);
    }

    function test_AContractAccountBuys() public {
        WalletMock wallet = new WalletMock(buyer.addr);
        fund(address(wallet), plan);
        purchase = purchaseOf(address(wallet), stranger);
        expectAcquired(plan, stranger, address(wallet), 0, 10);
        _acquire();
        assertEq(token.balanceOf(address(wallet)), 0);
        assertUses(stranger, 10, 0);
    }

    function test_AFreePlanInTheNativeCoinCanBeSignedFor() public {
        plan = nativePlan(MONTH);
        plan.price = 0;
        open(plan);
        expectAcquired(plan, buyer.addr, buyer.addr, uint40(block.timestamp + MONTH), 0);
        _acquire();
    }

    function test_AFreePlanInATokenAsksTheTokenNothing() public {
        (plan.price, plan.token) = (0, stranger);
        open(plan);
        _acquire();
        assertUses(buyer.addr, 10, 0);
    }

    // ------------------------------------------------------------------------------------------------------ use nonce

    function test_UsingANonceRaisesIt() public {
        for (uint256 expected = 0; expected < 3; ++expected) {
            _expectNonceUsed(expected);
            vm.prank(buyer.addr);
            assertEq(license.useNonce(), expected);
            assertEq(license.nonces(buyer.addr), expected + 1);
        }
        assertEq(license.nonces(stranger), 0);
    }

    function test_APurchaseUsesItsNonceUp() public {
        fund(buyer.addr, plan);
        bytes memory signature = signPurchase(buyer, plan, purchase);
        _expectNonceUsed(0);
        license.acquireWithSignature(plan, purchase, signature);
        assertEq(license.nonces(buyer.addr), 1);
    }

    function test_RevertWhen_TheNonceWasCancelled() public {
        bytes memory signature = signPurchase(buyer, plan, purchase);
        vm.prank(buyer.addr);
        license.useNonce();
        _expectInvalidNonce(1);
        license.acquireWithSignature(plan, purchase, signature);
    }

    // ------------------------------------------------------------------------------------------------------- refused

    function test_RevertWhen_ItWasUsed() public {
        fund(buyer.addr, plan);
        bytes memory signature = signPurchase(buyer, plan, purchase);
        license.acquireWithSignature(plan, purchase, signature);
        _expectInvalidNonce(1);
        license.acquireWithSignature(plan, purchase, signature);
    }

    function testFuzz_RevertWhen_TheNonceIsToCome(uint256 nonce) public {
        purchase.nonce = bound(nonce, 1, type(uint256).max);
        bytes memory signature = signPurchase(buyer, plan, purchase);
        _expectInvalidNonce(0);
        license.acquireWithSignature(plan, purchase, signature);
    }

    function test_RevertWhen_SomebodyElseSigned() public {
        bytes memory signature = signPurchase(creator, plan, purchase);
        expectInvalidSignature(buyer.addr);
        license.acquireWithSignature(plan, purchase, signature);
    }

    function test_RevertWhen_TheBuyerIsZero() public {
        purchase.buyer = address(0);
        purchase.nonce = 0;
        expectInvalidSignature(address(0));
        license.acquireWithSignature(plan, purchase, new bytes(65));
    }

    function test_RevertWhen_ThePlanIsInTheNativeCoin() public {
        plan = nativePlan(MONTH);
        plan.price = 1;
        open(plan);
        bytes memory signature = signPurchase(buyer, plan, purchase);
        vm.expectRevert(IPayments.Payments_TokenIsNative.selector);
        license.acquireWithSignature(plan, purchase, signature);
    }

    function test_RevertWhen_TheAllowanceIsTooSmall() public {
        vm.prank(buyer.addr);
        token.approve(address(license), PRICE - 1);
        bytes memory signature = signPurchase(buyer, plan, purchase);
        expectNoAllowance(PRICE - 1, PRICE);
        license.acquireWithSignature(plan, purchase, signature);
    }

    function test_RevertWhen_LessThanThePriceArrives() public {
        plan.token = address(new FeeOnTransferToken());
        open(plan);
        fund(buyer.addr, plan);
        bytes memory signature = signPurchase(buyer, plan, purchase);
        expectWrongPayment(PRICE - PRICE / 100, PRICE);
        license.acquireWithSignature(plan, purchase, signature);
    }

    function test_RevertWhen_ThePlanIsClosed() public {
        close(plan);
        bytes memory signature = signPurchase(buyer, plan, purchase);
        expectNotSelling(plan);
        license.acquireWithSignature(plan, purchase, signature);
    }

    function test_RevertWhen_ThePlanIsSoldOut() public {
        plan.cap = 1;
        open(plan);
        buy(buyer.addr, plan);
        bytes memory signature = signPurchase(buyer, plan, purchase);
        expectSoldOut(plan);
        license.acquireWithSignature(plan, purchase, signature);
    }

    function test_RevertWhen_TheLicenseeIsZero() public {
        purchase.licensee = address(0);
        bytes memory signature = signPurchase(buyer, plan, purchase);
        expectInvalidAccount(address(0));
        license.acquireWithSignature(plan, purchase, signature);
    }

    function test_ADeadlineIsOverAtItsSecond() public {
        bytes memory signature = signPurchase(buyer, plan, purchase);
        uint64 deadline = purchase.deadline;
        for (uint256 late = 0; late < 2; ++late) {
            vm.warp(deadline + late);
            expectDeadlinePassed(deadline);
            license.acquireWithSignature(plan, purchase, signature);
        }
        vm.warp(deadline - 1);
        license.acquireWithSignature(plan, purchase, signature);
        assertUses(buyer.addr, 10, 0);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _acquire() private {
        bytes memory signature = signPurchase(buyer, plan, purchase);
        vm.prank(stranger);
        license.acquireWithSignature(plan, purchase, signature);
    }

    function _expectNonceUsed(uint256 nonce) private {
        vm.expectEmit(address(license));
        emit IModelLicense.NonceUsed(buyer.addr, nonce);
    }

    function _expectInvalidNonce(uint256 current) private {
        vm.expectRevert(abi.encodeWithSelector(Nonces.InvalidAccountNonce.selector, purchase.buyer, current));
    }
}
