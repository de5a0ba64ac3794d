// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";

import {VaultAssertions} from "../../support/VaultAssertions.sol";

contract RevisionTest is VaultAssertions {
    uint24 private constant MAX_REVISION = 4_194_303;
    uint256 private constant REVISION_OFFSET = 74;
    uint256 private constant REVISION_BITS = uint256(MAX_REVISION) << REVISION_OFFSET;

    function testFuzz_PublishesTheNextRevision(bytes32 content, bytes32 ciphertext, string memory locator) public {
        _expectPublished(2, content, ciphertext, locator);
        assertEq(_publish(content, ciphertext, locator), 2);
        assertDataset(datasetId, IAccessGrants.DatasetView(1, 0, 2, gatekeeper, content, ciphertext));
    }

    function test_CountsUp() public {
        for (uint24 revision = 2; revision < 6; ++revision) {
            assertEq(_publish(bytes32(uint256(revision)), CIPHERTEXT, LOCATOR), revision);
            assertEq(vault.getDataset(datasetId).revision, revision);
            assertEq(vault.getDataset(datasetId).contentDigest, bytes32(uint256(revision)));
        }
    }

    function test_DatasetsCountApart() public {
        bytes32 other = idOf(owner.addr, 2);
        register(other);
        _publish(CIPHERTEXT, CONTENT, LOCATOR);
        assertFreshDataset(other);
    }

    function test_GrantsAndTheEpochStay() public {
        revokeAll(datasetId);
        grantAccess(researcher, datasetId, soon());
        _publish(CIPHERTEXT, CONTENT, LOCATOR);
        assertLive(datasetId, researcher, soon(), 2, 1);
        assertDataset(datasetId, IAccessGrants.DatasetView(2, now40(), 2, gatekeeper, CIPHERTEXT, CONTENT));
    }

    function testFuzz_ARevisionChangesNothingElse(uint24 revision, uint256 word) public {
        revision = uint24(bound(revision, 1, MAX_REVISION - 1));
        bytes32 slot = _setRevision(revision);
        fill(slot, word & ~REVISION_BITS);
        uint256 rest = uint256(vm.load(address(vault), slot)) & ~REVISION_BITS;
        assertEq(_publish(CONTENT, CIPHERTEXT, LOCATOR), revision + 1);
        assertEq(uint256(vm.load(address(vault), slot)), rest | (uint256(revision + 1) << REVISION_OFFSET));
    }

    function test_TheLastRevisionIsRecorded() public {
        _setRevision(MAX_REVISION - 1);
        _expectPublished(MAX_REVISION, CONTENT, CIPHERTEXT, LOCATOR);
        assertEq(_publish(CONTENT, CIPHERTEXT, LOCATOR), MAX_REVISION);
        assertDataset(datasetId, IAccessGrants.DatasetView(1, 0, MAX_REVISION, gatekeeper, CONTENT, CIPHERTEXT));
    }

    function test_RevertWhen_RevisionsRunOut() public {
        _setRevision(MAX_REVISION);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessGrants.AccessGrants_TooManyRevisions.selector, uint256(MAX_REVISION) + 1, MAX_REVISION
            )
        );
        _publish(CONTENT, CIPHERTEXT, LOCATOR);
    }

    function testFuzz_RevertWhen_SomebodyElsePublishes(address caller) public {
        vm.assume(caller != owner.addr);
        expectNotOwner(caller, owner.addr);
        vm.prank(caller);
        vault.publishRevision(datasetId, CONTENT, CIPHERTEXT, LOCATOR);
    }

    function test_RevertWhen_TheDatasetIsUnknown() public {
        bytes32 unknown = idOf(owner.addr, 2);
        expectUnknownDataset(unknown);
        vm.prank(owner.addr);
        vault.publishRevision(unknown, CONTENT, CIPHERTEXT, LOCATOR);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _publish(bytes32 content, bytes32 ciphertext, string memory locator) private returns (uint24) {
        vm.prank(owner.addr);
        return vault.publishRevision(datasetId, content, ciphertext, locator);
    }

    function _setRevision(uint24 revision) private returns (bytes32 slot) {
        slot = datasetSlot(datasetId);
        uint256 rest = uint256(vm.load(address(vault), slot)) & ~REVISION_BITS;
        vm.store(address(vault), slot, bytes32(rest | (uint256(revision) << REVISION_OFFSET)));
    }

    function _expectPublished(uint24 revision, bytes32 content, bytes32 ciphertext, string memory locator) private {
        vm.expectEmit(address(vault));
        emit IAccessGrants.RevisionPublished(datasetId, revision, content, ciphertext, locator);
    }
}
