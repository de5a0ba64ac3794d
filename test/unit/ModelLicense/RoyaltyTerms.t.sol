// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

contract RoyaltyTermsTest is LicenseAssertions {
    function testFuzz_SetsTheTerms(uint24 royaltyParts) public {
        royaltyParts = uint24(bound(royaltyParts, 0, ALL - 1));
        bytes32 other = split(modelId, soleShare(stranger, ALL));
        IModelRegistry.ModelView memory expected = license.getModel(modelId);
        (expected.royaltyParts, expected.royaltySplit) = (royaltyParts, other);

        expectRoyaltyTermsSet(modelId, royaltyParts, other);
        _set(royaltyParts, other);
        assertEq(abi.encode(license.getModel(modelId)), abi.encode(expected));
    }

    function test_BindOnlyWhatIsPublishedLater() public {
        (bytes32 earlier,) = derive(stranger, 1, modelId, 5);
        bytes32 other = split(modelId, soleShare(stranger, ALL));
        _set(10, other);
        (bytes32 later,) = derive(stranger, 2, modelId, 10);

        (bytes32 earlierSplit, uint24 earlierParts) = license.getParent(earlier, 0);
        (bytes32 laterSplit, uint24 laterParts) = license.getParent(later, 0);
        assertEq(earlierSplit, splitId);
        assertEq(earlierParts, 5);
        assertEq(laterSplit, other);
        assertEq(laterParts, 10);
    }

    function test_MayBeLoweredAgain() public {
        _set(10, splitId);
        _set(0, splitId);
        derive(stranger, 1, modelId, 1);
    }

    // ------------------------------------------------------------------------------------------------------- refused

    function testFuzz_RevertWhen_SomebodyElseSetsThem(address caller) public {
        vm.assume(caller != creator.addr);
        expectNotAllowed(caller, creator.addr);
        vm.prank(caller);
        license.setRoyaltyTerms(modelId, 1, splitId);
    }

    function test_RevertWhen_TheModelIsUnknown() public {
        bytes32 unknown = idOf(creator.addr, 2);
        expectUnknownModel(unknown);
        vm.prank(creator.addr);
        license.setRoyaltyTerms(unknown, 1, splitId);
    }

    function testFuzz_RevertWhen_TheSplitIsUnknown(bytes32 unknown) public {
        vm.assume(unknown != splitId);
        expectUnknownSplit(unknown, modelId);
        _set(1, unknown);
    }

    function test_RevertWhen_TheSplitIsAnotherModels() public {
        (, bytes32 others) = derive(creator.addr, 2, modelId, 1);
        expectUnknownSplit(others, modelId);
        _set(1, others);
    }

    function testFuzz_RevertWhen_DerivativesWouldOweAll(uint24 royaltyParts) public {
        royaltyParts = uint24(bound(royaltyParts, ALL, type(uint24).max));
        expectWrongTotal(royaltyParts, ALL - 1);
        _set(royaltyParts, splitId);
    }

    function test_RevertWhen_DerivativesWouldOweExactlyAll() public {
        expectWrongTotal(ALL, ALL - 1);
        _set(ALL, splitId);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _set(uint24 royaltyParts, bytes32 royaltySplit) private {
        vm.prank(creator.addr);
        license.setRoyaltyTerms(modelId, royaltyParts, royaltySplit);
    }
}
