// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {RevenueMath} from "../libraries/RevenueMath.sol";
import {Payments} from "./Payments.sol";

/// @title ModelRegistry
/// @notice Models, their parents, and the splits that divide what they earn. How income arises is up to the contract that
/// inherits this one.
abstract contract ModelRegistry is IModelRegistry, Payments {
    struct Model {
        bool registered;
        uint8 depth;
        uint8 parentCount;
        uint24 ownParts;
        uint24 royaltyParts;
        uint32 version;
        bytes32 royaltySplit;
        bytes32 contentDigest;
    }

    struct Parent {
        bytes32 splitId;
        uint24 parts;
    }

    struct Split {
        bytes32 modelId;
        uint256 shareCount;
    }

    /// @inheritdoc IModelRegistry
    uint24 public constant TOTAL_PARTS = RevenueMath.TOTAL_PARTS;

    /// @inheritdoc IModelRegistry
    uint256 public constant MAX_PARENTS = 8;

    /// @inheritdoc IModelRegistry
    uint8 public constant MAX_DEPTH = 8;

    /// @inheritdoc IModelRegistry
    uint256 public constant MAX_SHARES = 250;

    mapping(bytes32 modelId => Model) private _models;
    mapping(bytes32 modelId => mapping(uint256 index => Parent)) private _parents;

    mapping(bytes32 splitId => Split) private _splits;
    mapping(bytes32 splitId => mapping(uint256 index => Share)) private _shares;

    mapping(bytes32 splitId => mapping(address token => uint256)) private _incomes;
    mapping(bytes32 splitId => mapping(address token => mapping(uint256 index => uint256))) private _claimed;
    /// @dev The income whose royalties all parents had.
    mapping(bytes32 splitId => mapping(address token => uint256)) private _rolledUpIncomes;

    // ------------------------------------------------------------------------------------------------------- publish

    /// @inheritdoc IModelRegistry
    function publishModel(Publication calldata publication) external returns (bytes32 splitId) {
        bytes32 modelId = publication.modelId;
        Model storage model = _registrable(modelId);
        (uint24 parentParts, uint8 depth) = _linkParents(modelId, publication.parents);
        model.parentCount = uint8(publication.parents.length);
        model.ownParts = TOTAL_PARTS - parentParts;
        _register(modelId, depth, publication.modelURI, publication.contentDigest);
        splitId = _openSplit(modelId, publication.shares);
        _setRoyaltyTerms(modelId, publication.royaltyParts, splitId);
    }

    /// @dev A model without parents whose creator, the caller, gets all.
    function _registerSimple(bytes32 modelId, string calldata modelURI) internal returns (bytes32 splitId) {
        _registrable(modelId).ownParts = TOTAL_PARTS;
        _register(modelId, 0, modelURI, 0);
        Share[] memory shares = new Share[](1);
        shares[0] = Share(msg.sender, TOTAL_PARTS);
        splitId = _openSplit(modelId, shares);
        _setRoyaltyTerms(modelId, 0, splitId);
    }

    function _registrable(bytes32 modelId) private view returns (Model storage model) {
        _requireCreator(modelId);
        model = _models[modelId];
        require(!model.registered, ModelRegistry_ModelExists(modelId));
    }

    function _register(bytes32 modelId, uint8 depth, string calldata modelURI, bytes32 contentDigest) private {
        Model storage model = _models[modelId];
        model.registered = true;
        model.depth = depth;
        model.version = 1;
        model.contentDigest = contentDigest;
        emit ModelRegistered(modelId, msg.sender, depth, contentDigest, modelURI);
    }

    /// @dev Parents exist already and the child does not: so no cycle can arise.
    function _linkParents(bytes32 modelId, Royalty[] calldata parents) private returns (uint24 total, uint8 depth) {
        require(parents.length <= MAX_PARENTS, ModelRegistry_TooManyParents(parents.length, MAX_PARENTS));
        bytes32 previous = 0;
        uint256 sum = 0;
        for (uint256 i = 0; i < parents.length; ++i) {
            (bytes32 parentId, uint24 parts) = (parents[i].modelId, parents[i].parts);
            require(parentId > previous, ModelRegistry_ParentsNotAscending(previous, parentId));
            Model storage parent = _models[parentId];
            require(parent.registered, ModelRegistry_UnknownModel(parentId));
            require(parts != 0, ModelRegistry_ZeroParts(i));
            require(parts >= parent.royaltyParts, ModelRegistry_RoyaltyTooLow(parentId, parts, parent.royaltyParts));
            if (parent.depth >= depth) depth = parent.depth + 1;
            sum += parts;
            previous = parentId;
            _parents[modelId][i] = Parent(parent.royaltySplit, parts);
            emit ParentLinked(modelId, i, parentId, parent.royaltySplit, parts);
        }
        require(depth <= MAX_DEPTH, ModelRegistry_TooDeep(depth, MAX_DEPTH));
        require(sum < TOTAL_PARTS, ModelRegistry_WrongTotal(sum, TOTAL_PARTS - 1));
        // forge-lint: disable-next-line(unsafe-typecast) below TOTAL_PARTS
        total = uint24(sum);
    }

    /// @inheritdoc IModelRegistry
    function publishVersion(bytes32 modelId, string calldata modelURI, bytes32 contentDigest) external {
        Model storage model = _ownModel(modelId);
        model.version += 1;
        model.contentDigest = contentDigest;
        emit VersionPublished(modelId, model.version, contentDigest, modelURI);
    }

    // --------------------------------------------------------------------------------------------------------- split

    /// @inheritdoc IModelRegistry
    function openSplit(bytes32 modelId, Share[] calldata shares) external returns (bytes32 splitId) {
        _ownModel(modelId);
        return _openSplit(modelId, shares);
    }

    function _openSplit(bytes32 modelId, Share[] memory shares) private returns (bytes32 splitId) {
        uint256 count = shares.length;
        require(count != 0 && count <= MAX_SHARES, ModelRegistry_ShareCountOutOfRange(count, 1, MAX_SHARES));
        splitId = _splitId(modelId, shares);
        require(_splits[splitId].shareCount == 0, ModelRegistry_SplitExists(splitId));

        uint256 sum = 0;
        for (uint256 i = 0; i < count; ++i) {
            Share memory share = shares[i];
            _requireAccount(share.payee);
            require(share.parts != 0, ModelRegistry_ZeroParts(i));
            sum += share.parts;
            _shares[splitId][i] = share;
        }
        uint24 ownParts = _models[modelId].ownParts;
        require(sum == ownParts, ModelRegistry_WrongTotal(sum, ownParts));

        _splits[splitId] = Split(modelId, count);
        emit SplitOpened(splitId, modelId, shares);
    }

    function _splitId(bytes32 modelId, Share[] memory shares) private pure returns (bytes32) {
        return keccak256(abi.encode(modelId, shares));
    }

    /// @inheritdoc IModelRegistry
    function setRoyaltyTerms(bytes32 modelId, uint24 royaltyParts, bytes32 splitId) external {
        _ownModel(modelId);
        _requireSplitOf(modelId, splitId);
        _setRoyaltyTerms(modelId, royaltyParts, splitId);
    }

    function _setRoyaltyTerms(bytes32 modelId, uint24 royaltyParts, bytes32 splitId) private {
        require(royaltyParts < TOTAL_PARTS, ModelRegistry_WrongTotal(royaltyParts, TOTAL_PARTS - 1));
        Model storage model = _models[modelId];
        model.royaltyParts = royaltyParts;
        model.royaltySplit = splitId;
        emit RoyaltyTermsSet(modelId, royaltyParts, splitId);
    }

    // -------------------------------------------------------------------------------------------------------- income

    function _addIncome(bytes32 splitId, address token, uint256 amount) internal {
        _incomes[splitId][token] += amount;
    }

    /// @inheritdoc IModelRegistry
    function rollUp(bytes32[] calldata splitIds, address token) external {
        for (uint256 i = 0; i < splitIds.length; ++i) {
            _rollUp(splitIds[i], token);
        }
    }

    function _rollUp(bytes32 splitId, address token) private {
        bytes32 modelId = _splits[splitId].modelId;
        require(modelId != 0, ModelRegistry_UnknownSplit(splitId, modelId));
        uint256 income = _incomes[splitId][token];
        uint256 rolledUp = _rolledUpIncomes[splitId][token];
        if (income == rolledUp) return;
        _rolledUpIncomes[splitId][token] = income;
        uint256 parentCount = _models[modelId].parentCount;
        for (uint256 i = 0; i < parentCount; ++i) {
            Parent storage parent = _parents[modelId][i];
            uint256 amount = RevenueMath.entitledSince(rolledUp, income, parent.parts);
            if (amount == 0) continue;
            bytes32 parentSplit = parent.splitId;
            _addIncome(parentSplit, token, amount);
            emit RoyaltyRolledUp(splitId, parentSplit, token, i, amount);
        }
    }

    /// @inheritdoc IModelRegistry
    function claim(bytes32 splitId, address token, uint256 index, address to)
        external
        nonReentrant
        returns (uint256 amount)
    {
        address payee = _shares[splitId][index].payee;
        require(payee != address(0), ModelRegistry_UnknownShare(splitId, index));
        require(msg.sender == payee || to == payee, ModelRegistry_NotAllowed(msg.sender, payee));
        _requireAccount(to);
        amount = claimable(splitId, token, index);
        require(amount != 0, ModelRegistry_NothingDue(splitId, token, index));

        _claimed[splitId][token][index] += amount;
        emit RevenueClaimed(splitId, payee, token, index, to, amount);
        _send(token, to, amount);
    }

    // -------------------------------------------------------------------------------------------------------- checks

    function _requireCreator(bytes32 modelId) internal view {
        // forge-lint: disable-next-line(unsafe-typecast) the high 160 bits are wanted
        address creator = address(bytes20(modelId));
        require(msg.sender == creator, ModelRegistry_NotAllowed(msg.sender, creator));
    }

    function _ownModel(bytes32 modelId) internal view returns (Model storage model) {
        _requireCreator(modelId);
        model = _models[modelId];
        require(model.registered, ModelRegistry_UnknownModel(modelId));
    }

    /// @dev An unknown split has model zero, and `modelId` has the caller's address in it.
    function _requireSplitOf(bytes32 modelId, bytes32 splitId) internal view {
        require(_splits[splitId].modelId == modelId, ModelRegistry_UnknownSplit(splitId, modelId));
    }

    // ---------------------------------------------------------------------------------------------------------- view

    /// @inheritdoc IModelRegistry
    function getModel(bytes32 modelId) external view returns (ModelView memory) {
        Model storage model = _models[modelId];
        return ModelView({
            registered: model.registered,
            depth: model.depth,
            parentCount: model.parentCount,
            ownParts: model.ownParts,
            royaltyParts: model.royaltyParts,
            version: model.version,
            royaltySplit: model.royaltySplit,
            contentDigest: model.contentDigest
        });
    }

    /// @inheritdoc IModelRegistry
    function getParent(bytes32 modelId, uint256 index) external view returns (bytes32 parentSplit, uint24 parts) {
        Parent storage parent = _parents[modelId][index];
        return (parent.splitId, parent.parts);
    }

    /// @inheritdoc IModelRegistry
    function getSplit(bytes32 splitId) external view returns (bytes32 modelId, uint256 shareCount) {
        Split storage split = _splits[splitId];
        return (split.modelId, split.shareCount);
    }

    /// @inheritdoc IModelRegistry
    function getShare(bytes32 splitId, uint256 index) external view returns (Share memory) {
        return _shares[splitId][index];
    }

    /// @inheritdoc IModelRegistry
    function incomeOf(bytes32 splitId, address token) external view returns (uint256) {
        return _incomes[splitId][token];
    }

    /// @inheritdoc IModelRegistry
    function claimable(bytes32 splitId, address token, uint256 index) public view returns (uint256) {
        uint24 parts = _shares[splitId][index].parts;
        uint256 income = _incomes[splitId][token];
        uint256 entitled = index == 0 ? RevenueMath.entitledUp(income, parts) : RevenueMath.entitledDown(income, parts);
        return entitled - _claimed[splitId][token][index];
    }

    /// @inheritdoc IModelRegistry
    function owedToParent(bytes32 splitId, address token, uint256 index) public view returns (uint256) {
        uint24 parts = _parents[_splits[splitId].modelId][index].parts;
        return RevenueMath.entitledSince(_rolledUpIncomes[splitId][token], _incomes[splitId][token], parts);
    }

    /// @inheritdoc IModelRegistry
    function splitIdOf(bytes32 modelId, Share[] calldata shares) external pure returns (bytes32) {
        return _splitId(modelId, shares);
    }
}
