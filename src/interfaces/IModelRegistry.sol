// SPDX-License-Identifier: MIT
pragma solidity >=0.8.24;

import {IPayments} from "./IPayments.sol";

/// @title Models, what they derive from, and who is paid for them
/// @notice A model belongs to the account in the high 160 bits of its id, for ever: nobody else can register, squat or
/// overwrite it, and it is never handed on.
///
/// Income is divided by splits. A split names payees and their parts; it never changes once it is open. What a plan
/// earns, and what derivatives owe, is bound to a split before the money comes in: so a new split never touches what came
/// in before it. A model that derives from others owes each parent a part of all that it earns, its own royalties
/// included; parents, parts and the splits that they go to are frozen when it is published. Parents are registered before
/// their children, so nothing can derive from itself.
///
/// Nothing is divided when money comes in. Of an income `n`, a payee or parent with `p` parts is entitled to `⌊n · p /
/// TOTAL_PARTS⌋`, the first payee of a split to `⌈n · p / TOTAL_PARTS⌉`. (It is not paid all that rounding leaves: that
/// sum can fall while income grows, so who had it could owe it.) Entitlements depend on the sum of the income alone,
/// not on how it came or on who claimed first; they never fall; and together they leave less than one unit for each
/// payee and parent, which later income divides again.
///
/// Who can lose what, and whom each party trusts:
/// - A payee trusts the model's creator to bind plans to the split that names it; once bound, what a plan earned up to a
///   change is that split's. It trusts each token with that token only.
/// - A payee that is blocked, reverts or burns gas stops nobody: each claims by itself. Its entitlement waits.
/// - A parent relies on the child's creator to name it. A model that names no parent owes none. Rounding is for each split
/// of the child: a parent can wait for less than one unit in each.
/// - A payee must be able to hold what it is paid: anyone may have it paid what is due to it.
interface IModelRegistry is IPayments {
    /// @notice A payee of a split and its part of all that the model earns.
    /// @param payee Not zero, and not this contract. May stand in a split more than once; each place is paid.
    /// @param parts Of `TOTAL_PARTS`, at least 1.
    struct Share {
        address payee;
        uint24 parts;
    }

    /// @notice A parent of a model and its part of all that the model earns.
    /// @param modelId A registered model.
    /// @param parts Of `TOTAL_PARTS`, at least what the parent asks of derivatives, and at least 1.
    struct Royalty {
        bytes32 modelId;
        uint24 parts;
    }

    /// @notice A model as it is published.
    /// @param modelId The creator's address in the high 160 bits, any number below.
    /// @param modelURI Where the model is found.
    /// @param contentDigest SHA-256 digest of its content: the multihash digest of its CID. Zero for none.
    /// @param parents What it derives from, by ascending model id. At most `MAX_PARENTS`.
    /// @param shares The first split. Its parts and the parents' add up to `TOTAL_PARTS`.
    /// @param royaltyParts What derivatives must give at least.
    struct Publication {
        bytes32 modelId;
        string modelURI;
        bytes32 contentDigest;
        Royalty[] parents;
        Share[] shares;
        uint24 royaltyParts;
    }

    /// @notice All that is recorded of a model.
    /// @param registered Whether it exists.
    /// @param depth Longest way to a model without parents; 0 for such a model.
    /// @param parentCount How many parents it has.
    /// @param ownParts Parts of its income that its splits divide: `TOTAL_PARTS` less its parents' parts.
    /// @param royaltyParts What derivatives published from now on must give at least.
    /// @param version 1 when published; raised by one with each new version.
    /// @param royaltySplit The split that royalties of derivatives published from now on go to.
    /// @param contentDigest Of the latest version.
    struct ModelView {
        bool registered;
        uint8 depth;
        uint8 parentCount;
        uint24 ownParts;
        uint24 royaltyParts;
        uint32 version;
        bytes32 royaltySplit;
        bytes32 contentDigest;
    }

    /// @notice A model was published, as its version 1.
    event ModelRegistered(
        bytes32 indexed modelId, address indexed creator, uint8 depth, bytes32 contentDigest, string modelURI
    );

    /// @notice A model that is being published owes `parts` of its income to `parentSplit`, a split of `parentId`.
    event ParentLinked(
        bytes32 indexed modelId, uint256 indexed index, bytes32 indexed parentId, bytes32 parentSplit, uint24 parts
    );

    /// @notice A new version of the model; licences stay as they are.
    event VersionPublished(bytes32 indexed modelId, uint32 version, bytes32 contentDigest, string modelURI);

    /// @notice A split of the model opened.
    event SplitOpened(bytes32 indexed splitId, bytes32 indexed modelId, Share[] shares);

    /// @notice What derivatives published from now on must give at least, and the split that it goes to.
    event RoyaltyTermsSet(bytes32 indexed modelId, uint24 royaltyParts, bytes32 royaltySplit);

    /// @notice `amount` of what the child's split earned was added to the income of the parent's split.
    event RoyaltyRolledUp(
        bytes32 indexed splitId, bytes32 indexed parentSplit, address indexed token, uint256 index, uint256 amount
    );

    /// @notice `amount` of the split's income was sent to `to` for the payee at `index`.
    event RevenueClaimed(
        bytes32 indexed splitId, address indexed payee, address indexed token, uint256 index, address to, uint256 amount
    );

    /// @notice The caller is not the one account that may do this.
    error ModelRegistry_NotAllowed(address caller, address allowed);

    /// @notice The model id is taken.
    error ModelRegistry_ModelExists(bytes32 modelId);

    /// @notice There is no such model.
    error ModelRegistry_UnknownModel(bytes32 modelId);

    /// @notice There are more parents than a model may have.
    error ModelRegistry_TooManyParents(uint256 count, uint256 maximum);

