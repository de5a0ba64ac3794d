// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";

/// @title The escrow without packing, assembly or libraries of ours, written from the interface
/// @dev It borrows the real escrow's domain separator, so that one signature serves both. Deposits by permit and by
/// authorisation are left out: they share all but the pull with `deposit`.
contract ReferenceEscrow {
    using SafeERC20 for IERC20;

    struct Record {
        bool exists;
        bool closed;
        address payer;
        uint256 noticeSeconds;
        uint256 closesAt;
        uint256 funded;
        uint256 claimed;
    }

    bytes32 private immutable _DOMAIN_SEPARATOR;

    mapping(address account => mapping(address token => uint256)) public balanceOf;
    mapping(
        address signer => mapping(address receiver => mapping(address token => mapping(uint256 salt => Record)))
    ) private _records;

    constructor(bytes32 domainSeparator) {
        _DOMAIN_SEPARATOR = domainSeparator;
    }

    // -------------------------------------------------------------------------------------------------------- ledger

    function depositNative(address beneficiary) external payable {
        _deposited(beneficiary, address(0), msg.value);
    }

    function deposit(address token, uint256 amount, address beneficiary) external {
        uint256 balance = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        _deposited(beneficiary, token, IERC20(token).balanceOf(address(this)) - balance);
    }

    function _deposited(address beneficiary, address token, uint256 amount) private {
        _requireAccount(beneficiary);
        require(amount > 0, "nothing received");
        balanceOf[beneficiary][token] += amount;
    }

    function withdraw(address token, uint256 amount, address to) external {
        _requireAccount(to);
        balanceOf[msg.sender][token] -= amount;
        if (token == address(0)) {
            (bool success,) = to.call{value: amount}("");
            require(success, "native transfer failed");
        } else {
            IERC20(token).safeTransfer(to, amount);
        }
    }

    function _requireAccount(address account) private view {
        require(account != address(0) && account != address(this), "invalid account");
    }

    // ------------------------------------------------------------------------------------------------------ channels

    function open(
        IInferenceEscrow.Opening calldata opening,
        bytes calldata payerSignature,
        bytes calldata signerSignature
    ) external {
        _requireAccount(opening.channel.receiver);
        require(opening.amount > 0, "amount");
        require(opening.noticeSeconds >= 1 days && opening.noticeSeconds <= 30 days, "notice");
        require(block.timestamp < opening.deadline, "deadline");
        if (msg.sender != opening.payer) {
            bytes32 digest = _openingDigest("ChannelOpening", opening);
            require(SignatureChecker.isValidSignatureNow(opening.payer, digest, payerSignature), "payer");
        }
        if (opening.channel.signer != opening.payer) {
            bytes32 digest = _openingDigest("SignerConsent", opening);
            require(ECDSA.recover(digest, signerSignature) == opening.channel.signer, "signer");
        }
        Record storage record = _record(opening.channel);
        require(!record.exists, "exists");
        balanceOf[opening.payer][opening.channel.token] -= opening.amount;
        record.exists = true;
        record.payer = opening.payer;
        record.noticeSeconds = opening.noticeSeconds;
        record.funded = opening.amount;
    }

    function topUp(IInferenceEscrow.Channel calldata channel, uint96 amount) external {
        Record storage record = _record(channel);
        require(amount > 0, "amount");
        require(record.exists && !record.closed && record.closesAt == 0, "status");
        require(record.funded + amount <= type(uint96).max, "overflow");
        balanceOf[msg.sender][channel.token] -= amount;
        record.funded += amount;
    }

    function settle(address receiver, address token, bytes calldata vouchers) external returns (uint256 amount) {
        amount = _claim(receiver, token, vouchers);
        _pay(receiver, token, amount);
    }

    function post(address receiver, address token, bytes calldata vouchers) external returns (uint256 amount) {
        require(msg.sender == receiver, "caller");
        amount = _claim(receiver, token, vouchers);
        balanceOf[receiver][token] += amount;
    }

    function _claim(address receiver, address token, bytes calldata vouchers) private returns (uint256 amount) {
        require(vouchers.length > 0 && vouchers.length % 80 == 0, "length");
        for (uint256 start = 0; start < vouchers.length; start += 80) {
            bytes32 r = bytes32(vouchers[start:start + 32]);
            bytes32 vs = bytes32(vouchers[start + 32:start + 64]);
            uint32 salt = uint32(bytes4(vouchers[start + 64:start + 68]));
            uint96 cumulative = uint96(bytes12(vouchers[start + 68:start + 80]));
            bytes32 digest = _digest(
                keccak256(
                    abi.encode(
                        keccak256("Voucher(address receiver,address token,uint32 salt,uint96 cumulativeAmount)"),
                        receiver,
                        token,
                        salt,
                        cumulative
                    )
                )
            );
            (address signer,,) = ECDSA.tryRecover(digest, r, vs);
            Record storage record = _records[signer][receiver][token][salt];
            if (signer == address(0) || !record.exists || record.closed) continue;
            if (cumulative <= record.claimed || cumulative > record.funded) continue;
            amount += cumulative - record.claimed;
            record.claimed = cumulative;
        }
    }

    function startClose(IInferenceEscrow.Channel calldata channel) external {
        Record storage record = _record(channel);
        require(record.exists && !record.closed && record.closesAt == 0, "status");
        require(msg.sender == record.payer, "caller");
        record.closesAt = block.timestamp + record.noticeSeconds;
    }

    function finishClose(IInferenceEscrow.Channel calldata channel) external {
        Record storage record = _record(channel);
        require(record.exists && !record.closed && record.closesAt != 0, "status");
        require(block.timestamp >= record.closesAt, "notice");
        _close(channel, record, record.claimed);
    }

    function closeWithConsent(
        IInferenceEscrow.Channel calldata channel,
        uint96 finalAmount,
        uint64 deadline,
        bytes calldata receiverSignature
    ) external {
        Record storage record = _record(channel);
        require(record.exists && !record.closed, "status");
        require(finalAmount >= record.claimed && finalAmount <= record.funded, "range");
        require(msg.sender == record.payer || finalAmount == record.claimed, "caller");
        if (msg.sender != channel.receiver) {
            require(block.timestamp < deadline, "deadline");
            bytes32 id = keccak256(abi.encode(channel.signer, channel.receiver, channel.token, channel.salt));
            bytes32 typehash = keccak256("CloseConsent(bytes32 channelId,uint96 finalAmount,uint64 deadline)");
            bytes32 digest = _digest(keccak256(abi.encode(typehash, id, finalAmount, deadline)));
            require(SignatureChecker.isValidSignatureNow(channel.receiver, digest, receiverSignature), "receiver");
        }
        _close(channel, record, finalAmount);
    }

    function _close(IInferenceEscrow.Channel calldata channel, Record storage record, uint256 finalAmount) private {
        uint256 toReceiver = finalAmount - record.claimed;
        balanceOf[record.payer][channel.token] += record.funded - finalAmount;
        record.closed = true;
        record.closesAt = 0;
        record.claimed = finalAmount;
        record.funded = finalAmount;
        _pay(channel.receiver, channel.token, toReceiver);
    }

    function _pay(address receiver, address token, uint256 amount) private {
        if (amount == 0) return;
        bool sent;
        if (token == address(0)) (sent,) = receiver.call{value: amount}("");
        else sent = IERC20(token).trySafeTransfer(receiver, amount);
        if (!sent) balanceOf[receiver][token] += amount;
    }

    // ---------------------------------------------------------------------------------------------------------- view

    function getChannel(IInferenceEscrow.Channel calldata channel)
        external
        view
        returns (IInferenceEscrow.ChannelView memory)
    {
        Record storage record = _record(channel);
        IInferenceEscrow.ChannelStatus status = IInferenceEscrow.ChannelStatus.None;
        if (record.closed) status = IInferenceEscrow.ChannelStatus.Closed;
        else if (record.closesAt != 0) status = IInferenceEscrow.ChannelStatus.Closing;
        else if (record.exists) status = IInferenceEscrow.ChannelStatus.Open;
        return IInferenceEscrow.ChannelView({
            status: status,
            payer: record.payer,
            noticeSeconds: uint32(record.noticeSeconds),
            closesAt: uint40(record.closesAt),
            funded: uint96(record.funded),
            claimed: uint96(record.claimed)
        });
    }

    function _record(IInferenceEscrow.Channel calldata channel) private view returns (Record storage) {
        return _records[channel.signer][channel.receiver][channel.token][channel.salt];
    }

    function _openingDigest(string memory name, IInferenceEscrow.Opening calldata o) private view returns (bytes32) {
        string memory fields = "(address signer,address receiver,address token,uint32 salt,"
            "address payer,uint96 amount,uint32 noticeSeconds,uint64 deadline)";
        return _digest(keccak256(abi.encode(keccak256(abi.encodePacked(name, fields)), o)));
    }

    function _digest(bytes32 structHash) private view returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(_DOMAIN_SEPARATOR, structHash);
    }
}
