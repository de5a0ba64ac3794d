// SPDX-License-Identifier: MIT
pragma solidity >=0.8.24;

/// @title Encrypted datasets, and who may read them until when
/// @notice A person registers a dataset that was encrypted before it left their machine, and grants a researcher access until
/// a moment on the chain's clock. `isLive` is the one answer that gatekeepers, contracts and key networks ask for.
///
/// A dataset's id carries its owner: the high 160 bits are the owner's address, the low 96 are the owner's choice. So
/// nobody else can register, grant or revoke, and a dataset cannot be transferred.
///
/// A grant is live while its expiry lies ahead and its epoch is the dataset's. An expiry `t` means: not at `t` or later.
/// `revokeAccess` ends one grant, `revokeAll` ends all by beginning the next epoch: both at once, at a cost that depends
/// neither on the number of grants nor on money, and nothing can stop them.
///
/// Every write to a grant raises its version. What the owner signs names epoch and version: so it works once, never after
/// another write, and never after a revocation. `cancelSignedGrants` raises the version and does nothing else.
///
/// The data's key travels in the grant's event, wrapped for the researcher's own key (80 bytes: RFC 9180, X25519). Wrapping
/// binds chain, contract, dataset, epoch, researcher and version, so a wrapped key fits the one grant that it came with.
///
/// Who can lose what, and whom each party trusts:
/// - An owner loses nothing by the contract. Whoever was granted access may have copied what it read.
/// - A researcher relies on the owner, or on the owner's gatekeeper, for a wrapped key that opens the data.
/// - The gatekeeper can do nothing here but what the inheriting contract gives it.
///
/// Warning: Revoking stops what is asked for after it. It does not take back a copy, nor a key that was unwrapped already.
/// Who must not read the next revision needs a revision under a new key.
/// Warning: Until a transaction that revokes is in a block, a grant is live. A reader of blocks that may still be
/// reorganised sees a revocation come and go.
/// Warning: Anyone may read the events: purposes and terms are hashes, addresses and times are not.
/// Warning: Counters of versions, periods and epochs hold 2^32 - 1; the write after that reverts, a revocation too. Only the
/// owner's acts count them up, and deliveries of what was bought.
interface IAccessGrants {
    /// @notice What an owner registers.
    /// @param datasetId The owner's address in the high 160 bits.
    /// @param contentDigest Commitment to the plaintext. Make it one that a guess of the content cannot confirm.
    /// @param ciphertextHash SHA-256 of the sealed file.
    /// @param gatekeeper A key of the owner's server, or zero.
    /// @param locator Where the sealed file is served, as a URL or URI.
    struct Registration {
        bytes32 datasetId;
        bytes32 contentDigest;
        bytes32 ciphertextHash;
        address gatekeeper;
        string locator;
    }

    /// @notice A grant with all that belongs to it, as the owner sends or signs it.
    /// @param researcher Who may read.
    /// @param datasetId The dataset.
    /// @param expiry Unix seconds; not live at this time or later.
    /// @param epoch The dataset's epoch.
    /// @param version The version that this grant creates: one above the present.
    /// @param purposeHash `keccak256` of the purpose's text. What is signed shows the text.
    /// @param termsHash `keccak256` of the terms' text. What is signed shows the text.
    /// @param wrappedKey The data's key for the researcher: 80 bytes, or none.
    struct Grant {
        address researcher;
        bytes32 datasetId;
        uint64 expiry;
        uint32 epoch;
        uint32 version;
        bytes32 purposeHash;
        bytes32 termsHash;
        bytes wrappedKey;
    }

    /// @notice All that is recorded of a dataset.
    /// @param epoch The present epoch; zero if the dataset is not registered, 1 at first.
    /// @param epochStartedAt Unix seconds of the last `revokeAll`; zero if there was none.
    /// @param revision The latest revision; 1 at first.
    /// @param gatekeeper The key of the owner's server, or zero.
    /// @param contentDigest Of the latest revision.
    /// @param ciphertextHash Of the latest revision.
    struct DatasetView {
        uint32 epoch;
        uint40 epochStartedAt;
        uint24 revision;
        address gatekeeper;
        bytes32 contentDigest;
        bytes32 ciphertextHash;
    }

