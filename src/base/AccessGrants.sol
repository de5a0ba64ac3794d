// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {IAccessGrants} from "../interfaces/IAccessGrants.sol";
import {AccessHashes} from "../libraries/AccessHashes.sol";
import {DatasetState, MAX_REVISION, registered} from "../types/DatasetState.sol";
import {Era} from "../types/Era.sol";
import {GrantState} from "../types/GrantState.sol";

/// @title AccessGrants
/// @notice Datasets, grants, revocations. It holds no money and makes no call but to an owner's own contract, for its
/// signature.
abstract contract AccessGrants is IAccessGrants, EIP712 {
    /// @dev A struct of one word, whose place is computed once for reading and writing.
    struct GrantSlot {
        GrantState state;
    }

    struct Digests {
        bytes32 content;
        bytes32 ciphertext;
    }

    /// @inheritdoc IAccessGrants
    uint256 public constant WRAPPED_KEY_BYTES = 80;

    mapping(bytes32 datasetId => DatasetState) private _datasets;
    mapping(bytes32 datasetId => Digests) private _digests;
    mapping(bytes32 datasetId => mapping(address researcher => GrantSlot)) private _grants;

    /// @dev When eras ended that sold something and are two or more back. Later ones stand in the words.
    mapping(bytes32 datasetId => mapping(uint32 epoch => uint40)) private _epochEnds;
    mapping(bytes32 datasetId => mapping(address buyer => mapping(uint32 period => uint40))) private _periodEnds;

    // ------------------------------------------------------------------------------------------------------- dataset

    /// @inheritdoc IAccessGrants
    function registerDataset(Registration calldata r) external {
        _requireOwner(r.datasetId);
        require(_datasets[r.datasetId].epoch() == 0, AccessGrants_DatasetExists(r.datasetId));
        _datasets[r.datasetId] = registered(r.gatekeeper);
        _digests[r.datasetId] = Digests(r.contentDigest, r.ciphertextHash);
        emit DatasetRegistered(r.datasetId, msg.sender, r.gatekeeper, r.contentDigest, r.ciphertextHash, r.locator);
    }

    /// @inheritdoc IAccessGrants
    function publishRevision(bytes32 datasetId, bytes32 contentDigest, bytes32 ciphertextHash, string calldata locator)
        external
        returns (uint24 revision)
    {
        _requireOwner(datasetId);
        DatasetState dataset = _registered(datasetId);
        revision = dataset.revision() + 1;
        require(revision <= MAX_REVISION, AccessGrants_TooManyRevisions(revision, MAX_REVISION));
        _datasets[datasetId] = dataset.withRevision(revision);
        _digests[datasetId] = Digests(contentDigest, ciphertextHash);
        emit RevisionPublished(datasetId, revision, contentDigest, ciphertextHash, locator);
    }

    /// @inheritdoc IAccessGrants
    function setGatekeeper(bytes32 datasetId, address gatekeeper) external {
        _requireOwner(datasetId);
        _datasets[datasetId] = _registered(datasetId).withGatekeeper(gatekeeper);
        emit GatekeeperSet(datasetId, gatekeeper);
    }

    function _registered(bytes32 datasetId) internal view returns (DatasetState dataset) {
        dataset = _datasets[datasetId];
        require(dataset.epoch() != 0, AccessGrants_UnknownDataset(datasetId));
    }

    // --------------------------------------------------------------------------------------------------------- grant

    /// @inheritdoc IAccessGrants
    function grantAccess(address researcher, bytes32 datasetId, uint256 expiry) external {
        _requireOwner(datasetId);
        require(expiry <= type(uint64).max, AccessGrants_ExpiryTooLate(expiry, type(uint64).max));
        uint32 epoch = _registered(datasetId).epoch();
        GrantSlot storage slot = _grants[datasetId][researcher];
        // forge-lint: disable-next-line(unsafe-typecast) checked above
        uint32 version = _write(slot, slot.state, researcher, epoch, uint64(expiry)).version();
        // forge-lint: disable-next-line(unsafe-typecast) checked above
        emit AccessGranted(datasetId, researcher, uint64(expiry), epoch, version, 0, 0, "");
    }

    /// @inheritdoc IAccessGrants
    function grant(Grant calldata terms) external {
        _requireOwner(terms.datasetId);
        _grant(terms, terms.wrappedKey);
    }

    /// @inheritdoc IAccessGrants
    function grantMany(Grant[] calldata grants) external {
        for (uint256 i = 0; i < grants.length; ++i) {
            _requireOwner(grants[i].datasetId);
            _grant(grants[i], grants[i].wrappedKey);
        }
    }

    /// @inheritdoc IAccessGrants
    function grantWithSignature(Grant calldata terms, uint64 deadline, bytes calldata signature) external {
        require(block.timestamp < deadline, AccessGrants_DeadlinePassed(block.timestamp, deadline));
        (address owner, bytes calldata key) = (ownerOf(terms.datasetId), terms.wrappedKey);
        bytes32 digest = _hashTypedDataV4(AccessHashes.grant(terms, key, deadline));
        require(_isSignedBy(owner, digest, signature), AccessGrants_InvalidSignature(owner));
        _grant(terms, key);
    }

    /// @dev By the key first: most owners are one, and then their account need not be looked at.
    function _isSignedBy(address owner, bytes32 digest, bytes calldata signature) private view returns (bool) {
        // What is passed over only explains a failure, and then the signer is zero, which owns nothing.
        // slither-disable-next-line unused-return
        (address signer,,) = ECDSA.tryRecoverCalldata(digest, signature);
        if (signer == owner && owner != address(0)) return true;
        return SignatureChecker.isValidERC1271SignatureNowCalldata(owner, digest, signature);
    }

    /// @inheritdoc IAccessGrants
    function extend(Grant calldata terms) external {
        _requireOwner(terms.datasetId);
        (bytes32 datasetId, address researcher) = (terms.datasetId, terms.researcher);
        uint64 present = _grants[datasetId][researcher].state.expiry();
        require(isLive(datasetId, researcher), AccessGrants_NotLive(datasetId, researcher));
        require(terms.expiry > present, AccessGrants_ExpiryNotLater(terms.expiry, present));
        _grant(terms, terms.wrappedKey);
    }

    /// @dev The caller is the owner, or brings its signature. `key` is `g.wrappedKey`, whose bounds are checked once.
    function _grant(Grant calldata g, bytes calldata key) private {
        require(
            key.length == 0 || key.length == WRAPPED_KEY_BYTES,
            AccessGrants_WrappedKeyLength(key.length, WRAPPED_KEY_BYTES)
        );
        (GrantSlot storage slot, GrantState state) = _presentGrant(g.datasetId, g.researcher, g.epoch, g.version);
        // slither-disable-next-line unused-return
        _write(slot, state, g.researcher, g.epoch, g.expiry);
        _emitGranted(g, key);
    }

    /// @dev `AccessGranted`, whose data are the struct's words from the expiry on, as they lie in the calldata. What was read of
    /// them before has no bits beyond its type.
    function _emitGranted(Grant calldata g, bytes calldata key) private {
        bytes32 topic = AccessGranted.selector;
        assembly ("memory-safe") {
            let data := mload(0x40)
            calldatacopy(data, add(g, 0x40), 0xa0)
            mstore(add(data, 0xa0), 0xc0)
            mstore(add(data, 0xc0), key.length)
            // Zeros behind the key, up to a whole word: a check of a signature may have left bytes here.
            mstore(add(data, add(0xe0, key.length)), 0)
            calldatacopy(add(data, 0xe0), key.offset, key.length)
            let size := add(0xe0, and(add(key.length, 0x1f), not(0x1f)))
            log3(data, size, topic, calldataload(add(g, 0x20)), calldataload(g))
        }
    }

    /// @dev Reverts unless the dataset is at `epoch`, and the grant's next version is `version`.
    function _presentGrant(bytes32 datasetId, address researcher, uint32 epoch, uint32 version)
        internal
        view
        returns (GrantSlot storage slot, GrantState state)
    {
        uint32 present = _registered(datasetId).epoch();
        require(epoch == present, AccessGrants_WrongEpoch(epoch, present));
        slot = _grants[datasetId][researcher];
        state = slot.state;
        uint256 next = uint256(state.version()) + 1;
        require(version == next, AccessGrants_WrongVersion(version, next));
    }

    /// @dev `epoch` is the dataset's. Whoever calls this emits `AccessGranted`.
    function _write(GrantSlot storage slot, GrantState state, address researcher, uint32 epoch, uint64 expiry)
        internal
        returns (GrantState next)
    {
        require(researcher != address(0), AccessGrants_ZeroResearcher());
        require(expiry > block.timestamp, AccessGrants_ExpiryPassed(expiry, block.timestamp));
        uint64 present = state.expiry();
        bool shortens = expiry < present && state.isLive(epoch, block.timestamp);
        require(!shortens || !state.era().sold(), AccessGrants_ExpiryNotLater(expiry, present));
        next = state.granted(expiry, epoch);
        slot.state = next;
    }

    // -------------------------------------------------------------------------------------------------------- revoke

    /// @inheritdoc IAccessGrants
    function revokeAccess(address researcher, bytes32 datasetId) external {
        _requireOwner(datasetId);
        _revoke(datasetId, researcher);
    }

    /// @inheritdoc IAccessGrants
    function revokeMany(bytes32 datasetId, address[] calldata researchers) external {
        _requireOwner(datasetId);
        for (uint256 i = 0; i < researchers.length; ++i) {
            _revoke(datasetId, researchers[i]);
        }
    }

    function _revoke(bytes32 datasetId, address researcher) private {
        GrantSlot storage slot = _grants[datasetId][researcher];
        GrantState state = slot.state;
        Era era = state.era();
        if (era.soldBefore()) _periodEnds[datasetId][researcher][era.number() - 1] = era.previousEndedAt();
        state = state.revoked(uint40(block.timestamp));
        slot.state = state;
        emit AccessRevoked(datasetId, researcher, state.version());
    }

    /// @inheritdoc IAccessGrants
    function revokeAll(bytes32 datasetId) external {
        _requireOwner(datasetId);
        DatasetState dataset = _registered(datasetId);
        Era era = dataset.era();
        if (era.soldBefore()) _epochEnds[datasetId][era.number() - 1] = era.previousEndedAt();
        dataset = dataset.withEra(era.ended(uint40(block.timestamp)));
        _datasets[datasetId] = dataset;
        emit AllAccessRevoked(datasetId, dataset.epoch());
    }

    /// @inheritdoc IAccessGrants
    function cancelSignedGrants(address researcher, bytes32 datasetId) external {
        _requireOwner(datasetId);
        GrantSlot storage slot = _grants[datasetId][researcher];
        GrantState state = slot.state.withNextVersion();
        slot.state = state;
        emit SignedGrantsCancelled(datasetId, researcher, state.version());
    }

    function _requireOwner(bytes32 datasetId) internal view {
        address owner = ownerOf(datasetId);
        require(msg.sender == owner, AccessGrants_NotOwner(msg.sender, owner));
    }

    // -------------------------------------------------------------------------------------------------------- paid for

    /// @dev From now on the end of this epoch and period is kept, and the grant cannot be shortened.
    function _markSold(bytes32 datasetId, address buyer) internal {
        DatasetState dataset = _datasets[datasetId];
        if (!dataset.era().sold()) _datasets[datasetId] = dataset.withEra(dataset.era().withSale());
        GrantSlot storage slot = _grants[datasetId][buyer];
        slot.state = slot.state.withSale();
    }

    function _grantOf(bytes32 datasetId, address researcher) internal view returns (GrantState) {
        return _grants[datasetId][researcher].state;
    }

    /// @dev When access that was granted in this epoch and period was first revoked, or the end of time. Known for those
    /// that sold something.
    function _revokedAt(bytes32 datasetId, address buyer, uint32 epoch, uint32 period) internal view returns (uint40) {
        uint40 epochEnd = _endOf(_datasets[datasetId].era(), epoch, _epochEnds[datasetId]);
        uint40 periodEnd = _endOf(_grants[datasetId][buyer].state.era(), period, _periodEnds[datasetId][buyer]);
        return epochEnd < periodEnd ? epochEnd : periodEnd;
    }

    function _endOf(Era present, uint32 number, mapping(uint32 number => uint40) storage ends)
        private
        view
        returns (uint40)
    {
        uint32 behind = present.number() - number;
        if (behind == 0) return type(uint40).max;
        return behind == 1 ? present.previousEndedAt() : ends[number];
    }

    // ---------------------------------------------------------------------------------------------------------- view

    /// @inheritdoc IAccessGrants
    function isLive(bytes32 datasetId, address who) public view returns (bool) {
        return _grants[datasetId][who].state.isLive(_datasets[datasetId].epoch(), block.timestamp);
    }

    /// @inheritdoc IAccessGrants
    function getDataset(bytes32 datasetId) external view returns (DatasetView memory) {
        DatasetState dataset = _datasets[datasetId];
        Digests storage digests = _digests[datasetId];
        return DatasetView({
            epoch: dataset.epoch(),
            epochStartedAt: dataset.era().previousEndedAt(),
            revision: dataset.revision(),
            gatekeeper: dataset.gatekeeper(),
            contentDigest: digests.content,
            ciphertextHash: digests.ciphertext
        });
    }

    /// @inheritdoc IAccessGrants
    function getGrant(bytes32 datasetId, address researcher) external view returns (GrantView memory) {
        GrantState state = _grants[datasetId][researcher].state;
        return GrantView({
            live: isLive(datasetId, researcher),
            expiry: state.expiry(),
            epoch: state.epoch(),
            version: state.version(),
            period: state.period(),
            revokedAt: state.era().previousEndedAt()
        });
    }

    /// @inheritdoc IAccessGrants
    function ownerOf(bytes32 datasetId) public pure returns (address) {
        return address(uint160(uint256(datasetId) >> 96));
    }

    /// @inheritdoc IAccessGrants
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }
}
