// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {stdError} from "forge-std/StdError.sol";
import {Test} from "forge-std/Test.sol";

import {Era} from "src/types/Era.sol";

contract EraTest is Test {
    // Drawn apart from the code under test: first bit and width of each field.
    uint256 private constant NUMBER = type(uint32).max;
    uint256 private constant PREVIOUS_ENDED_AT = uint256(type(uint40).max) << 32;
    uint256 private constant SOLD = uint256(1) << 72;
    uint256 private constant SOLD_BEFORE = uint256(1) << 73;
    uint256 private constant ALL = (uint256(1) << 74) - 1;

    function testFuzz_ReadsEachField(uint256 word) public pure {
        _assertReads(word);
    }

    function test_ReadsEachFieldBesideFullNeighbours() public pure {
        uint256[4] memory fields = [NUMBER, PREVIOUS_ENDED_AT, SOLD, SOLD_BEFORE];
        for (uint256 i = 0; i < fields.length; ++i) {
            _assertReads(fields[i]);
            _assertReads(ALL & ~fields[i]);
        }
        _assertReads(ALL);
    }

    function testFuzz_EndingBeginsTheNext(uint256 word, uint40 timestamp) public pure {
        uint256 number = bound(word & NUMBER, 0, type(uint32).max - 1);
        word = (word & ALL & ~NUMBER) | number;
        Era next = Era.wrap(word).ended(timestamp);
        assertEq(next.number(), number + 1);
        assertEq(next.previousEndedAt(), timestamp);
        assertFalse(next.sold());
        assertEq(next.soldBefore(), word & SOLD != 0);
        assertEq(Era.unwrap(next) & ~ALL, 0);
    }

    function test_TheLastNumberFits() public pure {
        Era next = Era.wrap(ALL - 1).ended(type(uint40).max);
        assertEq(Era.unwrap(next), ALL & ~SOLD);
    }

    function test_RevertWhen_NumbersRunOut() public {
        vm.expectRevert(stdError.arithmeticError);
        this.ended(ALL);
        vm.expectRevert(stdError.arithmeticError);
        this.ended(NUMBER);
    }

    function testFuzz_ASaleChangesNothingElse(uint256 word) public pure {
        Era era = Era.wrap(word).withSale();
        assertTrue(era.sold());
        assertEq(Era.unwrap(era), word | SOLD);
    }

    function ended(uint256 word) external pure returns (Era) {
        return Era.wrap(word).ended(1);
    }

    function _assertReads(uint256 word) private pure {
        Era era = Era.wrap(word);
        assertEq(era.number(), word & NUMBER, "number");
        assertEq(era.previousEndedAt(), (word & PREVIOUS_ENDED_AT) >> 32, "previousEndedAt");
        assertEq(era.sold(), word & SOLD != 0, "sold");
        assertEq(era.soldBefore(), word & SOLD_BEFORE != 0, "soldBefore");
    }
}
