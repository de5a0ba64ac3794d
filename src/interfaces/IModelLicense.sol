// SPDX-License-Identifier: MIT
pragma solidity >=0.8.24;

import {IModelRegistry} from "./IModelRegistry.sol";

/// @title Licences to use models
/// @notice A creator sells the right to use a model: a number of uses, a time, or for ever. A licence is a record, not a
/// token: it cannot be transferred, and nobody can take it away once it is bought. What it cost is earned at once; there
/// are no refunds.
///
/// A plan never changes: its id commits to all its terms, and whoever buys names them all, price and terms hash among
/// them. So nothing that the creator does can change what a purchase costs or gives. A new price is a new plan. Only
/// `acquireLicense` names no plan: it buys one use, without terms hash or deadline, and the value that comes is the price.
///
/// An account has one licence for a model, which all its purchases add to:
/// - uses, which are counted down and do not lapse;
/// - one term, from `startedAt` until `expiresAt`. Buying time while it runs prolongs it, and what was not used yet is
///   kept; buying after it ended starts a new one, and the gap is not charged. For ever is a term without an end.
/// It is live while the term runs or uses are left. An expiry `t` means: not at `t` or later.
///
/// Who can lose what, and whom each party trusts:
/// - A buyer loses nothing but the price it named. What the model is worth, whether it stays reachable, and what its
///   terms (`termsHash`) say is between buyer and creator.
/// - A seat acts for its licensee: it can use up the licensee's uses, and nothing else.
/// - Who serves against usage vouchers relies on redeeming them: until then the licensee can use the same uses
///   elsewhere, or take back the seat that signed. It can lose the count of the uses that it served since it last
///   redeemed, never money.
///
/// Warning: `isLicensed`, `isSeatLicensed` and `balanceOf` stay true while a single use is left, and asking uses none up.
/// Who sells uses takes a `consume` or a voucher for each. A gate that means the term asks
/// `wasLicensedAt(modelId, account, block.timestamp)`.
/// Warning: A purchase can be repeated, and made for anybody: a free plan is no trial, and whoever pays for all of a cap
/// has it.
/// Warning: A key that was taken back as a seat should not be named again: its old vouchers would count again.
/// Warning: Vouchers are signed by ECDSA keys. A licensee that is a contract names a seat for them.
/// Warning: Uses are one count for a model and licensee. Vouchers add up over all servers: let one meter count.
/// Warning: Exactly the price must arrive, so tokens that charge a fee on transfer are refused. A fee on a payout is the
/// payee's loss. Tokens whose balances change without a transfer, that charge their sender on top, or that their issuer
/// can seize are excluded: what is missing then is missing in that token only, for whoever claims last.
/// Warning: `balanceOf(account, id)` answers 1 while a licence is live, for gates that ask an ERC-1155 so. It is not one:
/// balances lapse without a transfer, and nothing can be transferred. `supportsInterface` says so.
interface IModelLicense is IModelRegistry {
    /// @notice What a plan sells: a number of uses, a term that can be prolonged, or a term without an end.
    enum PlanKind {
        Uses,
        Timed,
        Perpetual
    }

    /// @notice The terms of a sale. The plan's id is its EIP-712 struct hash.
    /// @param modelId The model.
    /// @param kind What is sold.
    /// @param token The ERC-20 that it is paid in, or `address(0)` for the native coin.
    /// @param price Of one purchase, in the token's smallest unit. Zero for free.
    /// @param quantity Uses, or seconds; zero for a term without an end.
    /// @param cap The most purchases there can be, renewals included. `type(uint32).max` for no limit.
    /// @param termsHash Hash of the terms that a buyer accepts. Zero for none.
    struct Plan {
        bytes32 modelId;
        PlanKind kind;
        address token;
        uint96 price;
        uint64 quantity;
        uint32 cap;
        bytes32 termsHash;
    }

    /// @notice A purchase that a buyer signs and anyone may bring.
    /// @param buyer Whose allowance pays. ERC-1271 accounts sign too.
    /// @param licensee Who is licensed.
    /// @param deadline Unix seconds; not valid at this time or later.
    /// @param nonce The buyer's `nonces(buyer)`.
    struct Purchase {
        address buyer;
        address licensee;
        uint64 deadline;
        uint256 nonce;
    }

