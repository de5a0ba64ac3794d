// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";

/// @title Models and splits without packing or libraries of ours, written from the interface
contract ReferenceRegistry {
    using SafeERC20 for IERC20;

    struct Model {
        bool registered;
        uint256 version;
        uint256 depth;
        uint256 askedParts;
        bytes32 royaltySplit;
        bytes32 contentDigest;
        IModelRegistry.Royalty[] parents;
        bytes32[] parentSplits;
    }

    struct Split {
        bytes32 modelId;
        IModelRegistry.Share[] shares;
    }

    uint256 internal constant WHOLE = 1_000_000;

    mapping(bytes32 id => Model) internal _models;
    mapping(bytes32 id => Split) internal _splits;
    mapping(bytes32 splitId => mapping(address token => uint256)) public incomeOf;
    mapping(bytes32 splitId => mapping(address token => mapping(address receiver => mapping(uint256 => uint256))))
        private _had;

    // ------------------------------------------------------------------------------------------------------- publish

    function publishModel(IModelRegistry.Publication calldata p) external returns (bytes32 splitId) {
        _onlyOwner(p.modelId);
        Model storage model = _models[p.modelId];
        require(!model.registered, "exists");
        require(p.parents.length <= 8, "too many parents");
        for (uint256 i = 0; i < p.parents.length; ++i) {
            IModelRegistry.Royalty calldata royalty = p.parents[i];
            Model storage parent = _models[royalty.modelId];
            require(i == 0 || uint256(royalty.modelId) > uint256(p.parents[i - 1].modelId), "order");
            require(parent.registered, "unknown parent");
            require(royalty.parts > 0 && royalty.parts >= parent.askedParts, "too little for the parent");
            if (parent.depth + 1 > model.depth) model.depth = parent.depth + 1;
            model.parents.push(royalty);
            model.parentSplits.push(parent.royaltySplit);
        }
        require(model.depth <= 8, "too deep");
        model.registered = true;
        model.version = 1;
        model.contentDigest = p.contentDigest;
        splitId = _open(p.modelId, p.shares);
        _setTerms(p.modelId, p.royaltyParts, splitId);
    }

    function publishVersion(bytes32 modelId, string calldata, bytes32 contentDigest) external {
        _onlyOwner(modelId);
        require(_models[modelId].registered, "unknown model");
        _models[modelId].version += 1;
        _models[modelId].contentDigest = contentDigest;
    }

    function _registerAlone(bytes32 modelId) internal returns (bytes32 splitId) {
        _onlyOwner(modelId);
        require(!_models[modelId].registered, "exists");
        _models[modelId].registered = true;
        _models[modelId].version = 1;
        IModelRegistry.Share[] memory shares = new IModelRegistry.Share[](1);
        shares[0] = IModelRegistry.Share(msg.sender, uint24(WHOLE));
        splitId = _open(modelId, shares);
        _setTerms(modelId, 0, splitId);
    }

    // --------------------------------------------------------------------------------------------------------- split

    function openSplit(bytes32 modelId, IModelRegistry.Share[] calldata shares) external returns (bytes32) {
        _onlyOwner(modelId);
        require(_models[modelId].registered, "unknown model");
        return _open(modelId, shares);
    }

    function _open(bytes32 modelId, IModelRegistry.Share[] memory shares) private returns (bytes32 splitId) {
        splitId = keccak256(abi.encode(modelId, shares));
        require(shares.length > 0 && shares.length <= 250, "payees");
        require(_splits[splitId].shares.length == 0, "open");
        uint256 sum = 0;
        for (uint256 i = 0; i < _models[modelId].parents.length; ++i) {
            sum += _models[modelId].parents[i].parts;
        }
        for (uint256 i = 0; i < shares.length; ++i) {
            require(shares[i].payee != address(0) && shares[i].payee != address(this), "payee");
            require(shares[i].parts > 0, "no part");
            sum += shares[i].parts;
            _splits[splitId].shares.push(shares[i]);
        }
        require(sum == WHOLE, "sum");
        _splits[splitId].modelId = modelId;
    }

    function setRoyaltyTerms(bytes32 modelId, uint24 parts, bytes32 splitId) external {
        _onlyOwner(modelId);
        require(_models[modelId].registered, "unknown model");
        _onlySplitOf(modelId, splitId);
        _setTerms(modelId, parts, splitId);
    }

    function _setTerms(bytes32 modelId, uint256 parts, bytes32 splitId) private {
        require(parts < WHOLE, "all");
        _models[modelId].askedParts = parts;
        _models[modelId].royaltySplit = splitId;
    }

    // -------------------------------------------------------------------------------------------------------- income

    function rollUp(bytes32[] calldata splitIds, address token) external {
        for (uint256 s = 0; s < splitIds.length; ++s) {
            Split storage split = _splits[splitIds[s]];
            require(split.shares.length > 0, "unknown split");
            Model storage model = _models[split.modelId];
            for (uint256 i = 0; i < model.parents.length; ++i) {
                uint256 amount = owedToParent(splitIds[s], token, i);
                _had[splitIds[s]][token][address(0)][i] += amount;
                incomeOf[model.parentSplits[i]][token] += amount;
            }
        }
    }

    function claim(bytes32 splitId, address token, uint256 index, address to) external returns (uint256 amount) {
        address payee = _splits[splitId].shares[index].payee;
        require(payee == msg.sender || payee == to, "not the payee's wish");
        require(to != address(0) && to != address(this), "to");
        amount = claimable(splitId, token, index);
        require(amount > 0, "nothing");
        _had[splitId][token][payee][index] += amount;
        if (token == address(0)) {
            (bool sent,) = to.call{value: amount}("");
            require(sent, "refused");
        } else {
            IERC20(token).safeTransfer(to, amount);
        }
    }

    /// @dev The first payee has what the others' parts leave of an exact division, rounded up to a whole unit.
    function claimable(bytes32 splitId, address token, uint256 index) public view returns (uint256) {
        IModelRegistry.Share[] storage shares = _splits[splitId].shares;
        if (index >= shares.length) return 0;
        uint256 product = incomeOf[splitId][token] * shares[index].parts;
        uint256 entitled = product / WHOLE;
        if (index == 0 && product % WHOLE != 0) entitled += 1;
        return entitled - _had[splitId][token][shares[index].payee][index];
    }

    function owedToParent(bytes32 splitId, address token, uint256 index) public view returns (uint256) {
        IModelRegistry.Royalty[] storage parents = _models[_splits[splitId].modelId].parents;
        if (index >= parents.length) return 0;
        return incomeOf[splitId][token] * parents[index].parts / WHOLE - _had[splitId][token][address(0)][index];
    }

    // -------------------------------------------------------------------------------------------------------- shared

    function _onlyOwner(bytes32 modelId) internal view {
        require(uint256(modelId) >> 96 == uint160(msg.sender), "not the owner");
    }

    function _onlySplitOf(bytes32 modelId, bytes32 splitId) internal view {
        require(_splits[splitId].shares.length > 0 && _splits[splitId].modelId == modelId, "not its split");
    }

    function getModel(bytes32 modelId) external view returns (IModelRegistry.ModelView memory) {
        Model storage model = _models[modelId];
        uint256 own = model.registered ? WHOLE : 0;
        for (uint256 i = 0; i < model.parents.length; ++i) {
            own -= model.parents[i].parts;
        }
        return IModelRegistry.ModelView({
            registered: model.registered,
            depth: uint8(model.depth),
            parentCount: uint8(model.parents.length),
            ownParts: uint24(own),
            royaltyParts: uint24(model.askedParts),
            version: uint32(model.version),
            royaltySplit: model.royaltySplit,
            contentDigest: model.contentDigest
        });
    }
}
