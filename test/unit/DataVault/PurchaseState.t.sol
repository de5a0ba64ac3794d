// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {IDataVault} from "src/interfaces/IDataVault.sol";
import {PurchaseState, pending} from "src/types/PurchaseState.sol";

contract PurchaseStateTest is Test {
    // Drawn apart from the code under test: first bit and width of each field.
    uint256 private constant TIME = type(uint40).max;
    uint256 private constant EPOCH = uint256(type(uint32).max) << 40;
    uint256 private constant PERIOD = uint256(type(uint32).max) << 72;
    uint256 private constant COLLECTED = uint256(type(uint96).max) << 104;
    uint256 private constant LATEST_START = uint256(type(uint40).max) << 200;
    uint256 private constant STATUS = uint256(3) << 240;

    function testFuzz_ReadsEachField(uint256 word) public pure {
        _assertReads(word);
    }

    function test_ReadsEachFieldBesideFullNeighbours() public pure {
        uint256[6] memory fields = [TIME, EPOCH, PERIOD, COLLECTED, LATEST_START, STATUS];
        for (uint256 i = 0; i < fields.length; ++i) {
            _assertReads(fields[i]);
            _assertReads(~fields[i]);
        }
        _assertReads(type(uint256).max);
    }

    function testFuzz_BeginsPending(uint40 deadline, uint32 epoch, uint32 period, uint40 latestStart) public pure {
        PurchaseState purchase = pending(deadline, epoch, period, latestStart);
        assertEq(
            PurchaseState.unwrap(purchase),
            deadline | (uint256(epoch) << 40) | (uint256(period) << 72) | (uint256(latestStart) << 200)
                | (uint256(1) << 240)
        );
    }

    function testFuzz_DeliveringChangesStatusAndTime(uint256 word, uint40 start) public pure {
        PurchaseState purchase = PurchaseState.wrap(word).delivered(start);
        assertEq(PurchaseState.unwrap(purchase), (word & ~(STATUS | TIME)) | (uint256(2) << 240) | start);
    }

    function testFuzz_CollectingChangesNothingElse(uint256 word, uint96 collected) public pure {
        PurchaseState purchase = PurchaseState.wrap(word).withCollected(collected);
        assertEq(PurchaseState.unwrap(purchase), (word & ~COLLECTED) | (uint256(collected) << 104));
    }

    function testFuzz_ClosingChangesNothingElse(uint256 word) public pure {
        PurchaseState purchase = PurchaseState.wrap(word).closed();
        assertEq(PurchaseState.unwrap(purchase), (word & ~STATUS) | (uint256(3) << 240));
    }

    function _assertReads(uint256 word) private pure {
        PurchaseState purchase = PurchaseState.wrap(word);
        assertEq(purchase.time(), word & TIME, "time");
        assertEq(purchase.epoch(), (word & EPOCH) >> 40, "epoch");
        assertEq(purchase.period(), (word & PERIOD) >> 72, "period");
        assertEq(purchase.collected(), (word & COLLECTED) >> 104, "collected");
        assertEq(purchase.latestStart(), (word & LATEST_START) >> 200, "latestStart");
        assertEq(uint8(purchase.status()), (word & STATUS) >> 240, "status");
        assertTrue(purchase.status() <= IDataVault.PurchaseStatus.Closed);
    }
}