    /// @notice All that is recorded of a grant.
    /// @param live Whether it is live now.
    /// @param expiry As granted last; zero if it was revoked or never granted.
    /// @param epoch The dataset's epoch when it was granted; zero if it was revoked or never granted.
    /// @param version Writes so far. The next grant names one more.
    /// @param period Revocations of this grant so far.
    /// @param revokedAt Unix seconds of the last of them; zero if there was none.
    struct GrantView {
        bool live;
        uint64 expiry;
        uint32 epoch;
        uint32 version;
        uint32 period;
        uint40 revokedAt;
    }

    /// @notice The dataset exists from now on, with revision 1 and epoch 1.
    event DatasetRegistered(
        bytes32 indexed datasetId,
        address indexed owner,
        address indexed gatekeeper,
        bytes32 contentDigest,
        bytes32 ciphertextHash,
        string locator
    );

    /// @notice The dataset has a new revision.
    event RevisionPublished(
        bytes32 indexed datasetId,
        uint24 indexed revision,
        bytes32 contentDigest,
        bytes32 ciphertextHash,
        string locator
    );

    /// @notice The owner's server has this key from now on; zero for none.
    event GatekeeperSet(bytes32 indexed datasetId, address indexed gatekeeper);

    /// @notice `researcher` has access until `expiry`, unless it is revoked. The grant's record is at `version` now.
    event AccessGranted(
        bytes32 indexed datasetId,
        address indexed researcher,
        uint64 expiry,
        uint32 epoch,
        uint32 version,
        bytes32 purposeHash,
        bytes32 termsHash,
        bytes wrappedKey
    );

    /// @notice `researcher` has no access from now on.
    event AccessRevoked(bytes32 indexed datasetId, address indexed researcher, uint32 version);

    /// @notice Nobody has access from now on who is not granted it in `epoch`.
    event AllAccessRevoked(bytes32 indexed datasetId, uint32 indexed epoch);

    /// @notice Grants for `researcher` that name `version` or an earlier one are worth nothing from now on.
    event SignedGrantsCancelled(bytes32 indexed datasetId, address indexed researcher, uint32 version);

    /// @notice The dataset's id carries another owner.
    error AccessGrants_NotOwner(address caller, address owner);

    /// @notice The dataset was registered before.
    error AccessGrants_DatasetExists(bytes32 datasetId);

    /// @notice The dataset is not registered.
    error AccessGrants_UnknownDataset(bytes32 datasetId);

    /// @notice There are as many revisions as can be recorded.
    error AccessGrants_TooManyRevisions(uint256 revision, uint256 maximum);

    /// @notice Address zero cannot read.
    error AccessGrants_ZeroResearcher();

    /// @notice The expiry is now or has passed.
    error AccessGrants_ExpiryPassed(uint256 expiry, uint256 timestamp);

    /// @notice The expiry does not fit 64 bits.
    error AccessGrants_ExpiryTooLate(uint256 expiry, uint256 maximum);

    /// @notice The grant would end earlier than it does now. To end access that was paid for, revoke it; to extend, name a
    /// later end.
    error AccessGrants_ExpiryNotLater(uint256 expiry, uint256 present);

    /// @notice There is no live grant to extend.
    error AccessGrants_NotLive(bytes32 datasetId, address researcher);

    /// @notice Made for another epoch of the dataset.
    error AccessGrants_WrongEpoch(uint256 epoch, uint256 present);

    /// @notice Made for another version of the grant.
    error AccessGrants_WrongVersion(uint256 version, uint256 next);

    /// @notice A wrapped key has another length.
    error AccessGrants_WrappedKeyLength(uint256 length, uint256 required);

    /// @notice `block.timestamp` is at or past the deadline.
    error AccessGrants_DeadlinePassed(uint256 timestamp, uint256 deadline);

    /// @notice The signature is not the owner's for this grant.
    error AccessGrants_InvalidSignature(address owner);

    /// @notice Bytes of a wrapped key: 32 of the encapsulated key, 32 of the data's key, 16 of the tag.
    function WRAPPED_KEY_BYTES() external view returns (uint256);

    // ------------------------------------------------------------------------------------------------------- dataset

