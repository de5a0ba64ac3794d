// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

contract PublishTest is LicenseAssertions {
    uint256 private constant MAX_PARENTS = 8;
    uint8 private constant MAX_DEPTH = 8;

    bytes32 private id;

    function setUp() public override {
        super.setUp();
        id = idOf(creator.addr, 2);
    }

    // --------------------------------------------------------------------------------------------- without parents

    function testFuzz_PublishesAModel(uint96 number, string memory uri, bytes32 digest, uint24 royaltyParts) public {
        vm.assume(number != 1);
        id = idOf(creator.addr, number);
        IModelRegistry.Publication memory p = _publication();
        p.modelURI = uri;
        p.contentDigest = digest;
        p.royaltyParts = uint24(bound(royaltyParts, 0, ALL - 1));
        bytes32 expectedSplit = splitIdOf(id, p.shares);

        expectRegistered(id, 0, digest, uri);
        expectSplitOpened(id, p.shares);
        expectRoyaltyTermsSet(id, p.royaltyParts, expectedSplit);
        assertEq(_publish(p), expectedSplit);

        _assertModel(0, 0, ALL, p.royaltyParts, expectedSplit, digest);
        assertSplit(expectedSplit, id, p.shares);
        _assertNoParent(0);
    }

    function test_EmitsThreeEvents() public {
        vm.recordLogs();
        _publish(_publication());
        assertEq(licenseLogCount(), 3);
    }

    function testFuzz_SharesMayBeDividedAtWill(uint24 first) public {
        first = uint24(bound(first, 1, ALL - 1));
        IModelRegistry.Publication memory p = _publication();
        p.shares = twoShares(creator.addr, first, stranger, ALL - first);
        assertSplit(_publish(p), id, p.shares);
    }

    function test_APayeeMayStandTwice() public {
        IModelRegistry.Publication memory p = _publication();
        p.shares = twoShares(stranger, 1, stranger, ALL - 1);
        assertSplit(_publish(p), id, p.shares);
    }

    function test_ASplitMayHave250Payees() public {
        IModelRegistry.Publication memory p = _publication();
        p.shares = _equalShares(250);
        assertSplit(_publish(p), id, p.shares);
    }

    function test_TheHighestRoyaltyLeavesOnePart() public {
        IModelRegistry.Publication memory p = _publication();
        p.royaltyParts = ALL - 1;
        bytes32 royaltySplit = _publish(p);
        _assertModel(0, 0, ALL, ALL - 1, royaltySplit, DIGEST);
    }

    function test_ModelsOfOneCreatorAreApart() public {
        bytes32 split_ = _publish(_publication());
        assertNotEq(split_, splitId);
        assertEq(license.getModel(modelId).royaltySplit, splitId);
        assertEq(license.getModel(id).royaltySplit, split_);
    }

    // ------------------------------------------------------------------------------------------------ with parents

    function testFuzz_LinksItsParents(uint24 first, uint24 second) public {
        first = uint24(bound(first, 1, ALL - 2));
        second = uint24(bound(second, 1, ALL - 1 - first));
        (bytes32 otherId, bytes32 otherSplit) = derive(creator.addr, 3, modelId, 5);
        id = idOf(stranger, 1);
        IModelRegistry.Publication memory p = _publication();
        p.parents = _royalties(modelId, first, otherId, second);
        p.shares = soleShare(stranger, ALL - first - second);

        expectParentLinked(id, 0, modelId, splitId, first);
        expectParentLinked(id, 1, otherId, otherSplit, second);
        expectRegistered(id, 2, DIGEST, URI);
        expectSplitOpened(id, p.shares);
        expectRoyaltyTermsSet(id, 0, splitIdOf(id, p.shares));
        bytes32 split_ = _publish(p);

        _assertModel(2, 2, ALL - first - second, 0, split_, DIGEST);
        _assertParent(0, splitId, first);
        _assertParent(1, otherSplit, second);
        _assertNoParent(2);
    }

    /// @dev The first parent is as deep, or deeper, or less deep than the second.
    function test_DepthIsOneMoreThanTheDeepestParents() public {
        (bytes32 deep,) = derive(creator.addr, 0x20, modelId, 1);
        (bytes32 deeper,) = derive(creator.addr, 0x30, deep, 1);
        _assertDepth(0x40, modelId, deep, 2);
        _assertDepth(0x41, deep, deeper, 3);
        (bytes32 shallow,) = derive(creator.addr, 0x50, modelId, 1);
        _assertDepth(0x60, deep, shallow, 2);
        _assertDepth(0x61, deeper, shallow, 3);
    }

    function test_AModelMayDescendEightGenerations() public {
        bytes32 deepest = _generations(MAX_DEPTH);
        assertEq(license.getModel(deepest).depth, MAX_DEPTH);
    }

    function test_RevertWhen_ANinthGenerationDescends() public {
        bytes32 deepest = _generations(MAX_DEPTH);
        IModelRegistry.Publication memory p = _childOf(deepest, 1);
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_TooDeep.selector, MAX_DEPTH + 1, MAX_DEPTH));
        _publish(p);
    }

    function test_AModelMayHaveEightParents() public {
        IModelRegistry.Publication memory p = _publication();
        (p.parents, p.shares) = _orphans(MAX_PARENTS);
        _publish(p);
        assertEq(license.getModel(id).parentCount, MAX_PARENTS);
        for (uint256 i = 0; i < MAX_PARENTS; ++i) {
            _assertParent(i, license.getModel(p.parents[i].modelId).royaltySplit, 1);
        }
    }

    function test_RevertWhen_ThereAreNineParents() public {
        IModelRegistry.Publication memory p = _publication();
        (p.parents, p.shares) = _orphans(MAX_PARENTS + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IModelRegistry.ModelRegistry_TooManyParents.selector, MAX_PARENTS + 1, MAX_PARENTS)
        );
        _publish(p);
    }

    function test_RevertWhen_ParentsDescend() public {
        (bytes32 otherId,) = derive(creator.addr, 3, modelId, 1);
        _expectNotAscending(_royalties(otherId, 1, modelId, 1), otherId, modelId);
    }

    function test_RevertWhen_AParentStandsTwice() public {
        _expectNotAscending(_royalties(modelId, 1, modelId, 1), modelId, modelId);
    }

    function test_RevertWhen_TheParentIsNumberZero() public {
        _expectNotAscending(soleParent(0, 1), 0, 0);
    }

    function test_RevertWhen_AParentIsUnknown() public {
        bytes32 unknown = idOf(stranger, 7);
        IModelRegistry.Publication memory p = _childOf(unknown, 1);
        expectUnknownModel(unknown);
        _publish(p);
    }

    function test_RevertWhen_AParentGetsNothing() public {
        (bytes32 otherId,) = derive(creator.addr, 3, modelId, 1);
        IModelRegistry.Publication memory p = _publication();
        p.parents = _royalties(modelId, 1, otherId, 0);
        expectZeroParts(1);
        _publish(p);
    }

    function testFuzz_RevertWhen_AParentAsksForMore(uint24 minimum, uint24 parts_) public {
        minimum = uint24(bound(minimum, 2, ALL - 1));
        parts_ = uint24(bound(parts_, 1, minimum - 1));
        vm.prank(creator.addr);
        license.setRoyaltyTerms(modelId, minimum, splitId);
        IModelRegistry.Publication memory p = _childOf(modelId, parts_);
        vm.expectRevert(
            abi.encodeWithSelector(IModelRegistry.ModelRegistry_RoyaltyTooLow.selector, modelId, parts_, minimum)
        );
        _publish(p);
    }

    function testFuzz_WhatAParentAsksForIsEnough(uint24 minimum, uint24 parts_) public {
        minimum = uint24(bound(minimum, 0, ALL - 1));
        parts_ = uint24(bound(parts_, minimum == 0 ? 1 : minimum, ALL - 1));
        vm.prank(creator.addr);
        license.setRoyaltyTerms(modelId, minimum, splitId);
        _publish(_childOf(modelId, parts_));
        _assertParent(0, splitId, parts_);
    }

    function testFuzz_RevertWhen_ParentsLeaveNothing(uint24 first, uint24 second) public {
        (bytes32 otherId,) = derive(creator.addr, 3, modelId, 1);
        first = uint24(bound(first, 1, type(uint24).max));
        second = uint24(bound(second, first < ALL ? ALL - first : 1, type(uint24).max));
        IModelRegistry.Publication memory p = _publication();
        p.parents = _royalties(modelId, first, otherId, second);
        expectWrongTotal(uint256(first) + second, ALL - 1);
        _publish(p);
    }

    function test_RevertWhen_ParentsTakeAll() public {
        IModelRegistry.Publication memory p = _childOf(modelId, ALL);
        expectWrongTotal(ALL, ALL - 1);
        _publish(p);
    }

    function test_ParentsMayLeaveOnePart() public {
        bytes32 split_ = _publish(_childOf(modelId, ALL - 1));
        _assertModel(1, 1, 1, 0, split_, DIGEST);
    }

    // ----------------------------------------------------------------------------------------------------- refused

    function testFuzz_RevertWhen_SomebodyElsePublishes(address caller) public {
        vm.assume(caller != creator.addr);
        IModelRegistry.Publication memory p = _publication();
        expectNotAllowed(caller, creator.addr);
        vm.prank(caller);
        license.publishModel(p);
    }

    function test_RevertWhen_TheModelIsPublished() public {
        id = modelId;
        IModelRegistry.Publication memory p = _publication();
        expectModelExists(modelId);
        _publish(p);
    }

    function test_RevertWhen_TheModelIsRegistered() public {
        vm.prank(creator.addr);
        license.registerModel(id, URI, 1);
        IModelRegistry.Publication memory p = _publication();
        expectModelExists(id);
        _publish(p);
    }

    function test_RevertWhen_NobodyIsPaid() public {
        IModelRegistry.Publication memory p = _publication();
        p.shares = new IModelRegistry.Share[](0);
        expectShareCountOutOfRange(0);
        _publish(p);
    }

    function test_RevertWhen_ThereAre251Payees() public {
        IModelRegistry.Publication memory p = _publication();
        p.shares = _equalShares(251);
        expectShareCountOutOfRange(251);
        _publish(p);
    }

    function test_RevertWhen_APayeeIsZero() public {
        _expectInvalidPayee(address(0));
    }

    function test_RevertWhen_APayeeIsTheContract() public {
        _expectInvalidPayee(address(license));
    }

    function test_RevertWhen_APayeeGetsNothing() public {
        IModelRegistry.Publication memory p = _publication();
        p.shares = twoShares(creator.addr, ALL, stranger, 0);
        expectZeroParts(1);
        _publish(p);
    }

    function testFuzz_RevertWhen_SharesAddUpToSomethingElse(uint24 first, uint24 second) public {
        first = uint24(bound(first, 1, type(uint24).max));
        second = uint24(bound(second, 1, type(uint24).max));
        vm.assume(uint256(first) + second != ALL);
        IModelRegistry.Publication memory p = _publication();
        p.shares = twoShares(creator.addr, first, stranger, second);
        expectWrongTotal(uint256(first) + second, ALL);
        _publish(p);
    }

    function test_RevertWhen_SharesAreAPartOff() public {
        IModelRegistry.Publication memory p = _childOf(modelId, 10);
        for (uint24 off = 0; off < 3; off += 2) {
            p.shares = soleShare(creator.addr, ALL - 11 + off);
            expectWrongTotal(ALL - 11 + off, ALL - 10);
            _publish(p);
        }
    }

    function testFuzz_RevertWhen_DerivativesWouldOweAll(uint24 royaltyParts) public {
        IModelRegistry.Publication memory p = _publication();
        p.royaltyParts = uint24(bound(royaltyParts, ALL, type(uint24).max));
        expectWrongTotal(p.royaltyParts, ALL - 1);
        _publish(p);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _publication() private view returns (IModelRegistry.Publication memory) {
        return publicationOf(id, new IModelRegistry.Royalty[](0), soleShare(ownerOf(id), ALL), 0);
    }

    function _childOf(bytes32 parentId, uint24 parts_) private view returns (IModelRegistry.Publication memory) {
        uint24 rest = parts_ < ALL ? ALL - parts_ : 0;
        return publicationOf(id, soleParent(parentId, parts_), soleShare(creator.addr, rest), 0);
    }

    function _publish(IModelRegistry.Publication memory p) private returns (bytes32) {
        vm.prank(ownerOf(p.modelId));
        return license.publishModel(p);
    }

    function _royalties(bytes32 first, uint24 firstParts, bytes32 second, uint24 secondParts)
        private
        pure
        returns (IModelRegistry.Royalty[] memory parents)
    {
        parents = new IModelRegistry.Royalty[](2);
        parents[0] = IModelRegistry.Royalty(first, firstParts);
        parents[1] = IModelRegistry.Royalty(second, secondParts);
    }

    /// @dev As many models without parents, each with one part, and the shares that go with them.
    function _orphans(uint256 count)
        private
        returns (IModelRegistry.Royalty[] memory parents, IModelRegistry.Share[] memory shares)
    {
        parents = new IModelRegistry.Royalty[](count);
        for (uint96 i = 0; i < count; ++i) {
            bytes32 orphan = idOf(stranger, i);
            publish(orphan, new IModelRegistry.Royalty[](0), soleShare(stranger, ALL), 0);
            parents[i] = IModelRegistry.Royalty(orphan, 1);
        }
        shares = soleShare(creator.addr, uint24(ALL - count));
    }

    /// @dev The youngest of a line that begins with the creator's first model.
    function _generations(uint8 depth) private returns (bytes32 youngest) {
        youngest = modelId;
        for (uint96 i = 0; i < depth; ++i) {
            (youngest,) = derive(creator.addr, 100 + i, youngest, 1);
        }
    }

    function _equalShares(uint256 count) private view returns (IModelRegistry.Share[] memory shares) {
        shares = new IModelRegistry.Share[](count);
        for (uint256 i = 0; i < count; ++i) {
            shares[i] = IModelRegistry.Share(stranger, uint24(ALL / count));
        }
    }

    function _expectNotAscending(IModelRegistry.Royalty[] memory parents, bytes32 previous, bytes32 next) private {
        IModelRegistry.Publication memory p = _publication();
        p.parents = parents;
        vm.expectRevert(
            abi.encodeWithSelector(IModelRegistry.ModelRegistry_ParentsNotAscending.selector, previous, next)
        );
        _publish(p);
    }

    function _expectInvalidPayee(address payee) private {
        IModelRegistry.Publication memory p = _publication();
        p.shares = twoShares(creator.addr, 1, payee, ALL - 1);
        expectInvalidAccount(payee);
        _publish(p);
    }

    function _assertDepth(uint96 number, bytes32 first, bytes32 second, uint8 depth) private {
        bytes32 child = idOf(creator.addr, number);
        publish(child, _royalties(first, 1, second, 1), soleShare(creator.addr, ALL - 2), 0);
        assertEq(license.getModel(child).depth, depth);
    }

    function _assertModel(
        uint8 depth,
        uint8 parentCount,
        uint24 ownParts,
        uint24 royaltyParts,
        bytes32 royaltySplit,
        bytes32 digest
    ) private view {
        IModelRegistry.ModelView memory expected = IModelRegistry.ModelView({
            registered: true,
            depth: depth,
            parentCount: parentCount,
            ownParts: ownParts,
            royaltyParts: royaltyParts,
            version: 1,
            royaltySplit: royaltySplit,
            contentDigest: digest
        });
        assertEq(abi.encode(license.getModel(id)), abi.encode(expected));
    }

    function _assertParent(uint256 index, bytes32 parentSplit, uint24 parts_) private view {
        (bytes32 actualSplit, uint24 actualParts) = license.getParent(id, index);
        assertEq(actualSplit, parentSplit, "split of the parent");
        assertEq(actualParts, parts_, "parts of the parent");
    }

    function _assertNoParent(uint256 index) private view {
        _assertParent(index, 0, 0);
    }
}
