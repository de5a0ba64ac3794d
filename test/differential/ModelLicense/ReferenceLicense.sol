// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";

import {ReferenceRegistry} from "./ReferenceRegistry.sol";

/// @title Licences without packing, assembly or libraries of ours, written from the interface
/// @dev It borrows the real contract's domain separator, so that one signature serves both. Purchases by permit and by
/// authorisation are left out: they share all but the pull with `acquire`.
contract ReferenceLicense is ReferenceRegistry {
    using SafeERC20 for IERC20;

    struct OpenedPlan {
        bool known;
        bool open;
        uint256 sold;
        uint256 earned;
        uint256 collected;
        bytes32 splitId;
    }

    struct Record {
        uint256 start;
        uint256 end;
        bool perpetual;
        uint256 bought;
        uint256 consumed;
        uint256 metered;
    }

    bytes32 private constant PLAN = keccak256(
        "Plan(bytes32 modelId,uint8 kind,address token,uint96 price,uint64 quantity,uint32 cap,bytes32 termsHash)"
    );
    bytes32 private constant PURCHASE = keccak256(
        "LicensePurchase(Plan plan,address buyer,address licensee,uint64 deadline,uint256 nonce)Plan(bytes32 modelId,uint8 kind,address token,uint96 price,uint64 quantity,uint32 cap,bytes32 termsHash)"
    );
    bytes32 private constant USAGE = keccak256("UsageVoucher(bytes32 modelId,address licensee,uint64 cumulativeUses)");

    bytes32 private immutable _DOMAIN_SEPARATOR;

    mapping(bytes32 planId => OpenedPlan) private _offers;
    mapping(bytes32 modelId => IModelLicense.Plan) private _perUse;
    mapping(bytes32 modelId => bool) private _hasPerUse;
    mapping(bytes32 modelId => mapping(address licensee => Record)) private _records;
    mapping(bytes32 modelId => mapping(address licensee => mapping(address seat => uint256))) private _seats;
    mapping(address buyer => uint256) public nonces;

    constructor(bytes32 domainSeparator) {
        _DOMAIN_SEPARATOR = domainSeparator;
    }

    // ---------------------------------------------------------------------------------------------------------- sell

    function registerModel(bytes32 modelId, string calldata, uint256 price) external {
        _setPerUse(modelId, price, _registerAlone(modelId));
    }

    function setPricePerUse(bytes32 modelId, uint256 price, bytes32 splitId) external {
        _onlyOwner(modelId);
        require(_models[modelId].registered, "unknown model");
        _onlySplitOf(modelId, splitId);
        if (_hasPerUse[modelId]) _offers[planIdOf(_perUse[modelId])].open = false;
        _setPerUse(modelId, price, splitId);
    }

    function _setPerUse(bytes32 modelId, uint256 price, bytes32 splitId) private {
        require(price < 2 ** 96, "price");
        _hasPerUse[modelId] = true;
        _perUse[modelId] =
            IModelLicense.Plan(modelId, IModelLicense.PlanKind.Uses, address(0), uint96(price), 1, type(uint32).max, 0);
        _open(_perUse[modelId], splitId);
    }

    function openPlan(IModelLicense.Plan calldata plan, bytes32 splitId) external returns (bytes32) {
        _onlyOwner(plan.modelId);
        require(_models[plan.modelId].registered, "unknown model");
        _onlySplitOf(plan.modelId, splitId);
        require(plan.cap > 0, "cap");
        if (plan.kind == IModelLicense.PlanKind.Perpetual) require(plan.quantity == 0, "quantity");
        else require(plan.quantity > 0, "quantity");
        return _open(plan, splitId);
    }

    function _open(IModelLicense.Plan memory plan, bytes32 splitId) private returns (bytes32 planId) {
        planId = planIdOf(plan);
        _collect(planId, plan.token);
        (_offers[planId].known, _offers[planId].open, _offers[planId].splitId) = (true, true, splitId);
    }

    function closePlan(IModelLicense.Plan calldata plan) external {
        _onlyOwner(plan.modelId);
        require(_offers[planIdOf(plan)].open, "closed");
        _offers[planIdOf(plan)].open = false;
    }

    function collect(IModelLicense.Plan[] calldata plans) external {
        for (uint256 i = 0; i < plans.length; ++i) {
            require(_offers[planIdOf(plans[i])].known, "unknown plan");
            _collect(planIdOf(plans[i]), plans[i].token);
        }
    }

    function _collect(bytes32 planId, address token) private {
        OpenedPlan storage offer = _offers[planId];
        incomeOf[offer.splitId][token] += offer.earned - offer.collected;
        offer.collected = offer.earned;
    }

    // ----------------------------------------------------------------------------------------------------------- buy

    function acquireLicense(bytes32 modelId) external payable {
        require(_hasPerUse[modelId], "no price per use");
        require(msg.value == _perUse[modelId].price, "value");
        _sell(_perUse[modelId], msg.sender);
    }

    function acquire(IModelLicense.Plan calldata plan, address licensee, uint64 deadline) external payable {
        require(block.timestamp < deadline, "late");
        require(msg.value == (plan.token == address(0) ? plan.price : 0), "value");
        _sell(plan, licensee);
        if (plan.token != address(0)) _pull(plan, msg.sender);
    }

    function acquireWithSignature(
        IModelLicense.Plan calldata plan,
        IModelLicense.Purchase calldata p,
        bytes calldata signature
    ) external {
        require(block.timestamp < p.deadline, "late");
        require(nonces[p.buyer]++ == p.nonce, "nonce");
        bytes32 structHash = keccak256(abi.encode(PURCHASE, planIdOf(plan), p.buyer, p.licensee, p.deadline, p.nonce));
        require(_signer(structHash, signature) == p.buyer, "signature");
        _sell(plan, p.licensee);
        require(plan.token != address(0) || plan.price == 0, "native");
        _pull(plan, p.buyer);
    }

    function useNonce() external returns (uint256) {
        return nonces[msg.sender]++;
    }

    function _sell(IModelLicense.Plan memory plan, address licensee) private {
        OpenedPlan storage offer = _offers[planIdOf(plan)];
        Record storage record = _records[plan.modelId][licensee];
        require(licensee != address(0) && licensee != address(this), "licensee");
        require(offer.open && offer.sold < plan.cap, "not for sale");
        offer.sold += 1;
        offer.earned += plan.price;
        if (plan.kind == IModelLicense.PlanKind.Uses) {
            record.bought += plan.quantity;
            require(record.bought - record.consumed - record.metered < 2 ** 64, "too many uses");
            return;
        }
        require(!record.perpetual, "for ever");
        if (record.end < block.timestamp) (record.start, record.end) = (block.timestamp, block.timestamp);
        if (plan.kind == IModelLicense.PlanKind.Perpetual) {
            record.perpetual = true;
        } else {
            record.end += plan.quantity;
            require(record.end < 2 ** 40 - 1, "too long");
        }
    }

    function _pull(IModelLicense.Plan calldata plan, address from) private {
        if (plan.price == 0) return;
        uint256 before = IERC20(plan.token).balanceOf(address(this));
        IERC20(plan.token).safeTransferFrom(from, address(this), plan.price);
        require(IERC20(plan.token).balanceOf(address(this)) == before + plan.price, "not the price");
    }

    // ----------------------------------------------------------------------------------------------------------- use

    function consume(bytes32 modelId, address licensee, uint64 uses) external {
        require(_actsFor(modelId, licensee, msg.sender), "who");
        require(uses > 0 && uses <= _left(_records[modelId][licensee]), "uses");
        _records[modelId][licensee].consumed += uses;
    }

    function redeemUsage(IModelLicense.UsageVoucher[] calldata vouchers) external {
        for (uint256 i = 0; i < vouchers.length; ++i) {
            IModelLicense.UsageVoucher calldata v = vouchers[i];
            address by = _signer(keccak256(abi.encode(USAGE, v.modelId, v.licensee, v.cumulativeUses)), v.signature);
            Record storage record = _records[v.modelId][v.licensee];
            if (by == address(0) || !_actsFor(v.modelId, v.licensee, by)) continue;
            while (record.metered < v.cumulativeUses && _left(record) > 0) record.metered += 1;
        }
    }

    function setSeats(bytes32 modelId, address[] calldata seats, uint40 until) external {
        Record storage record = _records[modelId][msg.sender];
        if (until != 0) {
            bool fits = record.perpetual || _left(record) > 0 || until <= record.end;
            require(_isLive(record) && fits, "until");
        }
        for (uint256 i = 0; i < seats.length; ++i) {
            require(seats[i] != address(0) && seats[i] != address(this), "seat");
            _seats[modelId][msg.sender][seats[i]] = until;
        }
    }

    // ---------------------------------------------------------------------------------------------------------- view

    function isLicensed(bytes32 modelId, address account) external view returns (bool) {
        return _isLive(_records[modelId][account]);
    }

    function isSeatLicensed(bytes32 modelId, address licensee, address seat) external view returns (bool) {
        return block.timestamp < _seats[modelId][licensee][seat] && _isLive(_records[modelId][licensee]);
    }

    function getLicense(bytes32 modelId, address account) external view returns (IModelLicense.LicenseView memory) {
        Record storage record = _records[modelId][account];
        return IModelLicense.LicenseView({
            startedAt: uint40(record.start),
            expiresAt: record.perpetual ? type(uint40).max : uint40(record.end),
            remainingUses: uint64(_left(record)),
            meteredUses: uint64(record.metered)
        });
    }

    function getPlan(bytes32 planId) external view returns (IModelLicense.PlanView memory) {
        OpenedPlan storage offer = _offers[planId];
        return IModelLicense.PlanView({
            known: offer.known,
            open: offer.open,
            sold: uint32(offer.sold),
            uncollected: uint128(offer.earned - offer.collected),
            splitId: offer.splitId
        });
    }

    function planIdOf(IModelLicense.Plan memory plan) public pure returns (bytes32) {
        return keccak256(abi.encode(PLAN, plan));
    }

    function _actsFor(bytes32 modelId, address licensee, address account) private view returns (bool) {
        return account == licensee || block.timestamp < _seats[modelId][licensee][account];
    }

    function _isLive(Record storage record) private view returns (bool) {
        return record.perpetual || block.timestamp < record.end || _left(record) > 0;
    }

    function _left(Record storage record) private view returns (uint256) {
        return record.bought - record.consumed - record.metered;
    }

    function _signer(bytes32 structHash, bytes calldata signature) private view returns (address signer) {
        (signer,,) = ECDSA.tryRecover(MessageHashUtils.toTypedDataHash(_DOMAIN_SEPARATOR, structHash), signature);
    }
}
