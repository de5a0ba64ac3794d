// SPDX-License-Identifier: MIT
pragma solidity >=0.8.24;

import {IAccessGrants} from "./IAccessGrants.sol";
import {IEncryptionKeys} from "./IEncryptionKeys.sol";
import {IPayments} from "./IPayments.sol";

/// @title Datasets whose access can be bought
/// @notice An owner offers access for a time at a price. An offer never changes: its id commits to all its terms, and whoever
/// buys names them all.
///
/// A purchase is pending until the owner or the gatekeeper delivers the wrapped key, which begins the access: now, or at
/// the end of the access that the buyer has. Not delivered by its deadline, or revoked before, it is refunded in full. From
/// its start the price is earned evenly over the time that was sold, and no more from the moment at which access is
/// revoked, by `revokeAccess` or by `revokeAll`. What is not earned then is the buyer's.
///
/// Money goes out in two steps: `settle`, which anyone may call at any time, credits owner and buyer with what is theirs by
/// then; `withdraw` pays a credit out. So neither party, nor a token, can hold up the other, or a revocation.
///
/// Who can lose what, and whom each party trusts:
/// - A buyer's money is out of its hands for the delivery window, at most `MAX_DELIVERY_WINDOW_SECONDS`, and then earned
///   over the time that it bought, which begins by the `latestStart` that it named.
/// - A buyer relies on the owner for a wrapped key that opens the data, and for data worth its price: the contract sees
///   neither. A buyer who got a wrong key loses what is earned until the owner revokes.
/// - An owner relies on the gatekeeper to deliver only what should be sold. A stolen gatekeeper's key can deliver pending
///   purchases, with any bytes, and nothing else; `revokeAll` and `setGatekeeper` end that.
/// - Access that was paid for cannot be shortened by a new grant. It can always be revoked.
///
/// Warning: Who bought may have copied all data in the first minute. The price of a time is no price of a copy.
/// Warning: An open offer sells to everyone, also to who was revoked. Nothing is delivered against the owner's will: it closes
/// the offer, or lets the purchase lapse. A gatekeeper that delivers by itself must know whom not to.
/// Warning: A purchase needs the buyer's encryption key (`setEncryptionKey`) to be delivered.
/// Warning: Exactly the price must arrive, so tokens that charge a fee on transfer are refused. A fee on a payout is the
/// payee's loss. Tokens whose balances change without a transfer, that charge their sender on top, or that their issuer
/// can seize are excluded: what is missing then is missing in that token only, for whoever withdraws last.
interface IDataVault is IAccessGrants, IEncryptionKeys, IPayments {
    /// @notice Where a purchase stands. `Closed`: nothing more will come of it.
    enum PurchaseStatus {
        None,
        Pending,
        Delivered,
        Closed
    }

    /// @notice The terms of a sale.
    /// @param datasetId The dataset.
    /// @param token The ERC-20 that it is paid in, or `address(0)` for the native coin.
    /// @param price Of the whole time, in the token's smallest unit. Not zero: free access is granted.
    /// @param duration Seconds of access.
    /// @param deliveryWindow Seconds in which the wrapped key must come.
    /// @param purposeHash `keccak256` of the purpose's text that the grant will name.
    /// @param termsHash `keccak256` of the terms' text that a buyer accepts.
    struct Offer {
        bytes32 datasetId;
        address token;
        uint96 price;
        uint32 duration;
        uint32 deliveryWindow;
        bytes32 purposeHash;
        bytes32 termsHash;
    }

    /// @notice A purchase, as it is named in every call about it.
    /// @param offer What was bought.
    /// @param buyer Who bought it.
    /// @param salt The buyer's choice, to tell its purchases of one offer apart.
    struct Purchase {
        Offer offer;
        address buyer;
        uint256 salt;
    }

    /// @notice What is recorded of a purchase.
    /// @param status Where it stands.
    /// @param time Unix seconds: the deadline of a pending purchase, the start of one that was delivered.
    /// @param latestStart Unix seconds by which the access must start.
    /// @param epoch The dataset's epoch in which it was bought.
    /// @param period The period of the buyer's grant in which it was bought.
    /// @param collected What the owner was credited with so far.
    struct PurchaseView {
        PurchaseStatus status;
        uint40 time;
        uint40 latestStart;
        uint32 epoch;
        uint32 period;
        uint96 collected;
    }

