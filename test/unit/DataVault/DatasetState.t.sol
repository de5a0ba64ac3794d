// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {DatasetState, MAX_REVISION, registered} from "src/types/DatasetState.sol";
import {Era} from "src/types/Era.sol";

contract DatasetStateTest is Test {
    // Drawn apart from the code under test: first bit and width of each field.
    uint256 private constant EPOCH = type(uint32).max;
    uint256 private constant ERA = (uint256(1) << 74) - 1;
    uint256 private constant REVISION = uint256((1 << 22) - 1) << 74;
    uint256 private constant GATEKEEPER = uint256(type(uint160).max) << 96;

    function testFuzz_ReadsEachField(uint256 word) public pure {
        _assertReads(word);
    }

    function test_ReadsEachFieldBesideFullNeighbours() public pure {
        uint256[4] memory fields = [EPOCH, ERA, REVISION, GATEKEEPER];
        for (uint256 i = 0; i < fields.length; ++i) {
            _assertReads(fields[i]);
            _assertReads(~fields[i]);
        }
        _assertReads(type(uint256).max);
    }

    function test_TheFieldsFillTheWord() public pure {
        assertEq(ERA + REVISION + GATEKEEPER, type(uint256).max);
        assertEq(MAX_REVISION, REVISION >> 74);
    }

    function testFuzz_BeginsWithOneOfEach(address gatekeeper) public pure {
        DatasetState dataset = registered(gatekeeper);
        assertEq(dataset.epoch(), 1);
        assertEq(dataset.revision(), 1);
        assertEq(dataset.gatekeeper(), gatekeeper);
        assertEq(DatasetState.unwrap(dataset) & ERA, 1);
    }

    function testFuzz_ANewEraChangesNothingElse(uint256 word, uint256 era) public pure {
        era &= ERA;
        DatasetState dataset = DatasetState.wrap(word).withEra(Era.wrap(era));
        assertEq(DatasetState.unwrap(dataset), (word & ~ERA) | era);
    }

    function testFuzz_ANewRevisionChangesNothingElse(uint256 word, uint24 revision) public pure {
        revision = uint24(bound(revision, 0, MAX_REVISION));
        DatasetState dataset = DatasetState.wrap(word).withRevision(revision);
        assertEq(DatasetState.unwrap(dataset), (word & ~REVISION) | (uint256(revision) << 74));
    }

    function testFuzz_ANewGatekeeperChangesNothingElse(uint256 word, address gatekeeper) public pure {
        DatasetState dataset = DatasetState.wrap(word).withGatekeeper(gatekeeper);
        assertEq(DatasetState.unwrap(dataset), (word & ~GATEKEEPER) | (uint256(uint160(gatekeeper)) << 96));
    }

    function _assertReads(uint256 word) private pure {
        DatasetState dataset = DatasetState.wrap(word);
        assertEq(dataset.epoch(), word & EPOCH, "epoch");
        assertEq(Era.unwrap(dataset.era()), word & ERA, "era");
        assertEq(dataset.revision(), (word & REVISION) >> 74, "revision");
        assertEq(uint160(dataset.gatekeeper()), (word & GATEKEEPER) >> 96, "gatekeeper");
    }
}
