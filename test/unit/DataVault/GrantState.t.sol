// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {stdError} from "forge-std/StdError.sol";
import {Test} from "forge-std/Test.sol";

import {Era} from "src/types/Era.sol";
import {GrantState} from "src/types/GrantState.sol";

contract GrantStateTest is Test {
    // Drawn apart from the code under test: first bit and width of each field.
    uint256 private constant PERIOD = type(uint32).max;
    uint256 private constant ERA = (uint256(1) << 74) - 1;
    uint256 private constant VERSION = uint256(type(uint32).max) << 74;
    uint256 private constant EPOCH = uint256(type(uint32).max) << 106;
    uint256 private constant EXPIRY = uint256(type(uint64).max) << 138;
    uint256 private constant SOLD = uint256(1) << 72;
    uint256 private constant SOLD_BEFORE = uint256(1) << 73;
    uint256 private constant ALL = (uint256(1) << 202) - 1;

    function testFuzz_ReadsEachField(uint256 word) public pure {
        _assertReads(word);
    }

    function test_ReadsEachFieldBesideFullNeighbours() public pure {
        uint256[5] memory fields = [PERIOD, ERA, VERSION, EPOCH, EXPIRY];
        for (uint256 i = 0; i < fields.length; ++i) {
            _assertReads(fields[i]);
            _assertReads(~fields[i]);
        }
        _assertReads(type(uint256).max);
    }

    function testFuzz_IsLiveBeforeItsExpiryInItsEpoch(uint256 word, uint32 epoch, uint64 timestamp) public pure {
        bool live = timestamp < (word & EXPIRY) >> 138 && epoch == (word & EPOCH) >> 106;
        assertEq(GrantState.wrap(word).isLive(epoch, timestamp), live);
    }

    function testFuzz_IsLiveUntilTheSecondBefore(uint32 epoch, uint64 expiry) public pure {
        expiry = uint64(bound(expiry, 1, type(uint64).max));
        GrantState grant = GrantState.wrap((uint256(expiry) << 138) | (uint256(epoch) << 106));
        assertTrue(grant.isLive(epoch, expiry - 1));
        assertFalse(grant.isLive(epoch, expiry));
        assertFalse(grant.isLive(epoch, uint256(expiry) + 1));
        unchecked {
            assertFalse(grant.isLive(epoch + 1, expiry - 1));
            assertFalse(grant.isLive(epoch - 1, expiry - 1));
        }
    }

    function testFuzz_GrantingKeepsTheEra(uint256 word, uint64 expiry, uint32 epoch) public pure {
        word = _withVersionToCome(word);
        GrantState grant = GrantState.wrap(word).granted(expiry, epoch);
        uint256 written = (uint256(expiry) << 138) | (uint256(epoch) << 106);
        assertEq(GrantState.unwrap(grant), written | _nextVersion(word) | (word & ERA));
    }

    function testFuzz_RevokingBeginsThePeriodAfter(uint256 word, uint40 timestamp) public pure {
        word = _withVersionToCome(word);
        uint256 period = bound(word & PERIOD, 0, type(uint32).max - 1);
        word = (word & ~PERIOD) | period;
        GrantState grant = GrantState.wrap(word).revoked(timestamp);
        uint256 era = (period + 1) | (uint256(timestamp) << 32) | (word & SOLD == 0 ? 0 : SOLD_BEFORE);
        assertEq(GrantState.unwrap(grant), _nextVersion(word) | era);
    }

    function testFuzz_TheNextVersionChangesNothingElse(uint256 word) public pure {
        word = _withVersionToCome(word);
        GrantState grant = GrantState.wrap(word).withNextVersion();
        assertEq(GrantState.unwrap(grant), (word & ~VERSION) | _nextVersion(word));
    }

    function testFuzz_ASaleChangesNothingElse(uint256 word) public pure {
        word &= ALL;
        assertEq(GrantState.unwrap(GrantState.wrap(word).withSale()), word | SOLD);
    }

    function test_TheLastVersionFits() public pure {
        uint256 word = ALL - (uint256(1) << 74) - 1;
        assertEq(GrantState.wrap(word).withNextVersion().version(), type(uint32).max);
        assertEq(GrantState.unwrap(GrantState.wrap(word).granted(type(uint64).max, type(uint32).max)), ALL - 1);
        assertEq(GrantState.wrap(word).revoked(1).version(), type(uint32).max);
    }

    function test_RevertWhen_VersionsRunOut() public {
        vm.expectRevert(stdError.arithmeticError);
        this.granted(VERSION);
        vm.expectRevert(stdError.arithmeticError);
        this.revoked(VERSION);
        vm.expectRevert(stdError.arithmeticError);
        this.withNextVersion(VERSION);
    }

    function test_RevertWhen_PeriodsRunOut() public {
        vm.expectRevert(stdError.arithmeticError);
        this.revoked(PERIOD);
    }

    function granted(uint256 word) external pure returns (GrantState) {
        return GrantState.wrap(word).granted(1, 1);
    }

    function revoked(uint256 word) external pure returns (GrantState) {
        return GrantState.wrap(word).revoked(1);
    }

    function withNextVersion(uint256 word) external pure returns (GrantState) {
        return GrantState.wrap(word).withNextVersion();
    }

    /// @dev A word without unused bits whose version is not the last.
    function _withVersionToCome(uint256 word) private pure returns (uint256) {
        uint256 version = bound((word & VERSION) >> 74, 0, type(uint32).max - 1);
        return (word & ALL & ~VERSION) | (version << 74);
    }

    function _nextVersion(uint256 word) private pure returns (uint256) {
        return (((word & VERSION) >> 74) + 1) << 74;
    }

    function _assertReads(uint256 word) private pure {
        GrantState grant = GrantState.wrap(word);
        assertEq(grant.period(), word & PERIOD, "period");
        assertEq(Era.unwrap(grant.era()), word & ERA, "era");
        assertEq(grant.version(), (word & VERSION) >> 74, "version");
        assertEq(grant.epoch(), (word & EPOCH) >> 106, "epoch");
        assertEq(grant.expiry(), (word & EXPIRY) >> 138, "expiry");
    }
}