    /// @notice The offer sells from now on.
    event OfferOpened(bytes32 indexed offerId, bytes32 indexed datasetId, Offer offer);

    /// @notice The offer sells no more.
    event OfferClosed(bytes32 indexed offerId, bytes32 indexed datasetId);

    /// @notice `buyer` paid. The wrapped key must come before `deadline`.
    event AccessPurchased(
        bytes32 indexed purchaseId,
        bytes32 indexed offerId,
        address indexed buyer,
        uint256 salt,
        uint40 deadline,
        uint40 latestStart
    );

    /// @notice The access that was bought runs from `start` until `end`. An `AccessGranted` with the wrapped key stands
    /// before it.
    event PurchaseDelivered(bytes32 indexed purchaseId, uint40 start, uint64 end);

    /// @notice The owner was credited with `earned`, the buyer with `refunded`. If `closed`, nothing more will come.
    event PurchaseSettled(bytes32 indexed purchaseId, uint96 earned, uint96 refunded, bool closed);

    /// @notice `amount` was added to what the account can withdraw.
    event Credited(address indexed account, address indexed token, uint256 amount);

    /// @notice The account's credit went to `to`.
    event Withdrawn(address indexed account, address indexed token, address indexed to, uint256 amount);

    /// @notice The price is zero.
    error DataVault_ZeroPrice();

    /// @notice The duration is zero.
    error DataVault_ZeroDuration();

    /// @notice The delivery window is shorter or longer than allowed.
    error DataVault_DeliveryWindowOutOfRange(uint256 deliveryWindow, uint256 minimum, uint256 maximum);

    /// @notice The offer does not sell.
    error DataVault_OfferClosed(bytes32 offerId);

    /// @notice The offer sells already.
    error DataVault_OfferOpen(bytes32 offerId);

    /// @notice The buyer used this salt for this offer before.
    error DataVault_PurchaseExists(bytes32 purchaseId);

    /// @notice The latest start has passed already.
    error DataVault_LatestStartPassed(uint256 latestStart, uint256 timestamp);

    /// @notice The native coin that came is not what the purchase costs.
    error DataVault_WrongValue(uint256 value, uint256 required);

    /// @notice The tokens that arrived are not what the purchase costs.
    error DataVault_WrongPayment(uint256 received, uint256 required);

    /// @notice The caller is neither the owner nor the gatekeeper.
    error DataVault_NotDeliverer(address caller);

    /// @notice The purchase does not wait for a key.
    error DataVault_NotPending(bytes32 purchaseId, PurchaseStatus status);

    /// @notice The key came at or past the deadline.
    error DataVault_DeliveryTooLate(uint256 timestamp, uint256 deadline);

    /// @notice The buyer's access was revoked after it paid: the purchase is refunded.
    error DataVault_RevokedBeforeDelivery(bytes32 purchaseId);

    /// @notice The access would start later than the buyer accepts.
    error DataVault_StartTooLate(uint256 start, uint256 latestStart);

    /// @notice There is no such purchase.
    error DataVault_UnknownPurchase(bytes32 purchaseId);

    /// @notice The account has nothing to withdraw in this token.
    error DataVault_NothingToWithdraw(address account, address token);

    /// @notice The shortest delivery window.
    function MIN_DELIVERY_WINDOW_SECONDS() external view returns (uint32);

    /// @notice The longest delivery window.
    function MAX_DELIVERY_WINDOW_SECONDS() external view returns (uint32);

    // ---------------------------------------------------------------------------------------------------------- sell

    /// @notice Opens an offer for the caller's dataset, or opens it again.
    /// @dev Emits `OfferOpened`. Reverts if the dataset is not the caller's or not registered, the offer is open, or its
    /// price, duration or delivery window is out of range.
    /// @return offerId `offerIdOf(offer)`.
    function openOffer(Offer calldata offer) external returns (bytes32 offerId);

