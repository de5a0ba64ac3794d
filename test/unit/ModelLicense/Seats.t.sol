// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

contract SeatsTest is LicenseAssertions {
    uint40 private expiresAt;
    address private second = makeAddr("second seat");

    function setUp() public override {
        super.setUp();
        open(timedPlan(MONTH));
        open(usesPlan(10));
        open(perpetualPlan());
        expiresAt = uint40(block.timestamp + MONTH);
    }

    // --------------------------------------------------------------------------------------------------------- named

    function testFuzz_NamesSeats(uint40 until) public {
        until = uint40(bound(until, 1, expiresAt));
        buy(buyer.addr, timedPlan(MONTH));
        expectSeatSet(buyer.addr, stranger, until);
        expectSeatSet(buyer.addr, second, until);
        _setSeats(_both(), until);
        assertEq(license.getSeat(modelId, buyer.addr, stranger), until);
        assertEq(license.getSeat(modelId, buyer.addr, second), until);
        assertEq(license.isSeatLicensed(modelId, buyer.addr, stranger), block.timestamp < until);
    }

    function test_EmitsOneEventASeat() public {
        buy(buyer.addr, timedPlan(MONTH));
        vm.recordLogs();
        _setSeats(_both(), expiresAt);
        assertEq(licenseLogCount(), 2);
    }

    function test_SeatsOfOthersAndOfOtherModelsStay() public {
        buy(buyer.addr, timedPlan(MONTH));
        setSeat(stranger, expiresAt);
        (bytes32 otherId,) = derive(creator.addr, 2, modelId, 1);
        assertEq(license.getSeat(otherId, buyer.addr, stranger), 0);
        assertEq(license.getSeat(modelId, stranger, stranger), 0);
        assertEq(license.getSeat(modelId, buyer.addr, second), 0);
        assertFalse(license.isSeatLicensed(modelId, buyer.addr, second));
        assertFalse(license.isSeatLicensed(otherId, buyer.addr, stranger));
    }

    function test_ASeatCanBeNamedAgain() public {
        buy(buyer.addr, timedPlan(MONTH));
        setSeat(stranger, expiresAt);
        setSeat(stranger, expiresAt - 1);
        assertEq(license.getSeat(modelId, buyer.addr, stranger), expiresAt - 1);
    }

    function test_TheLicenseeMayNameItself() public {
        buy(buyer.addr, timedPlan(MONTH));
        setSeat(buyer.addr, expiresAt);
        assertTrue(license.isSeatLicensed(modelId, buyer.addr, buyer.addr));
    }

    function testFuzz_UsesAloneSetNoEnd(uint40 until) public {
        until = uint40(bound(until, 1, type(uint40).max));
        buy(buyer.addr, usesPlan(10));
        setSeat(stranger, until);
        assertEq(license.getSeat(modelId, buyer.addr, stranger), until);
    }

    function test_ForEverSetsNoEnd() public {
        buy(buyer.addr, perpetualPlan());
        setSeat(stranger, FOR_EVER);
        vm.warp(FOR_EVER - 1);
        assertTrue(license.isSeatLicensed(modelId, buyer.addr, stranger));
    }

    /// @dev A term that ended sets no end where uses are left.
    function test_ALapsedTermSetsNoEnd() public {
        buy(buyer.addr, timedPlan(MONTH));
        buy(buyer.addr, usesPlan(10));
        vm.warp(expiresAt);
        setSeat(stranger, expiresAt + 1 days);
        assertTrue(license.isSeatLicensed(modelId, buyer.addr, stranger));
    }

    // ------------------------------------------------------------------------------------------------------ live

    function test_ASeatLivesUntilItsSecond() public {
        buy(buyer.addr, timedPlan(MONTH));
        uint40 until = uint40(block.timestamp + 1 days);
        setSeat(stranger, until);
        vm.warp(until - 1);
        assertTrue(license.isSeatLicensed(modelId, buyer.addr, stranger));
        vm.warp(until);
        assertFalse(license.isSeatLicensed(modelId, buyer.addr, stranger));
        vm.warp(until + 1);
        assertFalse(license.isSeatLicensed(modelId, buyer.addr, stranger));
        assertTrue(license.isLicensed(modelId, buyer.addr));
    }

    function test_ASeatOfUsesEndsWithThem() public {
        buy(buyer.addr, usesPlan(10));
        setSeat(stranger, FOR_EVER);
        consume(buyer.addr, 9);
        assertTrue(license.isSeatLicensed(modelId, buyer.addr, stranger));
        consume(buyer.addr, 1);
        assertFalse(license.isSeatLicensed(modelId, buyer.addr, stranger));
    }

    /// @dev It had no end when it was named: it acts again when uses are bought again.
    function test_ASeatOfUsesIsBackWithMoreUses() public {
        buy(buyer.addr, usesPlan(10));
        setSeat(stranger, FOR_EVER);
        consume(buyer.addr, 10);
        buy(buyer.addr, usesPlan(10));
        assertTrue(license.isSeatLicensed(modelId, buyer.addr, stranger));
    }

    function test_ASeatDoesNotGrowWithARenewal() public {
        buy(buyer.addr, timedPlan(MONTH));
        setSeat(stranger, expiresAt);
        buy(buyer.addr, timedPlan(MONTH));
        vm.warp(expiresAt);
        assertTrue(license.isLicensed(modelId, buyer.addr));
        assertFalse(license.isSeatLicensed(modelId, buyer.addr, stranger));
    }

    // ---------------------------------------------------------------------------------------------------- taken back

    function test_TakesSeatsBack() public {
        buy(buyer.addr, timedPlan(MONTH));
        _setSeats(_both(), expiresAt);
        expectSeatSet(buyer.addr, stranger, 0);
        setSeat(stranger, 0);
        assertEq(license.getSeat(modelId, buyer.addr, stranger), 0);
        assertFalse(license.isSeatLicensed(modelId, buyer.addr, stranger));
        assertTrue(license.isSeatLicensed(modelId, buyer.addr, second));
    }

    function test_TakesSeatsBackWithoutALicense() public {
        expectSeatSet(buyer.addr, stranger, 0);
        setSeat(stranger, 0);
        buy(buyer.addr, timedPlan(MONTH));
        setSeat(stranger, expiresAt);
        vm.warp(expiresAt);
        expectSeatSet(buyer.addr, stranger, 0);
        setSeat(stranger, 0);
    }

    // ------------------------------------------------------------------------------------------------------- refused

    function test_RevertWhen_ThereIsNoLicense() public {
        expectNotLicensed(buyer.addr);
        setSeat(stranger, uint40(block.timestamp + 1));
    }

    function test_RevertWhen_TheLicenseLapsed() public {
        buy(buyer.addr, timedPlan(MONTH));
        vm.warp(expiresAt - 1);
        setSeat(stranger, expiresAt);
        for (uint256 late = 0; late < 2; ++late) {
            vm.warp(expiresAt + late);
            expectNotLicensed(buyer.addr);
            setSeat(stranger, expiresAt);
        }
    }

    function test_RevertWhen_TheUsesAreUsedUp() public {
        buy(buyer.addr, usesPlan(10));
        consume(buyer.addr, 10);
        expectNotLicensed(buyer.addr);
        setSeat(stranger, expiresAt);
    }

    function testFuzz_ASeatOutlastsTheTermWhileUsesAreLeft(uint40 until) public {
        until = uint40(bound(until, expiresAt + 1, type(uint40).max));
        buy(buyer.addr, timedPlan(MONTH));
        buy(buyer.addr, usesPlan(10));
        setSeat(stranger, until);
        vm.warp(expiresAt);
        assertTrue(license.isSeatLicensed(modelId, buyer.addr, stranger));
        vm.prank(stranger);
        license.consume(modelId, buyer.addr, 10);
        assertFalse(license.isSeatLicensed(modelId, buyer.addr, stranger));
    }

    function testFuzz_RevertWhen_ASeatOutlastsTheTerm(uint40 until) public {
        until = uint40(bound(until, expiresAt + 1, type(uint40).max));
        buy(buyer.addr, timedPlan(MONTH));
        vm.expectRevert(
            abi.encodeWithSelector(IModelLicense.ModelLicense_SeatOutlastsLicense.selector, until, expiresAt)
        );
        setSeat(stranger, until);
    }

    function test_RevertWhen_ASeatIsZero() public {
        buy(buyer.addr, timedPlan(MONTH));
        address[] memory seats = _both();
        seats[1] = address(0);
        expectInvalidAccount(address(0));
        _setSeats(seats, expiresAt);
        assertEq(license.getSeat(modelId, buyer.addr, stranger), 0);
    }

    function test_RevertWhen_ASeatIsTheContract() public {
        buy(buyer.addr, timedPlan(MONTH));
        expectInvalidAccount(address(license));
        setSeat(address(license), expiresAt);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _both() private view returns (address[] memory seats) {
        seats = new address[](2);
        (seats[0], seats[1]) = (stranger, second);
    }

    function _setSeats(address[] memory seats, uint40 until) private {
        vm.prank(buyer.addr);
        license.setSeats(modelId, seats, until);
    }
}
