// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";

import {TokenMock} from "../../mocks/TokenMock.sol";
import {EscrowActors} from "./EscrowActors.sol";
import {GhostChannel} from "./EscrowGhosts.sol";

/// @title The calls of the escrow's campaign
/// @dev `fail_on_revert` is set: a handler makes what it needs, so a revert is a bug. What holds around one call is
/// asserted here; what holds at rest, in InferenceEscrowInvariants. Each message begins with the property's number.
contract EscrowHandler is EscrowActors {
    /// @dev Gas of one settled row as a call, with every slot cold: 2,100 and 2,900 for the channel, two token balances,
    /// the recovery. Independent of how many channels there are.
    uint256 private constant SETTLE_GAS_LIMIT = 90_000;

    modifier watched(uint256 seed) {
        _watch(seed);
        _;
    }

    // -------------------------------------------------------------------------------------------------------- ledger

    function depositNoRevert(uint256 seed, uint96 amount) external watched(seed) {
        amount = uint96(bound(amount, 1, 1e24));
        address asset = _pickToken(seed >> 8);
        address from = _pickPayer(seed);
        uint256 before = escrow.balanceOf(from, asset);
        _depositFor(from, asset, amount);
        assertEq(escrow.balanceOf(from, asset), before + amount, "C-4: a deposit was not credited exactly");
        _checkBystanders(address(0));
    }

    function withdrawNoRevert(uint256 seed, uint96 amount) external watched(seed) {
        address asset = _pickToken(seed);
        address account = _accounts[(seed >> 8) % _accounts.length];
        uint256 balance = escrow.balanceOf(account, asset);
        if (balance == 0) {
            account = _pickPayer(seed);
            _depositFor(account, asset, uint256(amount) + 1);
            balance = escrow.balanceOf(account, asset);
        }
        uint256 taken = bound(amount, 1, balance);
        uint256 held = _holding(stranger, asset);
        vm.prank(account);
        escrow.withdraw(asset, taken, stranger);
        assertEq(_holding(stranger, asset), held + taken, "C-4: a withdrawal did not arrive exactly");
        ghosts.recordWithdrawal(asset, taken);
        _checkBystanders(account);
    }

    function donateNoRevert(uint256 seed, uint96 amount) external watched(seed) {
        address asset = _pickToken(seed);
        if (asset == NATIVE) vm.deal(address(escrow), address(escrow).balance + amount);
        else TokenMock(asset).mint(address(escrow), amount);
        ghosts.recordDonation(asset, amount);
        _checkBystanders(address(0));
    }

    // ---------------------------------------------------------------------------------------------------------- open

    function openNoRevert(uint256 seed, uint96 amount) external watched(seed) {
        bytes32 id = _openNew(seed, uint96(bound(amount, 1, 1e24)));
        _touch(id);
        _checkBystanders(_ghost(id).payer);
    }

    function openRelayedNoRevert(uint256 seed, uint96 amount) external watched(seed) {
        amount = uint96(bound(amount, 1, 1e24));
        address from = _pickPayer(seed);
        address asset = _pickToken(seed >> 8);
        _depositFor(from, asset, amount);
        IInferenceEscrow.Opening memory opening = _newOpening(seed, from, asset, amount);
        bytes memory payerSignature = signOpening(_walletOf[from], opening);
        bytes memory consent = signSignerConsent(_walletOf[opening.channel.signer], opening);
        vm.prank(stranger);
        bytes32 id = escrow.open(opening, payerSignature, consent);
        ghosts.recordOpened(id, opening.channel, from, amount);
        _touch(id);
        _checkBystanders(from);
    }

    function topUpNoRevert(uint256 seed, uint96 amount) external watched(seed) {
        amount = uint96(bound(amount, 1, 1e24));
        bytes32 id = _pickChannel(seed, false);
        GhostChannel memory ghost = _ghost(id);
        address from = _pickPayer(seed >> 8);
        _depositFor(from, ghost.key.token, amount);
        vm.prank(from);
        escrow.topUp(ghost.key, amount);
        ghosts.recordToppedUp(id, amount);
        _touch(id);
        _checkBystanders(from);
    }

    // -------------------------------------------------------------------------------------------------------- settle

    function settleNoRevert(uint256 seed, uint96 more) external watched(seed) {
        bytes32 id = _fundedChannel(seed);
        uint96 cumulative = _nextCumulative(id, more);
        bytes memory row = _row(id, cumulative);
        _checkSettlement(id, cumulative, row, true);
    }

    function postNoRevert(uint256 seed, uint96 more) external watched(seed) {
        bytes32 id = _fundedChannel(seed);
        uint96 cumulative = _nextCumulative(id, more);
        bytes memory row = _row(id, cumulative);
        _checkSettlement(id, cumulative, row, false);
    }

    /// @dev A good row between one that was settled before, one that nobody signed, one above the funds, a duplicate.
    function settleBatchNoRevert(uint256 seed, uint96 more) external watched(seed) {
        bytes32 id = _fundedChannel(seed);
        GhostChannel memory ghost = _ghost(id);
        uint96 cumulative = _nextCumulative(id, more);
        bytes memory good = _row(id, cumulative);
        bytes memory garbage = abi.encodePacked(keccak256(good), keccak256(abi.encode(seed)), uint32(seed), more);
        bytes memory rows =
            bytes.concat(_row(id, uint96(ghost.agreed)), garbage, _row(id, uint96(ghost.deposited + 1)), good, good);
        _checkSettlement(id, cumulative, rows, true);
    }

    /// @dev The same total in many parts: there is no fee and nothing is lost to rounding.
    function settleInPartsNoRevert(uint256 seed, uint8 parts) external watched(seed) {
        bytes32 id = _fundedChannel(seed);
        GhostChannel memory ghost = _ghost(id);
        uint256 wealth = _wealth(ghost.key.receiver, ghost.key.token);
        uint256 total = ghost.deposited - ghost.agreed;
        uint256 count = bound(parts, 1, 5);
        for (uint256 i = 1; i <= count; ++i) {
            uint96 cumulative = uint96(ghost.agreed + total * i / count);
            escrow.settle(ghost.key.receiver, ghost.key.token, _row(id, cumulative));
        }
        uint256 received = _wealth(ghost.key.receiver, ghost.key.token) - wealth;
        assertEq(received, total, "C-10: the parts do not add up to the whole");
        _recordPaid(id, ghost.deposited, received);
        _checkBystanders(address(0));
    }

    function _checkSettlement(bytes32 id, uint96 cumulative, bytes memory rows, bool pays) private {
        GhostChannel memory ghost = _ghost(id);
        uint256 wealth = _wealth(ghost.key.receiver, ghost.key.token);
        uint256 credit = escrow.balanceOf(ghost.key.receiver, ghost.key.token);
        vm.prank(pays ? stranger : ghost.key.receiver);
        uint256 gasBefore = gasleft();
        uint256 amount = pays
            ? escrow.settle(ghost.key.receiver, ghost.key.token, rows)
            : escrow.post(ghost.key.receiver, ghost.key.token, rows);
        uint256 gasUsed = gasBefore - gasleft();
        assertLe(gasUsed, SETTLE_GAS_LIMIT + rows.length * 200, "C-12: gas grew with the number of channels");
        assertEq(amount, cumulative - ghost.agreed, "C-7: a voucher moved more or less than its difference");
        uint256 received = _wealth(ghost.key.receiver, ghost.key.token) - wealth;
        assertEq(received, amount, "C-6: the receiver was not paid in full");
        if (!pays) {
            assertEq(escrow.balanceOf(ghost.key.receiver, ghost.key.token), credit + amount, "C-6: not credited");
        }
        _recordPaid(id, cumulative, received);
        assertEq(escrow.getChannel(id).claimed, cumulative, "C-3: claimed is not the highest voucher");
        _checkBystanders(address(0));
    }

    // --------------------------------------------------------------------------------------------------------- close

    function startCloseNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _pickChannel(seed, false);
        GhostChannel memory ghost = _ghost(id);
        vm.prank(ghost.payer);
        escrow.startClose(ghost.key);
        _touch(id);
        _checkBystanders(address(0));
    }

    function finishCloseNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _pickChannel(seed, true);
        GhostChannel memory ghost = _ghost(id);
        if (escrow.getChannel(id).status == IInferenceEscrow.ChannelStatus.Open) {
            vm.prank(ghost.payer);
            escrow.startClose(ghost.key);
        }
        uint40 closesAt = escrow.getChannel(id).closesAt;
        if (block.timestamp < closesAt) vm.warp(closesAt);
        _touch(id);
        uint256 balance = escrow.balanceOf(ghost.payer, ghost.key.token);
        escrow.finishClose(ghost.key);
        _recordClosed(id, escrow.balanceOf(ghost.payer, ghost.key.token) - balance);
        _checkBystanders(address(0));
    }

    /// @dev The payer alone, from any state, against a receiver that does nothing: its money is out a notice later.
    function payerExitsNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _pickChannel(seed, false);
        GhostChannel memory ghost = _ghost(id);
        uint256 rest = ghost.deposited - ghost.agreed;
        uint256 held = _holding(ghost.payer, ghost.key.token);
        uint256 balance = escrow.balanceOf(ghost.payer, ghost.key.token);
        vm.startPrank(ghost.payer);
        escrow.startClose(ghost.key);
        vm.warp(block.timestamp + escrow.getChannel(id).noticeSeconds);
        escrow.finishClose(ghost.key);
        escrow.withdraw(ghost.key.token, balance + rest, ghost.payer);
        vm.stopPrank();
        assertEq(_holding(ghost.payer, ghost.key.token), held + balance + rest, "C-5: the payer did not get out");
        ghosts.recordWithdrawal(ghost.key.token, balance + rest);
        _touch(id);
        _recordClosed(id, rest);
        _checkBystanders(ghost.payer);
    }

    function closeWithConsentNoRevert(uint256 seed, uint96 more) external watched(seed) {
        bytes32 id = _pickChannel(seed, true);
        GhostChannel memory ghost = _ghost(id);
        uint96 finalAmount = uint96(bound(more, ghost.agreed, ghost.deposited));
        uint64 deadline = uint64(block.timestamp + 1);
        bytes memory consent;
        address caller = ghost.payer;
        if (ghost.key.receiver == _receivers[2]) {
            (caller, finalAmount) = (ghost.key.receiver, uint96(ghost.agreed));
        } else {
            consent = signCloseConsent(_walletOf[ghost.key.receiver], id, finalAmount, deadline);
        }
        uint256 wealth = _wealth(ghost.key.receiver, ghost.key.token);
        uint256 balance = escrow.balanceOf(ghost.payer, ghost.key.token);
        vm.prank(caller);
        escrow.closeWithConsent(ghost.key, finalAmount, deadline, consent);
        uint256 received = _wealth(ghost.key.receiver, ghost.key.token) - wealth;
        assertEq(received, finalAmount - ghost.agreed, "C-6: the consented total was not paid");
        _recordPaid(id, finalAmount, received);
        _recordClosed(id, escrow.balanceOf(ghost.payer, ghost.key.token) - balance);
        _checkBystanders(address(0));
    }

    // ------------------------------------------------------------------------------------------------------- hostile

    /// @dev What a stranger may try with a channel of others. Every try must fail and change nothing.
    function strangerTriesNoRevert(uint256 seed, uint96 amount) external watched(seed) {
        bytes32 id = _pickChannel(seed, true);
        GhostChannel memory ghost = _ghost(id);
        uint64 deadline = uint64(block.timestamp + 1);
        IInferenceEscrow.Opening memory again = openingOf(ghost.key, uint96(bound(amount, 1, 1e24)));
        bytes memory forged = signCloseConsent(_signers[5], id, uint96(ghost.agreed), deadline);
        uint96 above = uint96(ghost.agreed + 1);
        if (ghost.key.receiver != _receivers[2] && ghost.deposited > ghost.agreed) {
            bytes memory genuine = signCloseConsent(_walletOf[ghost.key.receiver], id, above, deadline);
            vm.prank(stranger);
            _mustFail(abi.encodeCall(escrow.closeWithConsent, (ghost.key, above, deadline, genuine)));
        }
        vm.startPrank(stranger);
        _mustFail(abi.encodeCall(escrow.startClose, (ghost.key)));
        _mustFail(abi.encodeCall(escrow.post, (ghost.key.receiver, ghost.key.token, new bytes(80))));
        _mustFail(abi.encodeCall(escrow.closeWithConsent, (ghost.key, uint96(ghost.agreed), deadline, forged)));
        _mustFail(abi.encodeCall(escrow.closeWithConsent, (ghost.key, above, deadline, forged)));
        _mustFail(abi.encodeCall(escrow.open, (again, forged, forged)));
        _mustFail(
            abi.encodeCall(
                escrow.withdraw, (ghost.key.token, escrow.balanceOf(stranger, ghost.key.token) + 1, stranger)
            )
        );
        vm.stopPrank();
        _checkBystanders(address(0));
    }

    /// @dev A closed channel stays closed: nothing that was signed for it, and no new opening, brings it back.
    function reviveClosedNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _openNew(seed, 1_000);
        GhostChannel memory ghost = _ghost(id);
        bytes memory old = _row(id, 700);
        vm.prank(ghost.key.receiver);
        escrow.closeWithConsent(ghost.key, 0, 0, "");
        _touch(id);
        _recordClosed(id, 1_000);
        assertEq(escrow.settle(ghost.key.receiver, ghost.key.token, old), 0, "C-8: a closed channel paid");
        IInferenceEscrow.Opening memory again = openingOf(ghost.key, 1_000);
        again.payer = ghost.payer;
        bytes memory consent = signSignerConsent(_walletOf[ghost.key.signer], again);
        vm.prank(ghost.payer);
        _mustFail(abi.encodeCall(escrow.open, (again, "", consent)));
        _checkBystanders(ghost.payer);
    }

    function _mustFail(bytes memory call) private {
        (bool success,) = address(escrow).call(call);
        assertFalse(success, "C-9: someone did what only a party may do, or a used id opened again (C-8)");
    }

    // -------------------------------------------------------------------------------------------------------- shared

    /// @dev An open channel with something left in it; a channel that is used up gets a new one beside it.
    function _fundedChannel(uint256 seed) private returns (bytes32 id) {
        id = _pickChannel(seed, true);
        GhostChannel memory ghost = _ghost(id);
        if (ghost.agreed == ghost.deposited) id = _openNew(seed, 1 + uint96(seed % 1e12));
        _touch(id);
    }

    function _nextCumulative(bytes32 id, uint96 more) private view returns (uint96) {
        GhostChannel memory ghost = _ghost(id);
        return uint96(bound(more, ghost.agreed + 1, ghost.deposited));
    }

    function _row(bytes32 id, uint96 cumulative) private returns (bytes memory) {
        GhostChannel memory ghost = _ghost(id);
        return voucher(_walletOf[ghost.key.signer], ghost.key, cumulative);
    }

    function _recordPaid(bytes32 id, uint256 agreed, uint256 received) private {
        ghosts.recordPaid(id, agreed, received);
        ghosts.recordPayout(_ghost(id).key.token, received);
        _touch(id);
    }

    function _recordClosed(bytes32 id, uint256 refunded) private {
        ghosts.recordClosed(id, refunded, _viewHash(id));
        _touch(id);
    }
}
