// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";

import {AccessGrants} from "./base/AccessGrants.sol";
import {EncryptionKeys} from "./base/EncryptionKeys.sol";
import {Payments} from "./base/Payments.sol";
import {IAccessGrants} from "./interfaces/IAccessGrants.sol";
import {IDataVault} from "./interfaces/IDataVault.sol";
import {AccessHashes} from "./libraries/AccessHashes.sol";
import {AccessMath} from "./libraries/AccessMath.sol";
import {GrantState} from "./types/GrantState.sol";
import {PurchaseState, pending} from "./types/PurchaseState.sol";

/// @title DataVault
/// @notice Offers, purchases and what they earn, over datasets and their grants. No owner, no upgrade, no fee, no pause;
/// `IDataVault` is the specification.
contract DataVault is IDataVault, AccessGrants, EncryptionKeys, Payments, ERC165 {
    /// @inheritdoc IDataVault
    uint32 public constant MIN_DELIVERY_WINDOW_SECONDS = 1 days;

    /// @inheritdoc IDataVault
    uint32 public constant MAX_DELIVERY_WINDOW_SECONDS = 30 days;

    mapping(bytes32 offerId => bool) private _openOffers;
    mapping(bytes32 purchaseId => PurchaseState) private _purchases;
    mapping(address account => mapping(address token => uint256)) private _credits;

    constructor() EIP712("DataVault", "1") {}

    // ---------------------------------------------------------------------------------------------------------- sell

    /// @inheritdoc IDataVault
    function openOffer(Offer calldata offer) external returns (bytes32 offerId) {
        _requireOwner(offer.datasetId);
        // slither-disable-next-line unused-return
        _registered(offer.datasetId);
        _requireSellable(offer);
        offerId = AccessHashes.offerId(offer);
        require(!_openOffers[offerId], DataVault_OfferOpen(offerId));
        _openOffers[offerId] = true;
        emit OfferOpened(offerId, offer.datasetId, offer);
    }

    function _requireSellable(Offer calldata offer) private pure {
        require(offer.price != 0, DataVault_ZeroPrice());
        require(offer.duration != 0, DataVault_ZeroDuration());
        uint32 window = offer.deliveryWindow;
        require(
            window >= MIN_DELIVERY_WINDOW_SECONDS && window <= MAX_DELIVERY_WINDOW_SECONDS,
            DataVault_DeliveryWindowOutOfRange(window, MIN_DELIVERY_WINDOW_SECONDS, MAX_DELIVERY_WINDOW_SECONDS)
        );
    }

    /// @inheritdoc IDataVault
    function closeOffer(Offer calldata offer) external {
        _requireOwner(offer.datasetId);
        bytes32 offerId = AccessHashes.offerId(offer);
        require(_openOffers[offerId], DataVault_OfferClosed(offerId));
        _openOffers[offerId] = false;
        emit OfferClosed(offerId, offer.datasetId);
    }

    // ----------------------------------------------------------------------------------------------------------- buy

    /// @inheritdoc IDataVault
    function purchase(Offer calldata offer, uint256 salt, uint40 latestStart) external payable nonReentrant {
        // slither-disable-next-line unused-return
        _purchase(offer, msg.sender, salt, latestStart);
        if (offer.token == NATIVE) {
            _requireValue(msg.value, offer.price);
        } else {
            _requireValue(msg.value, 0);
            _pullPrice(offer);
        }
    }

    /// @inheritdoc IDataVault
    function purchaseWithPermit(Offer calldata offer, uint256 salt, uint40 latestStart, Permit calldata permit)
        external
        nonReentrant
    {
        _tryPermit(offer.token, offer.price, permit);
        // slither-disable-next-line unused-return
        _purchase(offer, msg.sender, salt, latestStart);
        _pullPrice(offer);
    }

    /// @inheritdoc IDataVault
    function purchaseWithAuthorization(Offer calldata offer, uint40 latestStart, Authorization calldata authorization)
        external
        nonReentrant
    {
        bytes32 offerId = _purchase(offer, authorization.from, authorization.salt, latestStart);
        bytes32 nonce = purchaseNonce(offerId, latestStart, authorization.salt);
        _requirePayment(_pullWithAuthorization(offer.token, nonce, authorization), offer.price);
    }

    /// @dev Before it is paid for: whoever calls this requires the payment next, in the same call.
    function _purchase(Offer calldata offer, address buyer, uint256 salt, uint40 latestStart)
        private
        returns (bytes32 offerId)
    {
        offerId = AccessHashes.offerId(offer);
        require(_openOffers[offerId], DataVault_OfferClosed(offerId));
        require(latestStart >= block.timestamp, DataVault_LatestStartPassed(latestStart, block.timestamp));
        bytes32 id = AccessHashes.purchaseId(offerId, buyer, salt);
        require(_purchases[id].status() == PurchaseStatus.None, DataVault_PurchaseExists(id));

        uint40 deadline = uint40(block.timestamp) + offer.deliveryWindow;
        uint32 epoch = _registered(offer.datasetId).epoch();
        uint32 period = _grantOf(offer.datasetId, buyer).period();
        _purchases[id] = pending(deadline, epoch, period, latestStart);
        emit AccessPurchased(id, offerId, buyer, salt, deadline, latestStart);
    }

    /// @dev Of the caller.
    function _pullPrice(Offer calldata offer) private {
        _requirePayment(_pull(offer.token, msg.sender, offer.price), offer.price);
    }

    function _requirePayment(uint256 received, uint256 required) private pure {
        require(received == required, DataVault_WrongPayment(received, required));
    }

    function _requireValue(uint256 value, uint256 required) private pure {
        require(value == required, DataVault_WrongValue(value, required));
    }

    // ------------------------------------------------------------------------------------------------------- deliver

    /// @inheritdoc IDataVault
    function deliver(Purchase calldata p, uint32 epoch, uint32 version, bytes calldata wrappedKey) external {
        _requireDeliverer(p.offer.datasetId);
        require(
            wrappedKey.length == WRAPPED_KEY_BYTES, AccessGrants_WrappedKeyLength(wrappedKey.length, WRAPPED_KEY_BYTES)
        );
        bytes32 id = _idOf(p);
        uint40 start = _beginAccess(id, p, epoch, version);
        uint64 end = uint64(start) + p.offer.duration;
        _emitGranted(p, end, epoch, version, wrappedKey);
        emit PurchaseDelivered(id, start, end);
    }

    function _beginAccess(bytes32 id, Purchase calldata p, uint32 epoch, uint32 version)
        private
        returns (uint40 start)
    {
        (bytes32 datasetId, address buyer) = (p.offer.datasetId, p.buyer);
        PurchaseState state = _purchases[id];
        _requirePending(id, state);
        (GrantSlot storage slot, GrantState grantState) = _presentGrant(datasetId, buyer, epoch, version);
        bool unrevoked = state.epoch() == epoch && state.period() == grantState.period();
        require(unrevoked, DataVault_RevokedBeforeDelivery(id));

        start = _startOf(grantState, epoch, state.latestStart());
        _purchases[id] = state.delivered(start);
        // slither-disable-next-line unused-return
        _write(slot, grantState, buyer, epoch, uint64(start) + p.offer.duration);
        _markSold(datasetId, buyer);
    }

    function _emitGranted(Purchase calldata p, uint64 end, uint32 epoch, uint32 version, bytes calldata wrappedKey)
        private
    {
        emit AccessGranted(
            p.offer.datasetId, p.buyer, end, epoch, version, p.offer.purposeHash, p.offer.termsHash, wrappedKey
        );
    }

    function _requireDeliverer(bytes32 datasetId) private view {
        bool delivers = msg.sender == ownerOf(datasetId) || msg.sender == _registered(datasetId).gatekeeper();
        require(delivers, DataVault_NotDeliverer(msg.sender));
    }

    function _requirePending(bytes32 id, PurchaseState state) private view {
        require(state.status() == PurchaseStatus.Pending, DataVault_NotPending(id, state.status()));
        require(block.timestamp < state.time(), DataVault_DeliveryTooLate(block.timestamp, state.time()));
    }

    /// @dev A live grant is prolonged from its end, so that no second is sold twice.
    function _startOf(GrantState grantState, uint32 epoch, uint40 latestStart) private view returns (uint40) {
        uint256 start = grantState.isLive(epoch, block.timestamp) ? grantState.expiry() : block.timestamp;
        require(start <= latestStart, DataVault_StartTooLate(start, latestStart));
        // forge-lint: disable-next-line(unsafe-typecast) at most `latestStart`
        return uint40(start);
    }

    // -------------------------------------------------------------------------------------------------------- settle

    /// @inheritdoc IDataVault
    function settle(Purchase calldata p) external {
        bytes32 id = _idOf(p);
        require(_purchases[id].status() != PurchaseStatus.None, DataVault_UnknownPurchase(id));
        _settle(p);
    }

    /// @inheritdoc IDataVault
    function settleMany(Purchase[] calldata purchases) external {
        for (uint256 i = 0; i < purchases.length; ++i) {
            _settle(purchases[i]);
        }
    }

    function _settle(Purchase calldata p) private {
        (uint96 earned, uint96 refunded, bool closed) = getSettlement(p);
        if (earned == 0 && refunded == 0) return;
        bytes32 id = _idOf(p);
        PurchaseState state = _purchases[id];
        state = state.withCollected(state.collected() + earned);
        _purchases[id] = closed ? state.closed() : state;
        _credit(ownerOf(p.offer.datasetId), p.offer.token, earned);
        _credit(p.buyer, p.offer.token, refunded);
        emit PurchaseSettled(id, earned, refunded, closed);
    }

    function _credit(address account, address token, uint256 amount) private {
        if (amount == 0) return;
        _credits[account][token] += amount;
        emit Credited(account, token, amount);
    }

    /// @inheritdoc IDataVault
    function withdraw(address token, address to) external nonReentrant returns (uint256 amount) {
        _requireAccount(to);
        amount = _credits[msg.sender][token];
        require(amount != 0, DataVault_NothingToWithdraw(msg.sender, token));
        _credits[msg.sender][token] = 0;
        emit Withdrawn(msg.sender, token, to, amount);
        _send(token, to, amount);
    }

    // ---------------------------------------------------------------------------------------------------------- view

    /// @inheritdoc IDataVault
    function getSettlement(Purchase calldata p) public view returns (uint96 earned, uint96 refunded, bool closed) {
        PurchaseState state = _purchases[_idOf(p)];
        uint256 revokedAt = _revokedAt(p.offer.datasetId, p.buyer, state.epoch(), state.period());
        uint96 price = p.offer.price;
        if (state.status() == PurchaseStatus.Pending) {
            bool lapsed = revokedAt <= block.timestamp || state.time() <= block.timestamp;
            return lapsed ? (0, price, true) : (0, 0, false);
        }
        if (state.status() != PurchaseStatus.Delivered) return (0, 0, false);

        bool revoked = revokedAt <= block.timestamp;
        uint32 duration = p.offer.duration;
        uint32 elapsed = AccessMath.elapsed(state.time(), duration, revoked ? revokedAt : block.timestamp);
        uint96 total = AccessMath.earned(price, duration, elapsed);
        earned = total - state.collected();
        if (revoked) refunded = price - total;
        closed = revoked || elapsed == duration;
    }

    /// @inheritdoc IDataVault
    function getPurchase(bytes32 purchaseId) external view returns (PurchaseView memory) {
        PurchaseState state = _purchases[purchaseId];
        return PurchaseView({
            status: state.status(),
            time: state.time(),
            latestStart: state.latestStart(),
            epoch: state.epoch(),
            period: state.period(),
            collected: state.collected()
        });
    }

    /// @inheritdoc IDataVault
    function isOfferOpen(bytes32 offerId) external view returns (bool) {
        return _openOffers[offerId];
    }

    /// @inheritdoc IDataVault
    function creditOf(address account, address token) external view returns (uint256) {
        return _credits[account][token];
    }

    /// @inheritdoc IDataVault
    function offerIdOf(Offer calldata offer) external pure returns (bytes32) {
        return AccessHashes.offerId(offer);
    }

    /// @inheritdoc IDataVault
    function purchaseIdOf(bytes32 offerId, address buyer, uint256 salt) external pure returns (bytes32) {
        return AccessHashes.purchaseId(offerId, buyer, salt);
    }

    function _idOf(Purchase calldata p) private pure returns (bytes32) {
        return AccessHashes.purchaseId(AccessHashes.offerId(p.offer), p.buyer, p.salt);
    }

    /// @inheritdoc IDataVault
    function purchaseNonce(bytes32 offerId, uint40 latestStart, uint256 salt) public pure returns (bytes32) {
        return keccak256(abi.encode(offerId, latestStart, salt));
    }

    /// @inheritdoc ERC165
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == type(IDataVault).interfaceId || interfaceId == type(IAccessGrants).interfaceId
            || super.supportsInterface(interfaceId);
    }
}