    /// @notice Registers a dataset of the caller's.
    /// @dev Emits `DatasetRegistered`. Reverts if the id carries another owner or was registered before.
    function registerDataset(Registration calldata registration) external;

    /// @notice Publishes the next revision of the caller's dataset, sealed under a new key. Grants stay as they are;
    /// `grantMany` with the same expiry brings the new key to whom it is meant for.
    /// @dev Emits `RevisionPublished`. Reverts if the dataset is not the caller's or not registered, or has as many revisions as
    /// can be recorded.
    /// @return revision Of what was published.
    function publishRevision(bytes32 datasetId, bytes32 contentDigest, bytes32 ciphertextHash, string calldata locator)
        external
        returns (uint24 revision);

    /// @notice Names the key of the caller's server; zero for none.
    /// @dev Emits `GatekeeperSet`. Reverts if the dataset is not the caller's or not registered.
    function setGatekeeper(bytes32 datasetId, address gatekeeper) external;

    // --------------------------------------------------------------------------------------------------------- grant

    /// @notice Gives `researcher` access until `expiry`, in place of what it had. It may be earlier than before, unless
    /// access was paid for since the last `revokeAccess`: that can be revoked, not shortened.
    /// @dev Emits `AccessGranted` without purpose, terms or wrapped key. Reverts if the dataset is not the caller's or not
    /// registered, the researcher is zero, or the expiry has passed, has more than 64 bits, or shortens paid access.
    function grantAccess(address researcher, bytes32 datasetId, uint256 expiry) external;

    /// @notice `grantAccess` with all that belongs to it.
    /// @dev Emits `AccessGranted`. Reverts also if epoch or version are not the present ones, or the wrapped key has
    /// another length.
    function grant(Grant calldata terms) external;

    /// @notice `grant` for each. All or none.
    function grantMany(Grant[] calldata grants) external;

    /// @notice `grant` that the dataset's owner signed, EIP-712, and anyone may send. ERC-1271 accounts sign too.
    /// @dev Reverts also if the deadline passed or the signature is not the owner's. The type that is signed is
    /// `AccessGrant(address researcher,bytes32 datasetId,uint64 expiry,uint32 epoch,uint32 version,string purpose,string
    /// terms,bytes wrappedKey,uint64 deadline)`.
    /// @param deadline Unix seconds; not valid at this time or later.
    function grantWithSignature(Grant calldata terms, uint64 deadline, bytes calldata signature) external;

    /// @notice `grant` for who has access already, until later.
    /// @dev Reverts also if there is no live grant, or its expiry is not earlier.
    function extend(Grant calldata terms) external;

    // -------------------------------------------------------------------------------------------------------- revoke

    /// @notice Ends the researcher's access at once, and makes signed grants for it worthless, also where there is none.
    /// @dev Emits `AccessRevoked`. Reverts only if the dataset's id carries another owner.
    function revokeAccess(address researcher, bytes32 datasetId) external;

    /// @notice `revokeAccess` for each.
    function revokeMany(bytes32 datasetId, address[] calldata researchers) external;

    /// @notice Ends everyone's access at once, and makes all signed grants worthless.
    /// @dev Emits `AllAccessRevoked`. Reverts only if the dataset is not the caller's or not registered.
    function revokeAll(bytes32 datasetId) external;

    /// @notice Makes signed grants for the researcher worthless, and leaves the access that it has.
    /// @dev Emits `SignedGrantsCancelled`. Reverts only if the dataset's id carries another owner.
    function cancelSignedGrants(address researcher, bytes32 datasetId) external;

    // ------------------------------------------------------------------------------------------------------- reading

    /// @notice Whether `who` may read the dataset now.
    function isLive(bytes32 datasetId, address who) external view returns (bool);

    /// @notice What is recorded of a dataset.
    function getDataset(bytes32 datasetId) external view returns (DatasetView memory);

    /// @notice What is recorded of a grant.
    function getGrant(bytes32 datasetId, address researcher) external view returns (GrantView memory);

    /// @notice The account in the id's high 160 bits.
    function ownerOf(bytes32 datasetId) external pure returns (address);

    /// @notice The EIP-712 domain separator.
    function DOMAIN_SEPARATOR() external view returns (bytes32);
}
