// SPDX-License-Identifier: MIT
pragma solidity >=0.8.24;

/// @title Encryption keys of accounts
/// @notice An account publishes the key that others encrypt for. It writes only its own, and each new one is a new version;
/// earlier ones stay readable, for what was encrypted for them.
///
/// Warning: That a key is a good X25519 public key, and that the account holds its private key, is not checked here. Who
/// encrypts for it refuses a bad one; who published it harms only itself.
interface IEncryptionKeys {
    /// @notice The account's key is `publicKey` from now on.
    event EncryptionKeySet(address indexed account, uint32 indexed version, bytes32 publicKey);

    /// @notice A key of zero is none.
    error EncryptionKeys_ZeroKey();

    /// @notice Publishes the caller's X25519 public key, as RFC 7748 encodes it.
    /// @dev Emits `EncryptionKeySet`. Reverts for zero.
    /// @return version 1 for the first.
    function setEncryptionKey(bytes32 publicKey) external returns (uint32 version);

    /// @notice The account's latest key and its version; zeros if it never published one.
    function getEncryptionKey(address account) external view returns (bytes32 publicKey, uint32 version);

    /// @notice A key of the account by its version; zero if there is none.
    function getEncryptionKeyAt(address account, uint32 version) external view returns (bytes32 publicKey);
}
