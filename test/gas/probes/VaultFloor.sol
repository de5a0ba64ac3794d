// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";

/// @title The least that the EVM lets grants, revocations and purchases of access cost
/// @notice The calldata of each operation, the storage words that it cannot do without, one event, and the token transfer
/// where there is one. It checks nothing, neither owner nor epoch nor version nor lock. Nobody could use it; it is a measure.
contract VaultFloor {
    event Changed(bytes32 indexed datasetId, address indexed who, uint256 state);
    event KeyBrought(bytes32 indexed datasetId, address indexed who, uint256 state, bytes wrappedKey);

    bytes32 private immutable DOMAIN;

    constructor(bytes32 domainSeparator) {
        DOMAIN = domainSeparator;
    }

    // --------------------------------------------------------------------------------------------------------- grant

    function registerDataset(IAccessGrants.Registration calldata r) external {
        _add(r.datasetId, 1);
        _add(_slot(r.datasetId, address(1)), uint256(r.contentDigest));
        _add(_slot(r.datasetId, address(2)), uint256(r.ciphertextHash));
        emit KeyBrought(r.datasetId, msg.sender, 1, bytes(r.locator));
    }

    /// @dev The epoch is read, so that one revocation can end all grants.
    function grantAccess(address researcher, bytes32 datasetId, uint256 expiry) external {
        _write(datasetId, researcher, _read(datasetId) + expiry);
    }

    function grant(IAccessGrants.Grant calldata g) public {
        uint256 state = _read(g.datasetId) + g.expiry;
        _add(_slot(g.datasetId, g.researcher), state);
        emit KeyBrought(g.datasetId, g.researcher, state, g.wrappedKey);
    }

    function grantWithSignature(IAccessGrants.Grant calldata g, uint64, bytes calldata signature) external {
        _recover(_slot(DOMAIN, g.researcher), signature);
        grant(g);
    }

    // -------------------------------------------------------------------------------------------------------- revoke

    function revokeAccess(address researcher, bytes32 datasetId) external {
        _write(datasetId, researcher, 1);
    }

    function revokeAll(bytes32 datasetId) external {
        emit Changed(datasetId, msg.sender, _add(datasetId, 1));
    }

    // ----------------------------------------------------------------------------------------------------------- buy

    function openOffer(IDataVault.Offer calldata offer) external {
        _write(_offerId(), msg.sender, _read(offer.datasetId));
    }

    /// @dev Whether the offer is open must be known, and in which epoch it was bought.
    function purchase(IDataVault.Offer calldata offer, uint256, uint40) external payable {
        bytes32 offerId = _offerId();
        _write(offerId, msg.sender, _read(_slot(offerId, address(0))) + _read(offer.datasetId));
        if (offer.token != address(0)) IERC20(offer.token).transferFrom(msg.sender, address(this), offer.price);
    }

    function deliver(IDataVault.Purchase calldata p, uint32, uint32 version, bytes calldata wrappedKey) external {
        bytes32 offerId = _offerId();
        _add(_slot(offerId, p.buyer), 1);
        uint256 state = _add(_slot(p.offer.datasetId, p.buyer), _read(p.offer.datasetId) + version);
        emit KeyBrought(p.offer.datasetId, p.buyer, state, wrappedKey);
    }

    /// @dev When access ended must be known, and both parties' credits are written.
    function settle(IDataVault.Purchase calldata p) external {
        uint256 end = _read(p.offer.datasetId) + _read(_slot(p.offer.datasetId, p.buyer));
        _add(_slot(_offerId(), p.buyer), end + 1);
        _add(_slot(p.offer.datasetId, address(3)), 1);
        emit Changed(p.offer.datasetId, p.buyer, end);
    }

    // ---------------------------------------------------------------------------------------------------------- view

    function isLive(bytes32 datasetId, address who) external view returns (bool) {
        return _read(_slot(datasetId, who)) > block.timestamp + _read(datasetId) >> 128;
    }

    // ------------------------------------------------------------------------------------------------------- storage

    function _write(bytes32 datasetId, address who, uint256 amount) private {
        emit Changed(datasetId, who, _add(_slot(datasetId, who), amount));
    }

    function _slot(bytes32 id, address account) private pure returns (bytes32 slot) {
        assembly ("memory-safe") {
            mstore(0, id)
            mstore(0x20, account)
            slot := keccak256(0, 0x40)
        }
    }

    function _read(bytes32 slot) private view returns (uint256 state) {
        assembly ("memory-safe") {
            state := sload(slot)
        }
    }

    function _add(bytes32 slot, uint256 amount) private returns (uint256 state) {
        assembly ("memory-safe") {
            state := add(sload(slot), amount)
            sstore(slot, state)
        }
    }

    /// @dev The offer is the first argument.
    function _offerId() private pure returns (bytes32 id) {
        assembly ("memory-safe") {
            let words := mload(0x40)
            calldatacopy(words, 4, 0xe0)
            id := keccak256(words, 0xe0)
        }
    }

    function _recover(bytes32 digest, bytes calldata signature) private view returns (address signer) {
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, digest)
            mstore(add(m, 0x20), byte(0, calldataload(add(signature.offset, 0x40))))
            calldatacopy(add(m, 0x40), signature.offset, 0x40)
            pop(staticcall(gas(), 1, m, 0x80, m, 0x20))
            signer := mload(m)
        }
    }
}
