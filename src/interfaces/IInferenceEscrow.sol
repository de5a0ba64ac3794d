// SPDX-License-Identifier: MIT
pragma solidity >=0.8.24;

import {IPrepaidLedger} from "./IPrepaidLedger.sol";

/// @title Payment channels for inference
/// @notice A payer earmarks part of its prepaid balance for one provider. With every inference the channel's signer
/// signs a voucher for the total owed so far; the provider settles the last one, which pays for all of them at once.
///
/// Who can lose what, and whom each party trusts:
/// - The payer can lose what its signer signed for, and no more; as a rule that is the price of one inference that was
///   paid for and not answered. It trusts the signer's key with what the channel holds. Whatever was not signed for
///   comes back after the notice period, by the payer's action alone.
/// - The provider (`receiver`) can lose the price of the answers that it gave beyond its highest voucher, as a rule one
///   inference. It must settle before a notice period ends; so it must watch for `ChannelClosing`, and choose notice
///   periods longer than any outage it expects, of its own or of the chain. Once it signed a `CloseConsent` it can be
///   held to that amount until the deadline: settle first, answer no more, and sign short deadlines.
/// - Nobody else can lose anything: no function takes money from an account that did not call it or sign for it.
///
/// An account's balance is the sum of its `Deposited` and `Credited` less its `Withdrawn`, `ChannelOpened` and
/// `ChannelToppedUp` amounts.
///
/// Warning: Amounts in channels have 96 bits (7.9e28 units). A token with 24 decimals reaches that at 79,228 tokens.
/// Warning: A channel's signer must be able to sign with ECDSA. A contract account names a key of its own choice.
/// Warning: A receiver that is a contract must be able to call `withdraw`. Payouts are pushed, and become credits if
/// the receiver or the token refuses at that moment; whoever settles chooses the moment, and the gas: a receiver that
/// needs more than 400,000 gas can be credited instead by anyone.
/// Warning: An account with code, by EIP-7702 too, signs openings and close consents by ERC-1271 only. Vouchers and
/// `SignerConsent` are always ECDSA.
/// Warning: An opening that was signed and not yet brought stays valid until its deadline; sign short ones.
interface IInferenceEscrow is IPrepaidLedger {
    /// @notice What identifies a channel. Its id is `keccak256(abi.encode(signer, receiver, token, salt))`.
    /// @param signer The ECDSA key whose vouchers the channel honours.
    /// @param receiver The provider: vouchers pay this account and no other.
    /// @param token The ERC-20 that it is paid in, or `address(0)` for the native coin.
    /// @param salt Tells channels of the same parties apart. Used once: a closed channel never comes back.
    struct Channel {
        address signer;
        address receiver;
        address token;
        uint32 salt;
    }

    /// @notice What payer and signer agree to when a channel opens.
    /// @param channel The channel that opens.
    /// @param payer Whose balance funds it and gets the rest back.
    /// @param amount Earmarked from the payer's balance. At least 1.
    /// @param noticeSeconds From the payer's notice to the earliest end, `MIN_NOTICE_SECONDS` to `MAX_NOTICE_SECONDS`.
    /// @param deadline Unix seconds; the opening is not valid at this time or later.
    struct Opening {
        Channel channel;
        address payer;
        uint96 amount;
        uint32 noticeSeconds;
        uint64 deadline;
    }

    /// @notice Where a channel is in its life: none → open → closing → closed, or open → closed. Closed is the end.
    enum ChannelStatus {
        None,
        Open,
        Closing,
        Closed
    }

    /// @notice All that is recorded of a channel.
    /// @param status Where it is in its life.
    /// @param payer Who funded it; zero if it was never opened.
    /// @param noticeSeconds Length of the notice period.
    /// @param closesAt Unix seconds from which `finishClose` works; zero if no notice was given, and again once closed.
    /// @param funded Earmarked in total. After the close: what was paid out in total.
    /// @param claimed Paid or credited to the receiver so far: the highest voucher that was accepted or, after a close
    /// by consent, its final amount.
    struct ChannelView {
        ChannelStatus status;
        address payer;
        uint32 noticeSeconds;
        uint40 closesAt;
        uint96 funded;
        uint96 claimed;
    }