    /// @notice A licensee's word that it has used `cumulativeUses` in all, not counting `consume`.
    /// @param modelId The model.
    /// @param licensee Who is licensed.
    /// @param cumulativeUses Metered uses since the licence began.
    /// @param signature ECDSA, 65 bytes, of the licensee or one of its seats that is live when it is redeemed.
    struct UsageVoucher {
        bytes32 modelId;
        address licensee;
        uint64 cumulativeUses;
        bytes signature;
    }

    /// @notice Why a voucher of a batch changed nothing. `BadSignature`: nobody's, with a high `s`, or not 65 bytes.
    /// `NotASigner`: neither the licensee's nor a live seat's; a voucher with any field changed looks so too.
    /// `NotAboveMetered`: redeemed already. `NoUsesLeft`: no uses to take from.
    enum SkipReason {
        None,
        BadSignature,
        NotASigner,
        NotAboveMetered,
        NoUsesLeft
    }

    /// @notice All that is recorded of a plan.
    /// @param known Whether it was ever open.
    /// @param open Whether it sells now.
    /// @param sold Purchases so far.
    /// @param uncollected What it earned since `collect`.
    /// @param splitId The split that it earns for.
    struct PlanView {
        bool known;
        bool open;
        uint32 sold;
        uint128 uncollected;
        bytes32 splitId;
    }

    /// @notice All that is recorded of a licence.
    /// @param startedAt Unix seconds at which the latest term began; zero if there was none.
    /// @param expiresAt Unix seconds at which it ends or ended; `PERPETUAL` for never; zero if there was none.
    /// @param remainingUses Uses left.
    /// @param meteredUses Uses that vouchers took so far.
    struct LicenseView {
        uint40 startedAt;
        uint40 expiresAt;
        uint64 remainingUses;
        uint64 meteredUses;
    }

    /// @notice The plan sells, and earns for `splitId` from now on.
    event PlanOpened(bytes32 indexed planId, bytes32 indexed modelId, bytes32 indexed splitId, Plan plan);

    /// @notice The plan sells no more.
    event PlanClosed(bytes32 indexed planId, bytes32 indexed modelId);

    /// @notice `acquireLicense(modelId)` buys one use at this price from now on.
    event PricePerUseSet(bytes32 indexed modelId, bytes32 indexed planId, uint96 price);

    /// @notice `payer` bought one purchase of the plan for `licensee`, whose licence then read so. Who paid by an EIP-3009
    /// authorisation is the token's word.
    event LicenseAcquired(
        bytes32 indexed planId,
        bytes32 indexed modelId,
        address indexed licensee,
        address payer,
        uint40 expiresAt,
        uint64 remainingUses
    );

    /// @notice What the account signed for a purchase with `nonce` is worth nothing from now on.
    event NonceUsed(address indexed account, uint256 nonce);

    /// @notice `by` used up `uses` of the licensee's.
    event UsesConsumed(bytes32 indexed modelId, address indexed licensee, address indexed by, uint64 uses);

    /// @notice A voucher took `uses` of those that were left, and the metered total rose to `meteredUses`.
    event UsageRedeemed(bytes32 indexed modelId, address indexed licensee, uint64 uses, uint64 meteredUses);

    /// @notice Voucher `index` of a batch changed nothing.
    event UsageSkipped(uint256 index, bytes32 indexed modelId, address indexed licensee, SkipReason reason);

    /// @notice `seat` acts for the licensee until `until`, or no more if that is zero.
    event SeatSet(bytes32 indexed modelId, address indexed licensee, address indexed seat, uint40 until);

    /// @notice What the plan had earned was added to the income of its split.
    event RevenueCollected(bytes32 indexed planId, bytes32 indexed splitId, address indexed token, uint256 amount);

    /// @notice The plan's terms contradict each other: no cap, or a quantity that its kind does not have.
    error ModelLicense_InvalidPlan(PlanKind kind, uint256 quantity, uint256 cap);

    /// @notice The plan was never open.
    error ModelLicense_UnknownPlan(bytes32 planId);

    /// @notice The plan does not sell.
    error ModelLicense_PlanClosed(bytes32 planId);

    /// @notice All purchases that the plan has were made.
    error ModelLicense_SoldOut(bytes32 planId, uint256 cap);

    /// @notice The price does not fit 96 bits.
    error ModelLicense_PriceTooHigh(uint256 price, uint256 maximum);

    /// @notice The model has no price per use.
    error ModelLicense_NoPricePerUse(bytes32 modelId);

