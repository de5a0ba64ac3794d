// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";

import {TokenMock} from "../../mocks/TokenMock.sol";
import {EscrowAssertions} from "../../support/EscrowAssertions.sol";

/// @title C11, C12, C17: batches with bad, foreign and repeated rows, of any size; splitting; useless bytes
contract BatchAttacksTest is EscrowAssertions {
    uint256 private constant ROW = 80;
    /// @dev With the row's calldata (1,280) and, for a row that pays, its storage (5,000) and event (1,006).
    uint256 private constant MAX_GAS_PER_ROW = 13_000;

    IInferenceEscrow.Channel private channel;
    bytes32 private id;
    IInferenceEscrow.Channel private whole;
    IInferenceEscrow.Channel[] private small;

    function setUp() public override {
        super.setUp();
        (channel, id) = openChannel(1, FUNDS);
        (whole,) = openChannel(2, FUNDS);
        for (uint32 i = 0; i < 5; ++i) {
            (IInferenceEscrow.Channel memory c,) = openChannel(10 + i, 100);
            small.push(c);
        }
    }

    // ---------------------------------------------------------------------------------------------- C11: what rows say

    function test_C11_DuplicatesPayOnce() public {
        bytes memory row = voucher(signer, channel, 50);
        expectSettled(id, 50);
        expectSkipped(1, id, 50, IInferenceEscrow.SkipReason.NotAboveClaimed);
        expectSkipped(2, id, 50, IInferenceEscrow.SkipReason.NotAboveClaimed);
        assertEq(settleOne(channel, bytes.concat(row, row, row)), 50);
    }

    function test_C11_RowsOfOtherTokensAndReceiversAreSkipped() public {
        TokenMock otherToken = new TokenMock();
        IInferenceEscrow.Channel memory ofToken = channelOf(signer.addr, provider.addr, address(otherToken), 2);
        IInferenceEscrow.Channel memory ofReceiver = channelOf(signer.addr, stranger, address(token), 3);
        _fundIn(otherToken, 100);
        fund(payer.addr, 100);
        openFromBalance(ofToken, 100);
        openFromBalance(ofReceiver, 100);
        bytes memory rows =
            bytes.concat(voucher(signer, ofToken, 10), voucher(signer, channel, 20), voucher(signer, ofReceiver, 30));
        assertEq(settleOne(channel, rows), 20);
        assertEq(settleOne(ofToken, rows), 10);
        assertEq(settleOne(ofReceiver, rows), 30);
        assertEq(token.balanceOf(provider.addr), 20);
        assertEq(otherToken.balanceOf(provider.addr), 10);
        assertEq(token.balanceOf(stranger), 30);
    }

    function testFuzz_C11_OneBadEntryStopsNoOther(uint8 position, bytes32 r, bytes32 vs, uint128 tail) public {
        position = uint8(bound(position, 0, 4));
        bytes memory rows;
        for (uint256 i = 0; i < small.length; ++i) {
            if (i == position) {
                rows = bytes.concat(rows, r, vs, bytes16(tail));
            } else {
                rows = bytes.concat(rows, voucher(signer, small[i], 100));
            }
        }
        assertEq(settleOne(channel, rows), 400);
        assertEq(token.balanceOf(provider.addr), 400);
    }

    function testFuzz_C11_GarbagePaysNothingAndNeverReverts(uint256 seed, uint8 rowCount) public {
        bytes memory rows = new bytes(bound(rowCount, 1, 20) * ROW);
        for (uint256 i = 0x20; i <= rows.length; i += 0x20) {
            bytes32 word = keccak256(abi.encode(seed, i));
            assembly ("memory-safe") {
                mstore(add(rows, i), word)
            }
        }
        bytes32 record = recordHash(id);
        assertEq(settleOne(channel, rows), 0);
        assertEq(recordHash(id), record);
    }

    function test_C11_OrderOfRowsChangesNoSum() public {
        bytes memory low = voucher(signer, channel, 10);
        bytes memory high = voucher(signer, channel, 30);
        uint256 snapshot = vm.snapshotState();
        assertEq(settleOne(channel, bytes.concat(low, high)), 30);
        vm.revertToState(snapshot);
        assertEq(settleOne(channel, bytes.concat(high, low)), 30);
    }

    // ------------------------------------------------------------------------------------ C11: gas, 1 to 500 entries

    function test_C11_GasPerSettledRowIsBounded() public {
        uint256 rowCount = 500;
        fund(payer.addr, rowCount * 100);
        bytes memory rows = new bytes(rowCount * ROW);
        for (uint32 i = 0; i < rowCount; ++i) {
            IInferenceEscrow.Channel memory c = channelOf(100 + i);
            openFromBalance(c, 100);
            _write(rows, i, voucher(signer, c, 100));
        }
        _assertGasBounded(rows, 100);
    }

    function test_C11_GasPerSkippedRowIsBounded() public {
        bytes memory rows = new bytes(500 * ROW);
        bytes memory unknown = voucher(provider, channel, 1);
        for (uint256 i = 0; i < 500; ++i) {
            _write(rows, i, unknown);
        }
        _assertGasBounded(rows, 0);
    }

    function test_C11_GasPerRowWithABadSignatureIsBounded() public {
        _assertGasBounded(new bytes(500 * ROW), 0);
    }

    function test_C11_GasPerDuplicateIsBounded() public {
        bytes memory rows = new bytes(500 * ROW);
        bytes memory row = voucher(signer, channel, 100);
        for (uint256 i = 0; i < 500; ++i) {
            _write(rows, i, row);
        }
        uint256 gasBefore = gasleft();
        assertEq(settleOne(channel, rows), 100);
        assertLt((gasBefore - gasleft()) / 500, MAX_GAS_PER_ROW);
    }

    // ------------------------------------------------------------------------------------- C12: splitting gains nothing

    /// @dev There is no fee, so nothing is rounded: what any sequence of vouchers pays is the last one, exactly.
    function testFuzz_C12_AnyPartitionPaysTheWholeExactly(uint96[8] memory cuts, bool[8] memory posted) public {
        uint96 highest;
        uint256 paid;
        for (uint256 i = 0; i < cuts.length; ++i) {
            uint96 cumulative = uint96(bound(cuts[i], 0, FUNDS));
            bytes memory row = voucher(signer, channel, cumulative);
            paid += posted[i] ? postVouchers(provider.addr, address(token), row) : settleOne(channel, row);
            if (cumulative > highest) highest = cumulative;
        }
        assertEq(paid, highest);
        assertEq(token.balanceOf(provider.addr) + escrow.balanceOf(provider.addr, address(token)), highest);

        assertEq(highest == 0 ? 0 : settleOne(whole, voucher(signer, whole, highest)), paid);

        closeAfterNotice(channel);
        assertBalance(payer.addr, FUNDS - highest);
    }

    function testFuzz_C12_OneUnitAtATime(uint8 units) public {
        _settleOneUnitAtATime(uint96(bound(units, 1, 6)));
    }

    function test_C12_ThirtyUnitsOneAtATime() public {
        _settleOneUnitAtATime(30);
    }

    function _settleOneUnitAtATime(uint96 total) private {
        uint256 held = token.balanceOf(address(escrow));
        for (uint96 i = 1; i <= total; ++i) {
            assertEq(settleOne(channel, voucher(signer, channel, i)), 1);
        }
        assertEq(token.balanceOf(provider.addr), total);
        assertEq(token.balanceOf(address(escrow)), held - total);
    }

    // ------------------------------------------------------------------------------------------- C17: useless bytes

    function test_C17_BytesAfterTheArgumentsChangeNothing() public {
        bytes memory data = abi.encodeCall(escrow.settle, (provider.addr, address(token), voucher(signer, channel, 50)));
        (bool success, bytes memory result) = address(escrow).call(bytes.concat(data, new bytes(100_000)));
        assertTrue(success);
        assertEq(abi.decode(result, (uint256)), 50);
    }

    function test_C17_UnusedSignaturesAreNeitherReadNorStored() public {
        IInferenceEscrow.Opening memory opening = openingOf(channelOf(payer.addr, provider.addr, address(token), 2), 10);
        fund(payer.addr, 20);
        uint256 small = _openGas(opening, "");
        opening.channel.salt = 3;
        // A zero byte costs 4 gas as calldata, and one more to the test that sends it; copying or hashing would show.
        assertLt(_openGas(opening, new bytes(100_000)), small + 1_000_000);
        assertChannel(idOf(opening.channel), IInferenceEscrow.ChannelStatus.Open, 10, 0);
    }

    function test_C17_HugeSignatureOfAKeyIsRefused() public {
        IInferenceEscrow.Opening memory opening = openingOf(channelOf(2), 10);
        bytes memory huge = new bytes(100_000);
        expectInvalidSignature(payer.addr);
        vm.prank(stranger);
        escrow.open(opening, huge, huge);
        expectInvalidSignature(signer.addr);
        vm.prank(payer.addr);
        escrow.open(opening, "", huge);
        expectInvalidSignature(provider.addr);
        vm.prank(payer.addr);
        escrow.closeWithConsent(channel, 1, uint64(block.timestamp + 1), huge);
    }

    function test_C17_RowsOutsideTheCallAreRefused() public {
        bytes memory data = abi.encodeCall(escrow.settle, (provider.addr, address(token), voucher(signer, channel, 50)));
        // The length word of `vouchers` stands at 4 + 3 · 32; two rows are claimed and one is there.
        data[4 + 3 * 32 + 31] = bytes1(uint8(160));
        (bool success,) = address(escrow).call(data);
        assertFalse(success);
    }

    function test_C17_LastRowReadsNothingBehindIt() public {
        bytes memory row = voucher(signer, channel, 50);
        bytes memory data = abi.encodeCall(escrow.settle, (provider.addr, address(token), row));
        // The encoding pads 80 bytes to 96; other padding must not matter.
        for (uint256 i = 1; i <= 16; ++i) {
            data[data.length - i] = 0xff;
        }
        (bool success, bytes memory result) = address(escrow).call(data);
        assertTrue(success);
        assertEq(abi.decode(result, (uint256)), 50);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _assertGasBounded(bytes memory rows, uint256 paidPerRow) private {
        uint256[4] memory sizes = [uint256(1), 10, 100, 500];
        uint256 gasOfOne;
        for (uint256 i = 0; i < sizes.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            bytes memory batch = _first(rows, sizes[i]);
            uint256 gasBefore = gasleft();
            assertEq(settleOne(channel, batch), paidPerRow * sizes[i]);
            uint256 used = gasBefore - gasleft();
            vm.revertToState(snapshot);
            if (i == 0) gasOfOne = used;
            else assertLt((used - gasOfOne) / (sizes[i] - 1), MAX_GAS_PER_ROW, "gas per row");
        }
    }

    function _openGas(IInferenceEscrow.Opening memory opening, bytes memory unused) private returns (uint256 used) {
        vm.prank(payer.addr);
        uint256 gasBefore = gasleft();
        escrow.open(opening, unused, unused);
        used = gasBefore - gasleft();
    }

    function _first(bytes memory rows, uint256 count) private pure returns (bytes memory batch) {
        batch = new bytes(count * ROW);
        assembly ("memory-safe") {
            mcopy(add(batch, 0x20), add(rows, 0x20), mload(batch))
        }
    }

    function _write(bytes memory rows, uint256 index, bytes memory row) private pure {
        assembly ("memory-safe") {
            mcopy(add(add(rows, 0x20), mul(index, ROW)), add(row, 0x20), ROW)
        }
    }

    function _fundIn(TokenMock in_, uint256 amount) private {
        in_.mint(payer.addr, amount);
        vm.startPrank(payer.addr);
        in_.approve(address(escrow), amount);
        escrow.deposit(address(in_), amount, payer.addr);
        vm.stopPrank();
    }
}
