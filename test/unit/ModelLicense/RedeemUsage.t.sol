// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

contract RedeemUsageTest is LicenseAssertions {
    Vm.Wallet private seat;

    function setUp() public override {
        super.setUp();
        seat = vm.createWallet("seat");
        open(usesPlan(10));
        buy(buyer.addr, usesPlan(10));
    }

    // ------------------------------------------------------------------------------------------------------ redeemed

    function testFuzz_AnyoneRedeemsTheDifference(address caller, uint64 first, uint64 second) public {
        first = uint64(bound(first, 1, 9));
        second = uint64(bound(second, first + 1, 10));
        _redeemBy(caller, first);
        expectRedeemed(buyer.addr, second - first, second);
        _redeemBy(caller, second);
        assertLicense(buyer.addr, 0, 0, 10 - second, second);
    }

    function test_EmitsOneEventAVoucher() public {
        IModelLicense.UsageVoucher[] memory vouchers = new IModelLicense.UsageVoucher[](2);
        vouchers[0] = _voucher(1);
        vouchers[1] = _voucher(2);
        vm.recordLogs();
        license.redeemUsage(vouchers);
        assertEq(licenseLogCount(), 2);
    }

    function test_AnEmptyBatchChangesNothing() public {
        vm.recordLogs();
        license.redeemUsage(new IModelLicense.UsageVoucher[](0));
        assertEq(licenseLogCount(), 0);
    }

    function testFuzz_TakesWhatIsLeftAndTheRestLater(uint64 cumulative) public {
        cumulative = uint64(bound(cumulative, 10, type(uint64).max));
        IModelLicense.UsageVoucher memory voucher = _voucher(cumulative);
        expectRedeemed(buyer.addr, 10, 10);
        redeem(voucher);
        assertLicense(buyer.addr, 0, 0, 0, 10);

        buy(buyer.addr, usesPlan(10));
        if (cumulative == 10) {
            expectSkipped(0, buyer.addr, IModelLicense.SkipReason.NotAboveMetered);
        } else {
            uint64 rest = cumulative - 10 < 10 ? cumulative - 10 : 10;
            expectRedeemed(buyer.addr, rest, 10 + rest);
        }
        redeem(voucher);
    }

    function test_AllThatAWordHolds() public {
        open(usesPlan(type(uint64).max));
        buy(seat.addr, usesPlan(type(uint64).max));
        redeem(usageOf(seat, modelId, seat.addr, type(uint64).max));
        assertLicense(seat.addr, 0, 0, 0, type(uint64).max);
    }

    function test_UsesThatWereConsumedAreNotCounted() public {
        consume(buyer.addr, 4);
        expectRedeemed(buyer.addr, 5, 5);
        redeem(_voucher(5));
        assertUses(buyer.addr, 1, 5);
    }

    function test_ASeatSigns() public {
        setSeat(seat.addr, uint40(block.timestamp + 1 hours));
        expectRedeemed(buyer.addr, 3, 3);
        redeem(usageOf(seat, modelId, buyer.addr, 3));
        assertUses(buyer.addr, 7, 3);
        assertNoLicense(seat.addr);
    }

    function test_TheTermStays() public {
        open(timedPlan(MONTH));
        buy(buyer.addr, timedPlan(MONTH));
        redeem(_voucher(3));
        assertLicense(buyer.addr, uint40(block.timestamp), uint40(block.timestamp + MONTH), 7, 3);
    }

    // ------------------------------------------------------------------------------------------------------- skipped

    function testFuzz_SkipsWhatIsNotAboveMetered(uint64 metered, uint64 cumulative) public {
        metered = uint64(bound(metered, 1, 10));
        cumulative = uint64(bound(cumulative, 0, metered));
        redeem(_voucher(metered));
        _expectOnlySkipped(_voucher(cumulative), IModelLicense.SkipReason.NotAboveMetered);
    }

    function test_SkipsAVoucherOverNothing() public {
        _expectOnlySkipped(_voucher(0), IModelLicense.SkipReason.NotAboveMetered);
    }

    function test_SkipsWhenNothingIsLeft() public {
        consume(buyer.addr, 10);
        _expectOnlySkipped(_voucher(1), IModelLicense.SkipReason.NoUsesLeft);
    }

    function test_SkipsALicenseeWithATermAlone() public {
        open(timedPlan(MONTH));
        buy(seat.addr, timedPlan(MONTH));
        expectSkipped(0, seat.addr, IModelLicense.SkipReason.NoUsesLeft);
        redeem(usageOf(seat, modelId, seat.addr, 1));
    }

    function test_SkipsTheSignatureOfSomebodyElse() public {
        _expectOnlySkipped(usageOf(creator, modelId, buyer.addr, 1), IModelLicense.SkipReason.NotASigner);
    }

    function test_SkipsASeatAtItsSecond() public {
        uint40 until = uint40(block.timestamp + 1 hours);
        setSeat(seat.addr, until);
        for (uint256 late = 0; late < 2; ++late) {
            vm.warp(until + late);
            _expectOnlySkipped(usageOf(seat, modelId, buyer.addr, 1), IModelLicense.SkipReason.NotASigner);
        }
        vm.warp(until - 1);
        redeem(usageOf(seat, modelId, buyer.addr, 1));
        assertUses(buyer.addr, 9, 1);
    }

    function test_SkipsASignatureThatIsNobodys() public {
        IModelLicense.UsageVoucher memory voucher = _voucher(1);
        voucher.signature = new bytes(65);
        _expectOnlySkipped(voucher, IModelLicense.SkipReason.BadSignature);
        voucher.signature = asHighS(_voucher(1).signature);
        _expectOnlySkipped(voucher, IModelLicense.SkipReason.BadSignature);
    }

    function testFuzz_SkipsAnotherLength(uint8 length) public {
        IModelLicense.UsageVoucher memory voucher = _voucher(1);
        if (length < 65) {
            bytes memory cut = voucher.signature;
            assembly ("memory-safe") {
                mstore(cut, length)
            }
        } else {
            voucher.signature = bytes.concat(voucher.signature, new bytes(uint256(length) - 64));
        }
        _expectOnlySkipped(voucher, IModelLicense.SkipReason.BadSignature);
    }

    function test_SkipsTheCompactForm() public {
        IModelLicense.UsageVoucher memory voucher = _voucher(1);
        voucher.signature = asCompact(voucher.signature);
        _expectOnlySkipped(voucher, IModelLicense.SkipReason.BadSignature);
    }

    function test_SkipsAnUnknownModel() public {
        bytes32 unknown = idOf(creator.addr, 2);
        IModelLicense.UsageVoucher memory voucher = usageOf(buyer, unknown, buyer.addr, 1);
        modelId = unknown;
        expectSkipped(0, buyer.addr, IModelLicense.SkipReason.NoUsesLeft);
        redeem(voucher);
    }

    // ------------------------------------------------------------------------------------------------------- batches

    function test_ABadVoucherStopsNoneOfTheOthers() public {
        buy(seat.addr, usesPlan(10));
        IModelLicense.UsageVoucher[] memory vouchers = new IModelLicense.UsageVoucher[](5);
        vouchers[0] = _voucher(2);
        vouchers[1] = _voucher(3);
        vouchers[1].signature = "";
        vouchers[2] = usageOf(creator, modelId, buyer.addr, 4);
        vouchers[3] = _voucher(2);
        vouchers[4] = usageOf(seat, modelId, seat.addr, 5);

        expectRedeemed(buyer.addr, 2, 2);
        expectSkipped(1, buyer.addr, IModelLicense.SkipReason.BadSignature);
        expectSkipped(2, buyer.addr, IModelLicense.SkipReason.NotASigner);
        expectSkipped(3, buyer.addr, IModelLicense.SkipReason.NotAboveMetered);
        expectRedeemed(seat.addr, 5, 5);
        license.redeemUsage(vouchers);

        assertUses(buyer.addr, 8, 2);
        assertUses(seat.addr, 5, 5);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _voucher(uint64 cumulativeUses) private returns (IModelLicense.UsageVoucher memory) {
        return usageOf(buyer, modelId, buyer.addr, cumulativeUses);
    }

    function _redeemBy(address caller, uint64 cumulativeUses) private {
        IModelLicense.UsageVoucher[] memory vouchers = new IModelLicense.UsageVoucher[](1);
        vouchers[0] = _voucher(cumulativeUses);
        vm.prank(caller);
        license.redeemUsage(vouchers);
    }

    function _expectOnlySkipped(IModelLicense.UsageVoucher memory voucher, IModelLicense.SkipReason reason) private {
        IModelLicense.LicenseView memory before = license.getLicense(modelId, buyer.addr);
        vm.recordLogs();
        expectSkipped(0, buyer.addr, reason);
        redeem(voucher);
        assertEq(licenseLogCount(), 1);
        assertEq(abi.encode(license.getLicense(modelId, buyer.addr)), abi.encode(before));
    }
}