    /// @notice `block.timestamp` is at or past the deadline.
    error ModelLicense_DeadlinePassed(uint256 timestamp, uint256 deadline);

    /// @notice The native coin that came is not what the purchase costs.
    error ModelLicense_WrongValue(uint256 value, uint256 required);

    /// @notice The tokens that arrived are not what the purchase costs.
    error ModelLicense_WrongPayment(uint256 received, uint256 required);

    /// @notice The signature is not a valid one of `account` for this purpose and content.
    error ModelLicense_InvalidSignature(address account);

    /// @notice The licence has no end already.
    error ModelLicense_AlreadyPerpetual(bytes32 modelId, address licensee);

    /// @notice The term would end later than can be recorded.
    error ModelLicense_TermTooLong(uint256 expiresAt, uint256 maximum);

    /// @notice The licence would hold more uses than can be recorded.
    error ModelLicense_TooManyUses(uint256 uses, uint256 maximum);

    /// @notice The account has no live licence, or does not act for the licensee.
    error ModelLicense_NotLicensed(bytes32 modelId, address account);

    /// @notice The seat would outlast the licence.
    error ModelLicense_SeatOutlastsLicense(uint256 until, uint256 expiresAt);

    /// @notice Fewer uses are left, or none were asked for.
    error ModelLicense_UsesOutOfRange(uint256 uses, uint256 minimum, uint256 remaining);

    /// @notice The `expiresAt` of a licence without an end.
    function PERPETUAL() external view returns (uint40);

    // ------------------------------------------------------------------------------------------------------- selling

    /// @notice Registers a model without parents or content digest, whose creator gets all, and which sells single uses
    /// for `pricePerUse` of the native coin.
    /// @dev As `publishModel`, then `setPricePerUse`.
    function registerModel(bytes32 modelId, string calldata modelURI, uint256 pricePerUse) external;

    /// @notice What `acquireLicense(modelId)` costs from now on: the plan that it sold before closes, and one of a single
    /// use, without cap and terms hash, opens.
    /// @dev Emits `PlanClosed` if there was one, `PlanOpened` and `PricePerUseSet`. Reverts if the model is not the
    /// caller's, the split is not the model's, or the price has more than 96 bits.
    function setPricePerUse(bytes32 modelId, uint256 pricePerUse, bytes32 splitId) external;

    /// @notice Opens a plan of the caller's model, or opens it again, or binds it to another split. What it earned until
    /// now goes to the split that it was bound to.
    /// @dev Emits `RevenueCollected` if it had earned something, and `PlanOpened`. Reverts if the model is not the
    /// caller's, the split is not the model's, or the plan's terms contradict each other.
    /// @return planId `planIdOf(plan)`.
    function openPlan(Plan calldata plan, bytes32 splitId) external returns (bytes32 planId);

    /// @notice Ends the sale. What was bought stays; what was earned can be collected.
    /// @dev Emits `PlanClosed`. Reverts if the model is not the caller's or the plan is not open.
    function closePlan(Plan calldata plan) external;

    /// @notice Adds what plans earned to the income of their splits. Anyone may call.
    /// @dev Emits a `RevenueCollected` for each plan with something new. Reverts if a plan was never open.
    function collect(Plan[] calldata plans) external;

    // -------------------------------------------------------------------------------------------------------- buying

    /// @notice Buys one use for the caller, at the model's price per use, which must come with the call exactly.
    /// @dev Emits `LicenseAcquired`. Reverts if the model has no price per use, its plan was closed or is sold out, another
    /// value comes, or the caller's licence could not record more.
    function acquireLicense(bytes32 modelId) external payable;

    /// @notice Buys one purchase of `plan` for `licensee`. The caller pays: with the call in the native coin, by
    /// allowance in a token.
    /// @dev Emits `LicenseAcquired`. Reverts if the deadline passed, the plan is not open or sold out, the licensee is
    /// invalid, its term has no end already, its licence could not record more, or not exactly the price arrives.
    function acquire(Plan calldata plan, address licensee, uint64 deadline) external payable;

    /// @notice `acquire`, with an EIP-2612 permit of the caller for this contract first.
    /// @dev Anyone may have sent the permit before; so a permit that fails is passed over, and the allowance decides.
    /// Reverts as `acquire` does, and for a plan in the native coin.
    function acquireWithPermit(Plan calldata plan, address licensee, uint64 deadline, Permit calldata permit) external;

