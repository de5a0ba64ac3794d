// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IEncryptionKeys} from "src/interfaces/IEncryptionKeys.sol";

/// @title Datasets, grants and keys without packing, assembly or libraries of ours, written from the interfaces
/// @dev Every revocation that ever was is listed. It borrows the real contract's domain separator, so that one signature
/// serves both. Owners that are contracts are left out.
contract ReferenceGrants {
    struct Dataset {
        bool registered;
        uint256 revision;
        address gatekeeper;
        bytes32 contentDigest;
        bytes32 ciphertextHash;
        /// When each epoch ended. The first epoch is 1.
        uint256[] epochEnds;
    }

    struct Record {
        uint256 expiry;
        uint256 epoch;
        uint256 version;
        /// When each period ended. The first period is 0.
        uint256[] periodEnds;
        mapping(uint256 period => bool) sold;
    }

    bytes32 private constant GRANT = keccak256(
        "AccessGrant(address researcher,bytes32 datasetId,uint64 expiry,uint32 epoch,uint32 version,string purpose,string terms,bytes wrappedKey,uint64 deadline)"
    );

    uint256 internal constant NEVER = type(uint256).max;

    bytes32 private immutable _DOMAIN_SEPARATOR;

    mapping(bytes32 datasetId => Dataset) internal _datasets;
    mapping(bytes32 datasetId => mapping(address researcher => Record)) internal _grants;
    mapping(address account => bytes32[]) private _keys;

    constructor(bytes32 domainSeparator) {
        _DOMAIN_SEPARATOR = domainSeparator;
    }

    // ------------------------------------------------------------------------------------------------------- dataset

    function registerDataset(IAccessGrants.Registration calldata r) external {
        _onlyOwner(r.datasetId);
        Dataset storage dataset = _datasets[r.datasetId];
        require(!dataset.registered, IAccessGrants.AccessGrants_DatasetExists(r.datasetId));
        (dataset.registered, dataset.revision, dataset.gatekeeper) = (true, 1, r.gatekeeper);
        (dataset.contentDigest, dataset.ciphertextHash) = (r.contentDigest, r.ciphertextHash);
        emit IAccessGrants.DatasetRegistered(
            r.datasetId, msg.sender, r.gatekeeper, r.contentDigest, r.ciphertextHash, r.locator
        );
    }

    function publishRevision(bytes32 datasetId, bytes32 content, bytes32 ciphertext, string calldata locator)
        external
        returns (uint24)
    {
        _onlyOwner(datasetId);
        _onlyRegistered(datasetId);
        Dataset storage dataset = _datasets[datasetId];
        dataset.revision += 1;
        (dataset.contentDigest, dataset.ciphertextHash) = (content, ciphertext);
        emit IAccessGrants.RevisionPublished(datasetId, uint24(dataset.revision), content, ciphertext, locator);
        return uint24(dataset.revision);
    }

    function setGatekeeper(bytes32 datasetId, address gatekeeper) external {
        _onlyOwner(datasetId);
        _onlyRegistered(datasetId);
        _datasets[datasetId].gatekeeper = gatekeeper;
        emit IAccessGrants.GatekeeperSet(datasetId, gatekeeper);
    }

    // --------------------------------------------------------------------------------------------------------- grant

    function grantAccess(address researcher, bytes32 datasetId, uint256 expiry) external {
        _onlyOwner(datasetId);
        require(expiry < 2 ** 64, IAccessGrants.AccessGrants_ExpiryTooLate(expiry, 2 ** 64 - 1));
        _onlyRegistered(datasetId);
        _write(datasetId, researcher, uint64(expiry), 0, 0, "");
    }

    function grant(IAccessGrants.Grant calldata g) external {
        _onlyOwner(g.datasetId);
        _grant(g);
    }

    function grantMany(IAccessGrants.Grant[] calldata grants) external {
        for (uint256 i = 0; i < grants.length; ++i) {
            _onlyOwner(grants[i].datasetId);
            _grant(grants[i]);
        }
    }

    function extend(IAccessGrants.Grant calldata g) external {
        _onlyOwner(g.datasetId);
        uint256 present = _grants[g.datasetId][g.researcher].expiry;
        bool live = isLive(g.datasetId, g.researcher);
        require(live, IAccessGrants.AccessGrants_NotLive(g.datasetId, g.researcher));
        require(g.expiry > present, IAccessGrants.AccessGrants_ExpiryNotLater(g.expiry, present));
        _grant(g);
    }

    function grantWithSignature(IAccessGrants.Grant calldata g, uint64 deadline, bytes calldata signature) external {
        bool late = block.timestamp >= deadline;
        require(!late, IAccessGrants.AccessGrants_DeadlinePassed(block.timestamp, deadline));
        bytes memory fields =
            abi.encode(GRANT, g.researcher, g.datasetId, g.expiry, g.epoch, g.version, g.purposeHash, g.termsHash);
        bytes32 structHash = keccak256(bytes.concat(fields, abi.encode(keccak256(g.wrappedKey), deadline)));
        bytes32 digest = MessageHashUtils.toTypedDataHash(_DOMAIN_SEPARATOR, structHash);
        (address signer,,) = ECDSA.tryRecover(digest, signature);
        address owner = _ownerOf(g.datasetId);
        bool signed = signer != address(0) && signer == owner;
        require(signed, IAccessGrants.AccessGrants_InvalidSignature(owner));
        _grant(g);
    }

    function _grant(IAccessGrants.Grant calldata g) private {
        _onlyKey(g.wrappedKey.length == 0 || g.wrappedKey.length == 80, g.wrappedKey.length);
        _onlyPresent(g.datasetId, g.researcher, g.epoch, g.version);
        _write(g.datasetId, g.researcher, g.expiry, g.purposeHash, g.termsHash, g.wrappedKey);
    }

    function _write(
        bytes32 datasetId,
        address researcher,
        uint64 expiry,
        bytes32 purposeHash,
        bytes32 termsHash,
        bytes memory key
    ) internal {
        Record storage record = _grants[datasetId][researcher];
        require(researcher != address(0), IAccessGrants.AccessGrants_ZeroResearcher());
        bool passed = expiry <= block.timestamp;
        require(!passed, IAccessGrants.AccessGrants_ExpiryPassed(expiry, block.timestamp));
        if (isLive(datasetId, researcher) && record.sold[record.periodEnds.length]) {
            bool shortens = expiry < record.expiry;
            require(!shortens, IAccessGrants.AccessGrants_ExpiryNotLater(expiry, record.expiry));
        }
        (record.expiry, record.epoch) = (expiry, _epochOf(datasetId));
        record.version += 1;
        emit IAccessGrants.AccessGranted(
            datasetId, researcher, expiry, uint32(record.epoch), uint32(record.version), purposeHash, termsHash, key
        );
    }

    // -------------------------------------------------------------------------------------------------------- revoke

    function revokeAccess(address researcher, bytes32 datasetId) external {
        _onlyOwner(datasetId);
        _revoke(datasetId, researcher);
    }

    function revokeMany(bytes32 datasetId, address[] calldata researchers) external {
        _onlyOwner(datasetId);
        for (uint256 i = 0; i < researchers.length; ++i) {
            _revoke(datasetId, researchers[i]);
        }
    }

    function _revoke(bytes32 datasetId, address researcher) private {
        Record storage record = _grants[datasetId][researcher];
        (record.expiry, record.epoch) = (0, 0);
        record.version += 1;
        record.periodEnds.push(block.timestamp);
        emit IAccessGrants.AccessRevoked(datasetId, researcher, uint32(record.version));
    }

    function revokeAll(bytes32 datasetId) external {
        _onlyOwner(datasetId);
        _onlyRegistered(datasetId);
        _datasets[datasetId].epochEnds.push(block.timestamp);
        emit IAccessGrants.AllAccessRevoked(datasetId, uint32(_epochOf(datasetId)));
    }

    function cancelSignedGrants(address researcher, bytes32 datasetId) external {
        _onlyOwner(datasetId);
        Record storage record = _grants[datasetId][researcher];
        record.version += 1;
        emit IAccessGrants.SignedGrantsCancelled(datasetId, researcher, uint32(record.version));
    }

    // ---------------------------------------------------------------------------------------------------------- keys

    function setEncryptionKey(bytes32 publicKey) external returns (uint32 version) {
        require(publicKey != 0, IEncryptionKeys.EncryptionKeys_ZeroKey());
        _keys[msg.sender].push(publicKey);
        version = uint32(_keys[msg.sender].length);
        emit IEncryptionKeys.EncryptionKeySet(msg.sender, version, publicKey);
    }

    function getEncryptionKeyAt(address account, uint32 version) public view returns (bytes32) {
        return version == 0 || version > _keys[account].length ? bytes32(0) : _keys[account][version - 1];
    }

    function getEncryptionKey(address account) external view returns (bytes32, uint32) {
        uint32 version = uint32(_keys[account].length);
        return (getEncryptionKeyAt(account, version), version);
    }

    // ---------------------------------------------------------------------------------------------------------- view

    function isLive(bytes32 datasetId, address who) public view returns (bool) {
        Record storage record = _grants[datasetId][who];
        return block.timestamp < record.expiry && record.epoch == _epochOf(datasetId);
    }

    function getDataset(bytes32 datasetId) external view returns (IAccessGrants.DatasetView memory) {
        Dataset storage dataset = _datasets[datasetId];
        return IAccessGrants.DatasetView({
            epoch: uint32(_epochOf(datasetId)),
            epochStartedAt: uint40(_last(dataset.epochEnds)),
            revision: uint24(dataset.revision),
            gatekeeper: dataset.gatekeeper,
            contentDigest: dataset.contentDigest,
            ciphertextHash: dataset.ciphertextHash
        });
    }

    function getGrant(bytes32 datasetId, address who) external view returns (IAccessGrants.GrantView memory) {
        Record storage record = _grants[datasetId][who];
        return IAccessGrants.GrantView({
            live: isLive(datasetId, who),
            expiry: uint64(record.expiry),
            epoch: uint32(record.epoch),
            version: uint32(record.version),
            period: uint32(record.periodEnds.length),
            revokedAt: uint40(_last(record.periodEnds))
        });
    }

    // -------------------------------------------------------------------------------------------------------- shared

    function _epochOf(bytes32 datasetId) internal view returns (uint256) {
        Dataset storage dataset = _datasets[datasetId];
        return dataset.registered ? dataset.epochEnds.length + 1 : 0;
    }

    function _periodOf(bytes32 datasetId, address who) internal view returns (uint256) {
        return _grants[datasetId][who].periodEnds.length;
    }

    /// @dev The first revocation, of all or of this grant, of what belongs to this epoch and period.
    function _revokedAt(bytes32 datasetId, address who, uint256 epoch, uint256 period)
        internal
        view
        returns (uint256 first)
    {
        uint256[] storage epochEnds = _datasets[datasetId].epochEnds;
        uint256[] storage periodEnds = _grants[datasetId][who].periodEnds;
        first = NEVER;
        if (epoch <= epochEnds.length) first = epochEnds[epoch - 1];
        if (period < periodEnds.length && periodEnds[period] < first) first = periodEnds[period];
    }

    function _last(uint256[] storage times) private view returns (uint256) {
        return times.length == 0 ? 0 : times[times.length - 1];
    }

    function _ownerOf(bytes32 datasetId) internal pure returns (address) {
        return address(bytes20(datasetId));
    }

    function _onlyOwner(bytes32 datasetId) internal view {
        address owner = _ownerOf(datasetId);
        require(msg.sender == owner, IAccessGrants.AccessGrants_NotOwner(msg.sender, owner));
    }

    function _onlyRegistered(bytes32 datasetId) internal view {
        require(_datasets[datasetId].registered, IAccessGrants.AccessGrants_UnknownDataset(datasetId));
    }

    function _onlyKey(bool fits, uint256 length) internal pure {
        require(fits, IAccessGrants.AccessGrants_WrappedKeyLength(length, 80));
    }

    function _onlyPresent(bytes32 datasetId, address who, uint256 epoch, uint256 version) internal view {
        _onlyRegistered(datasetId);
        uint256 present = _epochOf(datasetId);
        require(epoch == present, IAccessGrants.AccessGrants_WrongEpoch(epoch, present));
        uint256 next = _grants[datasetId][who].version + 1;
        require(version == next, IAccessGrants.AccessGrants_WrongVersion(version, next));
    }
}
