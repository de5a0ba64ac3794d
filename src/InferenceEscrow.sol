// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {PrepaidLedger} from "./base/PrepaidLedger.sol";
import {IInferenceEscrow} from "./interfaces/IInferenceEscrow.sol";
import {ChannelHashes} from "./libraries/ChannelHashes.sol";
import {ChannelMath} from "./libraries/ChannelMath.sol";
import {Vouchers} from "./libraries/Vouchers.sol";
import {ChannelState, NO_CHANNEL, closedState} from "./types/ChannelState.sol";
import {ChannelTerms, packTerms} from "./types/ChannelTerms.sol";

/// @title InferenceEscrow
/// @notice Payment channels over prepaid balances. No owner, no upgrade, no fee; `IInferenceEscrow` is the
/// specification.
contract InferenceEscrow is IInferenceEscrow, PrepaidLedger, EIP712 {
    /// @inheritdoc IInferenceEscrow
    uint32 public constant MIN_NOTICE_SECONDS = 1 days;

    /// @inheritdoc IInferenceEscrow
    uint32 public constant MAX_NOTICE_SECONDS = 30 days;

    mapping(bytes32 channelId => ChannelState) private _states;
    mapping(bytes32 channelId => ChannelTerms) private _terms;

    constructor() EIP712("InferenceEscrow", "1") {}

    // ---------------------------------------------------------------------------------------------------------- open

    /// @inheritdoc IInferenceEscrow
    function open(Opening calldata opening, bytes calldata payerSignature, bytes calldata signerSignature)
        external
        nonReentrant
        returns (bytes32 channelId)
    {
        _requireOpenable(opening);
        _requireConsent(opening, payerSignature, signerSignature);

        channelId = ChannelHashes.channelId(opening.channel);
        require(_states[channelId] == NO_CHANNEL, InferenceEscrow_ChannelExists(channelId));

        _debit(opening.payer, opening.channel.token, opening.amount);
        _states[channelId] = NO_CHANNEL.withFunded(opening.amount);
        _terms[channelId] = packTerms(opening.payer, opening.noticeSeconds);
        emit ChannelOpened(
            channelId,
            opening.payer,
            opening.channel.receiver,
            opening.channel.signer,
            opening.channel.token,
            opening.channel.salt,
            opening.amount,
            opening.noticeSeconds
        );
    }

    function _requireOpenable(Opening calldata opening) private view {
        _requireAccount(opening.channel.receiver);
        _requireNotPassed(opening.deadline);
        _requireAmount(opening.amount);
        require(
            opening.noticeSeconds >= MIN_NOTICE_SECONDS && opening.noticeSeconds <= MAX_NOTICE_SECONDS,
            InferenceEscrow_NoticeOutOfRange(opening.noticeSeconds, MIN_NOTICE_SECONDS, MAX_NOTICE_SECONDS)
        );
    }

    /// @dev No check that the signer is not zero: zero never signs, and never calls.
    function _requireConsent(Opening calldata opening, bytes calldata payerSignature, bytes calldata signerSignature)
        private
        view
    {
        address payer = opening.payer;
        address signer = opening.channel.signer;
        if (msg.sender != payer) {
            bytes32 digest = _hashTypedDataV4(ChannelHashes.opening(ChannelHashes.OPENING_TYPEHASH, opening));
            _requireSignature(payer, digest, payerSignature);
        }
        if (signer != payer) {
            bytes32 digest = _hashTypedDataV4(ChannelHashes.opening(ChannelHashes.SIGNER_CONSENT_TYPEHASH, opening));
            // What is passed over only explains a failure.
            // slither-disable-next-line unused-return
            (address recovered, ECDSA.RecoverError failure,) = ECDSA.tryRecoverCalldata(digest, signerSignature);
            require(
                failure == ECDSA.RecoverError.NoError && recovered == signer, InferenceEscrow_InvalidSignature(signer)
            );
        }
    }

    /// @inheritdoc IInferenceEscrow
    function topUp(Channel calldata channel, uint96 amount) external nonReentrant {
        bytes32 channelId = ChannelHashes.channelId(channel);
        ChannelState state = _states[channelId];
        _requireAmount(amount);
        _requireStatus(state, ChannelStatus.Open);
        uint256 total = uint256(state.funded()) + amount;
        require(total <= type(uint96).max, InferenceEscrow_FundsOverflow(total, type(uint96).max));

        _debit(msg.sender, channel.token, amount);
        // forge-lint: disable-next-line(unsafe-typecast) checked above
        _states[channelId] = state.withFunded(uint96(total));
        emit ChannelToppedUp(channelId, msg.sender, amount);
    }

    // -------------------------------------------------------------------------------------------------------- settle

    /// @inheritdoc IInferenceEscrow
    function settle(address receiver, address token, bytes calldata vouchers)
        external
        nonReentrant
        returns (uint256 amount)
    {
        amount = _claim(receiver, token, vouchers);
        _payOrCredit(receiver, token, amount);
    }

    /// @inheritdoc IInferenceEscrow
    function post(address receiver, address token, bytes calldata vouchers)
        external
        nonReentrant
        returns (uint256 amount)
    {
        require(msg.sender == receiver, InferenceEscrow_NotAllowed(msg.sender, receiver));
        amount = _claim(receiver, token, vouchers);
        _credit(receiver, token, amount);
    }

    /// @dev Neither receiver nor token is checked: a channel with any other pair has another id.
    function _claim(address receiver, address token, bytes calldata vouchers) private returns (uint256 amount) {
        require(
            vouchers.length != 0 && vouchers.length % Vouchers.ROW_LENGTH == 0,
            InferenceEscrow_MalformedVouchers(vouchers.length, Vouchers.ROW_LENGTH)
        );
        uint256 rows = vouchers.length / Vouchers.ROW_LENGTH;
        Vouchers.Workspace workspace = Vouchers.prepare(_domainSeparatorV4(), receiver, token);
        // Each addend has 96 bits, and calldata has room for far fewer than 2^160 rows.
        unchecked {
            for (uint256 i = 0; i < rows; ++i) {
                amount += _claimRow(workspace, vouchers, i);
            }
        }
    }

    function _claimRow(Vouchers.Workspace workspace, bytes calldata vouchers, uint256 index)
        private
        returns (uint256 amount)
    {
        (uint32 salt, uint96 cumulative) = Vouchers.amountOf(vouchers, index);
        (address signer, bytes32 channelId) = Vouchers.recover(workspace, vouchers, index, salt, cumulative);
        ChannelState state = _states[channelId];
        uint96 claimed = state.claimed();
        if (ChannelMath.accepts(state.funded(), claimed, cumulative)) {
            amount = ChannelMath.due(claimed, cumulative);
            _states[channelId] = state.withClaimed(cumulative);
            emit VoucherSettled(channelId, cumulative);
        } else {
            emit VoucherSkipped(index, channelId, cumulative, _skipReason(signer, state, cumulative));
        }
    }

    function _skipReason(address signer, ChannelState state, uint96 cumulative) private pure returns (SkipReason) {
        if (signer == address(0)) return SkipReason.BadSignature;
        if (state == NO_CHANNEL) return SkipReason.UnknownChannel;
        if (state.isClosed()) return SkipReason.ChannelClosed;
        return cumulative <= state.claimed() ? SkipReason.NotAboveClaimed : SkipReason.ExceedsFunded;
    }

    // --------------------------------------------------------------------------------------------------------- close

    /// @inheritdoc IInferenceEscrow
    function startClose(Channel calldata channel) external nonReentrant {
        bytes32 channelId = ChannelHashes.channelId(channel);
        ChannelState state = _states[channelId];
        ChannelTerms terms = _terms[channelId];
        _requireStatus(state, ChannelStatus.Open);
        require(msg.sender == terms.payer(), InferenceEscrow_NotAllowed(msg.sender, terms.payer()));

        uint40 closesAt = uint40(block.timestamp) + terms.noticeSeconds();
        _states[channelId] = state.withClosesAt(closesAt);
        emit ChannelClosing(channelId, closesAt);
    }

    /// @inheritdoc IInferenceEscrow
    function finishClose(Channel calldata channel) external nonReentrant {
        bytes32 channelId = ChannelHashes.channelId(channel);
        ChannelState state = _states[channelId];
        _requireStatus(state, ChannelStatus.Closing);
        uint40 closesAt = state.closesAt();
        require(block.timestamp >= closesAt, InferenceEscrow_NoticeRunning(block.timestamp, closesAt));

        _close(channelId, channel, state, _terms[channelId].payer(), state.claimed());
    }

    /// @inheritdoc IInferenceEscrow
    function closeWithConsent(
        Channel calldata channel,
        uint96 finalAmount,
        uint64 deadline,
        bytes calldata receiverSignature
    ) external nonReentrant {
        bytes32 channelId = ChannelHashes.channelId(channel);
        ChannelState state = _states[channelId];
        if (_statusOf(state) != ChannelStatus.Closing) _requireStatus(state, ChannelStatus.Open);

        uint96 claimed = state.claimed();
        uint96 funded = state.funded();
        require(
            finalAmount >= claimed && finalAmount <= funded,
            InferenceEscrow_FinalAmountOutOfRange(finalAmount, claimed, funded)
        );

        address payer = _terms[channelId].payer();
        require(finalAmount == claimed || msg.sender == payer, InferenceEscrow_NotAllowed(msg.sender, payer));
        if (msg.sender != channel.receiver) {
            _requireNotPassed(deadline);
            bytes32 digest = _hashTypedDataV4(ChannelHashes.closeConsent(channelId, finalAmount, deadline));
            _requireSignature(channel.receiver, digest, receiverSignature);
        }
        _close(channelId, channel, state, payer, finalAmount);
    }

    function _close(bytes32 channelId, Channel calldata channel, ChannelState state, address payer, uint96 finalAmount)
        private
    {
        (uint96 toReceiver, uint96 toPayer) = ChannelMath.split(state.funded(), state.claimed(), finalAmount);
        _states[channelId] = closedState(finalAmount);
        emit ChannelClosed(channelId, finalAmount, toPayer);
        _credit(payer, channel.token, toPayer);
        _payOrCredit(channel.receiver, channel.token, toReceiver);
    }

    // -------------------------------------------------------------------------------------------------------- checks

    function _requireAmount(uint96 amount) private pure {
        require(amount != 0, InferenceEscrow_AmountTooSmall(amount, 1));
    }

    function _requireNotPassed(uint64 deadline) private view {
        require(block.timestamp < deadline, InferenceEscrow_DeadlinePassed(block.timestamp, deadline));
    }

    function _requireSignature(address account, bytes32 digest, bytes calldata signature) private view {
        require(
            SignatureChecker.isValidSignatureNowCalldata(account, digest, signature),
            InferenceEscrow_InvalidSignature(account)
        );
    }

    function _requireStatus(ChannelState state, ChannelStatus required) private pure {
        ChannelStatus actual = _statusOf(state);
        require(actual == required, InferenceEscrow_WrongStatus(actual, required));
    }

    function _statusOf(ChannelState state) private pure returns (ChannelStatus) {
        if (state == NO_CHANNEL) return ChannelStatus.None;
        if (state.isClosed()) return ChannelStatus.Closed;
        return state.closesAt() == 0 ? ChannelStatus.Open : ChannelStatus.Closing;
    }

    // ---------------------------------------------------------------------------------------------------------- view

    /// @inheritdoc IInferenceEscrow
    function channelIdOf(Channel calldata channel) external pure returns (bytes32 channelId) {
        return ChannelHashes.channelId(channel);
    }

    /// @inheritdoc IInferenceEscrow
    function getChannel(bytes32 channelId) external view returns (ChannelView memory) {
        ChannelState state = _states[channelId];
        ChannelTerms terms = _terms[channelId];
        return ChannelView({
            status: _statusOf(state),
            payer: terms.payer(),
            noticeSeconds: terms.noticeSeconds(),
            closesAt: state.closesAt(),
            funded: state.funded(),
            claimed: state.claimed()
        });
    }

    /// @inheritdoc IInferenceEscrow
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }
}
