// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

/// @title The short way: `registerModel`, `setPricePerUse`, `acquireLicense`
contract PricePerUseTest is LicenseAssertions {
    bytes32 private id;
    bytes32 private ownSplit;

    function setUp() public override {
        super.setUp();
        id = idOf(creator.addr, 2);
        ownSplit = splitIdOf(id, soleShare(creator.addr, ALL));
    }

    // ------------------------------------------------------------------------------------------------------ register

    function testFuzz_RegistersAModel(uint96 number, string memory uri, uint96 price) public {
        vm.assume(number != 1);
        id = idOf(creator.addr, number);
        ownSplit = splitIdOf(id, soleShare(creator.addr, ALL));
        IModelLicense.Plan memory plan = pricePerUsePlan(id, price);

        expectRegistered(id, 0, 0, uri);
        expectSplitOpened(id, soleShare(creator.addr, ALL));
        expectRoyaltyTermsSet(id, 0, ownSplit);
        expectPlanOpened(plan, ownSplit);
        expectPriceSet(plan);
        vm.prank(creator.addr);
        license.registerModel(id, uri, price);

        assertEq(abi.encode(license.getModel(id)), abi.encode(_plainModel()));
        assertSplit(ownSplit, id, soleShare(creator.addr, ALL));
        assertPlan(plan, true, 0, 0, ownSplit);
        assertEq(abi.encode(license.getPricePerUse(id)), abi.encode(plan));
    }

    function test_RegisteringEmitsFiveEvents() public {
        vm.recordLogs();
        _register(1);
        assertEq(licenseLogCount(), 5);
    }

    function testFuzz_RevertWhen_SomebodyElseRegisters(address caller) public {
        vm.assume(caller != creator.addr);
        expectNotAllowed(caller, creator.addr);
        vm.prank(caller);
        license.registerModel(id, URI, 1);
    }

    function test_RevertWhen_TheModelIsPublished() public {
        expectModelExists(modelId);
        vm.prank(creator.addr);
        license.registerModel(modelId, URI, 1);
    }

    function test_RevertWhen_TheModelIsRegistered() public {
        _register(1);
        expectModelExists(id);
        _register(2);
    }

    function testFuzz_RevertWhen_RegisteredWithAPriceTooHigh(uint256 price) public {
        price = bound(price, uint256(type(uint96).max) + 1, type(uint256).max);
        _expectPriceTooHigh(price);
        vm.prank(creator.addr);
        license.registerModel(id, URI, price);
        assertFalse(license.getModel(id).registered);
    }

    // ----------------------------------------------------------------------------------------------------- set a price

    function testFuzz_ANewPriceIsANewPlan(uint96 first, uint96 second) public {
        vm.assume(first != second);
        (IModelLicense.Plan memory before, IModelLicense.Plan memory later) = _bothPlans(first, second);
        _register(first);
        _acquire(first);

        vm.recordLogs();
        expectPlanClosed(before);
        expectPlanOpened(later, ownSplit);
        expectPriceSet(later);
        _set(second);
        assertEq(licenseLogCount(), 3);

        assertPlan(before, false, 1, first, ownSplit);
        assertPlan(later, true, 0, 0, ownSplit);
        assertEq(abi.encode(license.getPricePerUse(id)), abi.encode(later));
    }

    function test_AModelThatWasPublishedCanHaveOne() public {
        IModelLicense.Plan memory plan = pricePerUsePlan(modelId, 7);
        vm.recordLogs();
        expectPlanOpened(plan, splitId);
        expectPriceSet(plan);
        vm.prank(creator.addr);
        license.setPricePerUse(modelId, 7, splitId);
        assertEq(licenseLogCount(), 2);
        assertPlan(plan, true, 0, 0, splitId);
    }

    function test_TheSamePriceCanBeBoundToAnotherSplit() public {
        _register(7);
        _acquire(7);
        IModelLicense.Plan memory plan = pricePerUsePlan(id, 7);
        bytes32 later = split(id, soleShare(stranger, ALL));
        vm.recordLogs();
        expectPlanClosed(plan);
        expectCollected(plan, ownSplit, 7);
        expectPlanOpened(plan, later);
        expectPriceSet(plan);
        vm.prank(creator.addr);
        license.setPricePerUse(id, 7, later);
        assertEq(licenseLogCount(), 4);
        assertPlan(plan, true, 1, 0, later);
        assertEq(license.incomeOf(ownSplit, NATIVE), 7);
    }

    function test_APlanThatIsClosedAlreadyIsNotClosedAgain() public {
        _register(7);
        close(pricePerUsePlan(id, 7));
        vm.recordLogs();
        _set(8);
        assertEq(licenseLogCount(), 2);
        assertPlan(pricePerUsePlan(id, 7), false, 0, 0, ownSplit);
    }

    function test_AnEarlierPriceCanComeBack() public {
        _register(7);
        _acquire(7);
        _set(8);
        _set(7);
        assertPlan(pricePerUsePlan(id, 7), true, 1, 0, ownSplit);
        assertPlan(pricePerUsePlan(id, 8), false, 0, 0, ownSplit);
        assertEq(license.incomeOf(ownSplit, NATIVE), 7);
    }

    function test_TheHighestPriceFits() public {
        _register(type(uint96).max);
        assertEq(license.getPricePerUse(id).price, type(uint96).max);
        _acquire(type(uint96).max);
        assertPlan(pricePerUsePlan(id, type(uint96).max), true, 1, type(uint96).max, ownSplit);
    }

    function testFuzz_RevertWhen_SomebodyElseSetsThePrice(address caller) public {
        vm.assume(caller != creator.addr);
        _register(7);
        expectNotAllowed(caller, creator.addr);
        vm.prank(caller);
        license.setPricePerUse(id, 0, ownSplit);
    }

    function test_RevertWhen_TheModelIsUnknown() public {
        expectUnknownModel(id);
        _set(7);
    }

    function test_RevertWhen_TheSplitIsUnknown() public {
        _register(7);
        ownSplit = bytes32(uint256(1));
        expectUnknownSplit(ownSplit, id);
        _set(8);
    }

    function test_RevertWhen_TheSplitIsAnotherModels() public {
        _register(7);
        ownSplit = splitId;
        expectUnknownSplit(splitId, id);
        _set(8);
    }

    function testFuzz_RevertWhen_ThePriceIsTooHigh(uint256 price) public {
        price = bound(price, uint256(type(uint96).max) + 1, type(uint256).max);
        _register(7);
        _expectPriceTooHigh(price);
        vm.prank(creator.addr);
        license.setPricePerUse(id, price, ownSplit);
        assertEq(license.getPricePerUse(id).price, 7);
    }

    // -------------------------------------------------------------------------------------------------------- acquire

    function testFuzz_BuysOneUse(uint96 price) public {
        modelId = id;
        _register(price);
        IModelLicense.Plan memory plan = pricePerUsePlan(id, price);
        expectAcquired(plan, buyer.addr, buyer.addr, 0, 1);
        _acquire(price);
        expectAcquired(plan, buyer.addr, buyer.addr, 0, 2);
        _acquire(price);

        assertLicense(buyer.addr, 0, 0, 2, 0);
        assertPlan(plan, true, 2, 2 * uint128(price), ownSplit);
        assertEq(address(license).balance, 2 * uint256(price));
        assertEq(buyer.addr.balance, 0);
    }

    function test_BuyingEmitsOneEvent() public {
        _register(7);
        vm.recordLogs();
        _acquire(7);
        assertEq(licenseLogCount(), 1);
    }

    function test_RevertWhen_ThereIsNoPricePerUse() public {
        bytes memory noPrice = abi.encodeWithSelector(IModelLicense.ModelLicense_NoPricePerUse.selector, modelId);
        vm.expectRevert(noPrice);
        vm.prank(buyer.addr);
        license.acquireLicense(modelId);
        vm.expectRevert(noPrice);
        license.getPricePerUse(modelId);
    }

    function testFuzz_RevertWhen_AnotherValueComes(uint96 price, uint96 value) public {
        vm.assume(price != value);
        _register(price);
        vm.deal(buyer.addr, value);
        expectWrongValue(value, price);
        vm.prank(buyer.addr);
        license.acquireLicense{value: value}(id);
    }

    function test_RevertWhen_ItsPlanIsClosed() public {
        _register(7);
        close(pricePerUsePlan(id, 7));
        vm.deal(buyer.addr, 7);
        expectNotSelling(pricePerUsePlan(id, 7));
        vm.prank(buyer.addr);
        license.acquireLicense{value: 7}(id);
    }

    function test_RevertWhen_TheUsesAreFull() public {
        _register(0);
        _acquire(0);
        IModelLicense.Plan memory full = planOf(id, IModelLicense.PlanKind.Uses, NATIVE, 0, type(uint64).max - 1);
        open(full, ownSplit);
        buy(buyer.addr, full);
        expectTooManyUses(uint256(type(uint64).max) + 1);
        vm.prank(buyer.addr);
        license.acquireLicense(id);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _register(uint96 price) private {
        vm.prank(creator.addr);
        license.registerModel(id, URI, price);
    }

    function _set(uint96 price) private {
        vm.prank(creator.addr);
        license.setPricePerUse(id, price, ownSplit);
    }

    function _acquire(uint96 price) private {
        vm.deal(buyer.addr, price);
        vm.prank(buyer.addr);
        license.acquireLicense{value: price}(id);
    }

    function _bothPlans(uint96 first, uint96 second)
        private
        view
        returns (IModelLicense.Plan memory, IModelLicense.Plan memory)
    {
        return (pricePerUsePlan(id, first), pricePerUsePlan(id, second));
    }

    function _plainModel() private view returns (IModelRegistry.ModelView memory plain) {
        plain.registered = true;
        plain.ownParts = ALL;
        plain.version = 1;
        plain.royaltySplit = ownSplit;
    }

    function _expectPriceTooHigh(uint256 price) private {
        vm.expectRevert(
            abi.encodeWithSelector(IModelLicense.ModelLicense_PriceTooHigh.selector, price, type(uint96).max)
        );
    }
}
