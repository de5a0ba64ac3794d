// SPDX-License-Identifier: MIT
pragma solidity >=0.8.24;

/// @title How money comes in and goes out, for every contract that takes some
/// @notice Amounts are in the token's smallest unit. `address(0)` stands for the chain's native coin. What comes in is
/// measured on the contract's own balance, so a token that lies about a transfer is refused.
///
/// Warning: Only ERC-20. A token of another kind that answers `balanceOf` and `transferFrom` (an ERC-721) would be
/// taken, and could not be paid out, or by someone else.
/// Warning: Coins and tokens that are sent to the contract without a call for it belong to nobody and cannot be
/// recovered.
interface IPayments {
    /// @notice An EIP-3009 authorisation, as its signer made it.
    /// @param from Who signed it and whose tokens move.
    /// @param value Tokens that move.
    /// @param validAfter Unix seconds; valid strictly after.
    /// @param validBefore Unix seconds; valid strictly before.
    /// @param salt Any number. It goes into the nonce that `from` signs, which binds what the tokens are for.
    /// @param signature 65 bytes `r ‖ s ‖ v` go to the token's `v, r, s` overload; any other length goes to its `bytes`
    /// overload, which tokens offer for contract accounts.
    struct Authorization {
        address from;
        uint256 value;
        uint256 validAfter;
        uint256 validBefore;
        uint256 salt;
        bytes signature;
    }

    /// @notice An EIP-2612 permit of the caller for the contract.
    /// @param deadline Unix seconds, as signed.
    /// @param v Of the signature.
    /// @param r Of the signature.
    /// @param s Of the signature.
    struct Permit {
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @notice Nothing can be sent, credited or given to this address: it is zero or this contract itself.
    error Payments_InvalidAccount(address account);

    /// @notice Address zero stands for the native coin, which comes with the call.
    error Payments_TokenIsNative();

    /// @notice There is no contract at the token's address.
    error Payments_NotAToken(address token);

    /// @notice The receiver refused the native coin.
    error Payments_NativeTransferFailed(address to, uint256 amount);
}
