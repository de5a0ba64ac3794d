// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

/// @title L1, L2, L7, L16: a licence is a record. Nobody approves, transfers or burns it, and it claims to be no token
contract RecordAttacksTest is LicenseAssertions {
    bytes32 private constant TRANSFER = keccak256("Transfer(address,address,uint256)");
    bytes32 private constant TRANSFER_SINGLE = keccak256("TransferSingle(address,address,address,uint256,uint256)");
    bytes32 private constant TRANSFER_BATCH = keccak256("TransferBatch(address,address,address,uint256[],uint256[])");

    uint40 private expiresAt;

    function setUp() public override {
        super.setUp();
        open(timedPlan(MONTH));
        open(usesPlan(10));
        buy(buyer.addr, timedPlan(MONTH));
        buy(buyer.addr, usesPlan(10));
        expiresAt = uint40(block.timestamp + MONTH);
    }

    // ----------------------------------------------------------------------------- L1: nothing to approve or transfer

    function test_L1_NothingCanBeApproved() public {
        _assertNoSuchFunction(abi.encodeWithSignature("approve(address,uint256)", stranger, modelId));
        _assertNoSuchFunction(abi.encodeWithSignature("setApprovalForAll(address,bool)", stranger, true));
        _assertNoSuchFunction(abi.encodeWithSignature("getApproved(uint256)", modelId));
        _assertNoSuchFunction(abi.encodeWithSignature("isApprovedForAll(address,address)", buyer.addr, stranger));
        _assertNoSuchFunction(abi.encodeWithSignature("setUser(uint256,address,uint64)", modelId, stranger, expiresAt));
    }

    function test_L1_NothingCanBeTransferred() public {
        bytes memory move = abi.encode(buyer.addr, stranger, modelId);
        _assertNoSuchFunction(bytes.concat(bytes4(keccak256("transferFrom(address,address,uint256)")), move));
        _assertNoSuchFunction(bytes.concat(bytes4(keccak256("safeTransferFrom(address,address,uint256)")), move));
        _assertNoSuchFunction(
            abi.encodeWithSignature(
                "safeTransferFrom(address,address,uint256,bytes)", buyer.addr, stranger, modelId, ""
            )
        );
        _assertNoSuchFunction(
            abi.encodeWithSignature(
                "safeTransferFrom(address,address,uint256,uint256,bytes)", buyer.addr, stranger, modelId, 1, ""
            )
        );
        uint256[] memory ids = new uint256[](1);
        _assertNoSuchFunction(
            abi.encodeWithSignature(
                "safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)", buyer.addr, stranger, ids, ids, ""
            )
        );
        _assertNoSuchFunction(abi.encodeWithSignature("transfer(address,uint256)", stranger, modelId));
        _assertNoSuchFunction(abi.encodeWithSignature("ownerOf(uint256)", modelId));
    }

    /// @dev What comes closest to an operator is a seat. A renewal gives it no more time.
    function test_L1_ARenewalGivesASeatNoMoreTime() public {
        setSeat(stranger, expiresAt);
        buy(buyer.addr, timedPlan(MONTH));
        vm.warp(expiresAt);
        assertFalse(license.isSeatLicensed(modelId, buyer.addr, stranger));
        expectNotLicensed(stranger);
        vm.prank(stranger);
        license.consume(modelId, buyer.addr, 1);
    }

    function test_L1_ASeatDoesNotComeBackWithALaterTerm() public {
        setSeat(stranger, expiresAt);
        vm.warp(expiresAt + 1 days);
        buy(buyer.addr, timedPlan(MONTH));
        assertTrue(license.isLicensed(modelId, buyer.addr));
        assertFalse(license.isSeatLicensed(modelId, buyer.addr, stranger));
    }

    function test_L1_ASeatThatWasTakenBackStaysSo() public {
        setSeat(stranger, expiresAt);
        setSeat(stranger, 0);
        buy(buyer.addr, timedPlan(MONTH));
        buy(buyer.addr, usesPlan(10));
        assertFalse(license.isSeatLicensed(modelId, buyer.addr, stranger));
    }

    function test_L1_ASeatNamesNoSeats() public {
        setSeat(stranger, expiresAt);
        address[] memory seats = new address[](1);
        seats[0] = creator.addr;
        expectNotLicensed(stranger);
        vm.prank(stranger);
        license.setSeats(modelId, seats, expiresAt);
        assertFalse(license.isSeatLicensed(modelId, buyer.addr, creator.addr));
    }

    // --------------------------------------------------------------------------- L2: to oneself, of nothing, repeated

    function test_L2_ACreatorThatBuysFromItselfGainsNothing() public {
        open(nativePlan(MONTH));
        fund(creator.addr, nativePlan(MONTH));
        vm.prank(creator.addr);
        license.acquire{value: NATIVE_PRICE}(nativePlan(MONTH), creator.addr, soon());
        collect(nativePlan(MONTH));
        assertEq(claim(creator.addr, splitId, NATIVE, 0), NATIVE_PRICE);
        assertEq(creator.addr.balance, NATIVE_PRICE);
        expectNothingDue(splitId, NATIVE, 0);
        claim(creator.addr, splitId, NATIVE, 0);
    }

    function test_L2_NoUsesCannotBeConsumedOrRedeemed() public {
        expectUsesOutOfRange(0, 10);
        consume(buyer.addr, 0);
        expectSkipped(0, buyer.addr, IModelLicense.SkipReason.NotAboveMetered);
        redeem(usageOf(buyer, modelId, buyer.addr, 0));
        assertLicense(buyer.addr, uint40(block.timestamp), expiresAt, 10, 0);
    }

    function test_L2_EmptyBatchesChangeNothing() public {
        vm.recordLogs();
        license.collect(new IModelLicense.Plan[](0));
        license.rollUp(new bytes32[](0), address(token));
        license.redeemUsage(new IModelLicense.UsageVoucher[](0));
        vm.prank(buyer.addr);
        license.setSeats(modelId, new address[](0), expiresAt);
        assertEq(licenseLogCount(), 0);
    }

    function test_L2_TheSameRowTwiceInABatchCountsOnce() public {
        IModelLicense.Plan[] memory plans = new IModelLicense.Plan[](2);
        (plans[0], plans[1]) = (usesPlan(10), usesPlan(10));
        license.collect(plans);
        assertEq(license.incomeOf(splitId, address(token)), PRICE);

        (bytes32 child, bytes32 childSplit) = derive(stranger, 1, modelId, 500_000);
        IModelLicense.Plan memory plan = usesPlan(10);
        plan.modelId = child;
        earn(plan, childSplit);
        bytes32[] memory splitIds = new bytes32[](2);
        (splitIds[0], splitIds[1]) = (childSplit, childSplit);
        license.rollUp(splitIds, address(token));
        assertEq(license.incomeOf(splitId, address(token)), PRICE + PRICE / 2);

        IModelLicense.UsageVoucher[] memory vouchers = new IModelLicense.UsageVoucher[](2);
        vouchers[0] = usageOf(buyer, modelId, buyer.addr, 4);
        vouchers[1] = vouchers[0];
        license.redeemUsage(vouchers);
        assertUses(buyer.addr, 6, 4);
    }

    // ---------------------------------------------------------------------------------- L7: nobody takes a licence away

    function test_L7_NothingCanBeBurnt() public {
        _assertNoSuchFunction(abi.encodeWithSignature("burn(uint256)", modelId));
        _assertNoSuchFunction(abi.encodeWithSignature("burn(address,uint256)", buyer.addr, modelId));
        _assertNoSuchFunction(abi.encodeWithSignature("burn(address,uint256,uint256)", buyer.addr, modelId, 1));
        _assertNoSuchFunction(abi.encodeWithSignature("burnFrom(address,uint256)", buyer.addr, modelId));
        _assertNoSuchFunction(abi.encodeWithSignature("revoke(bytes32,address)", modelId, buyer.addr));
    }

    function testFuzz_L7_NobodyElseLowersTheUses(address caller, uint64 uses) public {
        vm.assume(caller != buyer.addr);
        expectNotLicensed(caller);
        vm.prank(caller);
        license.consume(modelId, buyer.addr, uses);
        assertUses(buyer.addr, 10, 0);
    }

    /// @dev Whatever a creator can do to its model, done: the licence reads as before.
    function test_L7_TheCreatorCannotTakeALicenseBack() public {
        bytes memory before = abi.encode(license.getLicense(modelId, buyer.addr));
        close(timedPlan(MONTH));
        close(usesPlan(10));
        bytes32 other = split(modelId, soleShare(stranger, ALL));
        open(usesPlan(10), other);
        vm.startPrank(creator.addr);
        license.publishVersion(modelId, "", 0);
        license.setRoyaltyTerms(modelId, ALL - 1, other);
        license.setPricePerUse(modelId, type(uint96).max, other);
        vm.stopPrank();
        expectModelExists(modelId);
        vm.prank(creator.addr);
        license.registerModel(modelId, "", 0);
        expectNotLicensed(creator.addr);
        vm.prank(creator.addr);
        license.consume(modelId, buyer.addr, 1);
        assertEq(abi.encode(license.getLicense(modelId, buyer.addr)), before);
    }

    /// @dev A gift never shortens: more uses, more time, and a term without an end stays so.
    function testFuzz_L7_AGiftNeverTakesAnythingAway(uint8 gift, uint40 later, uint40 duration) public {
        vm.warp(block.timestamp + bound(later, 0, 2 * MONTH));
        IModelLicense.LicenseView memory before = license.getLicense(modelId, buyer.addr);
        IModelLicense.Plan memory plan = _gift(gift, duration);
        open(plan);
        buyFor(stranger, buyer.addr, plan);
        IModelLicense.LicenseView memory now_ = license.getLicense(modelId, buyer.addr);
        assertGe(now_.expiresAt, before.expiresAt);
        assertGe(now_.remainingUses, before.remainingUses);
        assertEq(now_.meteredUses, before.meteredUses);
        assertTrue(license.isLicensed(modelId, buyer.addr));
    }

    function test_L7_ASeatOfOneLicenseeIsNobodyToAnother() public {
        buy(stranger, usesPlan(10));
        setSeat(creator.addr, expiresAt);
        expectNotLicensed(creator.addr);
        vm.prank(creator.addr);
        license.consume(modelId, stranger, 1);
        expectSkipped(0, stranger, IModelLicense.SkipReason.NotASigner);
        redeem(usageOf(creator, modelId, stranger, 1));
        assertUses(stranger, 10, 0);
    }

    // ----------------------------------------------------------------------------------- L16: what it says that it is

    function test_L16_ClaimsNoTokenStandard() public view {
        bytes4[9] memory ids = [
            bytes4(0x80ac58cd), // ERC-721
            0x5b5e139f, // ERC-721 metadata
            0x780e9d63, // ERC-721 enumerable
            0xd9b67a26, // ERC-1155
            0x0e89341c, // ERC-1155 metadata
            0x2a55205a, // ERC-2981
            0x49064906, // ERC-4906
            0xad092b5c, // ERC-4907
            0x36372b07 // ERC-20
        ];
        for (uint256 i = 0; i < ids.length; ++i) {
            assertFalse(license.supportsInterface(ids[i]));
        }
    }

    /// @dev As ERC-165 asks: yes to itself, no to `0xffffffff`, each for less than 30,000 gas.
    function test_L16_AnswersAsERC165Asks() public view {
        (bool yes, bytes memory first) =
            address(license).staticcall{gas: 30_000}(abi.encodeCall(license.supportsInterface, (0x01ffc9a7)));
        (bool no, bytes memory second) =
            address(license).staticcall{gas: 30_000}(abi.encodeCall(license.supportsInterface, (0xffffffff)));
        assertTrue(yes && no);
        assertTrue(abi.decode(first, (bool)));
        assertFalse(abi.decode(second, (bool)));
        assertTrue(license.supportsInterface(type(IModelLicense).interfaceId));
        assertTrue(license.supportsInterface(type(IModelRegistry).interfaceId));
    }

    function testFuzz_L16_AGateReadsZeroOrOne(uint64 uses, uint40 later) public {
        IModelLicense.Plan memory plan = usesPlan(uint64(bound(uses, 1, type(uint64).max)));
        open(plan);
        buy(stranger, plan);
        vm.warp(block.timestamp + bound(later, 0, 2 * MONTH));
        assertEq(license.balanceOf(stranger, uint256(modelId)), 1);
        assertEq(license.balanceOf(creator.addr, uint256(modelId)), 0);
    }

    function test_L16_EmitsNoTokensEvents() public {
        vm.recordLogs();
        buyFor(stranger, buyer.addr, usesPlan(10));
        setSeat(stranger, expiresAt);
        consume(buyer.addr, 5);
        redeem(usageOf(buyer, modelId, buyer.addr, 5));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 own = 0;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != address(license)) continue;
            bytes32 topic = logs[i].topics[0];
            assertFalse(topic == TRANSFER || topic == TRANSFER_SINGLE || topic == TRANSFER_BATCH);
            ++own;
        }
        assertEq(own, 4);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    /// @dev The licensee itself calls: there is no such function for anyone.
    function _assertNoSuchFunction(bytes memory data) private {
        vm.prank(buyer.addr);
        (bool success, bytes memory reason) = address(license).call(data);
        assertFalse(success);
        assertEq(reason.length, 0);
        assertLicense(buyer.addr, uint40(block.timestamp), expiresAt, 10, 0);
        assertNoLicense(stranger);
    }

    function _gift(uint8 gift, uint40 duration) private view returns (IModelLicense.Plan memory) {
        if (gift % 3 == 0) return usesPlan(1);
        if (gift % 3 == 1) return perpetualPlan();
        return timedPlan(uint64(bound(duration, 1, 1000 * 365 days)));
    }
}
