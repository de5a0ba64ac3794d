// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";

import {VaultAssertions} from "../../support/VaultAssertions.sol";

contract RegisterTest is VaultAssertions {
    // ------------------------------------------------------------------------------------------------------ register

    function testFuzz_RegistersADataset(uint96 number, IAccessGrants.Registration memory r) public {
        vm.assume(number != 1);
        r.datasetId = idOf(owner.addr, number);
        vm.expectEmit(address(vault));
        emit IAccessGrants.DatasetRegistered(
            r.datasetId, owner.addr, r.gatekeeper, r.contentDigest, r.ciphertextHash, r.locator
        );
        vm.prank(owner.addr);
        vault.registerDataset(r);
        assertDataset(r.datasetId, IAccessGrants.DatasetView(1, 0, 1, r.gatekeeper, r.contentDigest, r.ciphertextHash));
        assertFreshDataset(datasetId);
    }

    function test_EmitsOneEvent() public {
        vm.recordLogs();
        register(idOf(owner.addr, 2));
        assertEq(vaultLogCount(), 1);
    }

    function test_TheOwnersNumberIsFreeForOthers() public {
        register(idOf(stranger, 1));
        assertFreshDataset(idOf(stranger, 1));
        assertFreshDataset(datasetId);
    }

    function testFuzz_RevertWhen_TheIdCarriesAnotherOwner(address caller, uint96 number) public {
        vm.assume(caller != owner.addr);
        IAccessGrants.Registration memory r = registrationOf(idOf(owner.addr, number));
        expectNotOwner(caller, owner.addr);
        vm.prank(caller);
        vault.registerDataset(r);
    }

    function test_RevertWhen_ItWasRegisteredBefore() public {
        _expectExists(datasetId);
        register(datasetId);
    }

    /// @dev Nor does ending its epoch make room for it.
    function test_RevertWhen_ItWasRegisteredInAnEpochBefore() public {
        revokeAll(datasetId);
        _expectExists(datasetId);
        register(datasetId);
        assertEq(epochOf(datasetId), 2);
    }

    // ---------------------------------------------------------------------------------------------------- gatekeeper

    function testFuzz_NamesTheGatekeeper(address named) public {
        grantAccess(researcher, datasetId, soon());
        vm.expectEmit(address(vault));
        emit IAccessGrants.GatekeeperSet(datasetId, named);
        _setGatekeeper(named);
        assertDataset(datasetId, IAccessGrants.DatasetView(1, 0, 1, named, CONTENT, CIPHERTEXT));
        assertLive(datasetId, researcher, soon(), 1, 1);
    }

    function testFuzz_NamingTheGatekeeperChangesNothingElse(address named, uint96 word) public {
        bytes32 slot = datasetSlot(datasetId);
        fill(slot, word);
        bytes32 before = vm.load(address(vault), slot);
        _setGatekeeper(named);
        assertEq(vm.load(address(vault), slot), bytes32(bytes20(named)) | (before & bytes32(uint256(type(uint96).max))));
    }

    function testFuzz_RevertWhen_SomebodyElseNamesTheGatekeeper(address caller) public {
        vm.assume(caller != owner.addr);
        expectNotOwner(caller, owner.addr);
        vm.prank(caller);
        vault.setGatekeeper(datasetId, caller);
    }

    function test_RevertWhen_TheGatekeeperNamesAnother() public {
        expectNotOwner(gatekeeper, owner.addr);
        vm.prank(gatekeeper);
        vault.setGatekeeper(datasetId, stranger);
    }

    function test_RevertWhen_TheGatekeeperIsNamedBeforeTheDataset() public {
        bytes32 unknown = idOf(owner.addr, 2);
        expectUnknownDataset(unknown);
        vm.prank(owner.addr);
        vault.setGatekeeper(unknown, gatekeeper);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _setGatekeeper(address named) private {
        vm.prank(owner.addr);
        vault.setGatekeeper(datasetId, named);
    }

    function _expectExists(bytes32 id) private {
        vm.expectRevert(abi.encodeWithSelector(IAccessGrants.AccessGrants_DatasetExists.selector, id));
    }
}
