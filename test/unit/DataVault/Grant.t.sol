// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";

import {VaultAssertions} from "../../support/VaultAssertions.sol";

/// @dev `grant` and `grantMany`. Their events are the compiler's own, which these tests emit.
contract GrantTest is VaultAssertions {
    IAccessGrants.Grant private terms;

    function setUp() public override {
        super.setUp();
        terms = grantOf(researcher, datasetId, soon());
    }

    // --------------------------------------------------------------------------------------------------------- grant

    function testFuzz_GrantsWithAllThatBelongsToIt(IAccessGrants.Grant memory g, bool withKey) public {
        g = _fitting(g, withKey);
        expectAccessGranted(g);
        sendGrant(g);
        assertLive(datasetId, g.researcher, g.expiry, 1, 1);
    }

    function testFuzz_TheEventCarriesTheKey(bytes32 encapsulated, bytes32 key, bytes16 tag) public {
        terms.wrappedKey = abi.encodePacked(encapsulated, key, tag);
        expectAccessGranted(terms);
        sendGrant(terms);
    }

    /// @dev In another order than the compiler's: the key's bytes may lie anywhere behind the words.
    function testFuzz_TheKeyMayLieFurtherBehind(bytes32 filler, uint8 gap) public {
        terms.wrappedKey = abi.encodePacked(filler, filler, bytes16(filler));
        bytes memory words = new bytes(32 * uint256(gap % 8));
        for (uint256 i = 32; i <= words.length; i += 32) {
            assembly ("memory-safe") {
                mstore(add(words, i), filler)
            }
        }
        bytes memory data = abi.encodePacked(
            vault.grant.selector,
            abi.encode(0x20, terms.researcher, terms.datasetId, terms.expiry, terms.epoch, terms.version),
            abi.encode(terms.purposeHash, terms.termsHash, 0x100 + words.length),
            words,
            abi.encode(80),
            terms.wrappedKey
        );
        expectAccessGranted(terms);
        vm.prank(owner.addr);
        (bool success,) = address(vault).call(data);
        assertTrue(success);
    }

    function test_EmitsOneEvent() public {
        vm.recordLogs();
        sendGrant(terms);
        assertEq(vaultLogCount(), 1);
    }

    function test_EpochAndVersionAreThePresentOnes() public {
        grantAccess(researcher, datasetId, soon());
        revokeAll(datasetId);
        (terms.epoch, terms.version) = (2, 2);
        expectAccessGranted(terms);
        sendGrant(terms);
        assertLive(datasetId, researcher, soon(), 2, 2);
    }

    function testFuzz_RevertWhen_TheKeyHasAnotherLength(uint8 length) public {
        vm.assume(length != 0 && length != 80);
        _refusesKeyOf(length);
    }

    function test_RevertWhen_TheKeyIsAByteTooShortOrTooLong() public {
        _refusesKeyOf(1);
        _refusesKeyOf(79);
        _refusesKeyOf(81);
        _refusesKeyOf(160);
    }

    function testFuzz_RevertWhen_TheEpochIsAnother(uint32 epoch) public {
        vm.assume(epoch != 1);
        terms.epoch = epoch;
        expectWrongEpoch(epoch, 1);
        sendGrant(terms);
    }

    function test_RevertWhen_TheEpochIsOneOff() public {
        revokeAll(datasetId);
        terms.epoch = 1;
        expectWrongEpoch(1, 2);
        sendGrant(terms);
        terms.epoch = 3;
        expectWrongEpoch(3, 2);
        sendGrant(terms);
    }

    function testFuzz_RevertWhen_TheVersionIsAnother(uint32 version) public {
        vm.assume(version != 1);
        terms.version = version;
        expectWrongVersion(version, 1);
        sendGrant(terms);
    }

    function test_RevertWhen_TheVersionIsOneOff() public {
        grantAccess(researcher, datasetId, soon());
        terms.version = 1;
        expectWrongVersion(1, 2);
        sendGrant(terms);
        terms.version = 3;
        expectWrongVersion(3, 2);
        sendGrant(terms);
        terms.version = 2;
        sendGrant(terms);
        assertLive(datasetId, researcher, soon(), 1, 2);
    }

    function test_RevertWhen_TheExpiryHasPassed() public {
        for (uint256 early = 0; early < 2; ++early) {
            terms.expiry = uint64(block.timestamp - early);
            expectExpiryPassed(terms.expiry);
            sendGrant(terms);
        }
        terms.expiry = uint64(block.timestamp + 1);
        sendGrant(terms);
        assertLive(datasetId, researcher, terms.expiry, 1, 1);
    }

    function test_RevertWhen_TheResearcherIsZero() public {
        terms.researcher = address(0);
        expectZeroResearcher();
        sendGrant(terms);
    }

    function test_RevertWhen_TheDatasetIsUnknown() public {
        terms.datasetId = idOf(owner.addr, 2);
        expectUnknownDataset(terms.datasetId);
        sendGrant(terms);
    }

    function testFuzz_RevertWhen_SomebodyElseGrants(address caller) public {
        vm.assume(caller != owner.addr);
        expectNotOwner(caller, owner.addr);
        vm.prank(caller);
        vault.grant(terms);
    }

    /// @dev Words 1, 3, 4 and 5: researcher, expiry, epoch, version.
    function testFuzz_RevertWhen_AWordHasBitsBeyondItsType(uint8 field, uint256 bits) public {
        uint8[4] memory words = [1, 3, 4, 5];
        uint8[4] memory widths = [160, 64, 32, 32];
        field = uint8(bound(field, 0, 3));
        bits = bound(bits, 1, type(uint256).max >> widths[field]) << widths[field];
        assertRefusedByDecoder(owner.addr, withBits(abi.encodeCall(vault.grant, (terms)), words[field], bits));
    }

    function test_RevertWhen_AWordHasTheBitAboveItsType() public {
        uint8[4] memory words = [1, 3, 4, 5];
        uint8[4] memory widths = [160, 64, 32, 32];
        for (uint256 i = 0; i < 4; ++i) {
            bytes memory data = abi.encodeCall(vault.grant, (terms));
            assertRefusedByDecoder(owner.addr, withBits(data, words[i], uint256(1) << widths[i]));
        }
    }

    // ---------------------------------------------------------------------------------------------------- grant many

    /// @dev Whether or not the one before had a key, what it left in memory is not in the next event.
    function testFuzz_GrantsMany(bool firstKey, bool secondKey, bool thirdKey, bytes32 seed) public {
        IAccessGrants.Grant[] memory grants = new IAccessGrants.Grant[](3);
        bool[3] memory withKey = [firstKey, secondKey, thirdKey];
        for (uint256 i = 0; i < 3; ++i) {
            seed = keccak256(abi.encode(seed));
            grants[i] = grantOf(address(bytes20(seed)), datasetId, uint64(soon() + i));
            (grants[i].purposeHash, grants[i].termsHash) = (~seed, seed);
            grants[i].wrappedKey = withKey[i] ? abi.encodePacked(seed, ~seed, bytes16(seed)) : bytes("");
            expectAccessGranted(grants[i]);
        }
        vm.prank(owner.addr);
        vault.grantMany(grants);
        for (uint256 i = 0; i < 3; ++i) {
            assertLive(datasetId, grants[i].researcher, grants[i].expiry, 1, 1);
        }
    }

    function test_GrantsInSeveralDatasets() public {
        bytes32 other = idOf(owner.addr, 2);
        register(other);
        IAccessGrants.Grant[] memory grants = _two();
        grants[1].datasetId = other;
        vm.prank(owner.addr);
        vault.grantMany(grants);
        assertLive(datasetId, researcher, soon(), 1, 1);
        assertLive(other, stranger, soon(), 1, 1);
        assertNoGrant(datasetId, stranger);
    }

    function test_GrantsOneTwiceInTheOrderOfVersions() public {
        IAccessGrants.Grant[] memory grants = _two();
        grants[1] = grantOf(researcher, datasetId, inAMonth());
        grants[1].version = 2;
        expectAccessGranted(grants[0]);
        expectAccessGranted(grants[1]);
        vm.prank(owner.addr);
        vault.grantMany(grants);
        assertLive(datasetId, researcher, inAMonth(), 1, 2);
    }

    function test_AnEmptyListChangesNothing() public {
        vm.recordLogs();
        vm.prank(stranger);
        vault.grantMany(new IAccessGrants.Grant[](0));
        assertEq(vaultLogCount(), 0);
    }

    function test_RevertWhen_OneOfThemIsBad() public {
        IAccessGrants.Grant[] memory grants = _two();
        grants[1].version = 2;
        expectWrongVersion(2, 1);
        vm.prank(owner.addr);
        vault.grantMany(grants);
        assertNoGrant(datasetId, researcher);
    }

    function test_RevertWhen_OneOfThemIsAnotherOwners() public {
        bytes32 foreign = idOf(stranger, 1);
        register(foreign);
        IAccessGrants.Grant[] memory grants = _two();
        grants[1].datasetId = foreign;
        expectNotOwner(owner.addr, stranger);
        vm.prank(owner.addr);
        vault.grantMany(grants);
        assertNoGrant(datasetId, researcher);
    }

    function testFuzz_RevertWhen_SomebodyElseGrantsMany(address caller) public {
        vm.assume(caller != owner.addr);
        IAccessGrants.Grant[] memory grants = _two();
        expectNotOwner(caller, owner.addr);
        vm.prank(caller);
        vault.grantMany(grants);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    /// @dev Researcher, expiry, purpose and terms are free.
    function _fitting(IAccessGrants.Grant memory g, bool withKey) private view returns (IAccessGrants.Grant memory) {
        vm.assume(g.researcher != address(0));
        (g.datasetId, g.epoch, g.version) = (datasetId, 1, 1);
        g.expiry = uint64(bound(g.expiry, block.timestamp + 1, type(uint64).max));
        g.wrappedKey = withKey ? wrappedKey() : bytes("");
        return g;
    }

    function _two() private view returns (IAccessGrants.Grant[] memory grants) {
        grants = new IAccessGrants.Grant[](2);
        grants[0] = terms;
        grants[1] = grantOf(stranger, datasetId, soon());
    }

    function _refusesKeyOf(uint256 length) private {
        terms.wrappedKey = new bytes(length);
        expectWrappedKeyLength(length);
        sendGrant(terms);
    }
}
