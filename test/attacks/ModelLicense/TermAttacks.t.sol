// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

/// @title L3, L5, L17: the arithmetic of terms, money back and free plans, and every answer at the block's boundary
contract TermAttacksTest is LicenseAssertions {
    uint40 private start;
    uint40 private end;

    function setUp() public override {
        super.setUp();
        open(timedPlan(MONTH));
        open(usesPlan(10));
        start = uint40(block.timestamp);
        end = start + uint40(MONTH);
    }

    // -------------------------------------------------------------------------------------------- L3: expiry arithmetic

    /// @dev Whatever is bought when: a running term grows by what was bought, and a lapse is neither given nor charged.
    function testFuzz_L3_TermsAreExactOverManyRenewals(uint32[4] memory waits, uint32[4] memory durations) public {
        (uint256 expectedStart, uint256 expectedEnd) = (0, 0);
        for (uint256 i = 0; i < waits.length; ++i) {
            uint64 duration = uint64(bound(durations[i], 1, type(uint32).max));
            vm.warp(block.timestamp + bound(waits[i], 0, 2 * uint256(duration)));
            if (block.timestamp > expectedEnd) (expectedStart, expectedEnd) = (block.timestamp, block.timestamp);
            expectedEnd += duration;
            open(timedPlan(duration));
            buy(buyer.addr, timedPlan(duration));
            assertLicense(buyer.addr, uint40(expectedStart), uint40(expectedEnd), 0, 0);
        }
    }

    /// @dev Without a check the sum would wrap into a term that ended long ago, or into one without an end.
    function test_L3_NoDurationWrapsOrReachesForEver() public {
        buy(buyer.addr, timedPlan(MONTH));
        uint64[5] memory durations = [
            uint64(FOR_EVER - end), // exactly "for ever"
            FOR_EVER - end + 1, // one second beyond: wraps to zero in 40 bits
            uint64(1) << 40, // adds nothing in 40 bits
            (uint64(1) << 40) - uint64(MONTH), // takes back the whole month in 40 bits
            type(uint64).max
        ];
        for (uint256 i = 0; i < durations.length; ++i) {
            IModelLicense.Plan memory plan = timedPlan(durations[i]);
            open(plan);
            fund(buyer.addr, plan);
            expectTermTooLong(uint256(end) + durations[i]);
            vm.prank(buyer.addr);
            license.acquire(plan, buyer.addr, soon());
        }
        assertLicense(buyer.addr, start, end, 0, 0);
        assertPlan(timedPlan(MONTH), true, 1, PRICE, splitId);
    }

    function test_L3_UsesNeverWrap() public {
        IModelLicense.Plan memory all = usesPlan(type(uint64).max);
        open(all);
        buy(buyer.addr, all);
        for (uint256 i = 0; i < 2; ++i) {
            IModelLicense.Plan memory more = i == 0 ? usesPlan(10) : all;
            fund(buyer.addr, more);
            expectTooManyUses(uint256(type(uint64).max) + more.quantity);
            vm.prank(buyer.addr);
            license.acquire(more, buyer.addr, soon());
        }
        assertUses(buyer.addr, type(uint64).max, 0);
    }

    /// @dev The child of a licence is its seat. Without uses, the term is its end.
    function testFuzz_L3_ASeatNeverOutlastsTheTermItWasNamedIn(uint40 until, uint40 later) public {
        buy(buyer.addr, timedPlan(MONTH));
        address[] memory seats = new address[](1);
        seats[0] = stranger;
        bytes memory data = abi.encodeCall(license.setSeats, (modelId, seats, until));
        vm.prank(buyer.addr);
        (bool named,) = address(license).call(data);
        assertEq(named, until <= end);
        vm.warp(bound(later, end, type(uint40).max));
        assertFalse(license.isSeatLicensed(modelId, buyer.addr, stranger));
    }

    function test_L3_ForEverIsNeverProlonged() public {
        open(perpetualPlan());
        buy(buyer.addr, perpetualPlan());
        fund(buyer.addr, timedPlan(MONTH));
        expectAlreadyPerpetual(buyer.addr);
        vm.prank(buyer.addr);
        license.acquire(timedPlan(MONTH), buyer.addr, soon());
        assertLicense(buyer.addr, start, FOR_EVER, 0, 0);
    }

    // -------------------------------------------------------------------------------------- L5: refunds and free plans

    function test_L5_ThereIsNothingThatGivesMoneyBack() public {
        buy(buyer.addr, timedPlan(MONTH));
        bytes[4] memory calls = [
            abi.encodeWithSignature("refund(bytes32)", planIdOf(timedPlan(MONTH))),
            abi.encodeWithSignature("cancel(bytes32)", modelId),
            abi.encodeWithSignature("cancelAndRefund(uint256)", uint256(modelId)),
            abi.encodeWithSignature("withdraw(address,uint256,address)", address(token), PRICE, buyer.addr)
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(buyer.addr);
            (bool success,) = address(license).call(calls[i]);
            assertFalse(success);
        }
        assertEq(token.balanceOf(buyer.addr), 0);
    }

    /// @dev Bought, collected, claimed, and the licence is as live as before.
    function test_L5_MoneyThatLeftLeavesTheLicense() public {
        earn(timedPlan(MONTH), splitId);
        claim(creator.addr, splitId, address(token), 0);
        assertEq(token.balanceOf(address(license)), 0);
        assertTrue(license.isLicensed(modelId, buyer.addr));
        vm.warp(end - 1);
        assertTrue(license.isLicensed(modelId, buyer.addr));
    }

    /// @dev A creator that offers a free plan bounds it by its cap, over all licensees together.
    function testFuzz_L5_AFreePlanIsBoundedByItsCap(uint8 cap) public {
        IModelLicense.Plan memory free = usesPlan(1);
        (free.price, free.cap) = (0, uint32(bound(cap, 1, 6)));
        open(free);
        for (uint160 i = 0; i < free.cap; ++i) {
            buy(address(0x1000 + i % 3), free);
        }
        for (uint160 i = 0; i < 3; ++i) {
            expectSoldOut(free);
            vm.prank(address(0x1000 + i));
            license.acquire(free, address(0x1000 + i), soon());
        }
        uint256 uses = 0;
        for (uint160 i = 0; i < 3; ++i) {
            uses += license.getLicense(modelId, address(0x1000 + i)).remainingUses;
        }
        assertEq(uses, free.cap);
    }

    function test_L5_AFreePlanEarnsNothingToClaim() public {
        IModelLicense.Plan memory free = usesPlan(1);
        free.price = 0;
        token.mint(address(license), PRICE);
        for (uint256 i = 0; i < 5; ++i) {
            earn(free, splitId);
        }
        assertEq(license.incomeOf(splitId, address(token)), 0);
        expectNothingDue(splitId, address(token), 0);
        claim(creator.addr, splitId, address(token), 0);
    }

    // --------------------------------------------------------------------------------------- L17: at the block's second

    function test_L17_ATermAtItsLastSecondAndAfter() public {
        buy(buyer.addr, timedPlan(MONTH));
        _assertAllGates(start, true);
        _assertAllGates(end - 1, true);
        _assertAllGates(end, false);
        _assertAllGates(end + 1, false);
    }

    function test_L17_TheLongestTermAtItsLastSecondAndAfter() public {
        IModelLicense.Plan memory longest = timedPlan(FOR_EVER - 1 - start);
        open(longest);
        buy(buyer.addr, longest);
        _assertAllGates(uint256(FOR_EVER) - 2, true);
        _assertAllGates(uint256(FOR_EVER) - 1, false);
        _assertAllGates(FOR_EVER, false);
    }

    function test_L17_ForEverAtTheLargestTimestamps() public {
        open(perpetualPlan());
        buy(buyer.addr, perpetualPlan());
        _assertAllGates(uint256(FOR_EVER) - 1, true);
        _assertAllGates(FOR_EVER, true);
        _assertAllGates(uint256(FOR_EVER) + 1, true);
    }

    /// @dev In the last second, and in the first that is not covered any more.
    function test_L17_ARenewalAtTheEndLeavesNoGap() public {
        buy(buyer.addr, timedPlan(MONTH));
        uint256 snapshot = vm.snapshotState();
        for (uint256 early = 0; early < 2; ++early) {
            vm.revertToState(snapshot);
            vm.warp(end - early);
            buy(buyer.addr, timedPlan(MONTH));
            for (uint256 time = end - 1; time <= end + 1; ++time) {
                _assertAllGates(time, true);
                assertTrue(license.wasLicensedAt(modelId, buyer.addr, start));
            }
            _assertAllGates(end + MONTH, false);
        }
    }

    function test_L17_TheGapOfALateRenewalIsNotLicensed() public {
        buy(buyer.addr, timedPlan(MONTH));
        vm.warp(end + 1);
        assertFalse(license.isLicensed(modelId, buyer.addr));
        buy(buyer.addr, timedPlan(MONTH));
        assertFalse(license.wasLicensedAt(modelId, buyer.addr, end));
        assertTrue(license.wasLicensedAt(modelId, buyer.addr, end + 1));
    }

    function test_L17_ASeatAtItsLastSecondAndAfter() public {
        buy(buyer.addr, timedPlan(MONTH));
        buy(buyer.addr, usesPlan(10));
        uint40 until = start + 1 hours;
        setSeat(stranger, until);
        _assertSeat(until - 1, true);
        _assertSeat(until, false);
        _assertSeat(until + 1, false);
        assertTrue(license.isLicensed(modelId, buyer.addr));
    }

    function test_L17_ASeatAtTheEndOfItsTerm() public {
        buy(buyer.addr, timedPlan(MONTH));
        buy(buyer.addr, usesPlan(10));
        setSeat(stranger, end);
        _assertSeat(end - 1, true);
        _assertSeat(end, false);
        _assertSeat(end + 1, false);
    }

    function test_L17_TheLastUseInTheSameSecond() public {
        buy(buyer.addr, usesPlan(10));
        setSeat(stranger, end);
        consume(buyer.addr, 9);
        assertTrue(license.isLicensed(modelId, buyer.addr));
        assertTrue(license.isSeatLicensed(modelId, buyer.addr, stranger));
        consume(buyer.addr, 1);
        assertFalse(license.isLicensed(modelId, buyer.addr));
        assertFalse(license.isSeatLicensed(modelId, buyer.addr, stranger));
        assertEq(license.balanceOf(buyer.addr, uint256(modelId)), 0);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    /// @dev Of the buyer's term, by every function that is asked.
    function _assertAllGates(uint256 time, bool live) private {
        vm.warp(time);
        assertEq(license.isLicensed(modelId, buyer.addr), live, "isLicensed");
        assertEq(license.balanceOf(buyer.addr, uint256(modelId)), live ? 1 : 0, "balanceOf");
        assertEq(license.wasLicensedAt(modelId, buyer.addr, time), live, "wasLicensedAt");
    }

    /// @dev By the view, and by a call of the seat.
    function _assertSeat(uint256 time, bool live) private {
        vm.warp(time);
        assertEq(license.isSeatLicensed(modelId, buyer.addr, stranger), live);
        vm.prank(stranger);
        (bool consumed,) = address(license).call(abi.encodeCall(license.consume, (modelId, buyer.addr, 1)));
        assertEq(consumed, live);
    }
}