    /// @notice Buys for `licensee` by an EIP-3009 authorisation that brings exactly the price, which
    /// `authorization.from` signed and anyone may bring. Its nonce is `purchaseNonce(planId, licensee, salt)`: so
    /// neither plan nor licensee can be changed. `validBefore` is its deadline.
    /// @dev As `acquire`; reverts also with the token's own reason, and for a plan in the native coin.
    function acquireWithAuthorization(Plan calldata plan, address licensee, Authorization calldata authorization)
        external;

    /// @notice Buys by a `LicensePurchase` that the buyer signed and anyone may bring. The buyer's allowance pays.
    /// @dev As `acquire`, and emits `NonceUsed`; reverts also if the plan is in the native coin and not free, or the
    /// signature or nonce is not good.
    function acquireWithSignature(Plan calldata plan, Purchase calldata purchase, bytes calldata signature) external;

    /// @notice Makes what the caller signed with its present nonce worthless. Emits `NonceUsed`.
    /// @return nonce The one that was used up.
    function useNonce() external returns (uint256 nonce);

    // --------------------------------------------------------------------------------------------------------- using

    /// @notice Uses up `uses` of the licensee's. The licensee calls, or one of its live seats.
    /// @dev Emits `UsesConsumed`. Reverts if the caller is neither, or `uses` is zero or more than are left.
    function consume(bytes32 modelId, address licensee, uint64 uses) external;

    /// @notice Redeems usage vouchers, each for all uses since the one before. Anyone may bring them. A voucher over more
    /// uses than are left takes those that are, and the others once they are bought.
    /// @dev Emits a `UsageRedeemed` or `UsageSkipped` for each: a bad one stops none of the others.
    function redeemUsage(UsageVoucher[] calldata vouchers) external;

    /// @notice Names keys that act for the caller until `until`, or takes that back with zero. A seat acts while the
    /// licence is live, and never beyond the end that the licence had when it was named: that of the term, or none while
    /// uses are left.
    /// @dev Emits a `SeatSet` for each. Reverts as a whole if a seat is invalid, the caller has no live licence, or its
    /// term ends before `until` and no uses are left. Taking back always works.
    function setSeats(bytes32 modelId, address[] calldata seats, uint40 until) external;

    // ------------------------------------------------------------------------------------------------------- reading

    /// @notice Whether the account has a live licence now: its term runs, or uses are left.
    function isLicensed(bytes32 modelId, address account) external view returns (bool);

    /// @notice Whether `seat` acts for a licensee with a live licence now.
    function isSeatLicensed(bytes32 modelId, address licensee, address seat) external view returns (bool);

    /// @notice Whether `time` lies in the account's latest unbroken term. For a time to come: whether it is paid for
    /// already. Earlier terms are in the events: a purchase that starts a new term, a gift too, makes this answer false for
    /// those before.
    function wasLicensedAt(bytes32 modelId, address account, uint256 time) external view returns (bool);

    /// @notice 1 while `account` has a live licence for the model `id`, else 0. For gates; no ERC-1155.
    function balanceOf(address account, uint256 id) external view returns (uint256);

    /// @notice What is recorded of a licence.
    function getLicense(bytes32 modelId, address account) external view returns (LicenseView memory);

    /// @notice Until when `seat` was named; zero if it was not.
    function getSeat(bytes32 modelId, address licensee, address seat) external view returns (uint40 until);

    /// @notice What is recorded of a plan.
    function getPlan(bytes32 planId) external view returns (PlanView memory);

    /// @notice The plan that `acquireLicense(modelId)` buys. Reverts if the model has no price per use.
    function getPricePerUse(bytes32 modelId) external view returns (Plan memory plan);

    /// @notice The plan's EIP-712 struct hash.
    function planIdOf(Plan calldata plan) external pure returns (bytes32);

    /// @notice The EIP-3009 nonce to sign for a purchase: `keccak256(abi.encode(planId, licensee, salt))`.
    function purchaseNonce(bytes32 planId, address licensee, uint256 salt) external pure returns (bytes32);

    /// @notice The nonce that the account's next `LicensePurchase` must have.
    function nonces(address account) external view returns (uint256);

    /// @notice The EIP-712 domain separator, name "ModelLicense", version "1".
    function DOMAIN_SEPARATOR() external view returns (bytes32);
}
