// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Valid ECDSA signatures from arithmetic alone
/// @dev `vm.sign` multiplies a point of the curve, which takes longer than all else in most tests. With the nonce 1 that
/// point is the generator, and s is digest + r · key. It gives the key away, which no test minds.
library FixedNonceSigner {
    uint256 private constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    uint256 private constant GENERATOR_X = 0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798;

    /// @dev With the low `s`. The generator's y is even; taking the other `s` takes the other y.
    function sign(uint256 key, bytes32 digest) internal pure returns (uint8 v, bytes32 r, bytes32 s) {
        uint256 scalar = addmod(uint256(digest), mulmod(GENERATOR_X, key, ORDER), ORDER);
        if (scalar <= ORDER / 2) return (27, bytes32(GENERATOR_X), bytes32(scalar));
        return (28, bytes32(GENERATOR_X), bytes32(ORDER - scalar));
    }
}
