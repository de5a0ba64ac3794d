// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {InferenceEscrow} from "src/InferenceEscrow.sol";
import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";
import {Vouchers} from "src/libraries/Vouchers.sol";

import {TokenMock} from "../../mocks/TokenMock.sol";
import {EscrowAssertions} from "../../support/EscrowAssertions.sol";

/// @title C1, C3, C4, C5: a voucher where, when and in what form it was not meant
contract VoucherAttacksTest is EscrowAssertions {
    IInferenceEscrow.Channel private channel;
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        (channel, id) = openChannel(1, FUNDS);
    }

    // ---------------------------------------------------------------------------------------------------- C1: replay

    function test_C1_VoucherReplayAfterClose() public {
        bytes memory rows = voucher(signer, channel, 50);
        settleOne(channel, rows);
        closeAfterNotice(channel);
        expectSkipped(0, id, 50, IInferenceEscrow.SkipReason.ChannelClosed);
        assertEq(settleOne(channel, rows), 0);
        assertEq(token.balanceOf(provider.addr), 50);
    }

    function test_C1_ClosedChannelNeverReopens() public {
        closeAfterNotice(channel);
        fund(payer.addr, FUNDS);
        IInferenceEscrow.Opening memory opening = openingOf(channel, FUNDS);
        bytes memory consent = signSignerConsent(signer, opening);
        vm.expectRevert(abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_ChannelExists.selector, id));
        vm.prank(payer.addr);
        escrow.open(opening, "", consent);
    }

    function test_C1_ChannelClosedAtNothingNeverReopens() public {
        vm.prank(provider.addr);
        escrow.closeWithConsent(channel, 0, 0, "");
        assertChannel(id, IInferenceEscrow.ChannelStatus.Closed, 0, 0);
        IInferenceEscrow.Opening memory opening = openingOf(channel, 1);
        bytes memory consent = signSignerConsent(signer, opening);
        vm.expectRevert(abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_ChannelExists.selector, id));
        vm.prank(payer.addr);
        escrow.open(opening, "", consent);
    }

    function test_C1_OpeningSignatureOpensOnce() public {
        IInferenceEscrow.Opening memory opening = openingOf(channelOf(2), 10);
        fund(payer.addr, 100);
        bytes memory payerSignature = signOpening(payer, opening);
        bytes memory consent = signSignerConsent(signer, opening);
        escrow.open(opening, payerSignature, consent);
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_ChannelExists.selector, idOf(opening.channel))
        );
        escrow.open(opening, payerSignature, consent);
        vm.prank(provider.addr);
        escrow.closeWithConsent(opening.channel, 0, 0, "");
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_ChannelExists.selector, idOf(opening.channel))
        );
        escrow.open(opening, payerSignature, consent);
        assertBalance(payer.addr, 100);
    }

    function test_C1_VoucherReplayOnChannelOfAnotherSalt() public {
        (IInferenceEscrow.Channel memory other, bytes32 otherId) = openChannel(2, FUNDS);
        bytes memory rows = voucher(signer, channel, 50);
        _replaceSalt(rows, other.salt);
        assertEq(settleOne(other, rows), 0);
        assertChannel(otherId, IInferenceEscrow.ChannelStatus.Open, FUNDS, 0);
        assertChannel(id, IInferenceEscrow.ChannelStatus.Open, FUNDS, 0);
    }

    function test_C1_VoucherReplayOnChannelOfAnotherReceiver() public {
        IInferenceEscrow.Channel memory other = channelOf(signer.addr, stranger, address(token), 1);
        fund(payer.addr, FUNDS);
        bytes32 otherId = openFromBalance(other, FUNDS);
        assertEq(escrow.settle(stranger, address(token), voucher(signer, channel, 50)), 0);
        assertEq(postVouchers(stranger, address(token), voucher(signer, channel, 50)), 0);
        assertChannel(otherId, IInferenceEscrow.ChannelStatus.Open, FUNDS, 0);
    }

    function test_C1_VoucherReplayOnChannelOfAnotherToken() public {
        IInferenceEscrow.Channel memory other = channelOf(signer.addr, provider.addr, NATIVE, 1);
        fundNative(payer.addr, FUNDS);
        bytes32 otherId = openFromBalance(other, FUNDS);
        assertEq(settleOne(other, voucher(signer, channel, 50)), 0);
        assertChannel(otherId, IInferenceEscrow.ChannelStatus.Open, FUNDS, 0);
        assertEq(provider.addr.balance, 0);
    }

    function test_C1_VoucherReplayOnAnotherContract() public {
        bytes memory rows = voucher(signer, channel, 50);
        InferenceEscrow first = escrow;
        escrow = new InferenceEscrow();
        (, bytes32 otherId) = openChannel(1, FUNDS);
        assertEq(otherId, id);
        assertEq(settleOne(channel, rows), 0);
        assertEq(first.settle(provider.addr, address(token), rows), 50);
    }

    function test_C1_OpeningReplayOnAnotherContract() public {
        IInferenceEscrow.Opening memory opening = openingOf(channelOf(2), 10);
        bytes memory payerSignature = signOpening(payer, opening);
        bytes memory consent = signSignerConsent(signer, opening);
        escrow = new InferenceEscrow();
        fund(payer.addr, 10);
        expectInvalidSignature(payer.addr);
        escrow.open(opening, payerSignature, consent);
        expectInvalidSignature(signer.addr);
        vm.prank(payer.addr);
        escrow.open(opening, "", consent);
    }

    function testFuzz_C1_VoucherReplayOnAnotherChain(uint64 chainId) public {
        chainId = uint64(bound(chainId, 1, type(uint64).max));
        vm.assume(chainId != block.chainid);
        bytes memory rows = voucher(signer, channel, 50);
        uint256 home = block.chainid;
        vm.chainId(chainId);
        assertEq(settleOne(channel, rows), 0);
        vm.chainId(home);
        assertEq(settleOne(channel, rows), 50);
    }

    function test_C1_ChainIdChangeRebuildsDomain() public {
        bytes32 before = escrow.DOMAIN_SEPARATOR();
        vm.chainId(4_242);
        assertNotEq(escrow.DOMAIN_SEPARATOR(), before);
        // The fork lives on: what is signed for it works there.
        assertEq(settleOne(channel, voucher(signer, channel, 50)), 50);
        fund(payer.addr, 10);
        openFromBalance(channelOf(2), 10);
        bytes memory consent = signCloseConsent(provider, id, 60, uint64(block.timestamp + 1));
        vm.prank(payer.addr);
        escrow.closeWithConsent(channel, 60, uint64(block.timestamp + 1), consent);
    }

    function test_C1_OpeningAndConsentReplayAfterChainIdChange() public {
        IInferenceEscrow.Opening memory opening = openingOf(channelOf(2), 10);
        fund(payer.addr, 10);
        bytes memory payerSignature = signOpening(payer, opening);
        bytes memory signerConsent = signSignerConsent(signer, opening);
        bytes memory closeConsent = signCloseConsent(provider, id, 60, uint64(block.timestamp + 1));
        vm.chainId(4_242);
        expectInvalidSignature(payer.addr);
        escrow.open(opening, payerSignature, signerConsent);
        expectInvalidSignature(signer.addr);
        vm.prank(payer.addr);
        escrow.open(opening, "", signerConsent);
        expectInvalidSignature(provider.addr);
        vm.prank(payer.addr);
        escrow.closeWithConsent(channel, 60, uint64(block.timestamp + 1), closeConsent);
    }

    // ----------------------------------------------------------------------------------------- C3: amounts out of order

    function test_C3_OlderVoucherAfterNewer() public {
        bytes memory older = voucher(signer, channel, 40);
        settleOne(channel, voucher(signer, channel, 50));
        expectSkipped(0, id, 40, IInferenceEscrow.SkipReason.NotAboveClaimed);
        assertEq(settleOne(channel, older), 0);
        assertChannel(id, IInferenceEscrow.ChannelStatus.Open, FUNDS, 50);
    }

    function test_C3_EqualVoucher() public {
        bytes memory rows = voucher(signer, channel, 50);
        settleOne(channel, rows);
        assertEq(settleOne(channel, rows), 0);
        assertEq(postVouchers(provider.addr, address(token), rows), 0);
        assertEq(token.balanceOf(provider.addr), 50);
    }

    function test_C3_VoucherForZero() public {
        expectSkipped(0, id, 0, IInferenceEscrow.SkipReason.NotAboveClaimed);
        assertEq(settleOne(channel, voucher(signer, channel, 0)), 0);
    }

    function testFuzz_C3_OneMoreThanClaimedPaysOne(uint96 claimed) public {
        claimed = uint96(bound(claimed, 1, FUNDS - 1));
        settleOne(channel, voucher(signer, channel, claimed));
        assertEq(settleOne(channel, voucher(signer, channel, claimed + 1)), 1);
    }

    function test_C3_VoucherForAllThatIsThere() public {
        assertEq(settleOne(channel, voucher(signer, channel, FUNDS)), FUNDS);
    }

    function test_C3_VoucherAboveTheDeposit() public {
        fund(stranger, FUNDS);
        expectSkipped(0, id, FUNDS + 1, IInferenceEscrow.SkipReason.ExceedsFunded);
        assertEq(settleOne(channel, voucher(signer, channel, FUNDS + 1)), 0);
        assertEq(settleOne(channel, voucher(signer, channel, type(uint96).max)), 0);
        assertBalance(stranger, FUNDS);
    }

    /// @dev A row has no room for more: the signature of a larger number never matches the 12 bytes that stand there.
    function testFuzz_C3_MoreThan96BitsCannotBeExpressed(uint256 cumulative) public {
        cumulative = bound(cumulative, uint256(type(uint96).max) + 1, type(uint256).max);
        bytes32 digest =
            digestOf(keccak256(abi.encode(Vouchers.TYPEHASH, provider.addr, address(token), channel.salt, cumulative)));
        (bytes32 r, bytes32 vs) = vm.signCompact(signer, digest);
        // forge-lint: disable-next-line(unsafe-typecast)
        assertEq(settleOne(channel, abi.encodePacked(r, vs, channel.salt, uint96(cumulative))), 0);
        assertChannel(id, IInferenceEscrow.ChannelStatus.Open, FUNDS, 0);
    }

    // -------------------------------------------------------------------------------------------- C4: a third party

    function testFuzz_C4_ThirdPartySettlesAnotherAmount(uint96 signed, uint96 claimed) public {
        signed = uint96(bound(signed, 1, FUNDS));
        claimed = uint96(bound(claimed, 1, FUNDS));
        vm.assume(signed != claimed);
        bytes memory rows = voucher(signer, channel, signed);
        for (uint256 i = 0; i < 12; ++i) {
            rows[68 + i] = bytes12(claimed)[i];
        }
        vm.prank(stranger);
        assertEq(settleOne(channel, rows), 0);
        assertChannel(id, IInferenceEscrow.ChannelStatus.Open, FUNDS, 0);
    }

    function test_C4_ThirdPartyNamesItselfAsReceiver() public {
        bytes memory rows = voucher(signer, channel, 50);
        vm.startPrank(stranger);
        assertEq(escrow.settle(stranger, address(token), rows), 0);
        assertEq(escrow.post(stranger, address(token), rows), 0);
        vm.stopPrank();
        assertEq(token.balanceOf(stranger), 0);
        assertBalance(stranger, 0);
    }

    /// @dev A credit is worth nothing to a receiver that cannot call `withdraw`.
    function test_C4_AStrangerCannotTurnAPayoutIntoACredit() public {
        bytes memory rows = voucher(signer, channel, 50);
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_NotAllowed.selector, stranger, provider.addr)
        );
        vm.prank(stranger);
        escrow.post(provider.addr, address(token), rows);
        assertEq(settleOne(channel, rows), 50);
    }

    function test_C4_ThirdPartySettlesForTheProvider() public {
        bytes memory rows = voucher(signer, channel, 50);
        vm.prank(stranger);
        assertEq(settleOne(channel, rows), 50);
        assertEq(token.balanceOf(provider.addr), 50);
        assertEq(token.balanceOf(stranger), 0);
    }

    // ------------------------------------------------------------------------------------- C5: another form or field

    function testFuzz_C5_AnyFlippedBitOfARowBreaksIt(uint16 bit) public {
        bit = uint16(bound(bit, 0, 639));
        bytes memory rows = voucher(signer, channel, 50);
        rows[bit / 8] ^= bytes1(uint8(1) << (bit % 8));
        assertEq(settleOne(channel, rows), 0);
        assertChannel(id, IInferenceEscrow.ChannelStatus.Open, FUNDS, 0);
    }

    function testFuzz_C5_AnyFlippedBitOfTheHeaderBreaksIt(uint8 bit) public {
        uint160 mask = uint160(1) << uint160(bound(bit, 0, 159));
        bytes memory rows = voucher(signer, channel, 50);
        assertEq(postVouchers(address(uint160(provider.addr) ^ mask), address(token), rows), 0);
        assertEq(postVouchers(provider.addr, address(uint160(address(token)) ^ mask), rows), 0);
        assertEq(postVouchers(provider.addr, address(token), rows), 50);
    }

    function test_C5_RowsOfAnotherLength() public {
        bytes memory row = voucher(signer, channel, 50);
        bytes memory truncated = new bytes(79);
        for (uint256 i = 0; i < 79; ++i) {
            truncated[i] = row[i];
        }
        vm.expectRevert(abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_MalformedVouchers.selector, 79, 80));
        escrow.settle(provider.addr, address(token), truncated);
        vm.expectRevert(abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_MalformedVouchers.selector, 81, 80));
        escrow.settle(provider.addr, address(token), bytes.concat(row, hex"00"));
    }

    function test_C5_StructWithAFieldLess() public {
        bytes32 typehash = keccak256("Voucher(address receiver,address token,uint96 cumulativeAmount)");
        _expectForeignStruct(abi.encode(typehash, provider.addr, address(token), uint96(50)));
    }

    function test_C5_StructWithAFieldMore() public {
        bytes32 typehash =
            keccak256("Voucher(address receiver,address token,uint32 salt,uint96 cumulativeAmount,uint256 extra)");
        _expectForeignStruct(abi.encode(typehash, provider.addr, address(token), uint32(1), uint96(50), uint256(0)));
        _expectForeignStruct(
            abi.encode(Vouchers.TYPEHASH, provider.addr, address(token), uint32(1), uint96(50), uint256(0))
        );
    }

    function test_C5_StructWithFieldsInAnotherOrder() public {
        _expectForeignStruct(abi.encode(Vouchers.TYPEHASH, address(token), provider.addr, uint32(1), uint96(50)));
        _expectForeignStruct(abi.encode(Vouchers.TYPEHASH, provider.addr, address(token), uint96(50), uint32(1)));
    }

    function test_C5_VoucherOfAnotherDomain() public {
        bytes32 structHash =
            keccak256(abi.encode(Vouchers.TYPEHASH, provider.addr, address(token), uint32(1), uint96(50)));
        bytes32 foreign = new TokenMock().DOMAIN_SEPARATOR();
        _expectForeignDigest(keccak256(abi.encodePacked(hex"1901", foreign, structHash)));
        _expectForeignDigest(keccak256(abi.encodePacked(hex"1900", escrow.DOMAIN_SEPARATOR(), structHash)));
        _expectForeignDigest(structHash);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function signParts(Vm.Wallet memory by, bytes32 digest) internal override returns (uint8 v, bytes32 r, bytes32 s) {
        return vm.sign(by, digest);
    }

    function _expectForeignStruct(bytes memory encoded) private {
        _expectForeignDigest(digestOf(keccak256(encoded)));
    }

    function _expectForeignDigest(bytes32 digest) private {
        (bytes32 r, bytes32 vs) = vm.signCompact(signer, digest);
        assertEq(settleOne(channel, abi.encodePacked(r, vs, channel.salt, uint96(50))), 0);
        assertChannel(id, IInferenceEscrow.ChannelStatus.Open, FUNDS, 0);
    }

    function _replaceSalt(bytes memory row, uint32 salt) private pure {
        for (uint256 i = 0; i < 4; ++i) {
            row[64 + i] = bytes4(salt)[i];
        }
    }
}
