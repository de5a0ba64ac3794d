// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "../interfaces/IAccessGrants.sol";
import {IDataVault} from "../interfaces/IDataVault.sol";

/// @title AccessHashes
/// @notice The EIP-712 struct hash of a signed grant, and the ids of offers and purchases.
library AccessHashes {
    bytes32 private constant GRANT_TYPEHASH = keccak256(
        "AccessGrant(address researcher,bytes32 datasetId,uint64 expiry,uint32 epoch,uint32 version,string purpose,string terms,bytes wrappedKey,uint64 deadline)"
    );

    /// @dev A `string` of typed data is encoded as its hash: so who signs reads the texts, and only their hashes come here.
    /// The seven words before the wrapped key are taken as they came, unchecked: nobody signed one with bits beyond its
    /// type.
    function grant(IAccessGrants.Grant calldata g, bytes calldata key, uint64 deadline)
        internal
        pure
        returns (bytes32 hash)
    {
        bytes32 typeHash = GRANT_TYPEHASH;
        assembly ("memory-safe") {
            let words := mload(0x40)
            calldatacopy(words, key.offset, key.length)
            let keyHash := keccak256(words, key.length)
            mstore(words, typeHash)
            calldatacopy(add(words, 0x20), g, 0xe0)
            mstore(add(words, 0x100), keyHash)
            mstore(add(words, 0x120), deadline)
            hash := keccak256(words, 0x140)
        }
    }

    function offerId(IDataVault.Offer calldata offer) internal pure returns (bytes32) {
        return keccak256(abi.encode(offer));
    }

    function purchaseId(bytes32 offerId_, address buyer, uint256 salt) internal pure returns (bytes32) {
        return keccak256(abi.encode(offerId_, buyer, salt));
    }
}
