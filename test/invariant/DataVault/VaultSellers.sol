// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataVault} from "src/interfaces/IDataVault.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {VaultOwners} from "./VaultOwners.sol";

/// @title The calls about sales: offers, purchases, deliveries
abstract contract VaultSellers is VaultOwners {
    uint256 private constant MAX_OFFERS_IN_TOKEN = 4;

    /// @dev One offer in each token, so that something is always for sale.
    constructor() {
        vm.recordLogs();
        for (uint256 i = 0; i < _tokens.length; ++i) {
            _open(offerOf(_datasetIds[i % 2], _tokens[i], 1_000_000_007, 10 days));
        }
        replica.read(vm.getRecordedLogs());
    }

    // ---------------------------------------------------------------------------------------------------------- sell

    /// @dev A new offer, or an old one again once there are enough.
    function openOfferNoRevert(uint256 seed) external watched(seed) {
        address asset = _drawFrom(_tokens);
        if (_offersIn[asset].length < MAX_OFFERS_IN_TOKEN) {
            _open(_drawOffer(asset));
            return;
        }
        bytes32 id = _drawFrom(_offersIn[asset]);
        if (_isOpen[id]) _close(id);
        _open(_offers[id]);
    }

    function closeOfferNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _drawFrom(_offerIds);
        _ensureOpen(id);
        _close(id);
    }

    function _open(IDataVault.Offer memory offer) private {
        _recordOffer(open(offer), offer);
    }

    function _close(bytes32 id) private {
        close(_offers[id]);
        _isOpen[id] = false;
    }

    function _ensureOpen(bytes32 id) private {
        if (!_isOpen[id]) _open(_offers[id]);
    }

    /// @dev Prices of few units, of many and of all; times of seconds and of weeks.
    function _drawOffer(address asset) private returns (IDataVault.Offer memory offer) {
        uint256 price = [1 + _draw(10), 1 + _draw(1e24), type(uint96).max][_draw(3)];
        uint256 duration = _draw(4) == 0 ? 1 + _draw(100) : 1 + _draw(40 days);
        offer = offerOf(_drawFrom(_datasetIds), asset, uint96(price), uint32(duration));
        offer.deliveryWindow = uint32(1 days + _draw(10 days));
        offer.termsHash = bytes32(_nextNumber++);
    }

    // ----------------------------------------------------------------------------------------------------------- buy

    function purchaseNativeNoRevert(uint256 seed) external watched(seed) {
        _buy(_drawForSale(NATIVE), _drawFrom(_researchers), _drawLatestStart());
    }

    function purchaseTokenNoRevert(uint256 seed) external watched(seed) {
        _buy(_drawForSale(_drawErc20()), _drawFrom(_researchers), _drawLatestStart());
    }

    /// @dev A stranger brings it, who pays nothing; a second time it buys nothing. For the first token only, whose
    /// authorisations the fixture makes.
    function purchaseWithAuthorizationNoRevert(uint256 seed) external watched(seed) {
        IDataVault.Offer memory offer = _offers[_drawForSale(address(token))];
        (address account, uint40 latestStart, uint256 salt) =
            (_drawFrom(_researchers), _drawLatestStart(), _nextNumber++);
        IPayments.Authorization memory authorization = authorizationOf(_walletOf[account], offer, latestStart, salt);
        uint256 held = holding(account, offer.token);
        bytes memory call = abi.encodeCall(vault.purchaseWithAuthorization, (offer, latestStart, authorization));
        vm.prank(stranger);
        (bool success,) = address(vault).call(call);
        assertTrue(success, "V-5: a purchase was refused");
        _bought(offer, account, salt, latestStart, held);
        _mustFail(stranger, call, "V-5: what was signed once was charged twice");
    }

    function _buy(bytes32 offerId, address account, uint40 latestStart) internal returns (bytes32 id) {
        IDataVault.Offer memory offer = _offers[offerId];
        (uint256 salt, uint256 held) = (_nextNumber++, holding(account, offer.token));
        vm.prank(account);
        vault.purchase{value: offer.token == NATIVE ? offer.price : 0}(offer, salt, latestStart);
        return _bought(offer, account, salt, latestStart, held);
    }

    function _bought(
        IDataVault.Offer memory offer,
        address account,
        uint256 salt,
        uint40 latestStart,
        uint256 heldBefore
    ) private returns (bytes32 id) {
        IDataVault.Purchase memory p = purchaseOf(offer, account, salt);
        id = purchaseIdOf(p);
        assertEq(heldBefore - holding(account, offer.token), offer.price, "V-5: a buyer paid another price");
        _recordPurchase(id, p, latestStart);
    }

    // ------------------------------------------------------------------------------------------------------- deliver

    function deliverNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _drawDeliverable();
        _deliver(id, ownerOf(_purchases[id].terms.offer.datasetId));
    }

    function deliverByGatekeeperNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _drawDeliverable();
        bytes32 datasetId_ = _purchases[id].terms.offer.datasetId;
        if (_datasets[datasetId_].gatekeeper == address(0)) _setGatekeeper(datasetId_, gatekeeper);
        _deliver(id, _datasets[datasetId_].gatekeeper);
    }

    function _deliver(bytes32 id, address caller) internal {
        IDataVault.Purchase memory p = _purchases[id].terms;
        bytes memory call = _deliverCall(p);
        vm.prank(caller);
        (bool success,) = address(vault).call(call);
        assertTrue(success, "V-3: what was paid for could not be delivered");
        _recordDelivered(id);
        uint256 end = _purchases[id].start + p.offer.duration;
        assertEq(vault.getPurchase(id).time, _purchases[id].start, "V-3: access starts at another time");
        assertEq(vault.getGrant(p.offer.datasetId, p.buyer).expiry, end, "V-3: access is not as long as was paid for");
        _checkVersion(p.offer.datasetId, p.buyer);
        _mustFail(caller, _deliverCall(p), "V-3: one purchase was delivered twice");
    }

    // --------------------------------------------------------------------------------------------------------- draws

    function _drawForSale(address asset) internal returns (bytes32 id) {
        id = _drawFrom(_offersIn[asset]);
        _ensureOpen(id);
    }

    function _drawLatestStart() internal returns (uint40) {
        return _draw(4) == 0 ? uint40(block.timestamp + _draw(10 days)) : uint40(block.timestamp + 1_000 days);
    }

    /// @dev One that waits; if the draws meet none, it is bought.
    function _drawDeliverable() internal returns (bytes32 id) {
        for (uint256 i = 0; i < 8 && _heldIds.length != 0; ++i) {
            id = _drawFrom(_heldIds);
            if (_isDeliverable(id)) return id;
        }
        (bytes32 offerId, address account) = (_drawForSale(_drawFrom(_tokens)), _drawFrom(_researchers));
        bytes32 datasetId_ = _offers[offerId].datasetId;
        if (_nextStart(datasetId_, account) > type(uint40).max) _revoke(datasetId_, account);
        return _buy(offerId, account, type(uint40).max);
    }
}