    /// @notice Why a voucher of a batch was passed over.
    /// `BadSignature`: nobody's signature, or with a high `s`. `UnknownChannel`: the recovered signer has no such
    /// channel, which is also what a voucher with any field changed looks like. `NotAboveClaimed`: settled already.
    /// `ExceedsFunded`: above what the channel holds. `ChannelClosed`: too late.
    enum SkipReason {
        None,
        BadSignature,
        UnknownChannel,
        NotAboveClaimed,
        ExceedsFunded,
        ChannelClosed
    }

    /// @notice A channel opened and `amount` left the payer's balance for it.
    event ChannelOpened(
        bytes32 indexed channelId,
        address indexed payer,
        address indexed receiver,
        address signer,
        address token,
        uint32 salt,
        uint96 amount,
        uint32 noticeSeconds
    );

    /// @notice `amount` left the balance of `from` and was added to what the channel holds.
    event ChannelToppedUp(bytes32 indexed channelId, address indexed from, uint96 amount);

    /// @notice The channel's claimed total rose to `cumulativeAmount`. The differences of a batch went to the
    /// receiver, unless a `Credited` for it directly follows the batch's rows: then their sum was added to its balance.
    event VoucherSettled(bytes32 indexed channelId, uint96 cumulativeAmount);

    /// @notice Row `index` of a batch changed nothing. `channelId` is the one that the recovered signer would have, and
    /// of no meaning for `BadSignature`.
    event VoucherSkipped(uint256 index, bytes32 indexed channelId, uint96 cumulativeAmount, SkipReason reason);

    /// @notice The payer gave notice; from `closesAt` on, `finishClose` works.
    event ChannelClosing(bytes32 indexed channelId, uint40 closesAt);

    /// @notice The channel ended. In total `claimed` went to the receiver; `refunded` went back to the payer's balance,
    /// by the `Credited` that follows if it is not zero. One more `Credited` is the receiver's part that could not be
    /// paid.
    event ChannelClosed(bytes32 indexed channelId, uint96 claimed, uint96 refunded);

    /// @notice The batch is empty or its length is not a multiple of a row's.
    error InferenceEscrow_MalformedVouchers(uint256 length, uint256 rowLength);

    /// @notice A channel must be opened, or topped up, with at least `minimum`.
    error InferenceEscrow_AmountTooSmall(uint256 amount, uint256 minimum);

    /// @notice The notice period is outside what the contract allows.
    error InferenceEscrow_NoticeOutOfRange(uint256 noticeSeconds, uint256 minimum, uint256 maximum);

    /// @notice `block.timestamp` is at or past the deadline.
    error InferenceEscrow_DeadlinePassed(uint256 timestamp, uint256 deadline);

    /// @notice The channel id was used before.
    error InferenceEscrow_ChannelExists(bytes32 channelId);

    /// @notice The channel's status does not allow this.
    error InferenceEscrow_WrongStatus(ChannelStatus actual, ChannelStatus required);

    /// @notice The caller is not the one account that may do this.
    error InferenceEscrow_NotAllowed(address caller, address allowed);

    /// @notice The signature is not a valid one of `account` for this purpose and content.
    error InferenceEscrow_InvalidSignature(address account);

    /// @notice What the channel holds in total would not fit 96 bits.
    error InferenceEscrow_FundsOverflow(uint256 total, uint256 maximum);

    /// @notice The notice period still runs.
    error InferenceEscrow_NoticeRunning(uint256 timestamp, uint256 closesAt);

    /// @notice The final amount is below what was claimed already or above what the channel holds.
    error InferenceEscrow_FinalAmountOutOfRange(uint256 finalAmount, uint256 minimum, uint256 maximum);

    /// @notice Opens a channel and earmarks `opening.amount` of the payer's balance for it.
    /// @dev The payer calls, or anyone who brings its signature of `ChannelOpening` (ERC-1271 too). The signer, unless
    /// it is the payer, co-signs `SignerConsent` by ECDSA, so that nobody can open a channel in its name. Emits
    /// `ChannelOpened`. Reverts if the deadline passed, amount, notice period or receiver is invalid, a signature is
    /// not good, the id was used, or the payer's balance is smaller than the amount.
    /// @param opening What both agree to.
    /// @param payerSignature Passed over when the payer calls.
    /// @param signerSignature 65 bytes; passed over when the signer is the payer.
    /// @return channelId The channel's id.
    function open(Opening calldata opening, bytes calldata payerSignature, bytes calldata signerSignature)
        external
        returns (bytes32 channelId);

