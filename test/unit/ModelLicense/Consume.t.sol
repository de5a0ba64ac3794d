// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

contract ConsumeTest is LicenseAssertions {
    function setUp() public override {
        super.setUp();
        open(usesPlan(10));
        buy(buyer.addr, usesPlan(10));
    }

    // ----------------------------------------------------------------------------------------------------- used up

    function testFuzz_TheLicenseeUsesUp(uint64 first, uint64 second) public {
        first = uint64(bound(first, 1, 9));
        second = uint64(bound(second, 1, 10 - first));
        expectConsumed(buyer.addr, buyer.addr, first);
        consume(buyer.addr, first);
        expectConsumed(buyer.addr, buyer.addr, second);
        consume(buyer.addr, second);
        assertLicense(buyer.addr, 0, 0, 10 - first - second, 0);
    }

    function test_EmitsOneEvent() public {
        vm.recordLogs();
        consume(buyer.addr, 1);
        assertEq(licenseLogCount(), 1);
    }

    function test_AllOfThemAtOnce() public {
        consume(buyer.addr, 10);
        assertLicense(buyer.addr, 0, 0, 0, 0);
        assertFalse(license.isLicensed(modelId, buyer.addr));
    }

    function test_AllThatAWordHolds() public {
        open(usesPlan(type(uint64).max));
        buy(stranger, usesPlan(type(uint64).max));
        consume(stranger, type(uint64).max);
        assertNoLicense(stranger);
    }

    function test_TheTermAndWhatWasMeteredStay() public {
        open(timedPlan(MONTH));
        buy(buyer.addr, timedPlan(MONTH));
        redeem(usageOf(buyer, modelId, buyer.addr, 3));
        consume(buyer.addr, 2);
        uint40 start = uint40(block.timestamp);
        assertLicense(buyer.addr, start, start + uint40(MONTH), 5, 3);
    }

    function test_ASeatUsesUp() public {
        setSeat(stranger, uint40(block.timestamp + 1 hours));
        expectConsumed(buyer.addr, stranger, 4);
        vm.prank(stranger);
        license.consume(modelId, buyer.addr, 4);
        assertUses(buyer.addr, 6, 0);
        assertNoLicense(stranger);
    }

    function test_UsesOfAnotherModelStay() public {
        (bytes32 otherId,) = derive(creator.addr, 2, modelId, 1);
        expectUsesOutOfRange(1, 0);
        vm.prank(buyer.addr);
        license.consume(otherId, buyer.addr, 1);
        assertUses(buyer.addr, 10, 0);
    }

    // ------------------------------------------------------------------------------------------------------- refused

    function testFuzz_RevertWhen_SomebodyElseUsesThem(address caller) public {
        vm.assume(caller != buyer.addr);
        expectNotLicensed(caller);
        vm.prank(caller);
        license.consume(modelId, buyer.addr, 1);
    }

    function test_ASeatIsOverAtItsSecond() public {
        uint40 until = uint40(block.timestamp + 1 hours);
        setSeat(stranger, until);
        vm.warp(until - 1);
        vm.prank(stranger);
        license.consume(modelId, buyer.addr, 1);
        for (uint256 late = 0; late < 2; ++late) {
            vm.warp(until + late);
            expectNotLicensed(stranger);
            vm.prank(stranger);
            license.consume(modelId, buyer.addr, 1);
        }
        assertUses(buyer.addr, 9, 0);
    }

    function test_RevertWhen_TheSeatWasTakenBack() public {
        setSeat(stranger, uint40(block.timestamp + 1 hours));
        setSeat(stranger, 0);
        expectNotLicensed(stranger);
        vm.prank(stranger);
        license.consume(modelId, buyer.addr, 1);
    }

    function test_RevertWhen_NoneAreUsed() public {
        expectUsesOutOfRange(0, 10);
        consume(buyer.addr, 0);
    }

    function testFuzz_RevertWhen_FewerAreLeft(uint64 uses) public {
        uses = uint64(bound(uses, 11, type(uint64).max));
        expectUsesOutOfRange(uses, 10);
        consume(buyer.addr, uses);
    }

    function test_RevertWhen_NoneAreLeft() public {
        consume(buyer.addr, 10);
        expectUsesOutOfRange(1, 0);
        consume(buyer.addr, 1);
    }

    /// @dev A term is not counted: who has one needs no uses, and has none.
    function test_RevertWhen_ThereIsATermAlone() public {
        open(timedPlan(MONTH));
        buy(stranger, timedPlan(MONTH));
        expectUsesOutOfRange(1, 0);
        consume(stranger, 1);
    }
}
