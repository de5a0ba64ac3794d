// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";

/// @title What the campaign knows of a model from its own actions alone
struct GhostModel {
    uint256 depth;
    bytes32[] parentSplits;
    uint24[] parentParts;
    /// What derivatives must give at least, and where to.
    uint24 royaltyParts;
    bytes32 royaltySplit;
    /// The plan that is sold at the price per use; zero if there is none.
    bytes32 pricePlan;
    bytes32[] splits;
    bytes32[] plans;
}

/// @title What it knows of a split
struct GhostSplit {
    bytes32 modelId;
    IModelRegistry.Share[] shares;
}

/// @title What it knows of a plan
struct GhostPlan {
    IModelLicense.Plan terms;
    bool open;
    bytes32 splitId;
    uint256 sold;
    /// Prices paid since it was last collected.
    uint256 uncollected;
}

/// @title What it knows of a licence
struct GhostLicense {
    uint256 startedAt;
    /// All bits set for a term without an end.
    uint256 endsAt;
    uint256 boughtUses;
    uint256 consumedUses;
    uint256 meteredUses;
}

/// @title Ghost state of the licences' campaign: only sums
/// @dev Who is paid by a split stands at its places: first its payees, then the parents of its model.
abstract contract LicenseGhosts {
    uint256 private constant _ALL = 1_000_000;
    uint256 internal constant WITHOUT_END = type(uint256).max;

    bytes32[] internal _modelIds;
    bytes32[] internal _splitIds;
    bytes32[] internal _planIds;

    mapping(bytes32 modelId => GhostModel) internal _models;
    mapping(bytes32 splitId => GhostSplit) internal _splits;
    mapping(bytes32 planId => GhostPlan) internal _plans;
    mapping(bytes32 modelId => mapping(address licensee => GhostLicense)) internal _licenses;

    mapping(bytes32 modelId => mapping(address licensee => mapping(address seat => uint40 until))) internal _seatUntil;
    /// @notice What was collected for a split and rolled up to it.
    mapping(bytes32 splitId => mapping(address token => uint256)) internal _income;
    /// @notice What each place had so far: as payment, measured where it arrived, or rolled up to the parent.
    mapping(bytes32 splitId => mapping(address token => mapping(uint256 place => uint256))) internal _drawn;
    mapping(address token => uint256) public donated;

    // ---------------------------------------------------------------------------------------------------------- view

    function modelIds() external view returns (bytes32[] memory) {
        return _modelIds;
    }

    function splitIds() external view returns (bytes32[] memory) {
        return _splitIds;
    }

    function planIds() external view returns (bytes32[] memory) {
        return _planIds;
    }

    function ghostPlan(bytes32 id) external view returns (GhostPlan memory) {
        return _plans[id];
    }

    function ghostLicense(bytes32 id, address licensee) external view returns (GhostLicense memory) {
        return _licenses[id][licensee];
    }

    /// @notice The income of a split, how many of its places are payees, and what each place had and is entitled to.
    function ghostRevenue(bytes32 id, address token)
        external
        view
        returns (uint256 total, uint256 payees, uint256[] memory had, uint256[] memory entitled)
    {
        total = _income[id][token];
        payees = payeeCount(id);
        had = new uint256[](placeCount(id));
        entitled = new uint256[](had.length);
        for (uint256 place = 0; place < had.length; ++place) {
            had[place] = _drawn[id][token][place];
            entitled[place] = reckoned(id, token, place);
        }
    }

    function payeeCount(bytes32 id) public view returns (uint256) {
        return _splits[id].shares.length;
    }

    function placeCount(bytes32 id) public view returns (uint256) {
        return payeeCount(id) + _models[_splits[id].modelId].parentSplits.length;
    }

    function partsAt(bytes32 id, uint256 place) public view returns (uint256) {
        uint256 payees = payeeCount(id);
        if (place < payees) return _splits[id].shares[place].parts;
        return _models[_splits[id].modelId].parentParts[place - payees];
    }

    /// @notice What a place is entitled to in all, reckoned from the sum of the income alone.
    function reckoned(bytes32 id, address token, uint256 place) public view returns (uint256 entitled) {
        uint256 product = _income[id][token] * partsAt(id, place);
        entitled = product / _ALL;
        if (place == 0 && product % _ALL != 0) ++entitled;
    }

    function runs(bytes32 id, address licensee) public view returns (bool) {
        return block.timestamp < _licenses[id][licensee].endsAt;
    }

    function remainingUses(bytes32 id, address licensee) public view returns (uint256) {
        GhostLicense storage ghost = _licenses[id][licensee];
        return ghost.boughtUses - ghost.consumedUses - ghost.meteredUses;
    }

    function isLive(bytes32 id, address licensee) public view returns (bool) {
        return runs(id, licensee) || remainingUses(id, licensee) != 0;
    }

    // --------------------------------------------------------------------------------------------------------- record

    function _recordSplit(bytes32 id, bytes32 ofModel, IModelRegistry.Share[] memory shares) internal {
        GhostSplit storage ghost = _splits[id];
        ghost.modelId = ofModel;
        for (uint256 i = 0; i < shares.length; ++i) {
            ghost.shares.push(shares[i]);
        }
        _splitIds.push(id);
        _models[ofModel].splits.push(id);
    }

    /// @dev A plan that was known already keeps its sales; what it earned goes to the split that it leaves.
    function _recordOpened(bytes32 id, IModelLicense.Plan memory terms, bytes32 toSplit) internal {
        GhostPlan storage ghost = _plans[id];
        if (ghost.splitId == 0) {
            ghost.terms = terms;
            _planIds.push(id);
            _models[terms.modelId].plans.push(id);
        }
        _recordCollected(id);
        ghost.open = true;
        ghost.splitId = toSplit;
    }

    function _recordCollected(bytes32 id) internal {
        GhostPlan storage ghost = _plans[id];
        _income[ghost.splitId][ghost.terms.token] += ghost.uncollected;
        ghost.uncollected = 0;
    }

    function _recordSale(bytes32 id, address licensee) internal {
        GhostPlan storage ghost = _plans[id];
        ghost.sold += 1;
        ghost.uncollected += ghost.terms.price;
        GhostLicense storage owned = _licenses[ghost.terms.modelId][licensee];
        if (ghost.terms.kind == IModelLicense.PlanKind.Uses) {
            owned.boughtUses += ghost.terms.quantity;
            return;
        }
        if (block.timestamp > owned.endsAt) (owned.startedAt, owned.endsAt) = (block.timestamp, block.timestamp);
        bool perpetual = ghost.terms.kind == IModelLicense.PlanKind.Perpetual;
        owned.endsAt = perpetual ? WITHOUT_END : owned.endsAt + ghost.terms.quantity;
    }

    function _recordDrawn(bytes32 id, address token, uint256 place, uint256 amount) internal {
        _drawn[id][token][place] += amount;
        uint256 payees = payeeCount(id);
        if (place < payees) return;
        _income[_models[_splits[id].modelId].parentSplits[place - payees]][token] += amount;
    }
}
