// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataVault} from "src/interfaces/IDataVault.sol";

/// @title What the campaign knows of a dataset from its own actions alone
struct GhostDataset {
    uint256 epoch;
    address gatekeeper;
}

/// @title What it knows of a grant
struct GhostGrant {
    /// Granted since it was revoked last.
    bool granted;
    /// Paid for since it was revoked last.
    bool sold;
    uint256 expiry;
    uint256 epoch;
    uint256 version;
    /// How often it was granted in all.
    uint256 grants;
}

/// @title What it knows of a purchase
struct GhostPurchase {
    IDataVault.Purchase terms;
    uint256 deadline;
    uint256 latestStart;
    bool delivered;
    uint256 start;
    /// The first revocation after it was bought; all bits set if there was none.
    uint256 revokedAt;
    /// What the credit of the owner rose by.
    uint256 earned;
    /// What the credit of the buyer rose by.
    uint256 refunded;
}

/// @title Ghost state of the vault's campaign: no packing, and a clock of its own for each purchase
abstract contract VaultGhosts {
    uint256 internal constant NEVER = type(uint256).max;

    bytes32[] internal _datasetIds;
    bytes32[] internal _offerIds;
    bytes32[] internal _purchaseIds;
    /// @dev Of which the contract holds money.
    bytes32[] internal _heldIds;

    mapping(bytes32 datasetId => GhostDataset) internal _datasets;
    mapping(bytes32 datasetId => mapping(address researcher => GhostGrant)) internal _grants;
    mapping(bytes32 offerId => IDataVault.Offer) internal _offers;
    mapping(bytes32 offerId => bool) internal _isOpen;
    mapping(address token => bytes32[] offerIds) internal _offersIn;
    mapping(bytes32 purchaseId => GhostPurchase) internal _purchases;
    mapping(address token => uint256) public donated;

    /// @dev Bought since the grant, or all of the dataset's, were revoked.
    mapping(bytes32 datasetId => mapping(address buyer => bytes32[] purchaseIds)) private _unrevoked;

    // ---------------------------------------------------------------------------------------------------------- view

    function datasetIds() external view returns (bytes32[] memory) {
        return _datasetIds;
    }

    function offerIds() external view returns (bytes32[] memory) {
        return _offerIds;
    }

    function purchaseIds() external view returns (bytes32[] memory) {
        return _purchaseIds;
    }

    function ghostDataset(bytes32 id) external view returns (GhostDataset memory) {
        return _datasets[id];
    }

    function ghostGrant(bytes32 id, address who) external view returns (GhostGrant memory) {
        return _grants[id][who];
    }

    function ghostPurchase(bytes32 id) external view returns (GhostPurchase memory) {
        return _purchases[id];
    }

    /// @notice Granted, not past its expiry, of the present epoch, not revoked.
    function reckonedLive(bytes32 id, address who) public view returns (bool) {
        GhostGrant storage ghost = _grants[id][who];
        return ghost.granted && block.timestamp < ghost.expiry && ghost.epoch == _datasets[id].epoch;
    }

    /// @notice What a purchase has earned in all by now, and has to give back in all, by the clock that is kept here.
    function reckonedSettlement(bytes32 id) public view returns (uint256 earned, uint256 refunded) {
        GhostPurchase storage ghost = _purchases[id];
        uint256 price = ghost.terms.offer.price;
        bool over = ghost.revokedAt <= block.timestamp;
        if (ghost.delivered) earned = price * _secondsOf(ghost) / ghost.terms.offer.duration;
        else if (ghost.deadline <= block.timestamp) over = true;
        refunded = over ? price - earned : 0;
    }

    function _secondsOf(GhostPurchase storage ghost) private view returns (uint256) {
        uint256 until = ghost.revokedAt < block.timestamp ? ghost.revokedAt : block.timestamp;
        if (until < ghost.start) return 0;
        uint256 duration = ghost.terms.offer.duration;
        return until - ghost.start < duration ? until - ghost.start : duration;
    }

    // --------------------------------------------------------------------------------------------------------- record

    function _recordDataset(bytes32 id, address gatekeeper_) internal {
        _datasetIds.push(id);
        _datasets[id] = GhostDataset({epoch: 1, gatekeeper: gatekeeper_});
    }

    function _recordGrant(bytes32 id, address who, uint256 expiry) internal {
        GhostGrant storage ghost = _grants[id][who];
        (ghost.granted, ghost.expiry, ghost.epoch) = (true, expiry, _datasets[id].epoch);
        ghost.version += 1;
        ghost.grants += 1;
    }

    function _recordCancelled(bytes32 id, address who) internal {
        _grants[id][who].version += 1;
    }

    function _recordRevoked(bytes32 id, address who) internal {
        GhostGrant storage ghost = _grants[id][who];
        (ghost.granted, ghost.sold) = (false, false);
        ghost.version += 1;
        _stopClocks(id, who);
    }

    function _recordAllRevoked(bytes32 id, address[] storage researchers) internal {
        _datasets[id].epoch += 1;
        for (uint256 i = 0; i < researchers.length; ++i) {
            _stopClocks(id, researchers[i]);
        }
    }

    function _stopClocks(bytes32 id, address who) private {
        bytes32[] storage ids = _unrevoked[id][who];
        for (uint256 i = 0; i < ids.length; ++i) {
            _purchases[ids[i]].revokedAt = block.timestamp;
        }
        delete _unrevoked[id][who];
    }

    function _recordOffer(bytes32 id, IDataVault.Offer memory offer) internal {
        if (_offers[id].price == 0) {
            _offerIds.push(id);
            _offersIn[offer.token].push(id);
            _offers[id] = offer;
        }
        _isOpen[id] = true;
    }

    function _recordPurchase(bytes32 id, IDataVault.Purchase memory p, uint256 latestStart) internal {
        GhostPurchase storage ghost = _purchases[id];
        ghost.terms = p;
        ghost.deadline = block.timestamp + p.offer.deliveryWindow;
        (ghost.latestStart, ghost.revokedAt) = (latestStart, NEVER);
        _purchaseIds.push(id);
        _heldIds.push(id);
        _unrevoked[p.offer.datasetId][p.buyer].push(id);
    }

    function _recordDelivered(bytes32 id) internal {
        GhostPurchase storage ghost = _purchases[id];
        IDataVault.Purchase storage p = ghost.terms;
        (ghost.delivered, ghost.start) = (true, _nextStart(p.offer.datasetId, p.buyer));
        _recordGrant(p.offer.datasetId, p.buyer, ghost.start + p.offer.duration);
        _grants[p.offer.datasetId][p.buyer].sold = true;
    }

    function _recordSettled(bytes32 id, uint256 earned, uint256 refunded) internal {
        GhostPurchase storage ghost = _purchases[id];
        ghost.earned += earned;
        ghost.refunded += refunded;
        if (ghost.earned + ghost.refunded != ghost.terms.offer.price) return;
        for (uint256 i = 0; i < _heldIds.length; ++i) {
            if (_heldIds[i] != id) continue;
            _heldIds[i] = _heldIds[_heldIds.length - 1];
            _heldIds.pop();
            return;
        }
    }

    // -------------------------------------------------------------------------------------------------------- reckon

    /// @dev When access that is delivered now begins.
    function _nextStart(bytes32 id, address who) internal view returns (uint256) {
        return reckonedLive(id, who) ? _grants[id][who].expiry : block.timestamp;
    }

    function _isDeliverable(bytes32 id) internal view returns (bool) {
        GhostPurchase storage ghost = _purchases[id];
        if (ghost.delivered || ghost.revokedAt != NEVER || block.timestamp >= ghost.deadline) return false;
        return _nextStart(ghost.terms.offer.datasetId, ghost.terms.buyer) <= ghost.latestStart;
    }
}
