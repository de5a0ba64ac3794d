// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

import {ModelRegistry} from "./base/ModelRegistry.sol";
import {IModelLicense} from "./interfaces/IModelLicense.sol";
import {IModelRegistry} from "./interfaces/IModelRegistry.sol";
import {LicenseHashes} from "./libraries/LicenseHashes.sol";
import {LicenseMath} from "./libraries/LicenseMath.sol";
import {LicenseState} from "./types/LicenseState.sol";
import {PlanState} from "./types/PlanState.sol";

/// @title ModelLicense
/// @notice Plans, purchases, licences, uses and seats. No owner, no upgrade, no fee, no pause; `IModelLicense` is the
/// specification.
contract ModelLicense is IModelLicense, ModelRegistry, EIP712, Nonces, ERC165 {
    /// @inheritdoc IModelLicense
    uint40 public constant PERPETUAL = LicenseMath.PERPETUAL;

    mapping(bytes32 planId => PlanState) private _plans;
    mapping(bytes32 planId => bytes32 splitId) private _splitOfPlan;
    mapping(bytes32 modelId => uint256 pricePlusOne) private _pricesPerUse;

    mapping(bytes32 modelId => mapping(address licensee => LicenseState)) private _licenses;
    mapping(bytes32 modelId => mapping(address licensee => mapping(address seat => uint40))) private _seats;

    constructor() EIP712("ModelLicense", "1") {}

    // ---------------------------------------------------------------------------------------------------------- sell

    /// @inheritdoc IModelLicense
    function registerModel(bytes32 modelId, string calldata modelURI, uint256 pricePerUse) external {
        bytes32 splitId = _registerSimple(modelId, modelURI);
        _setPricePerUse(modelId, pricePerUse, splitId);
    }

    /// @inheritdoc IModelLicense
    function setPricePerUse(bytes32 modelId, uint256 pricePerUse, bytes32 splitId) external {
        _ownModel(modelId);
        _requireSplitOf(modelId, splitId);
        if (_pricesPerUse[modelId] != 0) {
            bytes32 planId = LicenseHashes.planIdInMemory(getPricePerUse(modelId));
            if (_plans[planId].isOpen()) _closePlan(planId, modelId);
        }
        _setPricePerUse(modelId, pricePerUse, splitId);
    }

    function _setPricePerUse(bytes32 modelId, uint256 pricePerUse, bytes32 splitId) private {
        require(pricePerUse <= type(uint96).max, ModelLicense_PriceTooHigh(pricePerUse, type(uint96).max));
        _pricesPerUse[modelId] = pricePerUse + 1;
        bytes32 planId = _openPlan(getPricePerUse(modelId), splitId);
        // forge-lint: disable-next-line(unsafe-typecast) checked above
        emit PricePerUseSet(modelId, planId, uint96(pricePerUse));
    }

    /// @inheritdoc IModelLicense
    function openPlan(Plan calldata plan, bytes32 splitId) external returns (bytes32 planId) {
        _ownModel(plan.modelId);
        _requireSplitOf(plan.modelId, splitId);
        _requireConsistent(plan);
        return _openPlan(plan, splitId);
    }

    function _requireConsistent(Plan calldata plan) private pure {
        bool quantityFits = (plan.kind == PlanKind.Perpetual) == (plan.quantity == 0);
        require(quantityFits && plan.cap != 0, ModelLicense_InvalidPlan(plan.kind, plan.quantity, plan.cap));
    }

    function _openPlan(Plan memory plan, bytes32 splitId) private returns (bytes32 planId) {
        planId = LicenseHashes.planIdInMemory(plan);
        _collect(planId, plan.token);
        _plans[planId] = _plans[planId].opened();
        _splitOfPlan[planId] = splitId;
        emit PlanOpened(planId, plan.modelId, splitId, plan);
    }

    /// @inheritdoc IModelLicense
    function closePlan(Plan calldata plan) external {
        _requireCreator(plan.modelId);
        bytes32 planId = LicenseHashes.planId(plan);
        require(_plans[planId].isOpen(), ModelLicense_PlanClosed(planId));
        _closePlan(planId, plan.modelId);
    }

    function _closePlan(bytes32 planId, bytes32 modelId) private {
        _plans[planId] = _plans[planId].closed();
        emit PlanClosed(planId, modelId);
    }

    /// @inheritdoc IModelLicense
    function collect(Plan[] calldata plans) external {
        for (uint256 i = 0; i < plans.length; ++i) {
            bytes32 planId = LicenseHashes.planId(plans[i]);
            require(_plans[planId].isKnown(), ModelLicense_UnknownPlan(planId));
            _collect(planId, plans[i].token);
        }
    }

    function _collect(bytes32 planId, address token) private {
        PlanState state = _plans[planId];
        uint256 amount = state.uncollected();
        if (amount == 0) return;
        bytes32 splitId = _splitOfPlan[planId];
        _plans[planId] = state.withoutUncollected();
        _addIncome(splitId, token, amount);
        emit RevenueCollected(planId, splitId, token, amount);
    }

    // ----------------------------------------------------------------------------------------------------------- buy

    /// @inheritdoc IModelLicense
    function acquireLicense(bytes32 modelId) external payable {
        Plan memory plan = getPricePerUse(modelId);
        bytes32 planId = LicenseHashes.planIdInMemory(plan);
        _countSale(planId, plan.price, plan.cap);
        _extend(planId, modelId, plan.kind, plan.quantity, msg.sender, msg.sender);
        _requireValue(msg.value, plan.price);
    }

    /// @inheritdoc IModelLicense
    function acquire(Plan calldata plan, address licensee, uint64 deadline) external payable {
        _requireNotPassed(deadline);
        _grant(plan, licensee, msg.sender);
        if (plan.token == NATIVE) {
            _requireValue(msg.value, plan.price);
        } else {
            _requireValue(msg.value, 0);
            _pullPriceLocked(plan, msg.sender);
        }
    }

    /// @inheritdoc IModelLicense
    function acquireWithPermit(Plan calldata plan, address licensee, uint64 deadline, Permit calldata permit)
        external
        nonReentrant
    {
        _requireNotPassed(deadline);
        _tryPermit(plan.token, plan.price, permit);
        _grant(plan, licensee, msg.sender);
        _pullPrice(plan, msg.sender);
    }

    /// @inheritdoc IModelLicense
    function acquireWithAuthorization(Plan calldata plan, address licensee, Authorization calldata authorization)
        external
        nonReentrant
    {
        bytes32 planId = _grant(plan, licensee, authorization.from);
        bytes32 nonce = purchaseNonce(planId, licensee, authorization.salt);
        _requirePayment(_pullWithAuthorization(plan.token, nonce, authorization), plan.price);
    }

    /// @inheritdoc IModelLicense
    function acquireWithSignature(Plan calldata plan, Purchase calldata purchase, bytes calldata signature)
        external
        nonReentrant
    {
        _requireNotPassed(purchase.deadline);
        bytes32 planId = _grant(plan, purchase.licensee, purchase.buyer);
        _useCheckedNonce(purchase.buyer, purchase.nonce);
        bytes32 digest = _hashTypedDataV4(LicenseHashes.purchase(planId, purchase));
        require(
            SignatureChecker.isValidSignatureNowCalldata(purchase.buyer, digest, signature),
            ModelLicense_InvalidSignature(purchase.buyer)
        );
        _pullPrice(plan, purchase.buyer);
    }

    /// @inheritdoc IModelLicense
    function useNonce() external returns (uint256 nonce) {
        return _useNonce(msg.sender);
    }

    function _useNonce(address owner) internal override returns (uint256 nonce) {
        nonce = super._useNonce(owner);
        emit NonceUsed(owner, nonce);
    }

    /// @dev Before it is paid for: whoever calls this requires the payment next, in the same call.
    function _grant(Plan calldata plan, address licensee, address payer) private returns (bytes32 planId) {
        planId = LicenseHashes.planId(plan);
        _countSale(planId, plan.price, plan.cap);
        _extend(planId, plan.modelId, plan.kind, plan.quantity, licensee, payer);
    }

    function _countSale(bytes32 planId, uint96 price, uint32 cap) private {
        PlanState state = _plans[planId];
        require(state.isOpen(), ModelLicense_PlanClosed(planId));
        require(state.sold() < cap, ModelLicense_SoldOut(planId, cap));
        _plans[planId] = state.withSale(price);
    }

    function _extend(bytes32 planId, bytes32 modelId, PlanKind kind, uint64 quantity, address licensee, address payer)
        private
    {
        _requireAccount(licensee);
        LicenseState license = _licenses[modelId][licensee];
        if (kind == PlanKind.Uses) {
            license = _withMoreUses(license, quantity);
        } else {
            require(license.expiresAt() != PERPETUAL, ModelLicense_AlreadyPerpetual(modelId, licensee));
            license = _withLongerTerm(license, kind, quantity);
        }
        _licenses[modelId][licensee] = license;
        emit LicenseAcquired(planId, modelId, licensee, payer, license.expiresAt(), license.remainingUses());
    }

    function _withMoreUses(LicenseState license, uint64 quantity) private pure returns (LicenseState) {
        uint256 uses = uint256(license.remainingUses()) + quantity;
        require(uses <= type(uint64).max, ModelLicense_TooManyUses(uses, type(uint64).max));
        // forge-lint: disable-next-line(unsafe-typecast) checked above
        return license.withRemainingUses(uint64(uses));
    }

    function _withLongerTerm(LicenseState license, PlanKind kind, uint64 duration) private view returns (LicenseState) {
        (uint40 start, uint256 end) =
            LicenseMath.prolong(license.startedAt(), license.expiresAt(), uint40(block.timestamp), duration);
        if (kind == PlanKind.Perpetual) return license.withTerm(start, PERPETUAL);
        require(end < PERPETUAL, ModelLicense_TermTooLong(end, PERPETUAL - 1));
        // forge-lint: disable-next-line(unsafe-typecast) checked above
        return license.withTerm(start, uint40(end));
    }

    /// @dev `payer` called, or signed for this purchase.
    function _pullPrice(Plan calldata plan, address payer) private {
        if (plan.price != 0) _requirePayment(_pull(plan.token, payer, plan.price), plan.price);
    }

    /// @dev For a caller that does not hold the lock: the native coin comes without a call to anyone.
    function _pullPriceLocked(Plan calldata plan, address payer) private nonReentrant {
        _pullPrice(plan, payer);
    }

    function _requirePayment(uint256 received, uint256 required) private pure {
        require(received == required, ModelLicense_WrongPayment(received, required));
    }

    function _requireValue(uint256 value, uint256 required) private pure {
        require(value == required, ModelLicense_WrongValue(value, required));
    }

    function _requireNotPassed(uint64 deadline) private view {
        require(block.timestamp < deadline, ModelLicense_DeadlinePassed(block.timestamp, deadline));
    }

    // ----------------------------------------------------------------------------------------------------------- use

    /// @inheritdoc IModelLicense
    function consume(bytes32 modelId, address licensee, uint64 uses) external {
        require(_actsFor(modelId, licensee, msg.sender), ModelLicense_NotLicensed(modelId, msg.sender));
        LicenseState license = _licenses[modelId][licensee];
        uint64 remaining = license.remainingUses();
        require(uses != 0 && uses <= remaining, ModelLicense_UsesOutOfRange(uses, 1, remaining));
        _licenses[modelId][licensee] = license.withRemainingUses(remaining - uses);
        emit UsesConsumed(modelId, licensee, msg.sender, uses);
    }

    /// @inheritdoc IModelLicense
    function redeemUsage(UsageVoucher[] calldata vouchers) external {
        for (uint256 i = 0; i < vouchers.length; ++i) {
            UsageVoucher calldata voucher = vouchers[i];
            SkipReason reason = _redeem(voucher);
            if (reason != SkipReason.None) emit UsageSkipped(i, voucher.modelId, voucher.licensee, reason);
        }
    }

    function _redeem(UsageVoucher calldata voucher) private returns (SkipReason) {
        (bytes32 modelId, address licensee) = (voucher.modelId, voucher.licensee);
        address signer = _recover(voucher);
        if (signer == address(0)) return SkipReason.BadSignature;
        if (!_actsFor(modelId, licensee, signer)) return SkipReason.NotASigner;

        LicenseState license = _licenses[modelId][licensee];
        (uint64 metered, uint64 remaining) = (license.meteredUses(), license.remainingUses());
        if (voucher.cumulativeUses <= metered) return SkipReason.NotAboveMetered;
        if (remaining == 0) return SkipReason.NoUsesLeft;
        uint64 uses = LicenseMath.redeemed(metered, remaining, voucher.cumulativeUses);
        _licenses[modelId][licensee] = license.withMeteredUses(metered + uses).withRemainingUses(remaining - uses);
        emit UsageRedeemed(modelId, licensee, uses, metered + uses);
        return SkipReason.None;
    }

    function _recover(UsageVoucher calldata voucher) private view returns (address signer) {
        // What is passed over only explains a failure, and then the signer is zero.
        // slither-disable-next-line unused-return
        (signer,,) = ECDSA.tryRecoverCalldata(_hashTypedDataV4(LicenseHashes.usageVoucher(voucher)), voucher.signature);
    }

    /// @inheritdoc IModelLicense
    function setSeats(bytes32 modelId, address[] calldata seats, uint40 until) external {
        if (until != 0) {
            LicenseState license = _licenses[modelId][msg.sender];
            require(_isLive(license), ModelLicense_NotLicensed(modelId, msg.sender));
            uint40 expiresAt = license.expiresAt();
            bool outlasts = license.remainingUses() == 0 && until > expiresAt;
            require(!outlasts, ModelLicense_SeatOutlastsLicense(until, expiresAt));
        }
        for (uint256 i = 0; i < seats.length; ++i) {
            _requireAccount(seats[i]);
            _seats[modelId][msg.sender][seats[i]] = until;
            emit SeatSet(modelId, msg.sender, seats[i], until);
        }
    }

    function _actsFor(bytes32 modelId, address licensee, address account) private view returns (bool) {
        return account == licensee || block.timestamp < _seats[modelId][licensee][account];
    }

    function _isLive(LicenseState license) private view returns (bool) {
        return _runs(license) || license.remainingUses() != 0;
    }

    function _runs(LicenseState license) private view returns (bool) {
        return LicenseMath.covers(license.startedAt(), license.expiresAt(), block.timestamp);
    }

    // ---------------------------------------------------------------------------------------------------------- view

    /// @inheritdoc IModelLicense
    function isLicensed(bytes32 modelId, address account) external view returns (bool) {
        return _isLive(_licenses[modelId][account]);
    }

    /// @inheritdoc IModelLicense
    function isSeatLicensed(bytes32 modelId, address licensee, address seat) external view returns (bool) {
        return block.timestamp < _seats[modelId][licensee][seat] && _isLive(_licenses[modelId][licensee]);
    }

    /// @inheritdoc IModelLicense
    function wasLicensedAt(bytes32 modelId, address account, uint256 time) external view returns (bool) {
        LicenseState license = _licenses[modelId][account];
        return LicenseMath.covers(license.startedAt(), license.expiresAt(), time);
    }

    /// @inheritdoc IModelLicense
    function balanceOf(address account, uint256 id) external view returns (uint256) {
        return _isLive(_licenses[bytes32(id)][account]) ? 1 : 0;
    }

    /// @inheritdoc IModelLicense
    function getLicense(bytes32 modelId, address account) external view returns (LicenseView memory) {
        LicenseState license = _licenses[modelId][account];
        return LicenseView({
            startedAt: license.startedAt(),
            expiresAt: license.expiresAt(),
            remainingUses: license.remainingUses(),
            meteredUses: license.meteredUses()
        });
    }

    /// @inheritdoc IModelLicense
    function getSeat(bytes32 modelId, address licensee, address seat) external view returns (uint40 until) {
        return _seats[modelId][licensee][seat];
    }

    /// @inheritdoc IModelLicense
    function getPlan(bytes32 planId) external view returns (PlanView memory) {
        PlanState state = _plans[planId];
        return PlanView({
            known: state.isKnown(),
            open: state.isOpen(),
            sold: state.sold(),
            uncollected: state.uncollected(),
            splitId: _splitOfPlan[planId]
        });
    }

    /// @inheritdoc IModelLicense
    function getPricePerUse(bytes32 modelId) public view returns (Plan memory plan) {
        uint256 pricePlusOne = _pricesPerUse[modelId];
        require(pricePlusOne != 0, ModelLicense_NoPricePerUse(modelId));
        return Plan({
            modelId: modelId,
            kind: PlanKind.Uses,
            token: NATIVE,
            // forge-lint: disable-next-line(unsafe-typecast) only what has 96 bits was written
            price: uint96(pricePlusOne - 1),
            quantity: 1,
            cap: type(uint32).max,
            termsHash: 0
        });
    }

    /// @inheritdoc IModelLicense
    function planIdOf(Plan calldata plan) external pure returns (bytes32) {
        return LicenseHashes.planId(plan);
    }

    /// @inheritdoc IModelLicense
    function purchaseNonce(bytes32 planId, address licensee, uint256 salt) public pure returns (bytes32) {
        return keccak256(abi.encode(planId, licensee, salt));
    }

    /// @inheritdoc IModelLicense
    function nonces(address owner) public view override(IModelLicense, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    /// @inheritdoc IModelLicense
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @inheritdoc ERC165
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == type(IModelLicense).interfaceId || interfaceId == type(IModelRegistry).interfaceId
            || super.supportsInterface(interfaceId);
    }
}
