// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

/// @title L9, L10, L11, L13: shares that do not add up, dust, splits that change, and loops of calls that anyone may make
contract SplitAttacksTest is LicenseAssertions {
    /// @dev Of one payee: its slot, its event data and calldata. Measured: 24,250, with the optimizer.
    uint256 private constant GAS_A_PAYEE = 30_000;
    uint256 private constant GAS_A_SPLIT = 100_000;

    address private majority = makeAddr("majority");
    address private minority = makeAddr("minority");

    // ----------------------------------------------------------------------------------------------- L9: what adds up

    function testFuzz_L9_OnlySharesThatAddUpAreOpened(uint24[5] memory cuts, uint24 off) public {
        IModelRegistry.Share[] memory shares = _sharesOf(cuts);
        uint24 last = shares[4].parts;
        off = uint24(bound(off, 1, ALL));
        shares[4].parts = last + off;
        expectWrongTotal(uint256(ALL) + off, ALL);
        split(modelId, shares);
        if (last > 1) {
            off = uint24(bound(off, 1, last - 1));
            shares[4].parts = last - off;
            expectWrongTotal(ALL - off, ALL);
            split(modelId, shares);
        }
        shares[4].parts = last;
        split(modelId, shares);
    }

    /// @dev The sum is not kept in 24 bits, in which this one is right.
    function test_L9_TheSumDoesNotWrap() public {
        IModelRegistry.Share[] memory shares = new IModelRegistry.Share[](3);
        shares[0] = IModelRegistry.Share(minority, ALL);
        shares[1] = IModelRegistry.Share(majority, type(uint24).max);
        shares[2] = IModelRegistry.Share(majority, 1);
        expectWrongTotal(uint256(ALL) + 2 ** 24, ALL);
        split(modelId, shares);
    }

    function test_L9_ParentsSumDoesNotWrap() public {
        (bytes32 second,) = derive(creator.addr, 2, modelId, 1);
        (bytes32 third,) = derive(creator.addr, 3, modelId, 1);
        IModelRegistry.Royalty[] memory parents = new IModelRegistry.Royalty[](3);
        parents[0] = IModelRegistry.Royalty(modelId, 10);
        parents[1] = IModelRegistry.Royalty(second, type(uint24).max);
        parents[2] = IModelRegistry.Royalty(third, 1);
        expectWrongTotal(10 + 2 ** 24, ALL - 1);
        publish(idOf(stranger, 1), parents, soleShare(stranger, ALL - 10), 0);
    }

    function test_L9_NobodyAndNothingIsRefused() public {
        expectInvalidAccount(address(0));
        split(modelId, twoShares(majority, 1, address(0), ALL - 1));
        expectZeroParts(1);
        split(modelId, twoShares(majority, ALL, minority, 0));
        expectShareCountOutOfRange(0);
        split(modelId, new IModelRegistry.Share[](0));
    }

    /// @dev One payee in every place has, place by place, what it would have in one.
    function testFuzz_L9_DuplicatesAreHarmless(uint96 price, uint24[5] memory cuts) public {
        IModelRegistry.Share[] memory shares = _sharesOf(cuts);
        for (uint256 i = 0; i < shares.length; ++i) {
            shares[i].payee = majority;
        }
        bytes32 split_ = split(modelId, shares);
        _sell(split_, price);
        uint256 paid = _claimAll(split_, shares.length);
        assertEq(token.balanceOf(majority), paid);
        assertLe(paid, price);
        assertLt(price - paid, shares.length);
    }

    /// @dev A split costs its creator a bounded amount for each payee, up to the last one that it may have.
    function test_L9_OneTo250PayeesCostTheirCreatorABoundedAmount() public {
        uint256[6] memory counts = [uint256(1), 2, 10, 100, 249, 250];
        for (uint256 i = 0; i < counts.length; ++i) {
            IModelRegistry.Share[] memory shares = _equalShares(counts[i]);
            split(modelId, shares);
            assertLt(vm.lastCallGas().gasTotalUsed, GAS_A_SPLIT + GAS_A_PAYEE * counts[i]);
        }
        expectShareCountOutOfRange(251);
        split(modelId, _equalShares(251));
    }

    /// @dev To the unit of gas: what a buyer, a collector and a payee pay does not depend on how many payees there are.
    function test_L9_250PayeesCostNobodyElseAnything() public {
        bytes32 few = split(modelId, _equalShares(2));
        bytes32 many = split(modelId, _equalShares(250));
        assertEq(_gasOfASale(few, 1), _gasOfASale(many, 1));
        assertEq(_gasOfASale(few, 1), _gasOfASale(many, 249));
    }

    function test_L9_250PayeesAreAllPaid() public {
        IModelRegistry.Share[] memory shares = _equalShares(250);
        bytes32 split_ = split(modelId, shares);
        _sell(split_, 1_000_249);
        for (uint256 i = 0; i < shares.length; ++i) {
            license.claim(split_, address(token), i, shares[i].payee);
            assertEq(token.balanceOf(shares[i].payee), i == 0 ? 4001 : 4000);
        }
        assertEq(token.balanceOf(address(license)), 248);
    }

    // ------------------------------------------------------------------------------------------------------- L10: dust

    /// @dev Paid in single units, collected and claimed after each, or paid at once: every payee has the same.
    function testFuzz_L10_SplittingAPaymentGivesNobodyMore(uint8 units, uint24[5] memory cuts) public {
        _splitAPayment(uint8(bound(units, 1, 3)), _sharesOf(cuts));
    }

    /// @dev Shares of every size, one of which is worth a unit at the last only.
    function test_L10_SplittingIntoElevenUnitsGivesNobodyMore() public {
        _splitAPayment(11, _sharesOf([uint24(333_333), 142_857, 90_910, 1, 0]));
    }

    function _splitAPayment(uint8 units, IModelRegistry.Share[] memory shares) private {
        bytes32 split_ = split(modelId, shares);
        uint256 snapshot = vm.snapshotState();
        _sell(split_, units);
        _claimAll(split_, shares.length);
        uint256[] memory atOnce = _balances(shares);

        vm.revertToState(snapshot);
        for (uint256 i = 0; i < units; ++i) {
            _sell(split_, 1);
            _claimAll(split_, shares.length);
        }
        assertEq(_balances(shares), atOnce);
    }

    /// @dev The first payee, named for the rest, is above its exact part by less than one unit, for ever.
    function testFuzz_L10_TheMajorityNeverHasAUnitMoreThanItsPart(uint24 parts_, uint8 sales, uint64 price) public {
        parts_ = uint24(bound(parts_, 1, ALL - 1));
        bytes32 split_ = split(modelId, twoShares(majority, parts_, minority, ALL - parts_));
        uint256 total = 0;
        for (uint256 i = 0; i < bound(sales, 1, 3); ++i) {
            _sell(split_, price);
            total += price;
            _claimAll(split_, 2);
            uint256 exact = total * parts_;
            assertGe(token.balanceOf(majority) * ALL, exact);
            assertLt(token.balanceOf(majority) * ALL, exact + ALL);
            assertEq(token.balanceOf(majority) + token.balanceOf(minority), total);
        }
    }

    /// @dev 999,999 of a million: the minority's single part waits until it is worth a unit, and then is not lost.
    function test_L10_TheSmallestPartIsPaidInTheEnd() public {
        bytes32 split_ = split(modelId, twoShares(majority, ALL - 1, minority, 1));
        _sell(split_, ALL - 1);
        assertEq(license.claimable(split_, address(token), 1), 0);
        assertEq(claim(majority, split_, address(token), 0), ALL - 1);
        _sell(split_, 1);
        assertEq(license.claimable(split_, address(token), 0), 0);
        assertEq(claim(minority, split_, address(token), 1), 1);
    }

    /// @dev What a rounded royalty leaves is less than a unit as well, however the child's sales are cut.
    function testFuzz_L10_SplittingASaleCostsAParentNothing(uint8 units, uint24 parts_) public {
        _splitASale(uint8(bound(units, 1, 3)), uint24(bound(parts_, 1, ALL - 1)));
    }

    function test_L10_SplittingASaleIntoElevenUnitsCostsAParentNothing() public {
        _splitASale(11, 90_910);
    }

    function _splitASale(uint8 units, uint24 parts_) private {
        (bytes32 child, bytes32 childSplit) = derive(stranger, 1, modelId, parts_);
        IModelLicense.Plan memory plan = planOf(child, IModelLicense.PlanKind.Uses, address(token), 1, 1);
        for (uint256 i = 0; i < units; ++i) {
            earn(plan, childSplit);
            rollUp(childSplit, address(token));
        }
        assertEq(license.incomeOf(splitId, address(token)), uint256(units) * parts_ / ALL);
    }

    /// @dev What was sent without a purchase is nobody's income: all that is paid came in by a sale.
    function testFuzz_L10_DonationsAreNobodys(uint96 donation, uint96 price) public {
        price = uint96(bound(price, 1, type(uint96).max));
        token.mint(address(license), donation);
        vm.deal(address(license), donation);
        _sell(splitId, price);
        assertEq(license.incomeOf(splitId, address(token)), price);
        assertEq(claim(creator.addr, splitId, address(token), 0), price);
        assertEq(token.balanceOf(address(license)), donation);
        expectNothingDue(splitId, NATIVE, 0);
        claim(creator.addr, splitId, NATIVE, 0);
    }

    // ---------------------------------------------------------------------------------- L11: a split that is changed

    function testFuzz_L11_ASplitBoundLaterTouchesNothingEarlier(uint96 price, uint8 way) public {
        price = uint96(bound(price, 1, type(uint96).max));
        bytes32 earlier = split(modelId, soleShare(minority, ALL));
        bytes32 later = split(modelId, soleShare(majority, ALL));
        IModelLicense.Plan memory plan = _plan(price);
        open(plan, earlier);
        buy(buyer.addr, plan);
        if (way % 3 == 1) close(plan);
        if (way % 3 == 2) collect(plan);
        open(plan, later);
        collect(plan);
        assertEq(license.claimable(earlier, address(token), 0), price);
        assertEq(license.incomeOf(later, address(token)), 0);
        assertEq(claim(minority, earlier, address(token), 0), price);
    }

    function test_L11_ANewPricePerUseTouchesNothingEarlier() public {
        bytes32 later = split(modelId, soleShare(majority, ALL));
        uint96[2] memory prices = [uint96(7), 8];
        for (uint256 i = 0; i < 2; ++i) {
            uint256 snapshot = vm.snapshotState();
            vm.prank(creator.addr);
            license.setPricePerUse(modelId, 7, splitId);
            buy(buyer.addr, pricePerUsePlan(modelId, 7));
            vm.prank(creator.addr);
            license.setPricePerUse(modelId, prices[i], later);
            collect(pricePerUsePlan(modelId, 7));
            assertEq(license.incomeOf(splitId, NATIVE), 7);
            assertEq(license.incomeOf(later, NATIVE), 0);
            vm.revertToState(snapshot);
        }
    }

    /// @dev The split that a child's royalties go to is frozen when the child is published.
    function test_L11_RoyaltiesGoWhereTheyWentWhenTheChildWasPublished() public {
        (bytes32 child, bytes32 childSplit) = derive(stranger, 1, modelId, 500_000);
        bytes32 later = split(modelId, soleShare(majority, ALL));
        earn(planOf(child, IModelLicense.PlanKind.Uses, address(token), 10, 1), childSplit);
        vm.prank(creator.addr);
        license.setRoyaltyTerms(modelId, 0, later);
        rollUp(childSplit, address(token));
        assertEq(license.incomeOf(splitId, address(token)), 5);
        assertEq(license.incomeOf(later, address(token)), 0);
    }

    function test_L11_AnOpenSplitCannotBeRewritten() public {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_SplitExists.selector, splitId));
        split(modelId, soleShare(creator.addr, ALL));
        assertSplit(splitId, modelId, soleShare(creator.addr, ALL));
    }

    /// @dev A split of another model, with payees of its choosing, is never bound.
    function test_L11_AForeignSplitIsRefusedEverywhere() public {
        bytes32 foreignId = idOf(stranger, 1);
        bytes32 foreign = publish(foreignId, new IModelRegistry.Royalty[](0), soleShare(majority, ALL), 0);
        vm.startPrank(creator.addr);
        expectUnknownSplit(foreign, modelId);
        license.openPlan(_plan(1), foreign);
        expectUnknownSplit(foreign, modelId);
        license.setPricePerUse(modelId, 1, foreign);
        expectUnknownSplit(foreign, modelId);
        license.setRoyaltyTerms(modelId, 1, foreign);
        vm.stopPrank();
    }

    // --------------------------------------------------------------------------------------- L13: loops of open calls

    /// @dev Collecting, rolling up and having payees paid, in any order and as often as one likes: the caller has nothing
    /// of it, and everyone else the same as after one round.
    function testFuzz_L13_LoopsOfOpenCallsGiveNobodyMore(uint8[8] memory steps, uint96 price) public {
        price = uint96(bound(price, 1, type(uint96).max));
        (bytes32 child, bytes32 childSplit) = derive(minority, 1, modelId, 333_333);
        IModelLicense.Plan memory plan = planOf(child, IModelLicense.PlanKind.Uses, address(token), price, 1);
        open(plan, childSplit);
        buy(buyer.addr, plan);

        for (uint256 i = 0; i < steps.length; ++i) {
            _openCall(steps[i], plan, childSplit);
        }
        for (uint8 step = 0; step < 4; ++step) {
            _openCall(step, plan, childSplit);
        }
        uint256 royalty = uint256(price) * 333_333 / ALL;
        assertEq(token.balanceOf(stranger), 0);
        assertEq(token.balanceOf(minority), price - royalty);
        assertEq(token.balanceOf(creator.addr), royalty);
        assertEq(token.balanceOf(address(license)), 0);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _plan(uint96 price) private view returns (IModelLicense.Plan memory) {
        return planOf(modelId, IModelLicense.PlanKind.Uses, address(token), price, 1);
    }

    function _sell(bytes32 split_, uint96 price) private {
        earn(_plan(price), split_);
    }

    /// @dev Five payees, each with a part at least.
    function _sharesOf(uint24[5] memory cuts) private pure returns (IModelRegistry.Share[] memory shares) {
        shares = new IModelRegistry.Share[](5);
        uint24 left = ALL;
        for (uint24 i = 0; i < 5; ++i) {
            uint24 parts_ = i == 4 ? left : uint24(bound(cuts[i], 1, left - (4 - i)));
            left -= parts_;
            shares[i] = IModelRegistry.Share(address(uint160(0x1000 + i)), parts_);
        }
    }

    function _equalShares(uint256 count) private pure returns (IModelRegistry.Share[] memory shares) {
        shares = new IModelRegistry.Share[](count);
        uint24 each = uint24(ALL / count);
        for (uint160 i = 0; i < count; ++i) {
            shares[i] = IModelRegistry.Share(address(0x1000 + i), each);
        }
        shares[count - 1].parts = uint24(ALL - each * (count - 1));
    }

    /// @dev Has everyone paid what is due.
    function _claimAll(bytes32 split_, uint256 count) private returns (uint256 paid) {
        for (uint256 i = 0; i < count; ++i) {
            if (license.claimable(split_, address(token), i) == 0) continue;
            paid += license.claim(split_, address(token), i, license.getShare(split_, i).payee);
        }
    }

    function _balances(IModelRegistry.Share[] memory shares) private view returns (uint256[] memory balances) {
        balances = new uint256[](shares.length);
        for (uint256 i = 0; i < shares.length; ++i) {
            balances[i] = token.balanceOf(shares[i].payee);
        }
    }

    /// @dev What buyer, collector and the payee at `index` pay together for one sale bound to the split.
    function _gasOfASale(bytes32 split_, uint256 index) private returns (uint256 gas) {
        uint256 snapshot = vm.snapshotState();
        open(_plan(PRICE), split_);
        buy(buyer.addr, _plan(PRICE));
        gas = vm.lastCallGas().gasTotalUsed;
        collect(_plan(PRICE));
        gas += vm.lastCallGas().gasTotalUsed;
        address payee = license.getShare(split_, index).payee;
        license.claim(split_, address(token), index, payee);
        gas += vm.lastCallGas().gasTotalUsed;
        vm.revertToState(snapshot);
    }

    /// @dev One of the calls that anyone may make; what is not due is refused.
    function _openCall(uint8 step, IModelLicense.Plan memory plan, bytes32 childSplit) private {
        bytes32[] memory splitIds = new bytes32[](1);
        splitIds[0] = childSplit;
        bytes[4] memory calls = [
            abi.encodeCall(license.collect, (plansOf(plan))),
            abi.encodeCall(license.rollUp, (splitIds, address(token))),
            abi.encodeCall(license.claim, (childSplit, address(token), 0, minority)),
            abi.encodeCall(license.claim, (splitId, address(token), 0, creator.addr))
        ];
        vm.prank(stranger);
        (bool success, bytes memory reason) = address(license).call(calls[step % 4]);
        if (!success) assertEq(bytes4(reason), IModelRegistry.ModelRegistry_NothingDue.selector);
    }
}
