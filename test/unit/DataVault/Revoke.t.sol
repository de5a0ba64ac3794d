// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";

import {VaultAssertions} from "../../support/VaultAssertions.sol";

contract RevokeTest is VaultAssertions {
    // -------------------------------------------------------------------------------------------------------- revoke

    function testFuzz_EndsAccessAtOnce(address who, uint64 expiry, uint32 later) public {
        vm.assume(who != address(0));
        expiry = uint64(bound(expiry, block.timestamp + 1, type(uint64).max));
        grantAccess(who, datasetId, expiry);
        vm.warp(block.timestamp + later);
        expectAccessRevoked(datasetId, who, 2);
        revokeAccess(who, datasetId);
        assertGrant(datasetId, who, IAccessGrants.GrantView(false, 0, 0, 2, 1, now40()));
    }

    function test_EmitsOneEvent() public {
        grantAccess(researcher, datasetId, soon());
        vm.recordLogs();
        revokeAccess(researcher, datasetId);
        assertEq(vaultLogCount(), 1);
    }

    function test_OthersAndOtherDatasetsStay() public {
        bytes32 other = idOf(owner.addr, 2);
        register(other);
        grantAccess(researcher, datasetId, soon());
        grantAccess(researcher, other, soon());
        grantAccess(stranger, datasetId, soon());
        revokeAccess(researcher, datasetId);
        assertLive(other, researcher, soon(), 1, 1);
        assertLive(datasetId, stranger, soon(), 1, 1);
        assertFreshDataset(datasetId);
    }

    function test_EachRevocationIsAPeriodsEnd() public {
        uint32 version;
        for (uint32 period = 1; period < 5; ++period) {
            vm.warp(block.timestamp + period);
            grantAccess(researcher, datasetId, soon());
            version += 2;
            expectAccessRevoked(datasetId, researcher, version);
            revokeAccess(researcher, datasetId);
            assertGrant(datasetId, researcher, IAccessGrants.GrantView(false, 0, 0, version, period, now40()));
        }
    }

    function test_RevokesWhereNothingWasGranted() public {
        expectAccessRevoked(datasetId, stranger, 1);
        revokeAccess(stranger, datasetId);
        assertGrant(datasetId, stranger, IAccessGrants.GrantView(false, 0, 0, 1, 1, now40()));
    }

    /// @dev Nothing stands in the way: neither a missing dataset nor address zero.
    function test_RevokesInADatasetThatIsNotRegistered() public {
        bytes32 unknown = idOf(owner.addr, 2);
        expectAccessRevoked(unknown, address(0), 1);
        revokeAccess(address(0), unknown);
    }

    function test_WhatWasRevokedCanBeGrantedAgain() public {
        grantAccess(researcher, datasetId, soon());
        revokeAccess(researcher, datasetId);
        grantAccess(researcher, datasetId, inAMonth());
        assertGrant(datasetId, researcher, IAccessGrants.GrantView(true, inAMonth(), 1, 3, 1, now40()));
    }

    function testFuzz_RevertWhen_SomebodyElseRevokes(address caller) public {
        vm.assume(caller != owner.addr);
        expectNotOwner(caller, owner.addr);
        vm.prank(caller);
        vault.revokeAccess(researcher, datasetId);
    }

    function test_RevertWhen_PeriodsOrVersionsRunOut() public {
        fill(grantSlot(datasetId, researcher), type(uint32).max);
        expectOverflow();
        revokeAccess(researcher, datasetId);
        fill(grantSlot(datasetId, stranger), uint256(type(uint32).max) << 74);
        expectOverflow();
        revokeAccess(stranger, datasetId);
    }

    // --------------------------------------------------------------------------------------------------- revoke many

    function testFuzz_RevokesMany(address first, address second) public {
        vm.assume(first != second && first != address(0) && second != address(0));
        grantAccess(first, datasetId, soon());
        grantAccess(second, datasetId, soon());
        expectAccessRevoked(datasetId, first, 2);
        expectAccessRevoked(datasetId, second, 2);
        _revokeMany(owner.addr, _both(first, second));
        assertGrant(datasetId, first, IAccessGrants.GrantView(false, 0, 0, 2, 1, now40()));
        assertGrant(datasetId, second, IAccessGrants.GrantView(false, 0, 0, 2, 1, now40()));
    }

    function test_OneTwiceIsRevokedTwice() public {
        grantAccess(researcher, datasetId, soon());
        grantAccess(stranger, datasetId, soon());
        expectAccessRevoked(datasetId, researcher, 2);
        expectAccessRevoked(datasetId, researcher, 3);
        _revokeMany(owner.addr, _both(researcher, researcher));
        assertLive(datasetId, stranger, soon(), 1, 1);
    }

    function test_AnEmptyListChangesNothing() public {
        vm.recordLogs();
        _revokeMany(owner.addr, new address[](0));
        assertEq(vaultLogCount(), 0);
    }

    function testFuzz_RevertWhen_SomebodyElseRevokesMany(address caller) public {
        vm.assume(caller != owner.addr);
        expectNotOwner(caller, owner.addr);
        _revokeMany(caller, new address[](0));
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _both(address first, address second) private pure returns (address[] memory researchers) {
        researchers = new address[](2);
        (researchers[0], researchers[1]) = (first, second);
    }

    function _revokeMany(address caller, address[] memory researchers) private {
        vm.prank(caller);
        vault.revokeMany(datasetId, researchers);
    }
}
