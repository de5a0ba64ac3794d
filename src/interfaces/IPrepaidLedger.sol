// SPDX-License-Identifier: MIT
pragma solidity >=0.8.24;

import {IPayments} from "./IPayments.sol";

/// @title Prepaid balances, one per account and token
/// @notice Money comes in by a deposit, is spent by the contract that inherits this ledger, and leaves by `withdraw`.
///
/// Warning: The ledger trusts a token only with that token. A deposit counts what arrived, measured on the ledger's own
/// balance, so a token that charges a fee on transfer credits less than was sent, and one that lies about
/// `transferFrom` is refused. What it charges on a payout is the receiver's loss. A token that charges its sender on
/// top of what it transfers, whose balances change without a transfer (rebasing downwards), or that its issuer can
/// seize, can leave the ledger short in that token; whoever withdraws last then waits. No other token is touched.
interface IPrepaidLedger is IPayments {
    /// @notice `amount` of `token` arrived from `from` and was added to the balance of `beneficiary`.
    event Deposited(address indexed beneficiary, address indexed token, address indexed from, uint256 amount);

    /// @notice `amount` of `token` left the balance of `account` and went to `to`.
    event Withdrawn(address indexed account, address indexed token, address indexed to, uint256 amount);

    /// @notice `amount` of `token` that the contract already held was added to the balance of `account`.
    event Credited(address indexed account, address indexed token, uint256 amount);

    /// @notice The balance is smaller than what was asked of it.
    error PrepaidLedger_InsufficientBalance(uint256 balance, uint256 amount);

    /// @notice The deposit brought nothing: the amount was zero, or the token moved nothing.
    error PrepaidLedger_NothingReceived(address token);

    /// @notice The token neither reverted a payout nor said that it succeeded, so it may or may not have moved the
    /// money.
    error PrepaidLedger_TransferNotConfirmed(address token);

    /// @notice Adds the native coin that comes with the call to the balance of `beneficiary`.
    /// @dev Emits `Deposited`. Reverts if nothing comes or the beneficiary is invalid.
    function depositNative(address beneficiary) external payable;

    /// @notice Pulls `amount` of `token` from the caller and adds what arrives to the balance of `beneficiary`.
    /// @dev Emits `Deposited`. Reverts with the token's own reason, if nothing arrives, or the beneficiary is invalid.
    /// An allowance is only ever spent by its owner: there is no `from`.
    function deposit(address token, uint256 amount, address beneficiary) external;

    /// @notice `deposit`, with an EIP-2612 permit of the caller for this contract first.
    /// @dev Anyone may have sent the permit before; so a permit that fails is passed over, and the allowance decides.
    /// Emits `Deposited`. Reverts as `deposit` does.
    function depositWithPermit(
        address token,
        uint256 amount,
        address beneficiary,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Deposits by an EIP-3009 `receiveWithAuthorization` that `authorization.from` signed and anyone may
    /// bring.
    /// @dev The signed nonce is `depositNonce(beneficiary, salt)`, so whoever brings it cannot redirect the deposit.
    /// Emits `Deposited`. Reverts with the token's own reason, if nothing arrives, or the beneficiary is invalid.
    function depositWithAuthorization(address token, address beneficiary, Authorization calldata authorization) external;

    /// @notice Sends `amount` of the caller's balance in `token` to `to`, at once.
    /// @dev Emits `Withdrawn`. Reverts if the balance is smaller, the transfer fails, or `to` is invalid.
    function withdraw(address token, uint256 amount, address to) external;

    /// @notice What `account` may withdraw or spend of `token` now.
    function balanceOf(address account, address token) external view returns (uint256);

    /// @notice The EIP-3009 nonce to sign for a deposit to `beneficiary`: `keccak256(abi.encode(beneficiary, salt))`.
    function depositNonce(address beneficiary, uint256 salt) external pure returns (bytes32);
}
