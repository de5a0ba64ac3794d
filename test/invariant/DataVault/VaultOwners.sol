// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";

import {VaultActors} from "./VaultActors.sol";

/// @title The calls of owners: datasets, grants, revocations
/// @dev Only so many datasets are used; those that are registered beyond them are left alone.
abstract contract VaultOwners is VaultActors {
    uint256 private constant MAX_DATASETS = 4;

    constructor() {
        vm.recordLogs();
        for (uint256 i = 0; i < 2; ++i) {
            _register(idOf(_owners[i], 2));
        }
        replica.read(vm.getRecordedLogs());
    }

    // ------------------------------------------------------------------------------------------------------- dataset

    function registerDatasetNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = idOf(_drawFrom(_owners), uint96(_nextNumber++));
        if (_datasetIds.length < MAX_DATASETS) _register(id);
        else register(id);
        bytes memory again = abi.encodeCall(vault.registerDataset, (registrationOf(id)));
        _mustFail(ownerOf(id), again, "V-4: a dataset was registered twice");
    }

    function publishRevisionNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _drawFrom(_datasetIds);
        uint24 before = vault.getDataset(id).revision;
        vm.prank(ownerOf(id));
        uint24 revision = vault.publishRevision(id, bytes32(seed), keccak256(abi.encode(seed)), LOCATOR);
        assertEq(revision, before + 1, "V-4: a revision was not counted");
    }

    function setGatekeeperNoRevert(uint256 seed) external watched(seed) {
        _setGatekeeper(_drawFrom(_datasetIds), _drawFrom(_gatekeepers));
    }

    function setEncryptionKeyNoRevert(uint256 seed) external watched(seed) {
        address account = _drawFrom(_researchers);
        (, uint32 before) = vault.getEncryptionKey(account);
        vm.prank(account);
        uint32 version = vault.setEncryptionKey(keccak256(abi.encode(seed)));
        assertEq(version, before + 1, "V-4: a key was not counted");
    }

    function _register(bytes32 id) private {
        register(id);
        _recordDataset(id, gatekeeper);
    }

    function _setGatekeeper(bytes32 id, address account) internal {
        vm.prank(ownerOf(id));
        vault.setGatekeeper(id, account);
        _datasets[id].gatekeeper = account;
    }

    // --------------------------------------------------------------------------------------------------------- grant

    function grantAccessNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address who) = _drawPair();
        _grantAccess(id, who, _drawExpiry(id, who));
    }

    function grantNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address who) = _drawPair();
        IAccessGrants.Grant memory terms = _drawGrant(id, who);
        vm.prank(ownerOf(id));
        vault.grant(terms);
        _granted(terms);
        _mustFail(ownerOf(id), abi.encodeCall(vault.grant, (terms)), "V-4: one version was written twice");
    }

    /// @dev The same researcher may stand twice: then the second names the version after the first.
    function grantManyNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _drawFrom(_datasetIds);
        IAccessGrants.Grant[] memory grants = new IAccessGrants.Grant[](1 + _draw(3));
        for (uint256 i = 0; i < grants.length; ++i) {
            address who = _drawFrom(_researchers);
            grants[i] = grantOf(who, id, _drawExpiry(id, who));
            grants[i].version = uint32(_grants[id][who].version + 1);
            _recordGrant(id, who, grants[i].expiry);
        }
        vm.prank(ownerOf(id));
        vault.grantMany(grants);
    }

    /// @dev What is signed grants once, and only as it was signed.
    function grantWithSignatureNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address who) = _drawPair();
        IAccessGrants.Grant memory terms = _drawGrant(id, who);
        bytes memory signature = signGrant(_walletOf[ownerOf(id)], terms, soon());
        terms.expiry += 1;
        _mustNotGrant(terms, signature, "V-4: another grant than the owner signed");
        terms.expiry -= 1;
        vm.prank(stranger);
        vault.grantWithSignature(terms, soon(), signature);
        _granted(terms);
        _mustNotGrant(terms, signature, "V-4: one signature granted twice");
    }

    function extendNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address who) = _drawLive();
        uint256 present = _grants[id][who].expiry;
        IAccessGrants.Grant memory terms = grantOf(who, id, uint64(present));
        _mustFail(ownerOf(id), abi.encodeCall(vault.extend, (terms)), "V-3: access was extended by nothing");
        terms.expiry = uint64(present + 1 + _draw(30 days));
        vm.prank(ownerOf(id));
        vault.extend(terms);
        _granted(terms);
    }

    /// @dev A grant that nobody paid for may be shortened.
    function shortenNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address who) = _drawLive();
        if (_grants[id][who].expiry == block.timestamp + 1) _grantAccess(id, who, block.timestamp + 2);
        uint256 shorter = block.timestamp + 1 + _draw(_grants[id][who].expiry - block.timestamp - 1);
        if (!_grants[id][who].sold) {
            _grantAccess(id, who, shorter);
            return;
        }
        bytes memory call = abi.encodeCall(vault.grantAccess, (who, id, shorter));
        _mustFail(ownerOf(id), call, "V-3: access that was paid for was shortened");
    }

    function _grantAccess(bytes32 id, address who, uint256 expiry) internal {
        grantAccess(who, id, expiry);
        _recordGrant(id, who, expiry);
        _checkVersion(id, who);
    }

    function _granted(IAccessGrants.Grant memory terms) private {
        _recordGrant(terms.datasetId, terms.researcher, terms.expiry);
        _checkVersion(terms.datasetId, terms.researcher);
    }

    function _mustNotGrant(IAccessGrants.Grant memory terms, bytes memory signature, string memory message) internal {
        _mustFail(stranger, abi.encodeCall(vault.grantWithSignature, (terms, soon(), signature)), message);
    }

    function _checkVersion(bytes32 id, address who) internal view {
        assertEq(
            vault.getGrant(id, who).version, _grants[id][who].version, "V-4: a write did not raise the version by 1"
        );
    }

    // -------------------------------------------------------------------------------------------------------- revoke

    function revokeAccessNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address who) = _drawPair();
        IAccessGrants.Grant memory terms = _drawGrant(id, who);
        bytes memory signature = signGrant(_walletOf[ownerOf(id)], terms, soon());
        _revoke(id, who);
        _mustNotGrant(terms, signature, "V-2: a signature outlived a revocation");
    }

    /// @dev Often twice in one call, so that periods without length occur.
    function revokeManyNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _drawFrom(_datasetIds);
        address[] memory accounts = new address[](1 + _draw(3));
        for (uint256 i = 0; i < accounts.length; ++i) {
            accounts[i] = _drawFrom(_researchers);
            _recordRevoked(id, accounts[i]);
        }
        vm.prank(ownerOf(id));
        vault.revokeMany(id, accounts);
        for (uint256 i = 0; i < accounts.length; ++i) {
            assertFalse(vault.isLive(id, accounts[i]), "V-1: a revoked access is live");
            _checkVersion(id, accounts[i]);
        }
    }

    function revokeAllNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address who) = _drawPair();
        IAccessGrants.Grant memory terms = _drawGrant(id, who);
        bytes memory signature = signGrant(_walletOf[ownerOf(id)], terms, soon());
        _revokeAll(id);
        _mustNotGrant(terms, signature, "V-2: a signature outlived the revocation of all");
    }

    function cancelSignedGrantsNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address who) = _drawPair();
        IAccessGrants.Grant memory terms = _drawGrant(id, who);
        bytes memory signature = signGrant(_walletOf[ownerOf(id)], terms, soon());
        bool live = vault.isLive(id, who);
        vm.prank(ownerOf(id));
        vault.cancelSignedGrants(who, id);
        _recordCancelled(id, who);
        _checkVersion(id, who);
        assertEq(vault.isLive(id, who), live, "V-2: cancelling signatures changed the access");
        _mustNotGrant(terms, signature, "V-2: a signature outlived its cancellation");
    }

    function _revoke(bytes32 id, address who) internal {
        revokeAccess(who, id);
        _recordRevoked(id, who);
        assertFalse(vault.isLive(id, who), "V-1: a revoked access is live");
        _checkVersion(id, who);
    }

    function _revokeAll(bytes32 id) internal {
        revokeAll(id);
        _recordAllRevoked(id, _researchers);
        for (uint256 i = 0; i < _researchers.length; ++i) {
            assertFalse(vault.isLive(id, _researchers[i]), "V-1: access is live after all was revoked");
        }
    }

    // --------------------------------------------------------------------------------------------------------- draws

    /// @dev With a wrapped key half of the time.
    function _drawGrant(bytes32 id, address who) internal returns (IAccessGrants.Grant memory terms) {
        terms = grantOf(who, id, _drawExpiry(id, who));
        if (_draw(2) == 0) terms.wrappedKey = "";
    }

    /// @dev If the draws meet none that is live, one is granted.
    function _drawLive() private returns (bytes32 id, address who) {
        for (uint256 i = 0; i < 6; ++i) {
            (id, who) = _drawPair();
            if (reckonedLive(id, who)) return (id, who);
        }
        _grantAccess(id, who, block.timestamp + 2 + _draw(40 days));
    }
}
