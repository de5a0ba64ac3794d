// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DataVault} from "src/DataVault.sol";
import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {VaultAttack} from "./VaultAttack.sol";

/// @title V10: signed grants, replayed, cancelled, changed, for another purpose, in another form
contract SignatureAttacksTest is VaultAttack {
    IAccessGrants.Grant private terms;
    uint64 private deadline;
    bytes private good;

    function setUp() public override {
        super.setUp();
        terms = grantOf(researcher, datasetId, inAMonth());
        deadline = soon();
        good = signGrant(owner, terms, deadline);
    }

    // ---------------------------------------------------------------------------------------------------------- replayed

    function test_V10_AGrantIsGoodOnce() public {
        vault.grantWithSignature(terms, deadline, good);
        assertLive(researcher, true);
        expectSignedRefused(terms, deadline, good, wrongVersion(1, 2));
    }

    /// @dev Behind whatever else wrote to the grant: extended, shortened, revoked, cancelled, expired, bought.
    function testFuzz_V10_AGrantIsWorthlessAfterAnyOtherWrite(uint8 write) public {
        _write(write % 6);
        expectSignedRefused(terms, deadline, good, write % 6 == 5 ? wrongEpoch(1, 2) : wrongVersion(1, 2));
    }

    /// @dev Whatever is written to another's grant, or to another dataset's, is no reason.
    function test_V10_AnothersWritesLeaveItGood() public {
        bytes32 second = idOf(owner.addr, 2);
        register(second);
        grantAccess(stranger, datasetId, inAMonth());
        grantAccess(researcher, second, inAMonth());
        revokeAll(second);
        vault.grantWithSignature(terms, deadline, good);
        assertLive(researcher, true);
    }

    /// @dev Of two that name one version one is good, whichever comes first.
    function testFuzz_V10_OfTwoForOneVersionOneIsGood(bool swap) public {
        IAccessGrants.Grant memory other = terms;
        other.expiry = inAMonth() + 1;
        bytes memory otherSignature = signGrant(owner, other, deadline);
        vault.grantWithSignature(swap ? other : terms, deadline, swap ? otherSignature : good);
        bytes memory reason = wrongVersion(1, 2);
        expectSignedRefused(swap ? terms : other, deadline, swap ? good : otherSignature, reason);
        assertEq(vault.getGrant(datasetId, researcher).expiry, swap ? other.expiry : terms.expiry);
    }

    /// @dev One that names a later version waits for it, and no other write makes it good twice.
    function test_V10_AGrantForALaterVersionIsGoodThere() public {
        IAccessGrants.Grant memory later = terms;
        later.version = 3;
        bytes memory signature = signGrant(owner, later, deadline);
        expectSignedRefused(later, deadline, signature, wrongVersion(3, 1));
        _write(0);
        expectSignedRefused(later, deadline, signature, wrongVersion(3, 2));
        _write(0);
        vault.grantWithSignature(later, deadline, signature);
        expectSignedRefused(later, deadline, signature, wrongVersion(3, 4));
    }

    function test_V10_ACancelledGrantIsWorthless() public {
        vm.prank(owner.addr);
        vault.cancelSignedGrants(researcher, datasetId);
        expectSignedRefused(terms, deadline, good, wrongVersion(1, 2));
        assertLive(researcher, false);
    }

    /// @dev Cancelling takes nothing from what the researcher has.
    function test_V10_CancellingLeavesTheAccess() public {
        grantAccess(researcher, datasetId, soon());
        IAccessGrants.Grant memory next = grantOf(researcher, datasetId, inAMonth());
        bytes memory signature = signGrant(owner, next, deadline);
        vm.prank(owner.addr);
        vault.cancelSignedGrants(researcher, datasetId);
        expectSignedRefused(next, deadline, signature, wrongVersion(2, 3));
        assertLive(researcher, true);
        assertEq(vault.getGrant(datasetId, researcher).expiry, soon());
    }

    function testFuzz_V10_NobodyElseCancels(address caller) public {
        vm.assume(caller != owner.addr);
        vm.expectRevert(notOwner(caller, owner.addr));
        vm.prank(caller);
        vault.cancelSignedGrants(researcher, datasetId);
        vault.grantWithSignature(terms, deadline, good);
    }

    function test_V10_AfterRevokeAllItIsWorthless() public {
        revokeAll(datasetId);
        expectSignedRefused(terms, deadline, good, wrongEpoch(1, 2));
    }

    function test_V10_AroundTheDeadline() public {
        vm.warp(deadline);
        expectSignedRefused(terms, deadline, good, deadlinePassed(deadline));
        vm.warp(deadline + 1);
        expectSignedRefused(terms, deadline, good, deadlinePassed(deadline));
        vm.warp(deadline - 1);
        vault.grantWithSignature(terms, deadline, good);
        assertLive(researcher, true);
    }

    // ---------------------------------------------------------------------------------------------------- another place

    function testFuzz_V10_NothingSignedIsGoodOnAnotherChain(uint64 chainId) public {
        vm.assume(chainId != block.chainid && chainId != 0);
        uint256 here = block.chainid;
        vm.chainId(chainId);
        expectSignedRefused(terms, deadline, good, invalidSignature(owner.addr));
        vm.chainId(here);
        vault.grantWithSignature(terms, deadline, good);
    }

    function test_V10_NothingSignedIsGoodForAnotherVault() public {
        vault = new DataVault();
        register(datasetId);
        expectSignedRefused(terms, deadline, good, invalidSignature(owner.addr));
        vault.grantWithSignature(terms, deadline, signGrant(owner, terms, deadline));
    }

    // ----------------------------------------------------------------------------------------------------------- changed

    function testFuzz_V10_EveryFieldIsSigned(uint8 field, uint32 change) public {
        change = uint32(bound(change, 1, type(uint32).max));
        IAccessGrants.Grant memory g = terms;
        uint64 until = deadline;
        field %= 9;
        if (field == 0) g.researcher = address(uint160(g.researcher) ^ change);
        if (field == 1) g.datasetId = idOf(owner.addr, 1 ^ uint96(change));
        if (field == 2) g.expiry ^= change;
        if (field == 3) g.epoch ^= change;
        if (field == 4) g.version ^= change;
        if (field == 5) g.purposeHash ^= bytes32(uint256(change));
        if (field == 6) g.termsHash ^= bytes32(uint256(change));
        if (field == 7) g.wrappedKey[change % 80] ^= 0x01;
        if (field == 8) until += change;
        expectSignedRefused(g, until, good, invalidSignature(owner.addr));
        assertEq(vault.getGrant(datasetId, researcher).version, 0);
    }

    /// @dev Left out, cut short, or with something behind it.
    function testFuzz_V10_AWrappedKeyOfAnotherLengthIsNotWhatWasSigned(uint8 length) public {
        vm.assume(length != 80);
        IAccessGrants.Grant memory g = terms;
        g.wrappedKey = new bytes(length);
        for (uint256 i = 0; i < length && i < 80; ++i) {
            g.wrappedKey[i] = terms.wrappedKey[i];
        }
        expectSignedRefused(g, deadline, good, invalidSignature(owner.addr));
    }

    /// @dev Signed by the owner as it is: the contract does not put a key of another length on the record.
    function testFuzz_V10_AWrappedKeyOfAnotherLengthIsNotGranted(uint8 length) public {
        vm.assume(length != 80 && length != 0);
        IAccessGrants.Grant memory g = terms;
        g.wrappedKey = new bytes(length);
        bytes memory reason =
            abi.encodeWithSelector(IAccessGrants.AccessGrants_WrappedKeyLength.selector, uint256(length), 80);
        expectSignedRefused(g, deadline, signGrant(owner, g, deadline), reason);
    }

    /// @dev Bits beyond a field's type, which the hash would take as they came. None gets as far as the record.
    function testFuzz_V10_BitsBeyondAFieldAreRefused(uint8 field, uint256 dirt) public {
        // The struct's words behind the selector and three words of the call's head; the last is the deadline.
        uint16[5] memory positions = [uint16(0x64), 0xa4, 0xc4, 0xe4, 0x24];
        uint16[5] memory bits = [uint16(160), 64, 32, 32, 64];
        field %= 5;
        dirt = bound(dirt, 1, type(uint256).max >> bits[field]) << bits[field];
        bytes memory data = abi.encodeCall(vault.grantWithSignature, (terms, deadline, good));
        _flip(data, positions[field], dirt);
        assertFalse(attempt(stranger, data));
        assertEq(vault.getGrant(datasetId, researcher).version, 0);
        _flip(data, positions[field], dirt);
        assertTrue(attempt(stranger, data));
    }

    /// @dev Signed as the words came, by an owner that signs anything: the hash fits, and the word does not.
    function testFuzz_V10_DirtyWordsThatWereSignedAreRefused(uint256 dirt) public {
        dirt = bound(dirt, 1, type(uint256).max >> 64) << 64;
        bytes memory data = abi.encodeCall(vault.grantWithSignature, (terms, deadline, _signDirtyExpiry(dirt)));
        _flip(data, 0xa4, dirt);
        // Without a reason: by the decoder, behind the signature, which has one.
        vm.expectRevert(bytes(""));
        (bool refused,) = address(vault).call(data);
        assertTrue(refused);
        assertEq(vault.getGrant(datasetId, researcher).version, 0);
    }

    // --------------------------------------------------------------------------------------------------- another purpose

    function testFuzz_V10_NobodyElseSigns(uint256 key) public {
        key = bound(key, 1, SECP256K1_ORDER - 1);
        vm.assume(vm.addr(key) != owner.addr);
        bytes32 digest = grantDigest(terms, deadline);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        expectSignedRefused(terms, deadline, abi.encodePacked(r, s, v), invalidSignature(owner.addr));
    }

    function test_V10_TheGatekeeperAndTheResearcherDoNotSign() public {
        terms.researcher = buyer.addr;
        vm.prank(owner.addr);
        vault.setGatekeeper(datasetId, buyer.addr);
        expectSignedRefused(terms, deadline, signGrant(buyer, terms, deadline), invalidSignature(owner.addr));
    }

    function test_V10_ATokensPermitOrAuthorizationIsNoGrant() public {
        IPayments.Permit memory p = signPermit(owner, token, PRICE);
        bytes memory authorization = authorizationOf(owner, tokenOffer(), LATEST, 1).signature;
        expectSignedRefused(terms, deadline, abi.encodePacked(p.r, p.s, p.v), invalidSignature(owner.addr));
        expectSignedRefused(terms, deadline, authorization, invalidSignature(owner.addr));
    }

    /// @dev The hash that an owner signs as a message has a prefix, and is not what is asked here.
    function test_V10_APersonalMessageIsNoGrant() public {
        bytes32 digest = grantDigest(terms, deadline);
        bytes32 message = keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n32", digest));
        expectSignedRefused(terms, deadline, signDigest(owner, message), invalidSignature(owner.addr));
    }

    // ------------------------------------------------------------------------------------------------------ another form

    function test_V10_AGrantHasOneForm() public {
        uint8 v = uint8(good[64]);
        bytes[9] memory bad = [
            asHighS(good),
            asCompact(good),
            bytes.concat(good, hex"00"),
            bytes(""),
            new bytes(65),
            withV(good, 0),
            withV(good, 1),
            withV(good, v == 27 ? 28 : 27),
            withV(good, 29)
        ];
        for (uint256 i = 0; i < bad.length; ++i) {
            expectSignedRefused(terms, deadline, bad[i], invalidSignature(owner.addr));
        }
        vault.grantWithSignature(terms, deadline, good);
    }

    /// @dev A signature that recovers nobody is not that of an owner zero.
    function testFuzz_V10_NobodyIsNoOwner(bytes32 r, bytes32 s, uint8 v, uint96 number) public {
        vm.assume(v != 27 && v != 28);
        terms.datasetId = bytes32(uint256(number));
        bytes memory signature = abi.encodePacked(r, s, v);
        expectSignedRefused(terms, deadline, signature, invalidSignature(address(0)));
        expectSignedRefused(terms, deadline, "", invalidSignature(address(0)));
    }

    /// @dev A precompile answers every call, some with what they were asked, some by burning their gas. None is an owner.
    function testFuzz_V10_APrecompileIsNoOwner(uint8 number, bytes calldata signature) public {
        address precompile = address(uint160(bound(number, 1, 10)));
        terms.datasetId = idOf(precompile, 1);
        vm.expectRevert(invalidSignature(precompile));
        vault.grantWithSignature{gas: 2_000_000}(terms, deadline, signature);
    }

    // ----------------------------------------------------------------------------------------------------------- helpers

    function _write(uint256 write) private {
        if (write == 0) grantAccess(researcher, datasetId, inAMonth());
        if (write == 1) revokeAccess(researcher, datasetId);
        if (write == 2) {
            open(nativeOffer());
            sell(researcher, nativeOffer(), 0);
        }
        if (write == 3) {
            vm.prank(owner.addr);
            vault.cancelSignedGrants(researcher, datasetId);
        }
        if (write == 4) {
            grantAccess(researcher, datasetId, block.timestamp + 1);
            vm.warp(block.timestamp + 2);
        }
        if (write == 5) revokeAll(datasetId);
    }

    function _signDirtyExpiry(uint256 dirt) private returns (bytes memory) {
        bytes memory fields = abi.encode(
            keccak256(bytes(GRANT_TYPE)),
            terms.researcher,
            terms.datasetId,
            terms.expiry | dirt,
            terms.epoch,
            terms.version,
            terms.purposeHash
        );
        bytes memory rest = abi.encode(terms.termsHash, keccak256(terms.wrappedKey), deadline);
        bytes32 structHash = keccak256(abi.encodePacked(fields, rest));
        return signDigest(owner, keccak256(abi.encodePacked("\x19\x01", vault.DOMAIN_SEPARATOR(), structHash)));
    }

    function _flip(bytes memory data, uint256 position, uint256 bits) private pure {
        assembly ("memory-safe") {
            let word := add(add(data, 0x20), position)
            mstore(word, xor(mload(word), bits))
        }
    }
}
