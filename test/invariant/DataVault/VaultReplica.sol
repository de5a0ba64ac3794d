// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";
import {IEncryptionKeys} from "src/interfaces/IEncryptionKeys.sol";

/// @title What can be known of a vault from its events and their blocks' timestamps, and nothing else
/// @dev It answers as the vault's views do.
contract VaultReplica {
    address private immutable _VAULT;

    mapping(bytes32 datasetId => IAccessGrants.DatasetView) private _datasets;
    mapping(bytes32 datasetId => mapping(address researcher => IAccessGrants.GrantView)) private _grants;
    mapping(bytes32 offerId => bytes32) private _datasetOf;
    mapping(bytes32 offerId => bool) public isOfferOpen;
    mapping(bytes32 purchaseId => IDataVault.PurchaseView) private _purchases;
    mapping(address account => mapping(address token => uint256)) public creditOf;
    mapping(address account => uint32) private _keyVersions;
    mapping(address account => mapping(uint32 version => bytes32)) public getEncryptionKeyAt;

    error UnknownEvent(bytes32 topic);
    error NoSuchCredit(address account, uint256 credit, uint256 withdrawn);

    constructor(address vault) {
        _VAULT = vault;
    }

    /// @notice Reads events of the block that is now.
    function read(Vm.Log[] calldata logs) external {
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == _VAULT) _read(logs[i].topics, logs[i].data);
        }
    }

    function _read(bytes32[] calldata topics, bytes calldata data) private {
        bytes32 kind = topics[0];
        if (kind == IAccessGrants.AccessGranted.selector) _readGranted(topics, data);
        else if (kind == IAccessGrants.AccessRevoked.selector) _readRevoked(topics, data);
        else if (kind == IAccessGrants.SignedGrantsCancelled.selector) _readCancelled(topics, data);
        else if (kind == IAccessGrants.AllAccessRevoked.selector) _readAllRevoked(topics);
        else if (kind == IDataVault.AccessPurchased.selector) _readPurchased(topics, data);
        else if (kind == IDataVault.PurchaseDelivered.selector) _readDelivered(topics, data);
        else if (kind == IDataVault.PurchaseSettled.selector) _readSettled(topics, data);
        else if (kind == IDataVault.Credited.selector) _readCredited(topics, data);
        else if (kind == IDataVault.Withdrawn.selector) _readWithdrawn(topics, data);
        else if (kind == IDataVault.OfferOpened.selector) _readOpened(topics, data);
        else if (kind == IDataVault.OfferClosed.selector) isOfferOpen[topics[1]] = false;
        else if (kind == IEncryptionKeys.EncryptionKeySet.selector) _readKey(topics, data);
        else if (kind == IAccessGrants.DatasetRegistered.selector) _readRegistered(topics, data);
        else if (kind == IAccessGrants.RevisionPublished.selector) _readRevision(topics, data);
        else if (kind == IAccessGrants.GatekeeperSet.selector) _datasets[topics[1]].gatekeeper = _account(topics[2]);
        else revert UnknownEvent(kind);
    }

    // ------------------------------------------------------------------------------------------------------- dataset

    function _readRegistered(bytes32[] calldata topics, bytes calldata data) private {
        (bytes32 content, bytes32 ciphertext,) = abi.decode(data, (bytes32, bytes32, string));
        _datasets[topics[1]] = IAccessGrants.DatasetView(1, 0, 1, _account(topics[3]), content, ciphertext);
    }

    function _readRevision(bytes32[] calldata topics, bytes calldata data) private {
        IAccessGrants.DatasetView storage dataset = _datasets[topics[1]];
        (dataset.contentDigest, dataset.ciphertextHash,) = abi.decode(data, (bytes32, bytes32, string));
        dataset.revision = uint24(uint256(topics[2]));
    }

    // --------------------------------------------------------------------------------------------------------- grant

    function _readGranted(bytes32[] calldata topics, bytes calldata data) private {
        IAccessGrants.GrantView storage grant = _grants[topics[1]][_account(topics[2])];
        (grant.expiry, grant.epoch, grant.version,,,) =
            abi.decode(data, (uint64, uint32, uint32, bytes32, bytes32, bytes));
    }

    function _readRevoked(bytes32[] calldata topics, bytes calldata data) private {
        IAccessGrants.GrantView storage grant = _grants[topics[1]][_account(topics[2])];
        (grant.expiry, grant.epoch, grant.version) = (0, 0, abi.decode(data, (uint32)));
        grant.period += 1;
        grant.revokedAt = uint40(block.timestamp);
    }

    function _readCancelled(bytes32[] calldata topics, bytes calldata data) private {
        _grants[topics[1]][_account(topics[2])].version = abi.decode(data, (uint32));
    }

    function _readAllRevoked(bytes32[] calldata topics) private {
        IAccessGrants.DatasetView storage dataset = _datasets[topics[1]];
        dataset.epoch = uint32(uint256(topics[2]));
        dataset.epochStartedAt = uint40(block.timestamp);
    }

    // ---------------------------------------------------------------------------------------------------------- sale

    function _readOpened(bytes32[] calldata topics, bytes calldata data) private {
        _datasetOf[topics[1]] = abi.decode(data, (IDataVault.Offer)).datasetId;
        isOfferOpen[topics[1]] = true;
    }

    function _readPurchased(bytes32[] calldata topics, bytes calldata data) private {
        bytes32 datasetId = _datasetOf[topics[2]];
        IDataVault.PurchaseView storage purchase = _purchases[topics[1]];
        (, purchase.time, purchase.latestStart) = abi.decode(data, (uint256, uint40, uint40));
        purchase.status = IDataVault.PurchaseStatus.Pending;
        purchase.epoch = _datasets[datasetId].epoch;
        purchase.period = _grants[datasetId][_account(topics[3])].period;
    }

    function _readDelivered(bytes32[] calldata topics, bytes calldata data) private {
        IDataVault.PurchaseView storage purchase = _purchases[topics[1]];
        (purchase.time,) = abi.decode(data, (uint40, uint64));
        purchase.status = IDataVault.PurchaseStatus.Delivered;
    }

    function _readSettled(bytes32[] calldata topics, bytes calldata data) private {
        IDataVault.PurchaseView storage purchase = _purchases[topics[1]];
        (uint96 earned,, bool closed) = abi.decode(data, (uint96, uint96, bool));
        purchase.collected += earned;
        if (closed) purchase.status = IDataVault.PurchaseStatus.Closed;
    }

    function _readCredited(bytes32[] calldata topics, bytes calldata data) private {
        creditOf[_account(topics[1])][_account(topics[2])] += abi.decode(data, (uint256));
    }

    function _readWithdrawn(bytes32[] calldata topics, bytes calldata data) private {
        (address account, address token) = (_account(topics[1]), _account(topics[2]));
        uint256 amount = abi.decode(data, (uint256));
        uint256 credit = creditOf[account][token];
        require(amount <= credit, NoSuchCredit(account, credit, amount));
        creditOf[account][token] = credit - amount;
    }

    function _readKey(bytes32[] calldata topics, bytes calldata data) private {
        (address account, uint32 version) = (_account(topics[1]), uint32(uint256(topics[2])));
        _keyVersions[account] = version;
        getEncryptionKeyAt[account][version] = abi.decode(data, (bytes32));
    }

    // ---------------------------------------------------------------------------------------------------------- view

    function getDataset(bytes32 id) external view returns (IAccessGrants.DatasetView memory) {
        return _datasets[id];
    }

    function getGrant(bytes32 id, address who) external view returns (IAccessGrants.GrantView memory grant) {
        grant = _grants[id][who];
        grant.live = block.timestamp < grant.expiry && grant.epoch == _datasets[id].epoch;
    }

    function getPurchase(bytes32 id) external view returns (IDataVault.PurchaseView memory) {
        return _purchases[id];
    }

    function getEncryptionKey(address account) external view returns (bytes32, uint32) {
        uint32 version = _keyVersions[account];
        return (getEncryptionKeyAt[account][version], version);
    }

    function _account(bytes32 topic) private pure returns (address) {
        return address(uint160(uint256(topic)));
    }
}