    /// @notice Ends the sale. What was bought stays.
    /// @dev Emits `OfferClosed`. Reverts if the dataset is not the caller's or the offer is not open.
    function closeOffer(Offer calldata offer) external;

    // ----------------------------------------------------------------------------------------------------------- buy

    /// @notice Buys access for the caller, which pays: with the call in the native coin, by allowance in a token.
    /// @dev Emits `AccessPurchased`. Reverts if the offer is not open, the salt was used, the latest start has passed, or not
    /// exactly the price arrives.
    /// @param latestStart Unix seconds by which the access must start: later than the end of the access that the buyer
    /// has, for that is where it will start.
    function purchase(Offer calldata offer, uint256 salt, uint40 latestStart) external payable;

    /// @notice `purchase`, with an EIP-2612 permit of the caller for this contract first.
    /// @dev Anyone may have sent the permit before; so a permit that fails is passed over, and the allowance decides.
    function purchaseWithPermit(Offer calldata offer, uint256 salt, uint40 latestStart, Permit calldata permit) external;

    /// @notice Buys for `authorization.from` by an EIP-3009 authorisation that brings exactly the price, which it signed and
    /// anyone may bring. Its nonce is `purchaseNonce(offerId, latestStart, salt)`, and its salt is the purchase's.
    /// `validBefore` is its deadline.
    function purchaseWithAuthorization(Offer calldata offer, uint40 latestStart, Authorization calldata authorization)
        external;

    // ------------------------------------------------------------------------------------------------------- deliver

    /// @notice Brings the wrapped key of a pending purchase, and begins the access: now, or at the end of the access that
    /// the buyer has. The owner or the gatekeeper calls.
    /// @dev Emits `AccessGranted` and `PurchaseDelivered`. Reverts if the caller is neither, the purchase is not pending,
    /// its deadline passed, access was revoked since, epoch or version are not the present ones (a key is wrapped for
    /// these), the key has another length, or the access would start after `latestStart`.
    /// @param epoch The dataset's epoch.
    /// @param version One above the grant's present version.
    function deliver(Purchase calldata purchase, uint32 epoch, uint32 version, bytes calldata wrappedKey) external;

    // -------------------------------------------------------------------------------------------------------- settle

    /// @notice Credits the owner with what a purchase earned since it was last settled, and the buyer with what it gets back,
    /// if it was revoked or not delivered in time. Anyone may call; if there is nothing to credit, nothing happens.
    /// @dev Emits `Credited` for each credit and `PurchaseSettled`. Reverts if there is no such purchase.
    function settle(Purchase calldata purchase) external;

    /// @notice `settle` for each; passes over what was never bought.
    function settleMany(Purchase[] calldata purchases) external;

    /// @notice Sends the caller's whole credit in `token` to `to`.
    /// @dev Emits `Withdrawn`. Reverts if there is none, the transfer fails, or `to` is invalid.
    function withdraw(address token, address to) external returns (uint256 amount);

    // ------------------------------------------------------------------------------------------------------- reading

    /// @notice What `settle` would credit now.
    function getSettlement(Purchase calldata purchase)
        external
        view
        returns (uint96 earned, uint96 refunded, bool closed);

    /// @notice What is recorded of a purchase.
    function getPurchase(bytes32 purchaseId) external view returns (PurchaseView memory);

    /// @notice Whether the offer sells.
    function isOfferOpen(bytes32 offerId) external view returns (bool);

    /// @notice What the account can withdraw.
    function creditOf(address account, address token) external view returns (uint256);

    /// @notice `keccak256(abi.encode(offer))`.
    function offerIdOf(Offer calldata offer) external pure returns (bytes32);

    /// @notice `keccak256(abi.encode(offerId, buyer, salt))`.
    function purchaseIdOf(bytes32 offerId, address buyer, uint256 salt) external pure returns (bytes32);

    /// @notice The EIP-3009 nonce to sign for a purchase: `keccak256(abi.encode(offerId, latestStart, salt))`.
    function purchaseNonce(bytes32 offerId, uint40 latestStart, uint256 salt) external pure returns (bytes32);
}
