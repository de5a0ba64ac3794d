// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";
import {ChannelHashes} from "src/libraries/ChannelHashes.sol";
import {Vouchers} from "src/libraries/Vouchers.sol";

import {EscrowAssertions} from "../../support/EscrowAssertions.sol";

/// @title C2, C5, C6: signatures for another purpose, with another field, in another form
contract SignatureAttacksTest is EscrowAssertions {
    enum Purpose {
        Voucher,
        Opening,
        SignerConsent,
        CloseConsent
    }

    uint256 private constant HALF_ORDER = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

    /// @dev Signer and receiver of the channel and payer of the opening at once, so that only the purpose tells apart.
    Vm.Wallet private key;
    IInferenceEscrow.Channel private channel;
    IInferenceEscrow.Opening private opening;
    bytes32 private id;
    uint64 private deadline;

    function setUp() public override {
        super.setUp();
        key = vm.createWallet("one key in every role");
        deadline = uint64(block.timestamp + 1 hours);
        channel = channelOf(key.addr, key.addr, address(token), 1);
        fund(payer.addr, 100);
        IInferenceEscrow.Opening memory first = openingOf(channel, 100);
        bytes memory consent = signSignerConsent(key, first);
        vm.prank(payer.addr);
        id = escrow.open(first, "", consent);

        fund(key.addr, 100);
        fund(payer.addr, 100);
        opening = openingOf(channelOf(key.addr, key.addr, address(token), 2), 10);
    }

    // --------------------------------------------------------------------------------------------- C2: every pair

    function test_C2_EachSignatureServesItsOwnPurpose() public {
        for (uint8 p = 0; p < 4; ++p) {
            uint256 snapshot = vm.snapshotState();
            assertTrue(_present(Purpose(p), _sign(Purpose(p), Purpose(p))));
            vm.revertToState(snapshot);
        }
    }

    function test_C2_VoucherServesNoOtherPurpose() public {
        _assertServesNoOther(Purpose.Voucher);
    }

    function test_C2_OpeningServesNoOtherPurpose() public {
        _assertServesNoOther(Purpose.Opening);
    }

    function test_C2_SignerConsentServesNoOtherPurpose() public {
        _assertServesNoOther(Purpose.SignerConsent);
    }

    function test_C2_CloseConsentServesNoOtherPurpose() public {
        _assertServesNoOther(Purpose.CloseConsent);
    }

    // ------------------------------------------------------------------------------------- C5: every field mutated

    function testFuzz_C5_EveryFieldOfAnOpeningIsSigned(uint8 field, uint256 mask) public {
        opening.payer = key.addr;
        bytes memory signature = signOpening(key, opening);
        IInferenceEscrow.Opening memory changed = _mutate(opening, field % 8, mask);
        expectInvalidSignature(changed.payer);
        escrow.open(changed, signature, signature);
    }

    function testFuzz_C5_EveryFieldOfASignerConsentIsSigned(uint8 field, uint256 mask) public {
        bytes memory consent = signSignerConsent(key, opening);
        IInferenceEscrow.Opening memory changed = _mutate(opening, field % 8, mask);
        expectInvalidSignature(changed.channel.signer);
        vm.prank(changed.payer);
        escrow.open(changed, "", consent);
    }

    function testFuzz_C5_EveryFieldOfACloseConsentIsSigned(uint96 finalAmount, uint64 otherDeadline) public {
        bytes memory consent = signCloseConsent(key, id, 50, deadline);
        finalAmount = uint96(bound(finalAmount, 1, 100));
        otherDeadline = uint64(bound(otherDeadline, block.timestamp + 1, type(uint64).max));
        vm.assume(finalAmount != 50 && otherDeadline != deadline);
        vm.startPrank(payer.addr);
        expectInvalidSignature(key.addr);
        escrow.closeWithConsent(channel, finalAmount, deadline, consent);
        expectInvalidSignature(key.addr);
        escrow.closeWithConsent(channel, 50, otherDeadline, consent);
        vm.stopPrank();
    }

    function test_C5_CloseConsentOfAnotherChannel() public {
        bytes memory signerConsent = signSignerConsent(key, opening);
        vm.prank(payer.addr);
        escrow.open(opening, "", signerConsent);
        bytes memory consent = signCloseConsent(key, id, 5, deadline);
        expectInvalidSignature(key.addr);
        vm.prank(payer.addr);
        escrow.closeWithConsent(opening.channel, 5, deadline, consent);
    }

    // ----------------------------------------------------------------------------------- C6: forms of a signature

    function test_C6_OpeningAcceptsOneFormOnly() public {
        opening.payer = key.addr;
        _assertOneFormOnly(Purpose.Opening);
    }

    function test_C6_SignerConsentAcceptsOneFormOnly() public {
        _assertOneFormOnly(Purpose.SignerConsent);
    }

    function test_C6_CloseConsentAcceptsOneFormOnly() public {
        _assertOneFormOnly(Purpose.CloseConsent);
    }

    function test_C6_ZeroSignatureIsNobodys() public {
        for (uint8 p = 1; p < 4; ++p) {
            assertFalse(_present(Purpose(p), new bytes(65)));
            assertFalse(_present(Purpose(p), abi.encodePacked(bytes32(0), bytes32(0), uint8(27))));
        }
        _expectBadVoucher(bytes32(0), bytes32(0));
    }

    function testFuzz_C6_VoucherThatRecoversNobody(bytes32 r, bytes32 vs) public {
        bytes32 s = vs & bytes32(type(uint256).max >> 1);
        uint8 v = uint8(27 + (uint256(vs) >> 255));
        bytes32 digest = voucherDigest(key.addr, address(token), 1, 50);
        if (ecrecover(digest, v, r, s) == address(0)) _expectBadVoucher(r, vs);
        _expectBadVoucher(bytes32(uint256(SECP256K1_ORDER) + uint256(uint64(uint256(r)))), vs);
    }

    /// @dev Any `r` and `s` recover some address. That address opens a channel as its own payer and signer, so that
    /// nothing but the bound on `s` stands between the voucher and the money.
    function test_C6_VoucherWithHighS() public {
        _assertForgedVoucher(HALF_ORDER + 1, false);
        _assertForgedVoucher(type(uint256).max >> 1, false);
    }

    function test_C6_VoucherWithTheHighestLowS() public {
        _assertForgedVoucher(HALF_ORDER, true);
        _assertForgedVoucher(1, true);
    }

    /// @dev ecrecover writes nothing when it fails, so a bad row must not inherit what the row before it left in memory.
    function test_C6_BadRowAfterAGoodOneIsNobodys() public {
        bytes memory good = voucher(key, channel, 50);
        bytes memory nobodysRow = abi.encodePacked(bytes32(0), bytes32(0), uint32(1), uint96(60));
        bytes memory highRow = abi.encodePacked(bytes32(uint256(1)), HALF_ORDER + 1, uint32(1), uint96(60));
        bytes32 nobodys = idOf(channelOf(address(0), key.addr, address(token), 1));
        expectSettled(id, 50);
        expectSkipped(1, nobodys, 60, IInferenceEscrow.SkipReason.BadSignature);
        expectSkipped(2, nobodys, 60, IInferenceEscrow.SkipReason.BadSignature);
        assertEq(settleOne(channel, bytes.concat(good, nobodysRow, highRow)), 50);
    }

    function test_C6_VoucherWithTheOtherParity() public {
        bytes memory row = voucher(key, channel, 50);
        row[32] ^= 0x80;
        assertEq(settleOne(channel, row), 0);
        row[32] ^= 0x80;
        assertEq(settleOne(channel, row), 50);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function signParts(Vm.Wallet memory by, bytes32 digest) internal override returns (uint8 v, bytes32 r, bytes32 s) {
        return vm.sign(by, digest);
    }

    function _assertServesNoOther(Purpose signed) private {
        for (uint8 p = 0; p < 4; ++p) {
            if (Purpose(p) == signed) continue;
            assertFalse(_present(Purpose(p), _sign(signed, Purpose(p))));
        }
        assertChannel(id, IInferenceEscrow.ChannelStatus.Open, 100, 0);
        assertChannel(idOf(opening.channel), IInferenceEscrow.ChannelStatus.None, 0, 0);
    }

    /// @dev Signs for purpose `signed` the very content that will be presented as `presented`, where the two share it.
    function _sign(Purpose signed, Purpose presented) private returns (bytes memory) {
        IInferenceEscrow.Opening memory content = _openingFor(presented);
        if (signed == Purpose.Opening) return signOpening(key, content);
        if (signed == Purpose.SignerConsent) return signSignerConsent(key, content);
        if (signed == Purpose.CloseConsent) return signCloseConsent(key, id, 50, deadline);
        return sign(key, voucherDigest(key.addr, address(token), 1, 50));
    }

    function _openingFor(Purpose presented) private view returns (IInferenceEscrow.Opening memory content) {
        content = opening;
        if (presented == Purpose.Opening) content.payer = key.addr;
    }

    function _present(Purpose purpose, bytes memory signature) private returns (bool accepted) {
        IInferenceEscrow.Opening memory content = _openingFor(purpose);
        if (purpose == Purpose.Voucher) {
            bytes memory row = bytes.concat(asCompact(signature), abi.encodePacked(uint32(1), uint96(50)));
            return escrow.settle(key.addr, address(token), row) == 50;
        }
        bytes memory data;
        if (purpose == Purpose.CloseConsent) {
            data = abi.encodeCall(escrow.closeWithConsent, (channel, 50, deadline, signature));
            vm.prank(payer.addr);
        } else if (purpose == Purpose.Opening) {
            data = abi.encodeCall(escrow.open, (content, signature, ""));
            vm.prank(stranger);
        } else {
            data = abi.encodeCall(escrow.open, (content, "", signature));
            vm.prank(payer.addr);
        }
        bytes memory reason;
        (accepted, reason) = address(escrow).call(data);
        if (!accepted) {
            assertEq(
                reason, abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_InvalidSignature.selector, key.addr)
            );
        }
    }

    function _assertOneFormOnly(Purpose purpose) private {
        bytes memory good = _sign(purpose, purpose);
        uint8 v = uint8(good[64]);
        assertFalse(_present(purpose, withV(good, 0)), "v = 0");
        assertFalse(_present(purpose, withV(good, 1)), "v = 1");
        assertFalse(_present(purpose, withV(good, v == 27 ? 28 : 27)), "other v");
        assertFalse(_present(purpose, withV(good, 29)), "v = 29");
        assertFalse(_present(purpose, withV(good, v - 27)), "v without its offset");
        assertFalse(_present(purpose, asHighS(good)), "high s");
        assertFalse(_present(purpose, asCompact(good)), "64 bytes, compact");
        assertFalse(_present(purpose, bytes.concat(good, hex"00")), "66 bytes");
        assertFalse(_present(purpose, ""), "0 bytes");
        assertTrue(_present(purpose, good), "65 bytes");
    }

    function _assertForgedVoucher(uint256 s, bool accepted) private {
        (bytes32 r,,) = parts(sign(key, keccak256("any point of the curve")));
        address forged = ecrecover(voucherDigest(provider.addr, address(token), 9, 50), 27, r, bytes32(s));
        assertNotEq(forged, address(0));

        IInferenceEscrow.Opening memory own = openingOf(channelOf(forged, provider.addr, address(token), 9), 100);
        own.payer = forged;
        fund(forged, 100);
        vm.prank(forged);
        escrow.open(own, "", "");

        bytes memory row = abi.encodePacked(r, s, uint32(9), uint96(50));
        if (!accepted) {
            bytes32 nobodys = idOf(channelOf(address(0), provider.addr, address(token), 9));
            expectSkipped(0, nobodys, 50, IInferenceEscrow.SkipReason.BadSignature);
        }
        assertEq(escrow.settle(provider.addr, address(token), row), accepted ? 50 : 0);
    }

    function _expectBadVoucher(bytes32 r, bytes32 vs) private {
        bytes32 nobodys = idOf(channelOf(address(0), key.addr, address(token), 1));
        expectSkipped(0, nobodys, 50, IInferenceEscrow.SkipReason.BadSignature);
        assertEq(escrow.settle(key.addr, address(token), abi.encodePacked(r, vs, uint32(1), uint96(50))), 0);
    }

    /// @dev Changes one of the eight fields to another value that `open` would accept.
    function _mutate(IInferenceEscrow.Opening memory o, uint8 field, uint256 mask)
        private
        view
        returns (IInferenceEscrow.Opening memory)
    {
        uint24 shift = uint24(bound(mask, 1, 1_000_000));
        if (field == 0) o.channel.signer = address(uint160(o.channel.signer) ^ shift);
        if (field == 1) o.channel.receiver = address(uint160(o.channel.receiver) ^ shift);
        if (field == 2) o.channel.token = address(uint160(o.channel.token) ^ shift);
        if (field == 3) o.channel.salt ^= shift;
        if (field == 4) o.payer = address(uint160(o.payer) ^ shift);
        if (field == 5) o.amount += shift;
        if (field == 6) o.noticeSeconds += shift;
        if (field == 7) o.deadline += shift;
        return o;
    }
}
