// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";

import {VaultAssertions} from "../../support/VaultAssertions.sol";

contract CancelSignedTest is VaultAssertions {
    function testFuzz_RaisesTheVersionAndNothingElse(uint64 expiry) public {
        expiry = uint64(bound(expiry, block.timestamp + 1, type(uint64).max));
        grantAccess(researcher, datasetId, expiry);
        _expectCancelled(researcher, 2);
        _cancel(researcher);
        assertLive(datasetId, researcher, expiry, 1, 2);
    }

    function testFuzz_TheRestOfTheWordStays(uint256 word) public {
        word &= (uint256(1) << 202) - 1 - (uint256(1) << 105);
        bytes32 slot = grantSlot(datasetId, researcher);
        vm.store(address(vault), slot, bytes32(word));
        _cancel(researcher);
        assertEq(uint256(vm.load(address(vault), slot)), word + (uint256(1) << 74));
    }

    function test_EmitsOneEvent() public {
        vm.recordLogs();
        _cancel(researcher);
        assertEq(vaultLogCount(), 1);
    }

    function test_CancelsWhereNothingWasGranted() public {
        for (uint32 version = 1; version < 4; ++version) {
            _expectCancelled(stranger, version);
            _cancel(stranger);
            assertGrant(datasetId, stranger, IAccessGrants.GrantView(false, 0, 0, version, 0, 0));
        }
    }

    function test_OthersAndOtherDatasetsStay() public {
        bytes32 other = idOf(owner.addr, 2);
        register(other);
        _cancel(researcher);
        assertNoGrant(datasetId, stranger);
        assertNoGrant(other, researcher);
    }

    function testFuzz_RevertWhen_SomebodyElseCancels(address caller) public {
        vm.assume(caller != owner.addr);
        expectNotOwner(caller, owner.addr);
        vm.prank(caller);
        vault.cancelSignedGrants(researcher, datasetId);
    }

    function test_RevertWhen_VersionsRunOut() public {
        fill(grantSlot(datasetId, researcher), uint256(type(uint32).max) << 74);
        expectOverflow();
        _cancel(researcher);
    }

    function _cancel(address who) private {
        vm.prank(owner.addr);
        vault.cancelSignedGrants(who, datasetId);
    }

    function _expectCancelled(address who, uint32 version) private {
        vm.expectEmit(address(vault));
        emit IAccessGrants.SignedGrantsCancelled(datasetId, who, version);
    }
}
