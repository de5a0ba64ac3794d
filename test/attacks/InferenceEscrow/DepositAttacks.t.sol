// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {InferenceEscrow} from "src/InferenceEscrow.sol";
import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {ForcedSender} from "../../mocks/ReceiverMocks.sol";
import {TokenMock} from "../../mocks/TokenMock.sol";
import {PermitBurnsGasToken, PhantomToken, PhantomTokenThatRefusesPulls} from "../../mocks/tokens/PhantomTokens.sol";
import {EscrowAssertions} from "../../support/EscrowAssertions.sol";

/// @title C13, C14, C16: whose money a deposit is, gifts, and permits that somebody else sent
contract DepositAttacksTest is EscrowAssertions {
    // --------------------------------------------------------------------------------- C13: top-ups and their refund

    function testFuzz_C13_ATopUpByAThirdPartyIsThePayers(uint96 extra, uint96 claimed) public {
        extra = uint96(bound(extra, 1, type(uint96).max - 100));
        claimed = uint96(bound(claimed, 1, 100 + extra));
        (IInferenceEscrow.Channel memory channel,) = openChannel(1, 100);
        fund(stranger, extra);
        vm.prank(stranger);
        escrow.topUp(channel, extra);
        settleOne(channel, voucher(signer, channel, claimed));
        closeAfterNotice(channel);
        assertBalance(payer.addr, 100 + extra - claimed);
        assertBalance(stranger, 0);
        assertEq(token.balanceOf(provider.addr), claimed);
    }

    function test_C13_ATopUpGivesNoRightOverTheChannel() public {
        (IInferenceEscrow.Channel memory channel,) = openChannel(1, 100);
        fund(stranger, 10_000);
        vm.startPrank(stranger);
        escrow.topUp(channel, 10_000);
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_NotAllowed.selector, stranger, payer.addr)
        );
        escrow.startClose(channel);
        vm.stopPrank();
    }

    function test_C13_ATopUpIsPaidByWhoeverCalls() public {
        (IInferenceEscrow.Channel memory channel,) = openChannel(1, 100);
        fund(payer.addr, 50);
        expectInsufficientBalance(0, 50);
        vm.prank(stranger);
        escrow.topUp(channel, 50);
        assertBalance(payer.addr, 50);
    }

    // ------------------------------------------------------------------------------- C13: an authorisation is bound

    function testFuzz_C13_AuthorizationIsBoundToTheBeneficiary(address other) public {
        vm.assume(other != payer.addr && other != address(0) && other != address(escrow));
        IPayments.Authorization memory a = _authorize();
        _expectAuthorizationRefused("invalid signature");
        vm.prank(other);
        escrow.depositWithAuthorization(address(token), other, a);
        escrow.depositWithAuthorization(address(token), payer.addr, a);
        assertBalance(payer.addr, 10);
        assertBalance(other, 0);
    }

    function test_C13_AuthorizationIsBoundToTheToken() public {
        IPayments.Authorization memory a = _authorize();
        TokenMock other = new OtherToken();
        other.mint(payer.addr, 10);
        _expectAuthorizationRefused("invalid signature");
        escrow.depositWithAuthorization(address(other), payer.addr, a);
    }

    function test_C13_AuthorizationIsBoundToTheEscrow() public {
        IPayments.Authorization memory a = _authorize();
        InferenceEscrow other = new InferenceEscrow();
        _expectAuthorizationRefused("invalid signature");
        other.depositWithAuthorization(address(token), payer.addr, a);
        bytes32 nonce = escrow.depositNonce(payer.addr, 1);
        _expectAuthorizationRefused("caller is not the payee");
        vm.prank(stranger);
        token.receiveWithAuthorization(
            a.from, address(escrow), a.value, a.validAfter, a.validBefore, nonce, a.signature
        );
    }

    function testFuzz_C13_EveryFieldOfAnAuthorizationIsSigned(uint8 field, uint32 change) public {
        IPayments.Authorization memory a = _authorize();
        token.mint(stranger, type(uint64).max);
        change = uint32(bound(change, 1, 1_000_000));
        field %= 5;
        if (field == 0) a.from = stranger;
        if (field == 1) a.value += change;
        if (field == 2) a.validAfter -= change;
        if (field == 3) a.validBefore += change;
        if (field == 4) a.salt += change;
        _expectAuthorizationRefused("invalid signature");
        escrow.depositWithAuthorization(address(token), payer.addr, a);
    }

    function test_C13_AllowanceIsSpentByItsOwnerOnly() public {
        token.mint(payer.addr, 100);
        vm.prank(payer.addr);
        token.approve(address(escrow), type(uint256).max);
        vm.startPrank(stranger);
        address[2] memory beneficiaries = [stranger, payer.addr];
        for (uint256 i = 0; i < 2; ++i) {
            _expectNoAllowance();
            escrow.deposit(address(token), 100, beneficiaries[i]);
            _expectNoAllowance();
            escrow.depositWithPermit(address(token), 100, beneficiaries[i], block.timestamp, 27, 0, 0);
        }
        vm.stopPrank();
        assertEq(token.balanceOf(payer.addr), 100);
    }

    // ------------------------------------------------------------------------------------------------- C14: donations

    function testFuzz_C14_DonatedTokensAreNobodys(uint96 donation, uint96 amount) public {
        donation = uint96(bound(donation, 1, type(uint96).max));
        amount = uint96(bound(amount, 1, type(uint96).max));
        (IInferenceEscrow.Channel memory channel, bytes32 id) = openChannel(1, 100);
        bytes32 record = recordHash(id);
        token.mint(address(escrow), donation);
        assertEq(recordHash(id), record);
        assertBalance(payer.addr, 0);
        fund(payer.addr, amount);
        assertBalance(payer.addr, amount);
        bytes memory rows = voucher(signer, channel, 101);
        assertEq(settleOne(channel, rows), 0);
        closeAfterNotice(channel);
        assertBalance(payer.addr, uint256(amount) + 100);
        expectInsufficientBalance(uint256(amount) + 100, uint256(amount) + 101);
        vm.prank(payer.addr);
        escrow.withdraw(address(token), uint256(amount) + 101, payer.addr);
    }

    function test_C14_DonationIsNotTakenForADeposit() public {
        token.mint(address(escrow), 100);
        expectNothingReceived(address(token));
        vm.prank(stranger);
        escrow.deposit(address(token), 0, stranger);
    }

    function test_C14_ForcedCoinsAreNobodys() public {
        fundNative(payer.addr, 10);
        vm.deal(address(this), 100);
        new ForcedSender{value: 100}(payable(address(escrow)));
        assertEq(address(escrow).balance, 110);
        assertEq(escrow.balanceOf(payer.addr, NATIVE), 10);
        expectNothingReceived(NATIVE);
        vm.prank(stranger);
        escrow.depositNative(stranger);
        expectInsufficientBalance(10, 11);
        vm.prank(payer.addr);
        escrow.withdraw(NATIVE, 11, payer.addr);
        fundNative(payer.addr, 5);
        assertEq(escrow.balanceOf(payer.addr, NATIVE), 15);
    }

    // ---------------------------------------------------------------------------------------------------- C16: permits

    function test_C16_PermitThatWasSentBefore() public {
        token.mint(payer.addr, 10);
        (uint8 v, bytes32 r, bytes32 s) = signPermit(payer, token, 10, block.timestamp);
        vm.prank(stranger);
        token.permit(payer.addr, address(escrow), 10, block.timestamp, v, r, s);
        expectDeposited(payer.addr, address(token), payer.addr, 10);
        vm.prank(payer.addr);
        escrow.depositWithPermit(address(token), 10, payer.addr, block.timestamp, v, r, s);
        assertBalance(payer.addr, 10);
    }

    function test_C16_PermitBroughtBySomebodyElse() public {
        token.mint(payer.addr, 10);
        (uint8 v, bytes32 r, bytes32 s) = signPermit(payer, token, 10, block.timestamp);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), 0, 10)
        );
        vm.prank(stranger);
        escrow.depositWithPermit(address(token), 10, stranger, block.timestamp, v, r, s);
        assertEq(token.balanceOf(payer.addr), 10);
        vm.prank(payer.addr);
        escrow.depositWithPermit(address(token), 10, payer.addr, block.timestamp, v, r, s);
    }

    function test_C16_PhantomPermitNeedsTheCallersAllowance() public {
        PhantomToken phantom = new PhantomToken();
        phantom.mint(payer.addr, 100);
        vm.prank(payer.addr);
        phantom.approve(address(escrow), type(uint256).max);
        vm.startPrank(stranger);
        _expectNoAllowance();
        escrow.depositWithPermit(address(phantom), 100, stranger, block.timestamp, 27, 0, 0);
        vm.stopPrank();
        assertEq(phantom.balanceOf(payer.addr), 100);
        expectDeposited(payer.addr, address(phantom), payer.addr, 100);
        vm.prank(payer.addr);
        escrow.depositWithPermit(address(phantom), 100, payer.addr, block.timestamp, 27, 0, 0);
    }

    function test_C16_PhantomAuthorizationBringsNothing() public {
        PhantomToken phantom = new PhantomToken();
        phantom.mint(payer.addr, 100);
        IPayments.Authorization memory a = _authorize();
        a.from = payer.addr;
        expectNothingReceived(address(phantom));
        escrow.depositWithAuthorization(address(phantom), stranger, a);
        a.signature = hex"00";
        expectNothingReceived(address(phantom));
        escrow.depositWithAuthorization(address(phantom), stranger, a);
    }

    function test_C16_TokenWhoseFallbackAnswersEverythingBringsNothing() public {
        address mute = address(new PhantomTokenThatRefusesPulls());
        expectNothingReceived(mute);
        vm.prank(stranger);
        escrow.depositWithPermit(mute, 100, stranger, block.timestamp, 27, 0, 0);
        expectNothingReceived(mute);
        vm.prank(stranger);
        escrow.deposit(mute, 100, stranger);
    }

    function test_C16_PermitThatBurnsGasLeavesEnoughForTheAllowance() public {
        PermitBurnsGasToken burning = new PermitBurnsGasToken();
        burning.mint(payer.addr, 10);
        vm.startPrank(payer.addr);
        burning.approve(address(escrow), 10);
        escrow.depositWithPermit{gas: 12_000_000}(address(burning), 10, payer.addr, block.timestamp, 27, 0, 0);
        vm.stopPrank();
        assertEq(escrow.balanceOf(payer.addr, address(burning)), 10);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _authorize() private returns (IPayments.Authorization memory) {
        token.mint(payer.addr, 10);
        return authorizationOf(payer, token, payer.addr, 10, 1);
    }

    function _expectNoAllowance() private {
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), 0, 100)
        );
    }

    function _expectAuthorizationRefused(string memory reason) private {
        vm.expectRevert(abi.encodeWithSelector(TokenMock.AuthorizationRefused.selector, reason));
    }
}

/// @title The same token at another address, hence with another domain
contract OtherToken is TokenMock {}
