// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {ReentrantToken} from "../../mocks/tokens/CallingTokens.sol";
import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

/// @title L4, L6: a creator that moves in front of a buyer, and ways around the cap
contract PriceAttacksTest is LicenseAssertions {
    IModelLicense.Plan private plan;
    uint256 private salt;

    function setUp() public override {
        super.setUp();
        plan = usesPlan(10);
        open(plan);
    }

    // --------------------------------------------------------------------------------- L4: the price moves under a buyer

    function testFuzz_L4_APriceThatRoseIsNotPaid(uint96 agreed, uint96 raised) public {
        agreed = uint96(bound(agreed, 0, type(uint96).max - 1));
        raised = uint96(bound(raised, agreed + 1, type(uint96).max));
        _setPrice(agreed);
        _setPrice(raised);
        vm.deal(buyer.addr, agreed);
        expectWrongValue(agreed, raised);
        vm.prank(buyer.addr);
        license.acquireLicense{value: agreed}(modelId);
        assertEq(buyer.addr.balance, agreed);
    }

    function testFuzz_L4_APriceThatFellKeepsNoExcess(uint96 agreed, uint96 lowered) public {
        agreed = uint96(bound(agreed, 1, type(uint96).max));
        lowered = uint96(bound(lowered, 0, agreed - 1));
        _setPrice(agreed);
        _setPrice(lowered);
        vm.deal(buyer.addr, agreed);
        expectWrongValue(agreed, lowered);
        vm.prank(buyer.addr);
        license.acquireLicense{value: agreed}(modelId);
        assertEq(buyer.addr.balance, agreed);
    }

    /// @dev With an allowance without limit: a purchase pays what its plan says, and no other plan.
    function testFuzz_L4_AnUnlimitedAllowancePaysThePriceThatWasNamed(uint96 dearer) public {
        dearer = uint96(bound(dearer, PRICE + 1, type(uint96).max));
        token.mint(buyer.addr, uint256(PRICE) + dearer);
        vm.prank(buyer.addr);
        token.approve(address(license), type(uint256).max);
        IModelLicense.Plan memory other = usesPlan(10);
        other.price = dearer;
        open(other);
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());
        assertEq(token.balanceOf(buyer.addr), dearer);
    }

    function test_L4_AClosedPlanIsNotReplacedByADearerOne() public {
        fund(buyer.addr, plan);
        fund(buyer.addr, plan);
        close(plan);
        IModelLicense.Plan memory dearer = usesPlan(10);
        dearer.price = 2 * PRICE;
        open(dearer);
        expectNotSelling(plan);
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());
        assertEq(token.balanceOf(buyer.addr), 2 * PRICE);
    }

    /// @dev Each term of a plan is in its id: one that differs in any was never open.
    function testFuzz_L4_NoTermOfAPlanCanBeChanged(uint8 term) public {
        IModelLicense.Plan memory changed = _changed(term);
        fund(buyer.addr, plan);
        expectNotSelling(changed);
        vm.prank(buyer.addr);
        license.acquire(changed, buyer.addr, soon());
    }

    function testFuzz_L4_ASignedPurchaseIsForItsPlanAlone(uint8 term) public {
        IModelLicense.Plan memory changed = _openChanged(term);
        fund(buyer.addr, changed);
        IModelLicense.Purchase memory purchase = purchaseOf(buyer.addr, buyer.addr);
        bytes memory signature = signPurchase(buyer, plan, purchase);
        expectInvalidSignature(buyer.addr);
        license.acquireWithSignature(changed, purchase, signature);
        fund(buyer.addr, plan);
        license.acquireWithSignature(plan, purchase, signature);
    }

    /// @dev The price is the same, so that the plan in the nonce alone stands in the way.
    function testFuzz_L4_AnAuthorizationIsForItsPlanAlone(uint8 term) public {
        IModelLicense.Plan memory changed = _openChanged(term);
        changed.price = plan.price;
        changed.token = plan.token;
        vm.assume(planIdOf(changed) != planIdOf(plan));
        open(changed, license.getModel(changed.modelId).royaltySplit);
        token.mint(buyer.addr, PRICE);
        IPayments.Authorization memory a = authorizationOf(buyer, plan, buyer.addr, 1);
        expectAuthorizationRefused("invalid signature");
        license.acquireWithAuthorization(changed, buyer.addr, a);
        license.acquireWithAuthorization(plan, buyer.addr, a);
    }

    function test_L4_ANewVersionChangesNoTerms() public {
        vm.prank(creator.addr);
        license.publishVersion(modelId, "ipfs://worse", keccak256("worse"));
        buy(buyer.addr, plan);
        assertUses(buyer.addr, 10, 0);
    }

    function test_L4_APurchaseThatIsHeldBackEndsWithItsDeadline() public {
        fund(buyer.addr, plan);
        IModelLicense.Purchase memory purchase = purchaseOf(buyer.addr, buyer.addr);
        bytes memory signature = signPurchase(buyer, plan, purchase);
        vm.warp(purchase.deadline);
        expectDeadlinePassed(purchase.deadline);
        license.acquireWithSignature(plan, purchase, signature);
    }

    // ------------------------------------------------------------------------------------------------ L6: around the cap

    function test_L6_AGiftCounts() public {
        _capAt(2);
        buyFor(buyer.addr, stranger, plan);
        buyFor(buyer.addr, creator.addr, plan);
        _assertSoldOut();
    }

    /// @dev Each way to buy counts towards the one cap, and is stopped by it.
    function test_L6_EveryWayToBuyCounts() public {
        _capAt(4);
        for (uint256 way = 0; way < 4; ++way) {
            assertPlan(plan, true, uint32(way), uint128(way * PRICE), splitId);
            _buyBy(way);
        }
        _assertSoldOut();
        for (uint256 way = 0; way < 4; ++way) {
            (bytes memory data, address caller) = _purchaseBy(way);
            vm.prank(caller);
            (bool success, bytes memory reason) = address(license).call(data);
            assertFalse(success);
            assertEq(
                reason, abi.encodeWithSelector(IModelLicense.ModelLicense_SoldOut.selector, planIdOf(plan), plan.cap)
            );
        }
    }

    function test_L6_ClosingAndOpeningDoesNotResetTheCount() public {
        _capAt(1);
        buy(buyer.addr, plan);
        close(plan);
        open(plan);
        _assertSoldOut();
    }

    function test_L6_BindingToAnotherSplitDoesNotResetTheCount() public {
        _capAt(1);
        buy(buyer.addr, plan);
        open(plan, split(modelId, soleShare(stranger, ALL)));
        collect(plan);
        _assertSoldOut();
    }

    function test_L6_ARenewalCounts() public {
        plan = timedPlan(MONTH);
        _capAt(2);
        buy(buyer.addr, plan);
        buy(buyer.addr, plan);
        _assertSoldOut();
    }

    /// @dev The price per use has no cap; the same terms with one are another plan.
    function test_L6_AnotherCapIsAnotherPlan() public {
        _setPrice(7);
        IModelLicense.Plan memory capped = pricePerUsePlan(modelId, 7);
        capped.cap = 1;
        assertUnknownPlan(capped);
        open(capped);
        buy(buyer.addr, capped);
        vm.deal(buyer.addr, 7);
        vm.prank(buyer.addr);
        license.acquireLicense{value: 7}(modelId);
        assertPlan(capped, true, 1, 7, splitId);
        assertPlan(pricePerUsePlan(modelId, 7), true, 1, 7, splitId);
    }

    /// @dev The last one is counted before the token is called, which then finds nothing left to buy.
    function test_L6_ATokenThatCallsBackFindsItSoldOut() public {
        ReentrantToken calling = new ReentrantToken();
        plan.token = address(calling);
        _capAt(1);
        fund(buyer.addr, plan);
        calling.arm(address(license), abi.encodeCall(license.getPlan, (planIdOf(plan))));
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());
        assertEq(calling.successes(), 2);
        assertEq(abi.decode(calling.lastResult(), (IModelLicense.PlanView)).sold, 1);
        calling.arm(address(0), "");
        _assertSoldOut();
    }

    /// @dev The unlocked way in: a free purchase per use inside a purchase of the same plan.
    function test_L6_AFreePlanBoughtFromACallbackIsCounted() public {
        ReentrantToken calling = new ReentrantToken();
        plan.token = address(calling);
        open(plan);
        fund(buyer.addr, plan);
        _setPrice(0);
        calling.arm(address(license), abi.encodeCall(license.acquireLicense, (modelId)));
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());
        assertEq(calling.successes(), 2);
        assertPlan(pricePerUsePlan(modelId, 0), true, 2, 0, splitId);
        assertUses(address(calling), 2, 0);
        assertUses(buyer.addr, 10, 0);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _setPrice(uint96 price) private {
        vm.prank(creator.addr);
        license.setPricePerUse(modelId, price, splitId);
    }

    function _capAt(uint32 cap) private {
        plan.cap = cap;
        open(plan);
    }

    function _assertSoldOut() private {
        fund(buyer.addr, plan);
        expectSoldOut(plan);
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());
    }

    /// @dev The plan with one of its terms changed.
    function _changed(uint8 term) private view returns (IModelLicense.Plan memory changed) {
        changed = usesPlan(10);
        term %= 7;
        if (term == 0) changed.modelId = idOf(creator.addr, 2);
        if (term == 1) changed.kind = IModelLicense.PlanKind.Timed;
        if (term == 2) changed.token = stranger;
        if (term == 3) changed.price -= 1;
        if (term == 4) changed.quantity -= 1;
        if (term == 5) changed.cap -= 1;
        if (term == 6) changed.termsHash = keccak256("other terms");
    }

    /// @dev The same, on sale.
    function _openChanged(uint8 term) private returns (IModelLicense.Plan memory changed) {
        (, bytes32 otherSplit) = derive(creator.addr, 2, modelId, 1);
        changed = _changed(term);
        if (changed.token == stranger) changed.token = address(new ReentrantToken());
        open(changed, changed.modelId == modelId ? splitId : otherSplit);
    }

    function _buyBy(uint256 way) private {
        (bytes memory data, address caller) = _purchaseBy(way);
        vm.prank(caller);
        (bool success,) = address(license).call(data);
        assertTrue(success);
    }

    /// @dev A call that buys, with all that it needs: allowance, permit, authorisation, signature.
    function _purchaseBy(uint256 way) private returns (bytes memory data, address caller) {
        if (way == 0) {
            fund(buyer.addr, plan);
            return (abi.encodeCall(license.acquire, (plan, buyer.addr, soon())), buyer.addr);
        }
        if (way == 1) {
            token.mint(buyer.addr, PRICE);
            IPayments.Permit memory permit = signPermit(buyer, token, PRICE, soon());
            return (abi.encodeCall(license.acquireWithPermit, (plan, buyer.addr, soon(), permit)), buyer.addr);
        }
        if (way == 2) {
            token.mint(buyer.addr, PRICE);
            IPayments.Authorization memory a = authorizationOf(buyer, plan, buyer.addr, ++salt);
            return (abi.encodeCall(license.acquireWithAuthorization, (plan, buyer.addr, a)), stranger);
        }
        fund(buyer.addr, plan);
        IModelLicense.Purchase memory purchase = purchaseOf(buyer.addr, buyer.addr);
        bytes memory signature = signPurchase(buyer, plan, purchase);
        return (abi.encodeCall(license.acquireWithSignature, (plan, purchase, signature)), stranger);
    }
}
