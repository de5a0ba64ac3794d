// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";

import {VaultAssertions} from "../../support/VaultAssertions.sol";

/// @dev `grantAccess`, and what every way to grant has in common.
contract GrantAccessTest is VaultAssertions {
    uint256 private constant VERSION_BITS = uint256(type(uint32).max) << 74;

    // ------------------------------------------------------------------------------------------------------- granted

    function testFuzz_GrantsAccess(address who, uint64 expiry) public {
        vm.assume(who != address(0));
        expiry = uint64(bound(expiry, block.timestamp + 1, type(uint64).max));
        expectAccessGranted(datasetId, who, expiry, 1, 1);
        grantAccess(who, datasetId, expiry);
        assertLive(datasetId, who, expiry, 1, 1);
    }

    function test_EmitsOneEvent() public {
        vm.recordLogs();
        grantAccess(researcher, datasetId, soon());
        assertEq(vaultLogCount(), 1);
    }

    function test_OthersAndOtherDatasetsStay() public {
        bytes32 other = idOf(owner.addr, 2);
        register(other);
        grantAccess(researcher, datasetId, soon());
        assertNoGrant(other, researcher);
        assertNoGrant(datasetId, stranger);
        assertNoGrant(datasetId, owner.addr);
    }

    function test_EveryWriteRaisesTheVersion() public {
        for (uint32 version = 1; version < 5; ++version) {
            uint64 expiry = uint64(block.timestamp) + version;
            expectAccessGranted(datasetId, researcher, expiry, 1, version);
            grantAccess(researcher, datasetId, expiry);
            assertLive(datasetId, researcher, expiry, 1, version);
        }
    }

    function testFuzz_WhatWasNotPaidForMayEndEarlier(uint64 first, uint64 second) public {
        first = uint64(bound(first, block.timestamp + 1, type(uint64).max));
        second = uint64(bound(second, block.timestamp + 1, type(uint64).max));
        grantAccess(researcher, datasetId, first);
        grantAccess(researcher, datasetId, second);
        assertLive(datasetId, researcher, second, 1, 2);
    }

    function test_TheEpochIsTheDatasets() public {
        revokeAll(datasetId);
        revokeAll(datasetId);
        expectAccessGranted(datasetId, researcher, soon(), 3, 1);
        grantAccess(researcher, datasetId, soon());
        assertLive(datasetId, researcher, soon(), 3, 1);
    }

    function test_AGrantKeepsThePeriodOfTheOneBefore() public {
        grantAccess(researcher, datasetId, soon());
        revokeAccess(researcher, datasetId);
        grantAccess(researcher, datasetId, soon());
        assertGrant(datasetId, researcher, IAccessGrants.GrantView(true, soon(), 1, 3, 1, now40()));
    }

    function test_AGrantLivesUntilItsSecond() public {
        uint64 expiry = soon();
        grantAccess(researcher, datasetId, expiry);
        vm.warp(expiry - 1);
        assertLive(datasetId, researcher, expiry, 1, 1);
        for (uint256 late = 0; late < 2; ++late) {
            vm.warp(expiry + late);
            assertGrant(datasetId, researcher, IAccessGrants.GrantView(false, expiry, 1, 1, 0, 0));
        }
    }

    function test_TheLatestExpiryFits() public {
        grantAccess(researcher, datasetId, type(uint64).max);
        vm.warp(type(uint64).max - 1);
        assertTrue(vault.isLive(datasetId, researcher));
        vm.warp(type(uint64).max);
        assertFalse(vault.isLive(datasetId, researcher));
    }

    // ------------------------------------------------------------------------------------------------------- refused

    function testFuzz_RevertWhen_TheExpiryHasPassed(uint64 expiry) public {
        expiry = uint64(bound(expiry, 0, block.timestamp));
        expectExpiryPassed(expiry);
        grantAccess(researcher, datasetId, expiry);
    }

    function test_AnExpiryMustLieAhead() public {
        for (uint256 early = 0; early < 2; ++early) {
            expectExpiryPassed(block.timestamp - early);
            grantAccess(researcher, datasetId, block.timestamp - early);
        }
        grantAccess(researcher, datasetId, block.timestamp + 1);
        assertLive(datasetId, researcher, uint64(block.timestamp + 1), 1, 1);
    }

    function testFuzz_RevertWhen_TheExpiryIsTooLate(uint256 expiry) public {
        _expectExpiryTooLate(bound(expiry, uint256(type(uint64).max) + 1, type(uint256).max));
    }

    /// @dev Cut to 64 bits, these would lie ahead.
    function test_RevertWhen_TheExpiryIsJustTooLate() public {
        _expectExpiryTooLate(uint256(type(uint64).max) + 1);
        _expectExpiryTooLate((uint256(1) << 64) + soon());
        _expectExpiryTooLate(type(uint256).max);
    }

    function test_RevertWhen_TheResearcherIsZero() public {
        expectZeroResearcher();
        grantAccess(address(0), datasetId, soon());
    }

    function testFuzz_RevertWhen_SomebodyElseGrants(address caller) public {
        vm.assume(caller != owner.addr);
        expectNotOwner(caller, owner.addr);
        vm.prank(caller);
        vault.grantAccess(caller, datasetId, block.timestamp + 1);
    }

    function test_RevertWhen_TheGatekeeperGrants() public {
        expectNotOwner(gatekeeper, owner.addr);
        vm.prank(gatekeeper);
        vault.grantAccess(researcher, datasetId, block.timestamp + 1);
    }

    function test_RevertWhen_TheDatasetIsUnknown() public {
        bytes32 unknown = idOf(owner.addr, 2);
        expectUnknownDataset(unknown);
        grantAccess(researcher, unknown, soon());
    }

    function test_RevertWhen_VersionsRunOut() public {
        fill(grantSlot(datasetId, researcher), VERSION_BITS);
        expectOverflow();
        grantAccess(researcher, datasetId, soon());
        IAccessGrants.Grant memory g = _grantOfLastVersion();
        expectWrongVersion(type(uint32).max, uint256(type(uint32).max) + 1);
        sendGrant(g);
        g.version = 0;
        expectWrongVersion(0, uint256(type(uint32).max) + 1);
        sendGrant(g);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _grantOfLastVersion() private view returns (IAccessGrants.Grant memory) {
        return IAccessGrants.Grant(researcher, datasetId, soon(), 1, type(uint32).max, 0, 0, "");
    }

    function _expectExpiryTooLate(uint256 expiry) private {
        vm.expectRevert(
            abi.encodeWithSelector(IAccessGrants.AccessGrants_ExpiryTooLate.selector, expiry, type(uint64).max)
        );
        grantAccess(researcher, datasetId, expiry);
    }
}
