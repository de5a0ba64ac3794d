// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";

import {WalletMock} from "../../mocks/WalletMocks.sol";
import {EscrowAssertions} from "../../support/EscrowAssertions.sol";

/// @title C6: contract accounts (ERC-1271) that answer wrongly, as payer of an opening and as receiver of a close
contract WalletAttacksTest is EscrowAssertions {
    WalletMock private payerWallet;
    WalletMock private receiverWallet;
    IInferenceEscrow.Channel private channel;
    bytes32 private id;
    IInferenceEscrow.Opening private opening;
    bytes private payerSignature;
    bytes private signerConsent;
    bytes private closeConsent;
    uint64 private deadline;

    function setUp() public override {
        super.setUp();
        deadline = uint64(block.timestamp + 1 hours);
        payerWallet = new WalletMock(payer.addr);
        receiverWallet = new WalletMock(provider.addr);
        fund(address(payerWallet), 100);
        fund(payer.addr, 100);

        channel = channelOf(signer.addr, address(receiverWallet), address(token), 1);
        id = openFromBalance(channel, 100);
        closeConsent = signCloseConsent(provider, id, 50, deadline);

        opening = openingOf(channelOf(signer.addr, provider.addr, address(token), 2), 10);
        opening.payer = address(payerWallet);
        payerSignature = signOpening(payer, opening);
        signerConsent = signSignerConsent(signer, opening);
    }

    function test_C6_HonestWalletIsBelieved() public {
        _assertAnswer(WalletMock.Mode.Honest, true);
    }

    function test_C6_WalletWithAnotherValueIsNotBelieved() public {
        _assertAnswer(WalletMock.Mode.WrongValue, false);
    }

    function test_C6_WalletWithAShortAnswerIsNotBelieved() public {
        _assertAnswer(WalletMock.Mode.ShortAnswer, false);
    }

    function test_C6_WalletWithDirtyBytesIsNotBelieved() public {
        _assertAnswer(WalletMock.Mode.DirtyAnswer, false);
    }

    /// @dev The ABI lets an answer be longer than its type; the value stands in the first word.
    function test_C6_WalletWithALongAnswerIsBelieved() public {
        _assertAnswer(WalletMock.Mode.LongAnswer, true);
    }

    function test_C6_WalletThatRevertsIsNotBelieved() public {
        _assertAnswer(WalletMock.Mode.Revert, false);
    }

    function test_C6_WalletThatBurnsGasIsNotBelieved() public {
        _assertAnswer(WalletMock.Mode.BurnGas, false);
    }

    function test_C6_WalletThatReturnsABombIsNotBelieved() public {
        _assertAnswer(WalletMock.Mode.ReturnBomb, false);
    }

    /// @dev What a wallet returns is not copied: a megabyte costs the wallet its memory (2 million gas), us nothing.
    function test_C6_ReturnBombCostsNoMoreThanTheWalletsOwnGas() public {
        payerWallet.setMode(WalletMock.Mode.ReturnBomb);
        uint256 gasBefore = gasleft();
        expectInvalidSignature(address(payerWallet));
        escrow.open(opening, payerSignature, signerConsent);
        assertLt(gasBefore - gasleft(), 2_400_000);
    }

    function test_C6_WalletThatChangesItsMindAfterOpening() public {
        escrow.open(opening, payerSignature, signerConsent);
        payerWallet.setMode(WalletMock.Mode.WrongValue);
        bytes memory rows = voucher(signer, opening.channel, 7);
        assertEq(settleOne(opening.channel, rows), 7);
        payerWallet.setMode(WalletMock.Mode.AcceptAll);
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_ChannelExists.selector, idOf(opening.channel))
        );
        escrow.open(opening, payerSignature, signerConsent);
    }

    function test_C6_WalletThatChangesItsMindBeforeOpening() public {
        payerWallet.setMode(WalletMock.Mode.WrongValue);
        expectInvalidSignature(address(payerWallet));
        escrow.open(opening, payerSignature, signerConsent);
        payerWallet.setMode(WalletMock.Mode.Honest);
        escrow.open(opening, payerSignature, signerConsent);
    }

    function test_C6_ReceiverThatChangesItsMindCannotHoldThePayer() public {
        receiverWallet.setMode(WalletMock.Mode.BurnGas);
        startClose(channel);
        vm.warp(block.timestamp + NOTICE);
        escrow.finishClose(channel);
        assertBalance(payer.addr, 100);
    }

    /// @dev A wallet that accepts everything as payer is its own loss; as signer it is nobody: signers are ECDSA keys.
    function test_C6_WalletCannotBeASigner() public {
        WalletMock yes = new WalletMock(signer.addr);
        yes.setMode(WalletMock.Mode.AcceptAll);
        opening.channel.signer = address(yes);
        opening.payer = payer.addr;
        signerConsent = signSignerConsent(signer, opening);
        expectInvalidSignature(address(yes));
        vm.prank(payer.addr);
        escrow.open(opening, "", signerConsent);
    }

    function test_C6_WalletThatAcceptsAllRisksOnlyItself() public {
        fund(payer.addr, 5);
        payerWallet.setMode(WalletMock.Mode.AcceptAll);
        opening.amount = 100;
        signerConsent = signSignerConsent(signer, opening);
        vm.prank(stranger);
        escrow.open(opening, "", signerConsent);
        assertBalance(address(payerWallet), 0);
        assertBalance(payer.addr, 5);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _assertAnswer(WalletMock.Mode mode, bool believed) private {
        payerWallet.setMode(mode);
        receiverWallet.setMode(mode);
        if (!believed) expectInvalidSignature(address(payerWallet));
        escrow.open{gas: 5_000_000}(opening, payerSignature, signerConsent);
        if (!believed) expectInvalidSignature(address(receiverWallet));
        vm.prank(payer.addr);
        escrow.closeWithConsent{gas: 5_000_000}(channel, 50, deadline, closeConsent);

        IInferenceEscrow.ChannelStatus opened =
            believed ? IInferenceEscrow.ChannelStatus.Open : IInferenceEscrow.ChannelStatus.None;
        assertEq(uint8(escrow.getChannel(idOf(opening.channel)).status), uint8(opened));
        IInferenceEscrow.ChannelStatus closed =
            believed ? IInferenceEscrow.ChannelStatus.Closed : IInferenceEscrow.ChannelStatus.Open;
        assertEq(uint8(escrow.getChannel(id).status), uint8(closed));
        assertBalance(address(payerWallet), believed ? 90 : 100);
    }
}
