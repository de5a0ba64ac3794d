// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

contract ViewTest is LicenseAssertions {
    // ------------------------------------------------------------------------------------------------------ licences

    function testFuzz_NobodyIsLicensedAtFirst(bytes32 id, address account, uint256 time) public view {
        assertFalse(license.isLicensed(id, account));
        assertFalse(license.isSeatLicensed(id, account, stranger));
        assertFalse(license.wasLicensedAt(id, account, time));
        assertEq(license.balanceOf(account, uint256(id)), 0);
        assertEq(license.getSeat(id, account, stranger), 0);
        IModelLicense.LicenseView memory nothing;
        assertEq(abi.encode(license.getLicense(id, account)), abi.encode(nothing));
    }

    function testFuzz_ATermIsLiveFromItsStartUntilItsEnd(uint40 time) public {
        (uint40 start, uint40 end) = _buyTerm();
        time = uint40(bound(time, start, uint256(end) + 365 days));
        vm.warp(time);
        _assertLive(time < end);
    }

    function testFuzz_WasLicensedInItsTerm(uint256 time) public {
        (uint40 start, uint40 end) = _buyTerm();
        assertEq(license.wasLicensedAt(modelId, buyer.addr, time), start <= time && time < end);
    }

    function test_WasLicensedAroundItsTerm() public {
        (uint40 start, uint40 end) = _buyTerm();
        assertFalse(license.wasLicensedAt(modelId, buyer.addr, start - 1));
        assertTrue(license.wasLicensedAt(modelId, buyer.addr, start));
        assertTrue(license.wasLicensedAt(modelId, buyer.addr, end - 1));
        assertFalse(license.wasLicensedAt(modelId, buyer.addr, end));
        vm.warp(uint256(end) + 365 days);
        assertTrue(license.wasLicensedAt(modelId, buyer.addr, end - 1));
    }

    /// @dev Of two terms with a lapse between them, the later one is recorded.
    function test_TheLatestUnbrokenTermIsRecorded() public {
        (uint40 start, uint40 end) = _buyTerm();
        vm.warp(end);
        buy(buyer.addr, timedPlan(MONTH));
        assertTrue(license.wasLicensedAt(modelId, buyer.addr, start));

        end += uint40(MONTH);
        vm.warp(end + 1);
        buy(buyer.addr, timedPlan(MONTH));
        assertFalse(license.wasLicensedAt(modelId, buyer.addr, start));
        assertFalse(license.wasLicensedAt(modelId, buyer.addr, end));
        assertTrue(license.wasLicensedAt(modelId, buyer.addr, end + 1));
    }

    function testFuzz_ForEverIsLiveFromItsStart(uint256 time) public {
        open(perpetualPlan());
        buy(buyer.addr, perpetualPlan());
        assertEq(license.wasLicensedAt(modelId, buyer.addr, time), time >= block.timestamp);
        vm.warp(bound(time, block.timestamp, type(uint64).max));
        _assertLive(true);
    }

    function test_UsesAreLiveWhileSomeAreLeft() public {
        open(usesPlan(2));
        buy(buyer.addr, usesPlan(2));
        _assertLive(true);
        assertFalse(license.wasLicensedAt(modelId, buyer.addr, block.timestamp));
        consume(buyer.addr, 1);
        _assertLive(true);
        consume(buyer.addr, 1);
        _assertLive(false);
    }

    function test_UsesOutliveTheTerm() public {
        (, uint40 end) = _buyTerm();
        open(usesPlan(1));
        buy(buyer.addr, usesPlan(1));
        vm.warp(end);
        _assertLive(true);
        consume(buyer.addr, 1);
        _assertLive(false);
    }

    // -------------------------------------------------------------------------------------- what was never recorded

    function testFuzz_UnknownModelsAndSplitsReadAsZeros(bytes32 id, uint256 index) public view {
        vm.assume(id != modelId && id != splitId);
        IModelRegistry.ModelView memory noModel;
        assertEq(abi.encode(license.getModel(id)), abi.encode(noModel));
        (bytes32 parentSplit, uint24 parentParts) = license.getParent(id, index);
        assertEq(parentSplit, 0);
        assertEq(parentParts, 0);
        (bytes32 splitModel, uint256 shareCount) = license.getSplit(id);
        assertEq(splitModel, 0);
        assertEq(shareCount, 0);
        IModelRegistry.Share memory share = license.getShare(id, index);
        assertEq(share.payee, address(0));
        assertEq(share.parts, 0);
        assertEq(license.incomeOf(id, address(token)), 0);
        assertEq(license.claimable(id, address(token), index), 0);
        assertEq(license.owedToParent(id, address(token), index), 0);
    }

    function testFuzz_UnknownPlansReadAsZeros(bytes32 planId) public view {
        IModelLicense.PlanView memory nothing;
        assertEq(abi.encode(license.getPlan(planId)), abi.encode(nothing));
    }

    function testFuzz_BeyondTheLastNothingIsOwed(uint256 index) public {
        (bytes32 child, bytes32 childSplit) = derive(stranger, 1, modelId, 10);
        IModelLicense.Plan memory plan = usesPlan(10);
        plan.modelId = child;
        earn(plan, childSplit);
        index = bound(index, 1, type(uint256).max);
        assertEq(license.owedToParent(childSplit, address(token), index), 0);
        assertEq(license.claimable(childSplit, address(token), index), 0);
    }

    // ----------------------------------------------------------------------------------------------------- constants

    function test_LimitsAreAsDocumented() public view {
        assertEq(license.TOTAL_PARTS(), 1_000_000);
        assertEq(license.MAX_PARENTS(), 8);
        assertEq(license.MAX_DEPTH(), 8);
        assertEq(license.MAX_SHARES(), 250);
        assertEq(license.PERPETUAL(), type(uint40).max);
    }

    function test_SupportsERC165AndItsOwnInterfaces() public view {
        assertTrue(license.supportsInterface(type(IERC165).interfaceId));
        assertTrue(license.supportsInterface(type(IModelLicense).interfaceId));
        assertTrue(license.supportsInterface(type(IModelRegistry).interfaceId));
        assertFalse(license.supportsInterface(0xffffffff));
    }

    function testFuzz_SupportsNothingElse(bytes4 id) public view {
        vm.assume(id != type(IERC165).interfaceId);
        vm.assume(id != type(IModelLicense).interfaceId && id != type(IModelRegistry).interfaceId);
        assertFalse(license.supportsInterface(id));
    }

    function test_TakesNoCoinsWithoutACall() public {
        vm.deal(buyer.addr, 1);
        vm.prank(buyer.addr);
        (bool success,) = address(license).call{value: 1}("");
        assertFalse(success);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _buyTerm() private returns (uint40 start, uint40 end) {
        open(timedPlan(MONTH));
        buy(buyer.addr, timedPlan(MONTH));
        return (uint40(block.timestamp), uint40(block.timestamp + MONTH));
    }

    function _assertLive(bool live) private view {
        assertEq(license.isLicensed(modelId, buyer.addr), live);
        assertEq(license.balanceOf(buyer.addr, uint256(modelId)), live ? 1 : 0);
    }
}
