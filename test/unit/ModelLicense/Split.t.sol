// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

contract SplitTest is LicenseAssertions {
    function testFuzz_OpensASplit(uint256 seed, uint8 count) public {
        IModelRegistry.Share[] memory shares = _randomShares(seed, bound(count, 1, 12), ALL);
        bytes32 expected = splitIdOf(modelId, shares);
        assertEq(license.splitIdOf(modelId, shares), expected);

        expectSplitOpened(modelId, shares);
        assertEq(split(modelId, shares), expected);

        assertSplit(expected, modelId, shares);
        assertSplit(splitId, modelId, soleShare(creator.addr, ALL));
    }

    function test_EmitsOneEvent() public {
        vm.recordLogs();
        split(modelId, soleShare(stranger, ALL));
        assertEq(licenseLogCount(), 1);
    }

    function testFuzz_DividesWhatTheParentsLeave(uint24 parentParts) public {
        parentParts = uint24(bound(parentParts, 1, ALL - 1));
        (bytes32 child,) = derive(stranger, 1, modelId, parentParts);
        IModelRegistry.Share[] memory shares = soleShare(buyer.addr, ALL - parentParts);
        assertSplit(split(child, shares), child, shares);
    }

    function test_AnotherOrderIsAnotherSplit() public {
        bytes32 one = split(modelId, twoShares(creator.addr, 400_000, stranger, 600_000));
        bytes32 other = split(modelId, twoShares(stranger, 600_000, creator.addr, 400_000));
        assertNotEq(one, other);
    }

    function test_TheSameSharesOfAnotherModelAreAnotherSplit() public {
        bytes32 otherId = idOf(creator.addr, 2);
        assertNotEq(publish(otherId, new IModelRegistry.Royalty[](0), soleShare(creator.addr, ALL), 0), splitId);
    }

    function test_RoyaltyTermsStayAsTheyAre() public {
        split(modelId, soleShare(stranger, ALL));
        assertEq(license.getModel(modelId).royaltySplit, splitId);
    }

    function test_ASplitMayHave250Payees() public {
        IModelRegistry.Share[] memory shares = _randomShares(1, 250, ALL);
        assertSplit(split(modelId, shares), modelId, shares);
    }

    // ------------------------------------------------------------------------------------------------------- refused

    function testFuzz_RevertWhen_SomebodyElseOpensASplit(address caller) public {
        vm.assume(caller != creator.addr);
        expectNotAllowed(caller, creator.addr);
        vm.prank(caller);
        license.openSplit(modelId, soleShare(caller, ALL));
    }

    function test_RevertWhen_TheModelIsUnknown() public {
        bytes32 unknown = idOf(creator.addr, 2);
        expectUnknownModel(unknown);
        split(unknown, soleShare(creator.addr, ALL));
    }

    function test_RevertWhen_TheSplitIsOpen() public {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_SplitExists.selector, splitId));
        split(modelId, soleShare(creator.addr, ALL));
    }

    function test_RevertWhen_NobodyIsPaid() public {
        expectShareCountOutOfRange(0);
        split(modelId, new IModelRegistry.Share[](0));
    }

    function test_RevertWhen_ThereAre251Payees() public {
        IModelRegistry.Share[] memory shares = _randomShares(1, 251, ALL);
        expectShareCountOutOfRange(251);
        split(modelId, shares);
    }

    function test_RevertWhen_APayeeIsZero() public {
        expectInvalidAccount(address(0));
        split(modelId, twoShares(stranger, 1, address(0), ALL - 1));
    }

    function test_RevertWhen_APayeeIsTheContract() public {
        expectInvalidAccount(address(license));
        split(modelId, twoShares(stranger, 1, address(license), ALL - 1));
    }

    function test_RevertWhen_APayeeGetsNothing() public {
        expectZeroParts(0);
        split(modelId, twoShares(stranger, 0, creator.addr, ALL));
    }

    function testFuzz_RevertWhen_SharesAddUpToSomethingElse(uint24 parts_) public {
        parts_ = uint24(bound(parts_, 1, type(uint24).max));
        vm.assume(parts_ != ALL);
        expectWrongTotal(parts_, ALL);
        split(modelId, soleShare(stranger, parts_));
    }

    function test_RevertWhen_SharesTakeTheParentsPart() public {
        (bytes32 child,) = derive(stranger, 1, modelId, 10);
        expectWrongTotal(ALL, ALL - 10);
        split(child, soleShare(buyer.addr, ALL));
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _randomShares(uint256 seed, uint256 count, uint24 total)
        private
        pure
        returns (IModelRegistry.Share[] memory shares)
    {
        shares = new IModelRegistry.Share[](count);
        uint256 left = total;
        for (uint256 i = 0; i < count; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            uint256 othersNeed = count - 1 - i;
            uint256 most = (left - othersNeed) / 2;
            uint256 parts_ = othersNeed == 0 ? left : bound(random, 1, most == 0 ? 1 : most);
            left -= parts_;
            shares[i] =
                IModelRegistry.Share(address(uint160(bound(random >> 96, 1, type(uint160).max))), uint24(parts_));
        }
    }
}
