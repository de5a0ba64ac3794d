// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";

import {VaultAssertions} from "../../support/VaultAssertions.sol";

contract RevokeAllTest is VaultAssertions {
    function testFuzz_EndsEveryonesAccess(address first, address second, uint32 later) public {
        vm.assume(first != second && first != address(0) && second != address(0));
        grantAccess(first, datasetId, type(uint64).max);
        grantAccess(second, datasetId, type(uint64).max);
        vm.warp(block.timestamp + later);
        expectAllAccessRevoked(datasetId, 2);
        revokeAll(datasetId);
        assertGrant(datasetId, first, IAccessGrants.GrantView(false, type(uint64).max, 1, 1, 0, 0));
        assertGrant(datasetId, second, IAccessGrants.GrantView(false, type(uint64).max, 1, 1, 0, 0));
        assertDataset(datasetId, IAccessGrants.DatasetView(2, now40(), 1, gatekeeper, CONTENT, CIPHERTEXT));
    }

    function test_EmitsOneEvent() public {
        vm.recordLogs();
        revokeAll(datasetId);
        assertEq(vaultLogCount(), 1);
    }

    function test_EpochsCountUp() public {
        for (uint32 epoch = 2; epoch < 6; ++epoch) {
            vm.warp(block.timestamp + epoch);
            expectAllAccessRevoked(datasetId, epoch);
            revokeAll(datasetId);
            assertEq(vault.getDataset(datasetId).epoch, epoch);
            assertEq(vault.getDataset(datasetId).epochStartedAt, block.timestamp);
        }
    }

    function test_OtherDatasetsStay() public {
        bytes32 other = idOf(owner.addr, 2);
        register(other);
        grantAccess(researcher, other, soon());
        revokeAll(datasetId);
        assertFreshDataset(other);
        assertLive(other, researcher, soon(), 1, 1);
    }

    function test_WhatIsGrantedAfterwardsIsLive() public {
        grantAccess(researcher, datasetId, soon());
        grantAccess(stranger, datasetId, soon());
        revokeAll(datasetId);
        grantAccess(researcher, datasetId, soon());
        assertLive(datasetId, researcher, soon(), 2, 2);
        assertFalse(vault.isLive(datasetId, stranger));
    }

    /// @dev Versions that ran out stop `revokeAccess`, not this.
    function test_EndsAGrantOfTheLastVersion() public {
        grantAccess(researcher, datasetId, soon());
        fill(grantSlot(datasetId, researcher), uint256(type(uint32).max) << 74);
        assertTrue(vault.isLive(datasetId, researcher));
        revokeAll(datasetId);
        assertFalse(vault.isLive(datasetId, researcher));
    }

    function testFuzz_AnEpochChangesNothingElse(uint256 word, uint32 later) public {
        bytes32 slot = datasetSlot(datasetId);
        word = (word & ~uint256(type(uint32).max)) | 7;
        vm.store(address(vault), slot, bytes32(word));
        vm.warp(block.timestamp + later);
        revokeAll(datasetId);
        uint256 soldBefore = (word >> 72 & 1) << 73;
        uint256 rest = word & ~((uint256(1) << 74) - 1);
        assertEq(uint256(vm.load(address(vault), slot)), rest | soldBefore | (block.timestamp << 32) | 8);
    }

    function testFuzz_RevertWhen_SomebodyElseRevokesAll(address caller) public {
        vm.assume(caller != owner.addr);
        expectNotOwner(caller, owner.addr);
        vm.prank(caller);
        vault.revokeAll(datasetId);
    }

    function test_RevertWhen_TheDatasetIsUnknown() public {
        bytes32 unknown = idOf(owner.addr, 2);
        expectUnknownDataset(unknown);
        revokeAll(unknown);
    }

    function test_RevertWhen_EpochsRunOut() public {
        fill(datasetSlot(datasetId), type(uint32).max);
        expectOverflow();
        revokeAll(datasetId);
    }
}