    /// @notice Adds `amount` of the caller's balance to what an open channel holds. Anyone may; the rest goes to the
    /// payer when the channel closes, whoever added it.
    /// @dev Emits `ChannelToppedUp`. Reverts unless the channel is open and no notice was given, if the amount is zero,
    /// the caller's balance is smaller, or the channel would hold more than 96 bits.
    function topUp(Channel calldata channel, uint96 amount) external;

    /// @notice Settles vouchers of many channels that pay `receiver` in `token`, and sends it the sum at once. Anyone
    /// may call; nobody can change amount or recipient.
    /// @dev A row has 80 bytes: an EIP-2098 signature `r ‖ yParityAndS` (64), the channel's salt (4), the cumulative
    /// amount (12). The EIP-712 type is `Voucher(address receiver,address token,uint32 salt,uint96 cumulativeAmount)`.
    /// Emits `VoucherSettled` or `VoucherSkipped` a row; then `Credited` if the receiver or the token reverts the
    /// payout. Reverts if the token neither reverts nor confirms it: `post` is the way for such a token.
    /// @return amount The sum; zero if every row was passed over.
    function settle(address receiver, address token, bytes calldata vouchers) external returns (uint256 amount);

    /// @notice `settle`, but the sum is added to the receiver's balance instead of being sent. Only the receiver may
    /// call: it alone can withdraw what is posted.
    /// @dev Emits `VoucherSettled` or `VoucherSkipped` a row, then `Credited` if the sum is not zero.
    /// @return amount The sum; zero if every row was passed over.
    function post(address receiver, address token, bytes calldata vouchers) external returns (uint256 amount);

    /// @notice Gives notice. The receiver has `noticeSeconds` to settle. Only the payer may; there is no way back.
    /// @dev Emits `ChannelClosing`. Reverts unless the channel is open and no notice was given.
    function startClose(Channel calldata channel) external;

    /// @notice Ends a channel whose notice period is over, and returns the rest to the payer's balance. Anyone may.
    /// @dev Emits `ChannelClosed`, and `Credited` if the rest is not zero. Reverts unless notice was given and its
    /// period is over. Vouchers are honoured until this is called.
    function finishClose(Channel calldata channel) external;

    /// @notice Ends a channel at once, with the receiver's consent to `finalAmount` as the total that it gets.
    /// @dev The receiver consents by calling, or by a signature of `CloseConsent` (ERC-1271 too) that anyone may bring.
    /// If that moves the total above what was claimed, the payer must be the one who calls. Emits `ChannelClosed`, and
    /// `Credited` for the payer's rest (and for the receiver's part if it cannot be paid). Reverts unless the channel
    /// is open or closing, if the amount is out of range, the deadline passed, the consent is not good, or the token
    /// neither reverts nor confirms the receiver's part.
    /// @param channel The channel, open or closing.
    /// @param finalAmount In total, from what was claimed already to what the channel holds.
    /// @param deadline Unix seconds; the consent is not valid at this time or later. Passed over when the receiver
    /// calls.
    /// @param receiverSignature Passed over when the receiver calls.
    function closeWithConsent(
        Channel calldata channel,
        uint96 finalAmount,
        uint64 deadline,
        bytes calldata receiverSignature
    ) external;

    /// @notice The shortest notice period: a day. Where a sequencer can delay a transaction by a day, a receiver that
    /// is to survive that accepts only channels with a longer one: that delay, and the time that it needs to notice.
    function MIN_NOTICE_SECONDS() external view returns (uint32);

    /// @notice The longest notice period: no payer's money is ever further away than this.
    function MAX_NOTICE_SECONDS() external view returns (uint32);

    /// @notice The id of a channel, whether it was opened or not.
    function channelIdOf(Channel calldata channel) external pure returns (bytes32 channelId);

    /// @notice All that is recorded of a channel.
    function getChannel(bytes32 channelId) external view returns (ChannelView memory);

    /// @notice The EIP-712 domain separator: name `InferenceEscrow`, version `1`, the current chain id, this contract.
    function DOMAIN_SEPARATOR() external view returns (bytes32);
}
