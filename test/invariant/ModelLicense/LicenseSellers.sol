// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";

import {LicenseActors} from "./LicenseActors.sol";
import {GhostModel} from "./LicenseGhosts.sol";

/// @title The calls of creators: models, splits, plans
/// @dev Only so many models, splits and plans trade; what is made beyond them is checked once and left alone.
abstract contract LicenseSellers is LicenseActors {
    uint256 private constant MAX_SIMPLE_MODELS = 4;
    uint256 private constant MAX_MODELS = 8;
    uint256 private constant MAX_DRAWN_DEPTH = 4;
    uint256 private constant MAX_DRAWN_PARENTS = 3;
    uint256 private constant MAX_SPLITS_OF_MODEL = 3;
    uint256 private constant MAX_PLANS_OF_MODEL = 6;

    /// @dev A plan a token that can be sold to anyone at any time: uses, without cap.
    mapping(address token => bytes32 planId) internal _everydayPlan;

    /// @dev The model of `LicenseTest`, and one derived from it that pays all there are.
    constructor() {
        _modelIds.push(modelId);
        _models[modelId].royaltySplit = splitId;
        _recordSplit(splitId, modelId, soleShare(creator.addr, ALL));

        bytes32 id = idOf(_creators[1], 1);
        IModelRegistry.Share[] memory shares = new IModelRegistry.Share[](_payees.length);
        for (uint256 i = 0; i < shares.length; ++i) {
            shares[i] = IModelRegistry.Share(_payees[i], 180_000);
        }
        _publish(publicationOf(id, soleParent(modelId, 100_000), shares, 0));
        for (uint256 i = 0; i < _tokens.length; ++i) {
            IModelLicense.Plan memory plan = planOf(id, IModelLicense.PlanKind.Uses, _tokens[i], 1_000_000_007, 10);
            _everydayPlan[_tokens[i]] = _open(plan, _models[id].royaltySplit);
        }
    }

    // ------------------------------------------------------------------------------------------------------- publish

    function registerModelNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _newId();
        uint96 price = _drawPricePerUse();
        vm.prank(ownerOf(id));
        license.registerModel(id, URI, price);
        IModelRegistry.Share[] memory shares = soleShare(ownerOf(id), ALL);
        bytes32 split_ = splitIdOf(id, shares);
        checkParts(split_);
        if (_modelIds.length >= MAX_SIMPLE_MODELS) return;
        _modelIds.push(id);
        _models[id].royaltySplit = split_;
        _recordSplit(split_, id, shares);
        _recordPricePerUse(id, price, split_);
    }

    function publishModelNoRevert(uint256 seed) external watched(seed) {
        (IModelRegistry.Royalty[] memory parents, uint24 ownParts) = _drawParents();
        uint24 royaltyParts = uint24(_draw(3) * 50_000);
        _publish(publicationOf(_newId(), parents, _drawShares(ownParts), royaltyParts));
    }

    function publishVersionNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _drawFrom(_modelIds);
        uint32 version = license.getModel(id).version;
        vm.prank(ownerOf(id));
        license.publishVersion(id, URI, keccak256(abi.encode(seed)));
        assertEq(license.getModel(id).version, version + 1, "L-5: a version was not counted");
    }

    function setRoyaltyTermsNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _drawFrom(_modelIds);
        (uint24 parts, bytes32 toSplit) = (uint24(_draw(4) * 50_000), _drawFrom(_models[id].splits));
        vm.prank(ownerOf(id));
        license.setRoyaltyTerms(id, parts, toSplit);
        (_models[id].royaltyParts, _models[id].royaltySplit) = (parts, toSplit);
    }

    function _publish(IModelRegistry.Publication memory p) private {
        vm.prank(ownerOf(p.modelId));
        bytes32 split_ = license.publishModel(p);
        checkParts(split_);
        if (_modelIds.length >= MAX_MODELS) return;
        _modelIds.push(p.modelId);
        GhostModel storage ghost = _models[p.modelId];
        for (uint256 i = 0; i < p.parents.length; ++i) {
            GhostModel storage parent = _models[p.parents[i].modelId];
            ghost.parentSplits.push(parent.royaltySplit);
            ghost.parentParts.push(p.parents[i].parts);
            if (parent.depth >= ghost.depth) ghost.depth = parent.depth + 1;
        }
        (ghost.royaltyParts, ghost.royaltySplit) = (p.royaltyParts, split_);
        _recordSplit(split_, p.modelId, p.shares);
    }

    /// @notice L-2 of one split, from what the contract says alone.
    function checkParts(bytes32 id) public view {
        (bytes32 ofModel, uint256 payees) = license.getSplit(id);
        uint256 parents = license.getModel(ofModel).parentCount;
        uint256 sum = 0;
        for (uint256 i = 0; i < payees; ++i) {
            sum += license.getShare(id, i).parts;
        }
        for (uint256 i = 0; i < parents; ++i) {
            (, uint24 parts) = license.getParent(ofModel, i);
            sum += parts;
        }
        assertEq(sum, ALL, "L-2: the parts of payees and parents are not the whole");
    }

    // --------------------------------------------------------------------------------------------------------- split

    function openSplitNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _drawFrom(_modelIds);
        IModelRegistry.Share[] memory shares = _drawNewSplit(id);
        bytes32 split_ = split(id, shares);
        checkParts(split_);
        if (_models[id].splits.length < MAX_SPLITS_OF_MODEL) _recordSplit(split_, id, shares);
    }

    // ---------------------------------------------------------------------------------------------------------- plan

    /// @dev A new plan, or an old one again once a model has enough.
    function openPlanNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _drawFrom(_modelIds);
        bytes32[] storage plans = _models[id].plans;
        bool full = plans.length >= MAX_PLANS_OF_MODEL;
        _open(full ? _plans[_drawFrom(plans)].terms : _drawPlan(id), _drawFrom(_models[id].splits));
    }

    /// @dev What it earned goes to the split that it leaves.
    function rebindPlanNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _drawFrom(_planIds);
        _open(_plans[id].terms, _drawFrom(_models[_plans[id].terms.modelId].splits));
    }

    function closePlanNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _drawFrom(_planIds);
        _ensureOpen(id);
        close(_plans[id].terms);
        _plans[id].open = false;
    }

    function setPricePerUseNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _drawFrom(_modelIds);
        (uint96 price, bytes32 split_) = (_drawPricePerUse(), _drawFrom(_models[id].splits));
        vm.prank(ownerOf(id));
        license.setPricePerUse(id, price, split_);
        _recordPricePerUse(id, price, split_);
    }

    function _open(IModelLicense.Plan memory plan, bytes32 split_) internal returns (bytes32 id) {
        id = open(plan, split_);
        _recordOpened(id, plan, split_);
    }

    function _ensureOpen(bytes32 id) internal {
        if (!_plans[id].open) _open(_plans[id].terms, _plans[id].splitId);
    }

    function _recordPricePerUse(bytes32 id, uint96 price, bytes32 split_) internal {
        IModelLicense.Plan memory plan = pricePerUsePlan(id, price);
        _plans[_models[id].pricePlan].open = false;
        _recordOpened(planIdOf(plan), plan, split_);
        _models[id].pricePlan = planIdOf(plan);
    }

    // --------------------------------------------------------------------------------------------------------- draws

    function _newId() private returns (bytes32) {
        return idOf(_drawFrom(_creators), _nextNumber++);
    }

    /// @dev Few, so that a price comes back.
    function _drawPricePerUse() private returns (uint96) {
        return [0, 1, 1e15 + 7][_draw(3)];
    }

    function _drawPlan(bytes32 id) private returns (IModelLicense.Plan memory plan) {
        uint256 kind = _draw(5);
        uint96 price = uint96(_draw(4) == 0 ? _draw(3) : _draw(1e24));
        address asset = _drawFrom(_tokens);
        if (kind < 2) {
            plan = planOf(id, IModelLicense.PlanKind.Uses, asset, price, uint64(1 + _draw(1_000)));
        } else if (kind < 4) {
            plan = planOf(id, IModelLicense.PlanKind.Timed, asset, price, uint64(1 + _draw(60 days)));
        } else {
            plan = planOf(id, IModelLicense.PlanKind.Perpetual, asset, price, 0);
        }
        if (kind == 4 || _draw(2) == 0) plan.cap = uint32(1 + _draw(3));
    }

    /// @dev One to three payees, who may stand twice.
    function _drawShares(uint24 total) private returns (IModelRegistry.Share[] memory shares) {
        shares = new IModelRegistry.Share[](1 + _draw(3));
        for (uint256 i = 0; i < shares.length; ++i) {
            uint24 parts = i + 1 == shares.length ? total : uint24(1 + _draw(total / 2));
            shares[i] = IModelRegistry.Share(_drawFrom(_payees), parts);
            total -= parts;
        }
    }

    function _drawNewSplit(bytes32 id) private returns (IModelRegistry.Share[] memory shares) {
        uint24 ownParts = license.getModel(id).ownParts;
        uint256 count;
        do {
            shares = _drawShares(ownParts);
            (, count) = license.getSplit(splitIdOf(id, shares));
        } while (count != 0);
    }

    /// @dev Up to three, by ascending id; the newest model among them half of the time, so that chains grow.
    function _drawParents() private returns (IModelRegistry.Royalty[] memory parents, uint24 ownParts) {
        uint256 wanted = _draw(MAX_DRAWN_PARENTS + 1);
        bytes32[] memory ids = new bytes32[](wanted);
        uint256 count = 0;
        for (uint256 i = 0; i < wanted; ++i) {
            bool newest = i == 0 && _draw(2) == 0;
            bytes32 id = newest ? _modelIds[_modelIds.length - 1] : _drawFrom(_modelIds);
            if (_models[id].depth < MAX_DRAWN_DEPTH) count = _insert(ids, count, id);
        }
        parents = new IModelRegistry.Royalty[](count);
        ownParts = ALL;
        for (uint256 i = 0; i < count; ++i) {
            uint24 parts = 1 + _models[ids[i]].royaltyParts + uint24(_draw(150_000));
            parents[i] = IModelRegistry.Royalty(ids[i], parts);
            ownParts -= parents[i].parts;
        }
    }

    /// @dev Into an ascending list, unless it is there.
    function _insert(bytes32[] memory ids, uint256 count, bytes32 id) private pure returns (uint256) {
        uint256 position = 0;
        while (position < count && ids[position] < id) ++position;
        if (position < count && ids[position] == id) return count;
        for (uint256 i = count; i > position; --i) {
            ids[i] = ids[i - 1];
        }
        ids[position] = id;
        return count + 1;
    }
}
