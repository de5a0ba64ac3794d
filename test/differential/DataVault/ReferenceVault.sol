// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IDataVault} from "src/interfaces/IDataVault.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {ReferenceGrants} from "./ReferenceGrants.sol";

/// @title Sales of access without packing or libraries of ours, written from the interface
/// @dev Purchases by permit and by authorisation are left out: they share all but the pull with `purchase`.
contract ReferenceVault is ReferenceGrants {
    using SafeERC20 for IERC20;

    struct Sale {
        IDataVault.PurchaseStatus status;
        uint256 deadline;
        uint256 start;
        uint256 latestStart;
        uint256 epoch;
        uint256 period;
        uint256 collected;
    }

    mapping(bytes32 offerId => bool) public isOfferOpen;
    mapping(bytes32 purchaseId => Sale) private _sales;
    mapping(address account => mapping(address token => uint256)) public creditOf;

    constructor(bytes32 domainSeparator) ReferenceGrants(domainSeparator) {}

    // ---------------------------------------------------------------------------------------------------------- sell

    function openOffer(IDataVault.Offer calldata offer) external returns (bytes32 offerId) {
        _onlyOwner(offer.datasetId);
        _onlyRegistered(offer.datasetId);
        require(offer.price > 0, IDataVault.DataVault_ZeroPrice());
        require(offer.duration > 0, IDataVault.DataVault_ZeroDuration());
        bool fits = offer.deliveryWindow >= 1 days && offer.deliveryWindow <= 30 days;
        require(fits, IDataVault.DataVault_DeliveryWindowOutOfRange(offer.deliveryWindow, 1 days, 30 days));
        offerId = _offerId(offer);
        require(!isOfferOpen[offerId], IDataVault.DataVault_OfferOpen(offerId));
        isOfferOpen[offerId] = true;
        emit IDataVault.OfferOpened(offerId, offer.datasetId, offer);
    }

    function closeOffer(IDataVault.Offer calldata offer) external {
        _onlyOwner(offer.datasetId);
        bytes32 offerId = _offerId(offer);
        require(isOfferOpen[offerId], IDataVault.DataVault_OfferClosed(offerId));
        delete isOfferOpen[offerId];
        emit IDataVault.OfferClosed(offerId, offer.datasetId);
    }

    // ----------------------------------------------------------------------------------------------------------- buy

    function purchase(IDataVault.Offer calldata offer, uint256 salt, uint40 latestStart) external payable {
        bytes32 offerId = _offerId(offer);
        require(isOfferOpen[offerId], IDataVault.DataVault_OfferClosed(offerId));
        require(block.timestamp <= latestStart, IDataVault.DataVault_LatestStartPassed(latestStart, block.timestamp));
        bytes32 id = keccak256(abi.encode(offerId, msg.sender, salt));
        require(_sales[id].status == IDataVault.PurchaseStatus.None, IDataVault.DataVault_PurchaseExists(id));
        _sales[id] = Sale({
            status: IDataVault.PurchaseStatus.Pending,
            deadline: block.timestamp + offer.deliveryWindow,
            start: 0,
            latestStart: latestStart,
            epoch: _epochOf(offer.datasetId),
            period: _periodOf(offer.datasetId, msg.sender),
            collected: 0
        });
        emit IDataVault.AccessPurchased(
            id, offerId, msg.sender, salt, uint40(block.timestamp + offer.deliveryWindow), latestStart
        );
        uint256 required = offer.token == address(0) ? offer.price : 0;
        require(msg.value == required, IDataVault.DataVault_WrongValue(msg.value, required));
        if (required == 0) IERC20(offer.token).safeTransferFrom(msg.sender, address(this), offer.price);
    }

    // ------------------------------------------------------------------------------------------------------- deliver

    function deliver(IDataVault.Purchase calldata p, uint32 epoch, uint32 version, bytes calldata key) external {
        bytes32 datasetId = p.offer.datasetId;
        if (msg.sender != _ownerOf(datasetId)) {
            _onlyRegistered(datasetId);
            bool delivers = msg.sender == _datasets[datasetId].gatekeeper;
            require(delivers, IDataVault.DataVault_NotDeliverer(msg.sender));
        }
        _onlyKey(key.length == 80, key.length);
        Sale storage sale = _sales[_purchaseId(p)];
        _onlyPending(_purchaseId(p), sale);
        _onlyPresent(datasetId, p.buyer, epoch, version);
        bool revoked = _revokedAt(datasetId, p.buyer, sale.epoch, sale.period) != NEVER;
        require(!revoked, IDataVault.DataVault_RevokedBeforeDelivery(_purchaseId(p)));

        uint256 start = isLive(datasetId, p.buyer) ? _grants[datasetId][p.buyer].expiry : block.timestamp;
        require(start <= sale.latestStart, IDataVault.DataVault_StartTooLate(start, sale.latestStart));
        sale.status = IDataVault.PurchaseStatus.Delivered;
        sale.start = start;
        uint64 end = uint64(start + p.offer.duration);
        _write(datasetId, p.buyer, end, p.offer.purposeHash, p.offer.termsHash, key);
        _grants[datasetId][p.buyer].sold[sale.period] = true;
        emit IDataVault.PurchaseDelivered(_purchaseId(p), uint40(start), end);
    }

    function _onlyPending(bytes32 id, Sale storage sale) private view {
        bool pending = sale.status == IDataVault.PurchaseStatus.Pending;
        require(pending, IDataVault.DataVault_NotPending(id, sale.status));
        bool late = block.timestamp >= sale.deadline;
        require(!late, IDataVault.DataVault_DeliveryTooLate(block.timestamp, sale.deadline));
    }

    // -------------------------------------------------------------------------------------------------------- settle

    function settle(IDataVault.Purchase calldata p) external {
        bool known = _sales[_purchaseId(p)].status != IDataVault.PurchaseStatus.None;
        require(known, IDataVault.DataVault_UnknownPurchase(_purchaseId(p)));
        _settle(p);
    }

    function settleMany(IDataVault.Purchase[] calldata purchases) external {
        for (uint256 i = 0; i < purchases.length; ++i) {
            _settle(purchases[i]);
        }
    }

    function _settle(IDataVault.Purchase calldata p) private {
        (uint256 earned, uint256 refunded, bool closed) = getSettlement(p);
        if (earned + refunded == 0) return;
        Sale storage sale = _sales[_purchaseId(p)];
        sale.collected += earned;
        if (closed) sale.status = IDataVault.PurchaseStatus.Closed;
        _credit(_ownerOf(p.offer.datasetId), p.offer.token, earned);
        _credit(p.buyer, p.offer.token, refunded);
        emit IDataVault.PurchaseSettled(_purchaseId(p), uint96(earned), uint96(refunded), closed);
    }

    function _credit(address account, address token, uint256 amount) private {
        if (amount == 0) return;
        creditOf[account][token] += amount;
        emit IDataVault.Credited(account, token, amount);
    }

    function withdraw(address token, address to) external returns (uint256 amount) {
        require(to != address(0) && to != address(this), IPayments.Payments_InvalidAccount(to));
        amount = creditOf[msg.sender][token];
        require(amount > 0, IDataVault.DataVault_NothingToWithdraw(msg.sender, token));
        delete creditOf[msg.sender][token];
        emit IDataVault.Withdrawn(msg.sender, token, to, amount);
        if (token == address(0)) {
            (bool sent,) = to.call{value: amount}("");
            require(sent, IPayments.Payments_NativeTransferFailed(to, amount));
        } else {
            IERC20(token).safeTransfer(to, amount);
        }
    }

    // ---------------------------------------------------------------------------------------------------------- view

    /// @dev Second by second would be the same: each second earns the same part, and only whole units are credited.
    function getSettlement(IDataVault.Purchase calldata p)
        public
        view
        returns (uint96 earned, uint96 refunded, bool closed)
    {
        Sale storage sale = _sales[_purchaseId(p)];
        uint256 revokedAt = NEVER;
        bool known = sale.status != IDataVault.PurchaseStatus.None;
        if (known) revokedAt = _revokedAt(p.offer.datasetId, p.buyer, sale.epoch, sale.period);
        if (sale.status == IDataVault.PurchaseStatus.Pending) {
            closed = revokedAt != NEVER || block.timestamp >= sale.deadline;
            return (0, closed ? p.offer.price : 0, closed);
        }
        if (sale.status != IDataVault.PurchaseStatus.Delivered) return (0, 0, false);
        uint256 until = revokedAt == NEVER ? block.timestamp : revokedAt;
        uint256 end = sale.start + p.offer.duration;
        if (until > end) until = end;
        if (until < sale.start) until = sale.start;
        uint256 total = uint256(p.offer.price) * (until - sale.start) / p.offer.duration;
        earned = uint96(total - sale.collected);
        if (revokedAt != NEVER) refunded = uint96(p.offer.price - total);
        closed = revokedAt != NEVER || until == end;
    }

    function getPurchase(bytes32 id) external view returns (IDataVault.PurchaseView memory) {
        Sale storage sale = _sales[id];
        return IDataVault.PurchaseView({
            status: sale.status,
            time: uint40(sale.start == 0 ? sale.deadline : sale.start),
            latestStart: uint40(sale.latestStart),
            epoch: uint32(sale.epoch),
            period: uint32(sale.period),
            collected: uint96(sale.collected)
        });
    }

    function _offerId(IDataVault.Offer calldata offer) private pure returns (bytes32) {
        return keccak256(abi.encode(offer));
    }

    function _purchaseId(IDataVault.Purchase calldata p) private pure returns (bytes32) {
        return keccak256(abi.encode(_offerId(p.offer), p.buyer, p.salt));
    }
}
