// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {ReentrantReceiver} from "../../mocks/ReceiverMocks.sol";
import {ReentrantToken} from "../../mocks/tokens/CallingTokens.sol";
import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

/// @title L15: tokens and payees that call back, from every path that moves money into every entry
/// @dev The token is the worst there can be: it is creator, payee and licensee as well, so that nothing but the lock and
/// the order of the steps stands in its way.
contract ReentrancyAttacksTest is LicenseAssertions {
    uint32 private constant LOCKED = 5;
    uint256 private constant OPEN = 14;

    ReentrantToken private calling;
    bytes32 private id;
    bytes32 private ownSplit;
    bytes32 private otherSplit;
    IModelLicense.Plan private plan;

    function setUp() public override {
        super.setUp();
        calling = new ReentrantToken();
        id = idOf(address(calling), 1);
        ownSplit = publish(id, new IModelRegistry.Royalty[](0), soleShare(address(calling), ALL), 0);
        otherSplit = split(id, soleShare(stranger, ALL));
        vm.prank(address(calling));
        license.setPricePerUse(id, 0, ownSplit);
        plan = planOf(id, IModelLicense.PlanKind.Uses, address(calling), PRICE, 10);
        open(plan, ownSplit);
    }

    // ------------------------------------------------------------------------------ a token calls back: what is locked

    function test_L15_TokenCallsBackFromAcquire() public {
        for (uint256 i = 0; i < LOCKED; ++i) {
            fund(buyer.addr, plan);
            _arm(_lockedEntry(i));
            vm.prank(buyer.addr);
            license.acquire(plan, buyer.addr, soon());
            _assertLocked(2);
        }
        _assertSold(LOCKED);
    }

    function test_L15_TokenCallsBackFromAcquireWithPermit() public {
        for (uint256 i = 0; i < LOCKED; ++i) {
            calling.mint(buyer.addr, PRICE);
            IPayments.Permit memory permit = signPermit(buyer, calling, PRICE, soon());
            _arm(_lockedEntry(i));
            vm.prank(buyer.addr);
            license.acquireWithPermit(plan, buyer.addr, soon(), permit);
            _assertLocked(3);
        }
        _assertSold(LOCKED);
    }

    function test_L15_TokenCallsBackFromAcquireWithAuthorization() public {
        for (uint256 i = 0; i < LOCKED; ++i) {
            calling.mint(buyer.addr, PRICE);
            IPayments.Authorization memory a = authorizationOf(buyer, plan, buyer.addr, i);
            _arm(_lockedEntry(i));
            license.acquireWithAuthorization(plan, buyer.addr, a);
            _assertLocked(2);
        }
        _assertSold(LOCKED);
    }

    function test_L15_TokenCallsBackFromAcquireWithSignature() public {
        for (uint256 i = 0; i < LOCKED; ++i) {
            fund(buyer.addr, plan);
            IModelLicense.Purchase memory purchase = purchaseOf(buyer.addr, buyer.addr);
            bytes memory signature = signPurchase(buyer, plan, purchase);
            _arm(_lockedEntry(i));
            license.acquireWithSignature(plan, purchase, signature);
            _assertLocked(2);
        }
        _assertSold(LOCKED);
    }

    function test_L15_TokenCallsBackFromClaim() public {
        for (uint256 i = 0; i < LOCKED; ++i) {
            calling.arm(address(0), "");
            buy(buyer.addr, plan);
            collect(plan);
            _arm(_lockedEntry(i));
            license.claim(ownSplit, address(calling), 0, address(calling));
            _assertLocked(2);
        }
        assertEq(calling.balanceOf(address(calling)), LOCKED * PRICE);
        assertEq(calling.balanceOf(address(license)), 0);
    }

    // -------------------------------------------------------------------------- a token calls back: what is not locked

    /// @dev What moves no money may be called: it finds the sale counted, and leaves it so.
    function test_L15_EveryOpenEntryFromAPurchaseLeavesTheBooksRight() public {
        for (uint256 i = 0; i < OPEN; ++i) {
            uint256 snapshot = vm.snapshotState();
            fund(buyer.addr, plan);
            _arm(_openEntry(i));
            vm.prank(buyer.addr);
            license.acquire(plan, buyer.addr, soon());
            assertEq(calling.calls(), 2);
            assertGt(calling.successes(), 0, "the entry is not locked");
            calling.arm(address(0), "");
            _assertOneSaleIsOwedOnce();
            vm.revertToState(snapshot);
        }
    }

    /// @dev Collected before the tokens came, and the price still comes or all is undone.
    function test_L15_IncomeCollectedTooEarlyIsUndoneWithItsPurchase() public {
        calling.mint(buyer.addr, PRICE - 1);
        vm.prank(buyer.addr);
        calling.approve(address(license), PRICE);
        _arm(abi.encodeCall(license.collect, (plansOf(plan))));
        vm.prank(buyer.addr);
        (bool success,) = address(license).call(abi.encodeCall(license.acquire, (plan, buyer.addr, soon())));
        assertFalse(success);
        assertEq(license.incomeOf(ownSplit, address(calling)), 0);
        assertPlan(plan, true, 0, 0, ownSplit);
        assertFalse(license.isLicensed(id, buyer.addr));
    }

    /// @dev The plan moves to another split in the middle of a sale: the sale counts once, for one of the two.
    function test_L15_PlanBoundAnewInTheMiddleOfASale() public {
        fund(buyer.addr, plan);
        _arm(abi.encodeCall(license.openPlan, (plan, otherSplit)));
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());
        calling.arm(address(0), "");
        collect(plan);
        assertEq(license.incomeOf(ownSplit, address(calling)), PRICE);
        assertEq(license.incomeOf(otherSplit, address(calling)), 0);
    }

    function test_L15_PlanClosedInTheMiddleOfASaleStillSellsIt() public {
        fund(buyer.addr, plan);
        _arm(abi.encodeCall(license.closePlan, (plan)));
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());
        assertTrue(license.isLicensed(id, buyer.addr));
        assertFalse(license.getPlan(planIdOf(plan)).open);
    }

    /// @dev In front of the permit nothing is counted yet, and a plan that closes there is not sold.
    function test_L15_PlanClosedInThePermitIsNotSold() public {
        calling.mint(buyer.addr, PRICE);
        IPayments.Permit memory permit = signPermit(buyer, calling, PRICE, soon());
        _arm(abi.encodeCall(license.closePlan, (plan)));
        expectNotSelling(plan);
        vm.prank(buyer.addr);
        license.acquireWithPermit(plan, buyer.addr, soon(), permit);
    }

    /// @dev Tokens that a hook sends while a price is measured are more than the price.
    function test_L15_TokensSentDuringAPurchaseAreNotTakenForThePrice() public {
        fund(buyer.addr, plan);
        calling.mint(address(this), 1);
        calling.arm(address(this), abi.encodeCall(this.donateOnce, ()));
        expectWrongPayment(PRICE + 1, PRICE);
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());
    }

    function donateOnce() external {
        calling.arm(address(0), "");
        assertTrue(calling.transfer(address(license), 1));
    }

    // -------------------------------------------------------------------------------------------- a payee calls back

    function test_L15_PayeeCallsBackFromClaim() public {
        ReentrantReceiver receiver = new ReentrantReceiver();
        bytes32 split_ = _sellNativeFor(address(receiver));
        for (uint256 i = 0; i < LOCKED; ++i) {
            uint256 snapshot = vm.snapshotState();
            receiver.arm(address(license), _lockedEntry(i));
            license.claim(split_, NATIVE, 0, address(receiver));
            assertTrue(receiver.called());
            assertFalse(receiver.succeeded());
            _assertIsLock(receiver.returned());
            assertEq(address(receiver).balance, NATIVE_PRICE);
            vm.revertToState(snapshot);
        }
    }

    /// @dev Another payee's claim, or its own in another split, is no way around the lock either.
    function test_L15_PayeeClaimsAnotherSplitFromItsClaim() public {
        ReentrantReceiver receiver = new ReentrantReceiver();
        bytes32 first = _sellNativeFor(address(receiver));
        bytes32 second = split(modelId, twoShares(address(receiver), 1, stranger, ALL - 1));
        earn(planOf(modelId, IModelLicense.PlanKind.Perpetual, NATIVE, NATIVE_PRICE, 0), second);
        receiver.arm(address(license), abi.encodeCall(license.claim, (second, NATIVE, 0, address(receiver))));
        license.claim(first, NATIVE, 0, address(receiver));
        assertFalse(receiver.succeeded());
        _assertIsLock(receiver.returned());
        assertEq(address(license).balance, NATIVE_PRICE);
    }

    /// @dev What is due is taken off before the coins leave.
    function test_L15_NothingIsDueAnyMoreWhenThePayeeIsCalled() public {
        ReentrantReceiver receiver = new ReentrantReceiver();
        bytes32 split_ = _sellNativeFor(address(receiver));
        receiver.arm(address(license), abi.encodeCall(license.claimable, (split_, NATIVE, 0)));
        license.claim(split_, NATIVE, 0, address(receiver));
        assertTrue(receiver.succeeded());
        assertEq(abi.decode(receiver.returned(), (uint256)), 0);
    }

    function test_L15_NothingIsDueAnyMoreWhenTheTokenIsCalled() public {
        buy(buyer.addr, plan);
        collect(plan);
        _arm(abi.encodeCall(license.claimable, (ownSplit, address(calling), 0)));
        license.claim(ownSplit, address(calling), 0, address(calling));
        assertEq(calling.successes(), 2);
        assertEq(abi.decode(calling.lastResult(), (uint256)), 0);
    }

    function test_L15_EveryOpenEntryFromAClaimLeavesTheBooksRight() public {
        ReentrantReceiver receiver = new ReentrantReceiver();
        bytes32 split_ = _sellNativeFor(address(receiver));
        bytes32[] memory splitIds = new bytes32[](1);
        splitIds[0] = split_;
        bytes[4] memory calls = [
            abi.encodeCall(license.collect, (plansOf(nativePlan(MONTH)))),
            abi.encodeCall(license.rollUp, (splitIds, NATIVE)),
            abi.encodeCall(license.acquireLicense, (id)),
            abi.encodeCall(license.acquire, (_openFreePlan(), stranger, soon()))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            receiver.arm(address(license), calls[i]);
            license.claim(split_, NATIVE, 0, address(receiver));
            assertTrue(receiver.succeeded());
            assertEq(address(receiver).balance, NATIVE_PRICE);
            assertEq(address(license).balance, 0);
            assertEq(license.claimable(split_, NATIVE, 0), 0);
            vm.revertToState(snapshot);
        }
    }

    // --------------------------------------------------------------------------------- what calls nobody, and who asks

    /// @dev Everything but purchases in a token and claims calls no account at all.
    function test_L15_TheOtherEntriesCallNobody() public {
        buy(buyer.addr, plan);
        vm.expectCall(address(calling), "", 0);
        vm.expectCall(stranger, "", 0);
        open(plan, otherSplit);
        collect(plan);
        rollUp(ownSplit, address(calling));
        vm.prank(buyer.addr);
        license.consume(id, buyer.addr, 1);
        redeem(usageOf(buyer, id, buyer.addr, 1));
        vm.prank(buyer.addr);
        license.acquireLicense(id);
        close(plan);
    }

    /// @dev Inside a nested call the caller is whoever made it: a callback has the token's rights, and nobody's else.
    function test_L15_ACallbackHasNotTheBuyersRights() public {
        fund(buyer.addr, plan);
        _arm(abi.encodeCall(license.consume, (id, buyer.addr, 1)));
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());
        assertEq(calling.successes(), 0);
        assertEq(
            calling.lastResult(),
            abi.encodeWithSelector(IModelLicense.ModelLicense_NotLicensed.selector, id, address(calling))
        );
        assertEq(license.getLicense(id, buyer.addr).remainingUses, 10);
    }

    function test_L15_ACallbackHasNotTheCreatorsRights() public {
        plan = planOf(modelId, IModelLicense.PlanKind.Uses, address(calling), PRICE, 10);
        open(plan);
        fund(buyer.addr, plan);
        _arm(abi.encodeCall(license.closePlan, (plan)));
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());
        assertEq(calling.successes(), 0);
        assertTrue(license.getPlan(planIdOf(plan)).open);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _arm(bytes memory data) private {
        calling.arm(address(license), data);
    }

    /// @dev Each entry that moves money in or out. What else is in the call is undone by the lock.
    function _lockedEntry(uint256 index) private view returns (bytes memory) {
        IPayments.Permit memory permit;
        IPayments.Authorization memory a;
        IModelLicense.Purchase memory purchase;
        if (index == 0) return abi.encodeCall(license.acquire, (plan, stranger, soon()));
        if (index == 1) return abi.encodeCall(license.acquireWithPermit, (plan, stranger, soon(), permit));
        if (index == 2) return abi.encodeCall(license.acquireWithAuthorization, (plan, stranger, a));
        if (index == 3) return abi.encodeCall(license.acquireWithSignature, (plan, purchase, ""));
        return abi.encodeCall(license.claim, (ownSplit, address(calling), 0, address(calling)));
    }

    /// @dev Each of the others, as the creator that the token is may call it.
    function _openEntry(uint256 index) private view returns (bytes memory) {
        if (index == 0) return abi.encodeCall(license.registerModel, (idOf(address(calling), 2), URI, 1));
        if (index == 1) return abi.encodeCall(license.setPricePerUse, (id, 9, otherSplit));
        if (index == 2) return abi.encodeCall(license.openPlan, (plan, otherSplit));
        if (index == 3) return abi.encodeCall(license.closePlan, (plan));
        if (index == 4) return abi.encodeCall(license.collect, (plansOf(plan)));
        if (index == 5) return abi.encodeCall(license.acquireLicense, (id));
        if (index == 6) return abi.encodeCall(license.useNonce, ());
        if (index == 7) return abi.encodeCall(license.redeemUsage, (new IModelLicense.UsageVoucher[](1)));
        if (index == 8) return abi.encodeCall(license.setSeats, (id, new address[](0), 0));
        if (index == 9) return abi.encodeCall(license.publishVersion, (id, URI, 0));
        if (index == 10) return abi.encodeCall(license.openSplit, (id, soleShare(buyer.addr, ALL)));
        if (index == 11) return abi.encodeCall(license.setRoyaltyTerms, (id, 1, otherSplit));
        if (index == 12) return abi.encodeCall(license.rollUp, (_ownSplits(), address(calling)));
        bytes32 next = idOf(address(calling), 3);
        return abi.encodeCall(
            license.publishModel,
            (publicationOf(next, new IModelRegistry.Royalty[](0), soleShare(address(calling), ALL), 0))
        );
    }

    /// @dev In the native coin: a purchase that calls nobody, and so needs no lock.
    function _openFreePlan() private returns (IModelLicense.Plan memory free) {
        free = planOf(id, IModelLicense.PlanKind.Uses, NATIVE, 0, 5);
        open(free, ownSplit);
    }

    function _ownSplits() private view returns (bytes32[] memory splitIds) {
        splitIds = new bytes32[](2);
        (splitIds[0], splitIds[1]) = (ownSplit, otherSplit);
    }

    /// @dev A sale of the creator's own, in coins, whose income is the receiver's.
    function _sellNativeFor(address receiver) private returns (bytes32 split_) {
        split_ = split(modelId, soleShare(receiver, ALL));
        earn(nativePlan(MONTH), split_);
    }

    function _assertLocked(uint256 calls) private view {
        assertEq(calling.calls(), calls, "calls back");
        assertEq(calling.successes(), 0, "calls that got through");
        _assertIsLock(calling.lastResult());
    }

    function _assertIsLock(bytes memory reason) private pure {
        assertEq(
            reason, abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector), "reason"
        );
    }

    function _assertSold(uint32 count) private view {
        assertPlan(plan, true, count, count * PRICE, ownSplit);
        assertEq(calling.balanceOf(address(license)), count * PRICE);
        assertEq(license.getLicense(id, buyer.addr).remainingUses, 10 * count);
        assertFalse(license.isLicensed(id, stranger));
    }

    /// @dev Of the one purchase that was paid for, all is owed, once, to one of the two splits.
    function _assertOneSaleIsOwedOnce() private {
        assertEq(license.getLicense(id, buyer.addr).remainingUses, 10);
        assertEq(calling.balanceOf(address(license)), PRICE);
        collect(plan);
        uint256 owed = license.claimable(ownSplit, address(calling), 0);
        owed += license.claimable(otherSplit, address(calling), 0);
        assertEq(owed, PRICE);
    }
}
