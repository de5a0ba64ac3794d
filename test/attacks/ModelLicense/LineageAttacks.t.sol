// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

/// @title L8: models that derive from themselves, chains without end, payees that are the contract itself
contract LineageAttacksTest is LicenseAssertions {
    uint8 private constant MAX_DEPTH = 8;
    uint24 private constant ROYALTY = 300_000;

    /// @dev The creator's first model and eight generations of it, each of which owes a royalty to the one before.
    bytes32[] private line;

    function setUp() public override {
        super.setUp();
        line.push(modelId);
        for (uint96 i = 1; i <= MAX_DEPTH; ++i) {
            (bytes32 next,) = derive(stranger, 100 + i, line[i - 1], ROYALTY);
            line.push(next);
        }
    }

    // --------------------------------------------------------------------------------------------------- no cycles

    function test_L8_NoModelIsItsOwnParent() public {
        bytes32 own = idOf(stranger, 1);
        expectUnknownModel(own);
        publish(own, soleParent(own, 1), soleShare(stranger, ALL - 1), 0);
        publish(own, new IModelRegistry.Royalty[](0), soleShare(stranger, ALL), 0);
        expectModelExists(own);
        publish(own, soleParent(own, 1), soleShare(stranger, ALL - 1), 0);
    }

    function test_L8_TwoModelsAreNotEachOthersParents() public {
        (bytes32 first, bytes32 second) = (idOf(stranger, 1), idOf(stranger, 2));
        expectUnknownModel(second);
        publish(first, soleParent(second, 1), soleShare(stranger, ALL - 1), 0);
        publish(first, new IModelRegistry.Royalty[](0), soleShare(stranger, ALL), 0);
        publish(second, soleParent(first, 1), soleShare(stranger, ALL - 1), 0);
        expectModelExists(first);
        publish(first, soleParent(second, 1), soleShare(stranger, ALL - 1), 0);
    }

    function testFuzz_L8_NoRingCloses(uint8 length) public {
        length = uint8(bound(length, 2, MAX_DEPTH));
        bytes32 first = idOf(stranger, 1);
        publish(first, new IModelRegistry.Royalty[](0), soleShare(stranger, ALL), 0);
        bytes32 last = first;
        for (uint96 i = 2; i <= length; ++i) {
            (last,) = derive(stranger, i, last, 1);
        }
        expectModelExists(first);
        publish(first, soleParent(last, 1), soleShare(stranger, ALL - 1), 0);
        assertEq(license.getModel(first).parentCount, 0);
    }

    /// @dev The other ways to change a model leave its parents alone.
    function test_L8_NothingAddsAParentLater() public {
        (bytes32 child,) = derive(creator.addr, 2, modelId, 1);
        vm.startPrank(creator.addr);
        license.publishVersion(modelId, URI, DIGEST);
        license.setRoyaltyTerms(modelId, 5, splitId);
        license.setPricePerUse(modelId, 5, splitId);
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_ModelExists.selector, modelId));
        license.registerModel(modelId, URI, 5);
        vm.stopPrank();
        assertEq(license.getModel(modelId).parentCount, 0);
        assertEq(license.getModel(modelId).depth, 0);
        assertEq(license.getModel(child).depth, 1);
    }

    // -------------------------------------------------------------------------------------------------------- depth

    function test_L8_EightGenerationsAndNoNinth() public {
        assertEq(license.getModel(line[MAX_DEPTH]).depth, MAX_DEPTH);
        _expectTooDeep();
        derive(stranger, 1, line[MAX_DEPTH], 1);
    }

    /// @dev The longer way counts, wherever it stands among the parents.
    function test_L8_AShortCutDoesNotHideTheDepth() public {
        bytes32[2] memory roots = [idOf(stranger, 0), idOf(stranger, type(uint96).max)];
        for (uint256 i = 0; i < 2; ++i) {
            publish(roots[i], new IModelRegistry.Royalty[](0), soleShare(stranger, ALL), 0);
            IModelRegistry.Royalty[] memory parents = new IModelRegistry.Royalty[](2);
            (parents[i], parents[1 - i]) =
            (IModelRegistry.Royalty(roots[i], 1), IModelRegistry.Royalty(line[MAX_DEPTH], 1));
            _expectTooDeep();
            publish(idOf(creator.addr, 2), parents, soleShare(creator.addr, ALL - 2), 0);
        }
    }

    // ----------------------------------------------------------------------------------------------- who is paid

    function test_L8_TheContractIsNoPayee() public {
        expectInvalidAccount(address(license));
        split(modelId, soleShare(address(license), ALL));
    }

    /// @dev Parent and child of one creator, with one payee: it is paid what came in, once.
    function test_L8_RoyaltiesToOneselfGiveNothingExtra() public {
        (bytes32 child, bytes32 childSplit) = derive(creator.addr, 2, modelId, 500_000);
        _sell(child, childSplit, 101);
        rollUp(childSplit, address(token));
        uint256 paid = claim(creator.addr, childSplit, address(token), 0);
        paid += claim(creator.addr, splitId, address(token), 0);
        assertEq(paid, 101);
        expectNothingDue(childSplit, address(token), 0);
        claim(creator.addr, childSplit, address(token), 0);
    }

    /// @dev One sale at the end of the longest line: the income of each generation is its part of the one below, and all
    /// that can be claimed is what came in.
    function testFuzz_L8_TheLongestLineConservesToTheUnit(uint96 price) public {
        _sell(line[MAX_DEPTH], _splitOf(line[MAX_DEPTH]), price);
        license.rollUp(_splitsUpwards(), address(token));
        uint256 income = price;
        uint256 claimable = 0;
        for (uint256 i = MAX_DEPTH + 1; i > 0; --i) {
            bytes32 own = _splitOf(line[i - 1]);
            assertEq(license.incomeOf(own, address(token)), income);
            claimable += license.claimable(own, address(token), 0);
            income = income * ROYALTY / ALL;
        }
        assertEq(claimable, price);
    }

    /// @dev Again and again, and nothing more is owed to anyone.
    function test_L8_RollingUpInALoopAddsNothing() public {
        _sell(line[MAX_DEPTH], _splitOf(line[MAX_DEPTH]), PRICE);
        license.rollUp(_splitsUpwards(), address(token));
        vm.recordLogs();
        for (uint256 i = 0; i < 3; ++i) {
            license.rollUp(_splitsUpwards(), address(token));
        }
        assertEq(licenseLogCount(), 0);
    }

    /// @dev Parents named before their children are behind by one round, and lose nothing.
    function test_L8_RollingUpInTheWrongOrderLosesNothing() public {
        _sell(line[2], _splitOf(line[2]), 100);
        bytes32[] memory downwards = new bytes32[](2);
        (downwards[0], downwards[1]) = (_splitOf(line[1]), _splitOf(line[2]));
        license.rollUp(downwards, address(token));
        assertEq(license.incomeOf(splitId, address(token)), 0);
        license.rollUp(downwards, address(token));
        assertEq(license.incomeOf(splitId, address(token)), 9);
    }

    // --------------------------------------------------------------------------------------- terms between generations

    /// @dev In front of a child's publication the parent asks for more: the child pays what it named, or is not published.
    function test_L8_AParentThatAsksForMoreInFrontOfAChild() public {
        vm.prank(creator.addr);
        license.setRoyaltyTerms(modelId, 11, splitId);
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_RoyaltyTooLow.selector, modelId, 10, 11));
        derive(stranger, 1, modelId, 10);
    }

    function test_L8_AParentThatAsksForMoreLaterGetsNoMore() public {
        (bytes32 child, bytes32 childSplit) = derive(stranger, 1, modelId, 100_000);
        vm.prank(creator.addr);
        license.setRoyaltyTerms(modelId, ALL - 1, splitId);
        _sell(child, childSplit, 100);
        assertEq(license.owedToParent(childSplit, address(token), 0), 10);
        assertEq(license.claimable(childSplit, address(token), 0), 90);
    }

    /// @dev A child cannot divide its parent's part among its own payees, whatever split it opens.
    function testFuzz_L8_NoSplitOfAChildLeavesItsParentOut(uint24 parts_, uint24 shareParts) public {
        parts_ = uint24(bound(parts_, 1, ALL - 1));
        (bytes32 child,) = derive(stranger, 1, modelId, parts_);
        shareParts = uint24(bound(shareParts, ALL - parts_ + 1, type(uint24).max));
        expectWrongTotal(shareParts, ALL - parts_);
        split(child, soleShare(stranger, shareParts));
    }

    function test_L8_AnotherSplitOfTheChildOwesItsParentToo() public {
        (bytes32 child, bytes32 childSplit) = derive(stranger, 1, modelId, 500_000);
        bytes32 other = split(child, soleShare(buyer.addr, ALL - 500_000));
        _sell(child, childSplit, 10);
        _sell(child, other, 20);
        assertEq(license.owedToParent(childSplit, address(token), 0), 5);
        assertEq(license.owedToParent(other, address(token), 0), 10);
    }

    /// @dev An id belongs to the account in it: nobody publishes it first, as a parent or otherwise.
    function testFuzz_L8_NobodySquatsOnAParent(address squatter, uint96 number) public {
        vm.assume(squatter != stranger);
        bytes32 wanted = idOf(stranger, number);
        IModelRegistry.Publication memory p =
            publicationOf(wanted, new IModelRegistry.Royalty[](0), soleShare(squatter, ALL), 0);
        vm.assume(squatter != address(0));
        expectNotAllowed(squatter, stranger);
        vm.prank(squatter);
        license.publishModel(p);
        expectNotAllowed(squatter, stranger);
        vm.prank(squatter);
        license.registerModel(wanted, URI, 0);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    /// @dev The splits of the line, children before their parents.
    function _splitsUpwards() private view returns (bytes32[] memory splitIds) {
        splitIds = new bytes32[](MAX_DEPTH);
        for (uint256 i = 0; i < MAX_DEPTH; ++i) {
            splitIds[i] = _splitOf(line[MAX_DEPTH - i]);
        }
    }

    function _splitOf(bytes32 id) private view returns (bytes32) {
        return license.getModel(id).royaltySplit;
    }

    function _sell(bytes32 id, bytes32 split_, uint96 price) private {
        earn(planOf(id, IModelLicense.PlanKind.Uses, address(token), price, 1), split_);
    }

    function _expectTooDeep() private {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_TooDeep.selector, MAX_DEPTH + 1, MAX_DEPTH));
    }
}