    /// @notice Parents do not stand by ascending model id, or one stands twice.
    error ModelRegistry_ParentsNotAscending(bytes32 previous, bytes32 next);

    /// @notice The parent asks more of its derivatives.
    error ModelRegistry_RoyaltyTooLow(bytes32 parentId, uint256 parts, uint256 minimum);

    /// @notice The model would be too far from its furthest ancestor.
    error ModelRegistry_TooDeep(uint256 depth, uint256 maximum);

    /// @notice A split has no payee, or more than it may have.
    error ModelRegistry_ShareCountOutOfRange(uint256 count, uint256 minimum, uint256 maximum);

    /// @notice A payee or parent with no part.
    error ModelRegistry_ZeroParts(uint256 index);

    /// @notice The parts add up to something else; or, with `required` as the most they may be, parents leave nothing or a
    /// model asks for all.
    error ModelRegistry_WrongTotal(uint256 total, uint256 required);

    /// @notice The split is open already.
    error ModelRegistry_SplitExists(bytes32 splitId);

    /// @notice There is no such split of this model; of any, where the model is zero.
    error ModelRegistry_UnknownSplit(bytes32 splitId, bytes32 modelId);

    /// @notice The split has no payee at this place.
    error ModelRegistry_UnknownShare(bytes32 splitId, uint256 index);

    /// @notice The payee has had all that it is entitled to.
    error ModelRegistry_NothingDue(bytes32 splitId, address token, uint256 index);

    /// @notice What all parts of an income add up to: 1,000,000.
    function TOTAL_PARTS() external view returns (uint24);

    /// @notice The most parents that a model may have.
    function MAX_PARENTS() external view returns (uint256);

    /// @notice The most generations that a model may be away from its furthest ancestor.
    function MAX_DEPTH() external view returns (uint8);

    /// @notice The most payees that a split may have.
    function MAX_SHARES() external view returns (uint256);

    /// @notice Publishes a model. Only the account in the high 160 bits of its id may.
    /// @dev Emits a `ParentLinked` for each parent, `ModelRegistered`, `SplitOpened` and `RoyaltyTermsSet`. Reverts if
    /// the id is not the caller's or is taken; if a parent is unknown, out of order, asks for more, or is too deep; or
    /// if the parts are not what they must be.
    /// @return splitId The first split, which royalties go to until `setRoyaltyTerms`.
    function publishModel(Publication calldata publication) external returns (bytes32 splitId);

    /// @notice Publishes a new version of the caller's model. What was licensed before stays licensed.
    /// @dev Emits `VersionPublished`. Reverts if the model is not the caller's or is not registered.
    function publishVersion(bytes32 modelId, string calldata modelURI, bytes32 contentDigest) external;

    /// @notice Opens a split of the caller's model. It is paid by what is bound to it from then on.
    /// @dev Emits `SplitOpened`. Reverts if the model is not the caller's, the split is open, a payee or its part is
    /// invalid, or the parts do not add up to the model's `ownParts`.
    /// @return splitId `splitIdOf(modelId, shares)`.
    function openSplit(bytes32 modelId, Share[] calldata shares) external returns (bytes32 splitId);

    /// @notice What derivatives must give at least, and the split that it goes to. For those published from now on:
    /// what is published keeps its parents' terms.
    /// @dev Emits `RoyaltyTermsSet`. Reverts if the model is not the caller's, the split is not the model's, or
    /// `royaltyParts` is `TOTAL_PARTS` or more.
    function setRoyaltyTerms(bytes32 modelId, uint24 royaltyParts, bytes32 splitId) external;

    /// @notice Adds what splits owe to the splits of their models' parents, each to the income of the parent's. Anyone
    /// may call. In the order given: name children before their parents.
    /// @dev Emits a `RoyaltyRolledUp` for each parent with something new. Reverts if a split is unknown.
    function rollUp(bytes32[] calldata splitIds, address token) external;

    /// @notice Pays the payee at `index` all that it is entitled to and has not had. The payee may name any `to`; anyone
    /// else may have the payee itself paid.
    /// @dev Emits `RevenueClaimed`. Reverts if there is no such place, nothing is due, `to` is another's, or the
    /// transfer fails; then the entitlement stays.
    /// @return amount What was sent.
    function claim(bytes32 splitId, address token, uint256 index, address to) external returns (uint256 amount);

    /// @notice What is recorded of a model.
    function getModel(bytes32 modelId) external view returns (ModelView memory);

    /// @notice The parent at `index`: the split that it is paid by, and its parts. Zeros beyond `parentCount`.
    function getParent(bytes32 modelId, uint256 index) external view returns (bytes32 parentSplit, uint24 parts);

    /// @notice The model of a split, and how many payees it has. Zeros if it is not open.
    function getSplit(bytes32 splitId) external view returns (bytes32 modelId, uint256 shareCount);

    /// @notice The payee at `index` of a split. Zeros beyond its last.
    function getShare(bytes32 splitId, uint256 index) external view returns (Share memory);

    /// @notice All of `token` that the split has had as income. It grows only when `collect` or `rollUp` brings some.
    function incomeOf(bytes32 splitId, address token) external view returns (uint256);

    /// @notice What `claim` would pay the payee at `index` now.
    function claimable(bytes32 splitId, address token, uint256 index) external view returns (uint256);

    /// @notice What `rollUp` would add to the income of the parent at `index` now.
    function owedToParent(bytes32 splitId, address token, uint256 index) external view returns (uint256);

    /// @notice `keccak256(abi.encode(modelId, shares))`.
    function splitIdOf(bytes32 modelId, Share[] calldata shares) external pure returns (bytes32);
}
