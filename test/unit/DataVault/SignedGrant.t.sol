// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {DataVault} from "src/DataVault.sol";
import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";

import {WalletMock} from "../../mocks/WalletMocks.sol";
import {VaultAssertions} from "../../support/VaultAssertions.sol";

contract SignedGrantTest is VaultAssertions {
    IAccessGrants.Grant private terms;
    bytes private signature;
    uint64 private deadline;
    WalletMock private wallet;
    bytes32 private walletsDataset;

    function setUp() public override {
        super.setUp();
        wallet = new WalletMock(owner.addr);
        walletsDataset = idOf(address(wallet), 1);
        register(walletsDataset);
        terms = grantOf(researcher, datasetId, inAMonth());
        deadline = soon();
        signature = signGrant(owner, terms, deadline);
    }

    // ------------------------------------------------------------------------------------------------------- granted

    function testFuzz_AnyoneSendsWhatTheOwnerSigned(address caller, IAccessGrants.Grant memory g, uint64 until) public {
        vm.assume(g.researcher != address(0));
        until = uint64(bound(until, block.timestamp + 1, type(uint64).max));
        g.expiry = uint64(bound(g.expiry, block.timestamp + 1, type(uint64).max));
        g.wrappedKey = g.wrappedKey.length % 2 == 0 ? bytes("") : _keyOf(g.purposeHash);
        (g.datasetId, g.epoch, g.version) = (datasetId, 1, 1);
        bytes memory signed = signGrant(owner, g, until);
        expectAccessGranted(g);
        vm.prank(caller);
        vault.grantWithSignature(g, until, signed);
        assertLive(datasetId, g.researcher, g.expiry, 1, 1);
    }

    /// @dev A long signature for a contract leaves its bytes in memory where the event's padding will lie.
    function testFuzz_TheEventIsPaddedWithZeros(bytes32 seed) public {
        wallet.setMode(WalletMock.Mode.AcceptAll);
        (terms.datasetId, terms.wrappedKey) = (walletsDataset, _keyOf(seed));
        bytes memory ones = abi.encodePacked(type(uint256).max, type(uint256).max, type(uint256).max, type(uint256).max);
        expectAccessGranted(terms);
        vault.grantWithSignature(terms, deadline, bytes.concat(ones, ones, ones, ones));
    }

    function test_EmitsOneEvent() public {
        vm.recordLogs();
        _send();
        assertEq(vaultLogCount(), 1);
    }

    function test_AContractOwnerSigns() public {
        terms.datasetId = walletsDataset;
        signature = signGrant(owner, terms, deadline);
        vm.expectCall(
            address(wallet), abi.encodeCall(wallet.isValidSignature, (grantDigest(terms, deadline), signature))
        );
        expectAccessGranted(terms);
        _send();
        assertLive(walletsDataset, researcher, inAMonth(), 1, 1);
        assertNoGrant(datasetId, researcher);
    }

    function test_AContractOwnerMaySignInAnyForm() public {
        terms.datasetId = walletsDataset;
        wallet.setMode(WalletMock.Mode.AcceptAll);
        signature = "";
        _send();
        assertLive(walletsDataset, researcher, inAMonth(), 1, 1);
    }

    function test_ADeadlineIsOverAtItsSecond() public {
        for (uint256 late = 0; late < 2; ++late) {
            vm.warp(deadline + late);
            expectDeadlinePassed(deadline);
            _send();
        }
        vm.warp(deadline - 1);
        _send();
        assertLive(datasetId, researcher, terms.expiry, 1, 1);
    }

    // ------------------------------------------------------------------------------------------------------ used once

    function test_RevertWhen_ItWasUsed() public {
        _send();
        expectWrongVersion(1, 2);
        _send();
    }

    function test_RevertWhen_AnotherWriteCameBefore() public {
        grantAccess(researcher, datasetId, soon());
        expectWrongVersion(1, 2);
        _send();
    }

    function test_RevertWhen_AccessWasRevoked() public {
        revokeAccess(researcher, datasetId);
        expectWrongVersion(1, 2);
        _send();
    }

    function test_RevertWhen_AllAccessWasRevoked() public {
        revokeAll(datasetId);
        expectWrongEpoch(1, 2);
        _send();
    }

    function test_RevertWhen_ItWasCancelled() public {
        vm.prank(owner.addr);
        vault.cancelSignedGrants(researcher, datasetId);
        expectWrongVersion(1, 2);
        _send();
    }

    // ------------------------------------------------------------------------------------------------------- refused

    function test_RevertWhen_SomebodyElseSigned() public {
        signature = signGrant(buyer, terms, deadline);
        _refused(owner.addr);
    }

    function test_RevertWhen_TheGatekeeperSigned() public {
        Vm.Wallet memory server = vm.createWallet("server");
        vm.prank(owner.addr);
        vault.setGatekeeper(datasetId, server.addr);
        signature = signGrant(server, terms, deadline);
        _refused(owner.addr);
    }

    function testFuzz_RevertWhen_AFieldDiffersFromWhatWasSigned(uint8 field, uint256 bits) public {
        field = uint8(bound(field, 0, 8));
        IAccessGrants.Grant memory g = terms;
        if (field == 0) g.researcher = address(uint160(g.researcher) ^ uint160(bound(bits, 1, type(uint160).max)));
        else if (field == 1) g.datasetId ^= bytes32(bound(bits, 1, type(uint96).max));
        else if (field == 2) g.expiry ^= uint64(bound(bits, 1, type(uint64).max));
        else if (field == 3) g.epoch ^= uint32(bound(bits, 1, type(uint32).max));
        else if (field == 4) g.version ^= uint32(bound(bits, 1, type(uint32).max));
        else if (field == 5) g.purposeHash ^= bytes32(bound(bits, 1, type(uint256).max));
        else if (field == 6) g.termsHash ^= bytes32(bound(bits, 1, type(uint256).max));
        else if (field == 7) g.wrappedKey[bits % 80] ^= bytes1(uint8(1 + bits % 255));
        else deadline = uint64(bound(bits, deadline + 1, type(uint64).max));
        expectInvalidSignature(owner.addr);
        vault.grantWithSignature(g, deadline, signature);
    }

    /// @dev The hash takes the words as they came, and nobody signed these.
    function testFuzz_RevertWhen_AWordHasBitsBeyondItsType(uint8 field, uint256 bits) public {
        (bytes memory data,) = _dirty(field, bits, signature);
        expectInvalidSignature(owner.addr);
        _call(data);
    }

    /// @dev Even where the owner signed just these bits, they are refused when they are read.
    function testFuzz_RevertWhen_BitsBeyondATypeWereSigned(uint8 field, uint256 bits) public {
        (, bytes32 digest) = _dirty(field, bits, "");
        (bytes memory data,) = _dirty(field, bits, signDigest(owner, digest));
        assertRefusedByDecoder(stranger, data);
    }

    function testFuzz_RevertWhen_TheDeadlineHasBitsBeyondItsType(uint256 bits) public {
        bits = bound(bits, 1, type(uint192).max) << 64;
        bytes memory data = abi.encodeCall(vault.grantWithSignature, (terms, deadline, signature));
        assertRefusedByDecoder(stranger, withBits(data, 1, bits));
    }

    function test_RevertWhen_TheFormIsAnother() public {
        bytes memory signed = signature;
        (bytes32 r, bytes32 s, uint8 v) = parts(signed);
        bytes[8] memory forms = [
            asCompact(signed),
            asHighS(signed),
            withV(signed, v - 27),
            withV(signed, 29),
            withV(signed, v == 27 ? 28 : 27),
            abi.encodePacked(r, s),
            bytes.concat(signed, hex"00"),
            bytes("")
        ];
        for (uint256 i = 0; i < forms.length; ++i) {
            signature = forms[i];
            _refused(owner.addr);
        }
    }

    function test_RevertWhen_NobodyOwnsIt() public {
        terms.datasetId = idOf(address(0), 1);
        signature = new bytes(65);
        _refused(address(0));
    }

    function test_RevertWhen_AContractOwnerDeclines() public {
        terms.datasetId = walletsDataset;
        signature = signGrant(buyer, terms, deadline);
        _refused(address(wallet));
        signature = signGrant(owner, terms, deadline);
        for (uint8 mode = uint8(WalletMock.Mode.WrongValue); mode <= uint8(WalletMock.Mode.Revert); ++mode) {
            // An answer that is longer than it must be is still the answer.
            if (mode == uint8(WalletMock.Mode.LongAnswer)) continue;
            wallet.setMode(WalletMock.Mode(mode));
            _refused(address(wallet));
        }
    }

    function test_RevertWhen_ItIsForAnotherVaultOrChain() public {
        DataVault first = vault;
        vault = new DataVault();
        register(datasetId);
        _refused(owner.addr);
        vault = first;
        vm.chainId(block.chainid + 1);
        _refused(owner.addr);
    }

    function test_RevertWhen_WhatIsSignedCannotBeGranted() public {
        _signed(address(0), soon(), wrappedKey(), datasetId);
        expectZeroResearcher();
        _send();
        _signed(researcher, uint64(block.timestamp), wrappedKey(), datasetId);
        expectExpiryPassed(block.timestamp);
        _send();
        _signed(researcher, soon(), new bytes(79), datasetId);
        expectWrappedKeyLength(79);
        _send();
        _signed(researcher, soon(), wrappedKey(), idOf(owner.addr, 2));
        expectUnknownDataset(idOf(owner.addr, 2));
        _send();
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _send() private {
        vm.prank(stranger);
        vault.grantWithSignature(terms, deadline, signature);
    }

    function _refused(address account) private {
        expectInvalidSignature(account);
        _send();
    }

    function _call(bytes memory data) private {
        vm.prank(stranger);
        (bool success, bytes memory result) = address(vault).call(data);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(result, 0x20), mload(result))
            }
        }
    }

    function _signed(address who, uint64 expiry, bytes memory key, bytes32 id) private {
        (terms.researcher, terms.expiry, terms.wrappedKey, terms.datasetId) = (who, expiry, key, id);
        signature = signGrant(owner, terms, deadline);
    }

    function _keyOf(bytes32 seed) private pure returns (bytes memory) {
        return abi.encodePacked(seed, ~seed, bytes16(seed));
    }

    /// @dev Calldata with bits beyond the type of researcher, expiry, epoch or version, and the digest of its words as
    /// they are. The struct's words begin behind three of arguments.
    function _dirty(uint8 field, uint256 bits, bytes memory signed)
        private
        view
        returns (bytes memory data, bytes32 digest)
    {
        uint8[4] memory words = [0, 2, 3, 4];
        uint8[4] memory widths = [160, 64, 32, 32];
        field = uint8(bound(field, 0, 3));
        bits = bound(bits, 1, type(uint256).max >> widths[field]) << widths[field];
        data = withBits(abi.encodeCall(vault.grantWithSignature, (terms, deadline, signed)), 3 + words[field], bits);
        bytes memory sevenWords = new bytes(0xe0);
        assembly ("memory-safe") {
            mcopy(add(sevenWords, 0x20), add(data, 0x84), 0xe0)
        }
        bytes32 structHash = keccak256(
            bytes.concat(
                keccak256(bytes(GRANT_TYPE)), sevenWords, keccak256(terms.wrappedKey), bytes32(uint256(deadline))
            )
        );
        digest = keccak256(abi.encodePacked(hex"1901", vault.DOMAIN_SEPARATOR(), structHash));
    }
}
