// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

/// @title What purchases give: uses, terms and their renewal, for ever
contract AcquireTermsTest is LicenseAssertions {
    uint40 private now_;

    function setUp() public override {
        super.setUp();
        now_ = uint40(block.timestamp);
        open(timedPlan(MONTH));
        open(usesPlan(10));
        open(perpetualPlan());
    }

    // ---------------------------------------------------------------------------------------------------------- uses

    function testFuzz_UsesAddUp(uint64 first, uint64 second) public {
        first = uint64(bound(first, 1, type(uint64).max - 1));
        second = uint64(bound(second, 1, type(uint64).max - first));
        _openAndBuy(usesPlan(first));
        _openAndBuy(usesPlan(second));
        assertLicense(buyer.addr, 0, 0, first + second, 0);
    }

    function testFuzz_RevertWhen_ThereAreTooManyUses(uint64 first, uint64 second) public {
        first = uint64(bound(first, 1, type(uint64).max));
        second = uint64(bound(second, type(uint64).max - first + 1, type(uint64).max));
        _openAndBuy(usesPlan(first));
        open(usesPlan(second));
        fund(buyer.addr, usesPlan(second));
        expectTooManyUses(uint256(first) + second);
        _acquire(usesPlan(second));
    }

    function test_UsesDoNotLapse() public {
        buy(buyer.addr, usesPlan(10));
        vm.warp(block.timestamp + 1000 * 365 days);
        assertTrue(license.isLicensed(modelId, buyer.addr));
        assertUses(buyer.addr, 10, 0);
    }

    function test_UsesLeaveTheTermAlone() public {
        buy(buyer.addr, timedPlan(MONTH));
        vm.warp(now_ + 1 days);
        buy(buyer.addr, usesPlan(10));
        assertLicense(buyer.addr, now_, now_ + uint40(MONTH), 10, 0);
    }

    function test_MeteredUsesStayWhenMoreAreBought() public {
        buy(buyer.addr, usesPlan(10));
        redeem(usageOf(buyer, modelId, buyer.addr, 4));
        buy(buyer.addr, usesPlan(10));
        buy(buyer.addr, timedPlan(MONTH));
        assertLicense(buyer.addr, now_, now_ + uint40(MONTH), 16, 4);
    }

    // --------------------------------------------------------------------------------------------------------- terms

    function testFuzz_ATermBeginsWithItsPurchase(uint64 duration) public {
        duration = uint64(bound(duration, 1, FOR_EVER - 1 - now_));
        IModelLicense.Plan memory plan = timedPlan(duration);
        open(plan);
        fund(buyer.addr, plan);
        expectAcquired(plan, buyer.addr, buyer.addr, now_ + uint40(duration), 0);
        _acquire(plan);
        assertLicense(buyer.addr, now_, now_ + uint40(duration), 0, 0);
    }

    function testFuzz_AnEarlyRenewalKeepsTheTimeThatIsLeft(uint40 later, uint40 duration) public {
        later = uint40(bound(later, 0, MONTH - 1));
        duration = uint40(bound(duration, 1, 1000 * 365 days));
        buy(buyer.addr, timedPlan(MONTH));
        vm.warp(now_ + later);
        _openAndBuy(timedPlan(duration));
        assertLicense(buyer.addr, now_, now_ + uint40(MONTH) + duration, 0, 0);
    }

    function testFuzz_ALateRenewalStartsAnew(uint40 later, uint40 duration) public {
        later = uint40(bound(later, 1, 1000 * 365 days));
        duration = uint40(bound(duration, 1, 1000 * 365 days));
        buy(buyer.addr, timedPlan(MONTH));
        uint40 renewedAt = now_ + uint40(MONTH) + later;
        vm.warp(renewedAt);
        _openAndBuy(timedPlan(duration));
        assertLicense(buyer.addr, renewedAt, renewedAt + duration, 0, 0);
    }

    function test_RenewalsAroundTheExpiry() public {
        uint40 month = uint40(MONTH);
        uint40 expiresAt = now_ + month;
        buy(buyer.addr, timedPlan(MONTH));
        uint256 snapshot = vm.snapshotState();

        for (uint40 early = 0; early < 2; ++early) {
            vm.revertToState(snapshot);
            vm.warp(expiresAt - early);
            buy(buyer.addr, timedPlan(MONTH));
            assertLicense(buyer.addr, now_, expiresAt + month, 0, 0);
        }

        vm.revertToState(snapshot);
        vm.warp(expiresAt + 1);
        buy(buyer.addr, timedPlan(MONTH));
        assertLicense(buyer.addr, expiresAt + 1, expiresAt + 1 + month, 0, 0);
    }

    function test_TheLongestTermEndsOneSecondBeforeForEver() public {
        uint64 longest = FOR_EVER - 1 - now_;
        _openAndBuy(timedPlan(longest));
        assertLicense(buyer.addr, now_, FOR_EVER - 1, 0, 0);

        fund(buyer.addr, timedPlan(MONTH));
        expectTermTooLong(uint256(FOR_EVER) - 1 + MONTH);
        _acquire(timedPlan(MONTH));
    }

    function testFuzz_RevertWhen_TheTermIsTooLong(uint64 duration) public {
        duration = uint64(bound(duration, FOR_EVER - now_, type(uint64).max));
        open(timedPlan(duration));
        fund(buyer.addr, timedPlan(duration));
        expectTermTooLong(uint256(now_) + duration);
        _acquire(timedPlan(duration));
    }

    function testFuzz_RevertWhen_ARenewalIsTooLong(uint64 duration) public {
        buy(buyer.addr, timedPlan(MONTH));
        duration = uint64(bound(duration, FOR_EVER - now_ - MONTH, type(uint64).max));
        open(timedPlan(duration));
        fund(buyer.addr, timedPlan(duration));
        expectTermTooLong(uint256(now_) + MONTH + duration);
        _acquire(timedPlan(duration));
    }

    function test_TermsOfTwoLicenseesAreApart() public {
        buy(buyer.addr, timedPlan(MONTH));
        vm.warp(now_ + 1 days);
        buy(stranger, timedPlan(MONTH));
        assertLicense(buyer.addr, now_, now_ + uint40(MONTH), 0, 0);
        assertLicense(stranger, now_ + 1 days, now_ + 1 days + uint40(MONTH), 0, 0);
    }

    function test_TermsOfTwoModelsAreApart() public {
        (bytes32 otherId, bytes32 otherSplit) = derive(creator.addr, 2, modelId, 1);
        IModelLicense.Plan memory plan = timedPlan(MONTH);
        plan.modelId = otherId;
        open(plan, otherSplit);
        buy(buyer.addr, plan);
        assertNoLicense(buyer.addr);
        assertTrue(license.isLicensed(otherId, buyer.addr));
    }

    // ------------------------------------------------------------------------------------------------------ for ever

    function test_ForEverBeginsWithItsPurchase() public {
        fund(buyer.addr, perpetualPlan());
        expectAcquired(perpetualPlan(), buyer.addr, buyer.addr, FOR_EVER, 0);
        _acquire(perpetualPlan());
        assertLicense(buyer.addr, now_, FOR_EVER, 0, 0);
        assertEq(license.PERPETUAL(), FOR_EVER);
    }

    function test_ForEverGoesOnFromARunningTerm() public {
        buy(buyer.addr, timedPlan(MONTH));
        vm.warp(now_ + MONTH - 1);
        buy(buyer.addr, perpetualPlan());
        assertLicense(buyer.addr, now_, FOR_EVER, 0, 0);
    }

    function test_ForEverStartsAnewAfterALapse() public {
        buy(buyer.addr, timedPlan(MONTH));
        uint40 later = now_ + uint40(MONTH) + 1;
        vm.warp(later);
        buy(buyer.addr, perpetualPlan());
        assertLicense(buyer.addr, later, FOR_EVER, 0, 0);
    }

    function test_ForEverCanHaveUsesToo() public {
        buy(buyer.addr, perpetualPlan());
        fund(buyer.addr, usesPlan(10));
        expectAcquired(usesPlan(10), buyer.addr, buyer.addr, FOR_EVER, 10);
        _acquire(usesPlan(10));
        assertLicense(buyer.addr, now_, FOR_EVER, 10, 0);
    }

    function test_RevertWhen_ForEverIsBoughtTwice() public {
        buy(buyer.addr, perpetualPlan());
        fund(buyer.addr, perpetualPlan());
        expectAlreadyPerpetual(buyer.addr);
        _acquire(perpetualPlan());
    }

    function testFuzz_RevertWhen_TimeIsBoughtOnTopOfForEver(uint40 later) public {
        buy(buyer.addr, perpetualPlan());
        vm.warp(now_ + bound(later, 0, 1000 * 365 days));
        fund(buyer.addr, timedPlan(MONTH));
        expectAlreadyPerpetual(buyer.addr);
        _acquire(timedPlan(MONTH));
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _openAndBuy(IModelLicense.Plan memory plan) private {
        open(plan);
        buy(buyer.addr, plan);
    }

    function _acquire(IModelLicense.Plan memory plan) private {
        vm.prank(buyer.addr);
        license.acquire(plan, buyer.addr, soon());
    }
}
