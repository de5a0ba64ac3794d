// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";
import {AccessHashes} from "src/libraries/AccessHashes.sol";

import {VaultAssertions} from "../../support/VaultAssertions.sol";

contract AccessHashesTest is VaultAssertions {
    /// @dev Words of `hash`'s arguments: the struct's offset, the deadline, then the struct's own.
    uint256 private constant FIRST_WORD = 2;

    function testFuzz_GrantEqualsItsTwin(IAccessGrants.Grant memory g, uint64 deadline) public view {
        assertEq(this.hash(g, deadline), _twin(g, deadline));
    }

    function testFuzz_GrantWithAKeyEqualsItsTwin(IAccessGrants.Grant memory g, bytes32 seed, uint64 deadline)
        public
        view
    {
        g.wrappedKey = abi.encodePacked(seed, keccak256(abi.encode(seed)), bytes16(seed));
        assertEq(this.hash(g, deadline), _twin(g, deadline));
    }

    function testFuzz_GrantWithoutAKeyEqualsItsTwin(IAccessGrants.Grant memory g, uint64 deadline) public view {
        g.wrappedKey = "";
        assertEq(this.hash(g, deadline), _twin(g, deadline));
    }

    /// @dev What the first hash left in memory does not reach the second.
    function testFuzz_OneAfterAnotherEqualsItsTwin(IAccessGrants.Grant memory g, bytes memory key, uint64 deadline)
        public
        view
    {
        IAccessGrants.Grant memory second = abi.decode(abi.encode(g), (IAccessGrants.Grant));
        second.wrappedKey = key;
        (bytes32 hashOfFirst, bytes32 hashOfSecond) = this.hashes(g, second, deadline);
        assertEq(hashOfFirst, _twin(g, deadline));
        assertEq(hashOfSecond, _twin(second, deadline));
    }

    /// @dev A word with bits beyond its type is hashed as it came, so it is not what was signed.
    function testFuzz_BitsBeyondATypeChangeTheHash(IAccessGrants.Grant memory g, uint8 field, uint256 bits)
        public
        view
    {
        uint8[4] memory words = [0, 2, 3, 4];
        uint8[4] memory widths = [160, 64, 32, 32];
        field = uint8(bound(field, 0, 3));
        bits = bound(bits, 1, type(uint256).max >> widths[field]) << widths[field];
        bytes memory data = withBits(abi.encodeCall(this.hash, (g, 1)), FIRST_WORD + words[field], bits);
        (bool success, bytes memory result) = address(this).staticcall(data);
        assertTrue(success);
        assertNotEq(abi.decode(result, (bytes32)), this.hash(g, 1));
    }

    function testFuzz_OfferIdEqualsItsFields(IDataVault.Offer memory offer) public view {
        assertEq(this.offerId(offer), offerIdOf(offer));
        assertEq(vault.offerIdOf(offer), offerIdOf(offer));
    }

    function testFuzz_PurchaseIdEqualsItsFields(bytes32 offerId_, address buyer_, uint256 salt) public view {
        bytes32 expected = keccak256(bytes.concat(offerId_, bytes12(0), bytes20(buyer_), bytes32(salt)));
        assertEq(AccessHashes.purchaseId(offerId_, buyer_, salt), expected);
        assertEq(vault.purchaseIdOf(offerId_, buyer_, salt), expected);
    }

    function hash(IAccessGrants.Grant calldata g, uint64 deadline) external pure returns (bytes32) {
        return AccessHashes.grant(g, g.wrappedKey, deadline);
    }

    function hashes(IAccessGrants.Grant calldata first, IAccessGrants.Grant calldata second, uint64 deadline)
        external
        pure
        returns (bytes32, bytes32)
    {
        return (
            AccessHashes.grant(first, first.wrappedKey, deadline),
            AccessHashes.grant(second, second.wrappedKey, deadline)
        );
    }

    function offerId(IDataVault.Offer calldata offer) external pure returns (bytes32) {
        return AccessHashes.offerId(offer);
    }

    /// @dev In the high-level language; in two parts, for the compiler's stack.
    function _twin(IAccessGrants.Grant memory g, uint64 deadline) private pure returns (bytes32) {
        bytes memory first = abi.encode(
            keccak256(bytes(GRANT_TYPE)), g.researcher, g.datasetId, g.expiry, g.epoch, g.version, g.purposeHash
        );
        return keccak256(bytes.concat(first, abi.encode(g.termsHash, keccak256(g.wrappedKey), deadline)));
    }
}
