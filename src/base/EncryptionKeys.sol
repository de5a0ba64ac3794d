// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEncryptionKeys} from "../interfaces/IEncryptionKeys.sol";

/// @title EncryptionKeys
/// @notice Each account's public keys for encryption, by version.
abstract contract EncryptionKeys is IEncryptionKeys {
    mapping(address account => uint32) private _latestVersions;
    mapping(address account => mapping(uint32 version => bytes32)) private _publicKeys;

    /// @inheritdoc IEncryptionKeys
    function setEncryptionKey(bytes32 publicKey) external returns (uint32 version) {
        require(publicKey != 0, EncryptionKeys_ZeroKey());
        version = _latestVersions[msg.sender] + 1;
        _latestVersions[msg.sender] = version;
        _publicKeys[msg.sender][version] = publicKey;
        emit EncryptionKeySet(msg.sender, version, publicKey);
    }

    /// @inheritdoc IEncryptionKeys
    function getEncryptionKey(address account) external view returns (bytes32 publicKey, uint32 version) {
        version = _latestVersions[account];
        publicKey = _publicKeys[account][version];
    }

    /// @inheritdoc IEncryptionKeys
    function getEncryptionKeyAt(address account, uint32 version) external view returns (bytes32 publicKey) {
        return _publicKeys[account][version];
    }
}
