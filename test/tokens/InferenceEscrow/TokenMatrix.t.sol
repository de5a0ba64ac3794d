// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";
import {IPayments} from "src/interfaces/IPayments.sol";
import {IPrepaidLedger} from "src/interfaces/IPrepaidLedger.sol";

import {TokenMock} from "../../mocks/TokenMock.sol";
import {
    BrokenImplementation,
    FeeOnTopToken,
    FeeOnTransferToken,
    RebasingToken,
    UpgradableToken
} from "../../mocks/tokens/BalanceTokens.sol";
import {GasGuzzlerToken, ReentrantToken, ReturnBombToken, RevertBombToken} from "../../mocks/tokens/CallingTokens.sol";
import {
    Bytes32MetadataToken,
    DaiPermitToken,
    FewDecimalsToken,
    ManyDecimalsToken,
    SecondAddress,
    SelfTransferFromToken,
    TwoAddressToken
} from "../../mocks/tokens/FormTokens.sol";
import {
    ApprovalRaceToken,
    BlocklistToken,
    NoZeroAddressToken,
    NoZeroAmountToken,
    NoZeroApprovalToken,
    PausableToken,
    Uint96Token
} from "../../mocks/tokens/GatedTokens.sol";
import {MissingReturnToken, NoRevertToken, ReturnsFalseToken} from "../../mocks/tokens/ReturnValueTokens.sol";
import {TokenMatrix} from "./TokenMatrix.sol";

/// @title C9: the 22 odd tokens over every money path. A cell works, is refused at deposit, or its test says what happens
contract TokenMatrixTest is TokenMatrix {
    // ---------------------------------------------------------------------------------------------------- every cell works

    function test_C9_ApprovalRace() public {
        assertEveryPathWorks(address(new ApprovalRaceToken()));
    }

    function test_C9_RevertsOnZeroApproval() public {
        use(address(new NoZeroApprovalToken()));
        pathDeposit();
        // The allowance is spent, so there is none to reset.
        pathDepositWithPermit();
        pathDepositWithAuthorization();
        assertPathsAfterDeposit(10);
    }

    function test_C9_Bytes32Metadata() public {
        assertEveryPathWorks(address(new Bytes32MetadataToken()));
    }

    function test_C9_TwoDecimals() public {
        assertEveryPathWorks(address(new FewDecimalsToken()));
    }

    function test_C9_MissingReturnValue() public {
        assertEveryPathWorks(address(new MissingReturnToken()));
    }

    function test_C9_RevertsToTheZeroAddress() public {
        assertEveryPathWorks(address(new NoZeroAddressToken()));
    }

    function test_C9_TransferFromBySelf() public {
        assertEveryPathWorks(address(new SelfTransferFromToken()));
    }

    function test_C9_ReEntrant() public {
        ReentrantToken calling = new ReentrantToken();
        use(address(calling));
        calling.arm(address(escrow), abi.encodeCall(escrow.withdraw, (address(odd), 1, stranger)));
        pathDeposit();
        pathDepositWithPermit();
        pathDepositWithAuthorization();
        assertPathsAfterDeposit(10);
        assertGt(calling.calls(), 0);
        assertEq(calling.successes(), 0);
    }

    function test_C9_ReturnDataBomb() public {
        assertEveryPathWorks(address(new ReturnBombToken()));
    }

    // ------------------------------------------------------------------------------------- works, with a documented limit

    /// @dev Documented: a channel holds 96 bits, which is 79,228 tokens of 24 decimals; more is refused, not truncated.
    function test_C9_TwentyFourDecimals() public {
        assertEveryPathWorks(address(new ManyDecimalsToken()));
        odd.mint(payer.addr, 80_000e24);
        approveOdd(80_000e24);
        vm.prank(payer.addr);
        escrow.deposit(address(odd), 80_000e24, payer.addr);
        IInferenceEscrow.Channel memory c = openOdd(9, 79_228e24);
        vm.expectRevert(
            abi.encodeWithSelector(IInferenceEscrow.InferenceEscrow_FundsOverflow.selector, 79_229e24, type(uint96).max)
        );
        vm.prank(payer.addr);
        escrow.topUp(c, 1e24);
    }

    /// @dev Documented: neither an allowance nor a transfer is ever above 96 bits, so more is refused at deposit.
    function test_C9_Uint96Amounts() public {
        assertEveryPathWorks(address(new Uint96Token()));
        uint256 tooMuch = uint256(type(uint96).max) + 1;
        vm.prank(payer.addr);
        odd.approve(address(escrow), type(uint256).max);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), type(uint96).max, tooMuch
            )
        );
        vm.prank(payer.addr);
        escrow.deposit(address(odd), tooMuch, payer.addr);
    }

    /// @dev Documented: withdrawing nothing reverts as the token does. No other path sends zero.
    function test_C9_RevertsOnZeroAmount() public {
        assertEveryPathWorks(address(new NoZeroAmountToken()));
        vm.expectRevert(NoZeroAmountToken.ZeroAmount.selector);
        vm.prank(payer.addr);
        escrow.withdraw(address(odd), 0, payer.addr);
        vm.expectRevert(NoZeroAmountToken.ZeroAmount.selector);
        vm.prank(payer.addr);
        escrow.deposit(address(odd), 0, payer.addr);

        depositOdd(10 * UNIT);
        IInferenceEscrow.Channel memory c = openOdd(9, 10 * UNIT);
        assertEq(settleOne(c, voucher(signer, c, 0)), 0);
        vm.prank(provider.addr);
        escrow.closeWithConsent(c, 0, 0, "");
        checkSolvent();
    }

    /// @dev Documented: DAI's permit is not EIP-2612's, so it is passed over and the allowance decides.
    function test_C9_DaiStylePermit() public {
        DaiPermitToken dai = new DaiPermitToken();
        use(address(dai));
        pathDeposit();
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), 0, 10 * UNIT)
        );
        vm.prank(payer.addr);
        escrow.depositWithPermit(address(dai), 10 * UNIT, payer.addr, block.timestamp, 27, 0, 0);

        bytes32 structHash = keccak256(
            abi.encode(dai.DAI_PERMIT_TYPEHASH(), payer.addr, address(escrow), dai.nonces(payer.addr), 0, true)
        );
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(payer, keccak256(abi.encodePacked(hex"1901", dai.DOMAIN_SEPARATOR(), structHash)));
        dai.permit(payer.addr, address(escrow), 0, 0, true, v, r, s);
        vm.prank(payer.addr);
        escrow.depositWithPermit(address(dai), 10 * UNIT, payer.addr, block.timestamp, v, r, s);
        checkSolvent();
        pathDepositWithAuthorization();
        assertPathsAfterDeposit(9);
    }

    /// @dev Documented: what arrives is credited, and a payout arrives less the token's fee.
    function test_C9_FeeOnTransfer() public {
        feePercent = 1;
        assertEveryPathWorks(address(new FeeOnTransferToken()));
    }

    /// @dev Documented: two addresses are two ledgers over one balance; the escrow owes their sum and holds it.
    function test_C9_ProxiedAtTwoAddresses() public {
        TwoAddressToken twoFaced = new TwoAddressToken();
        SecondAddress second = twoFaced.SECOND();
        use(address(twoFaced));
        pathDeposit();
        approveOdd(40 * UNIT);
        vm.prank(payer.addr);
        escrow.deposit(address(second), 40 * UNIT, payer.addr);
        assertEq(escrow.balanceOf(payer.addr, address(second)), 40 * UNIT);
        assertEq(odd.balanceOf(address(escrow)), owed() + 40 * UNIT);

        expectInsufficientBalance(40 * UNIT, 41 * UNIT);
        vm.prank(payer.addr);
        escrow.withdraw(address(second), 41 * UNIT, payer.addr);
        pathDepositWithPermit();
        pathDepositWithAuthorization();
        assertPathsAfterDeposit(10);
        assertEq(odd.balanceOf(address(escrow)), 40 * UNIT);
        vm.prank(payer.addr);
        escrow.withdraw(address(second), 40 * UNIT, payer.addr);
        assertEq(odd.balanceOf(address(escrow)), 0);
    }

    // ----------------------------------------------------------------------------- works; then its issuer does something

    /// @dev Documented: a blocked account is credited and may withdraw to another address.
    function test_C9_Blocklist() public {
        BlocklistToken gated = new BlocklistToken();
        assertEveryPathWorks(address(gated));
        gated.setBlocked(provider.addr, true);
        _assertPayoutIsCredited();
        vm.expectRevert(abi.encodeWithSelector(BlocklistToken.Blocked.selector, provider.addr));
        vm.prank(provider.addr);
        escrow.withdraw(address(odd), 1, provider.addr);
        _withdrawTo(provider.addr, stranger);
        _withdrawTo(payer.addr, stranger);
    }

    /// @dev Documented: while the token is paused payouts are credited and withdrawals wait.
    function test_C9_Pausable() public {
        PausableToken pausable = new PausableToken();
        assertEveryPathWorks(address(pausable));
        depositOdd(20 * UNIT);
        pausable.setPaused(true);
        _assertPayoutIsCreditedFromBalance();
        vm.expectRevert(PausableToken.Paused.selector);
        vm.prank(provider.addr);
        escrow.withdraw(address(odd), 1, provider.addr);
        vm.expectRevert(PausableToken.Paused.selector);
        vm.prank(payer.addr);
        escrow.deposit(address(odd), 0, payer.addr);
        pausable.setPaused(false);
        assertEveryoneLeaves();
    }

    /// @dev Documented: a transfer that returns false may or may not have moved something, so it is undone; `post` credits.
    function test_C9_DoesNotRevert() public {
        NoRevertToken quiet = new NoRevertToken();
        assertEveryPathWorks(address(quiet));
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(odd)));
        vm.prank(payer.addr);
        escrow.deposit(address(odd), 10 * UNIT, payer.addr);
        quiet.setBlocked(provider.addr, true);
        depositOdd(20 * UNIT);
        IInferenceEscrow.Channel memory c = openOdd(9, 20 * UNIT);
        bytes memory rows = voucher(signer, c, 5 * UNIT);
        vm.expectRevert(
            abi.encodeWithSelector(IPrepaidLedger.PrepaidLedger_TransferNotConfirmed.selector, address(odd))
        );
        escrow.settle(provider.addr, address(odd), rows);
        assertEq(postVouchers(provider.addr, address(odd), rows), 5 * UNIT);
        checkSolvent();
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(odd)));
        vm.prank(provider.addr);
        escrow.withdraw(address(odd), 1, provider.addr);
        _withdrawTo(provider.addr, stranger);
    }

    /// @dev Documented: after a bad upgrade payouts are credited and withdrawals wait for a good one.
    function test_C9_Upgradable() public {
        address good = address(new TokenMock());
        UpgradableToken proxy = new UpgradableToken(good);
        assertEveryPathWorks(address(proxy));
        depositOdd(20 * UNIT);
        IInferenceEscrow.Channel memory c = openOdd(9, 20 * UNIT);

        proxy.upgradeTo(address(new BrokenImplementation()));
        assertEq(settleOne(c, voucher(signer, c, 5 * UNIT)), 5 * UNIT);
        assertEq(escrow.balanceOf(provider.addr, address(odd)), 5 * UNIT);
        closeAfterNotice(c);
        vm.expectRevert(BrokenImplementation.Broken.selector);
        vm.prank(provider.addr);
        escrow.withdraw(address(odd), 5 * UNIT, provider.addr);
        checkBystander();

        proxy.upgradeTo(good);
        checkSolvent();
        assertEveryoneLeaves();
    }

    /// @dev Documented: a payout that burns its gas is credited, if the caller brought enough gas for that.
    function test_C9_GasGuzzler() public {
        GasGuzzlerToken guzzler = new GasGuzzlerToken();
        assertEveryPathWorks(address(guzzler));
        depositOdd(20 * UNIT);
        guzzler.arm(true);
        IInferenceEscrow.Channel memory c = openOdd(9, 20 * UNIT);
        bytes memory rows = voucher(signer, c, 5 * UNIT);
        assertEq(escrow.settle{gas: 5_000_000}(c.receiver, c.token, rows), 5 * UNIT);
        assertEq(escrow.balanceOf(provider.addr, address(odd)), 5 * UNIT);
        checkSolvent();
        vm.expectRevert(bytes(""));
        vm.prank(provider.addr);
        escrow.withdraw{gas: 5_000_000}(address(odd), 1, provider.addr);
        closeAfterNotice(c);
        guzzler.arm(false);
        assertEveryoneLeaves();
    }

    /// @dev A megabyte of revert data is not copied when a payout fails.
    function test_C9_RevertDataBomb() public {
        RevertBombToken bomb = new RevertBombToken();
        assertEveryPathWorks(address(bomb));
        bomb.arm();
        depositOdd(20 * UNIT);
        IInferenceEscrow.Channel memory c = openOdd(9, 20 * UNIT);
        bytes memory rows = voucher(signer, c, 5 * UNIT);
        uint256 gasBefore = gasleft();
        escrow.settle(c.receiver, c.token, rows);
        // The token pays 2.0 million for the memory of its bomb; copying it would take as much again.
        assertLt(gasBefore - gasleft(), 2_600_000);
        assertEq(escrow.balanceOf(provider.addr, address(odd)), 5 * UNIT);
        checkSolvent();
    }

    // -------------------------------------------------------------------------------------------------- refused at deposit

    /// @dev It says that it failed, so it is believed: every deposit reverts, and nothing is ever owed.
    function test_C9_ReturnsFalse() public {
        use(address(new ReturnsFalseToken()));
        assertRefusedAtDeposit(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(odd)));
        IPayments.Authorization memory a;
        a.from = payer.addr;
        a.value = 100 * UNIT;
        vm.expectRevert(bytes(""));
        escrow.depositWithAuthorization(address(odd), payer.addr, a);
        expectInsufficientBalance(0, 1);
        vm.prank(payer.addr);
        escrow.withdraw(address(odd), 1, payer.addr);
    }

    // ---------------------------------------------------------------------------- excluded in writing: the token's own loss

    /// @dev Documented: what a rebase adds belongs to nobody.
    function test_C9_RebasingUp() public {
        RebasingToken rebasing = new RebasingToken();
        assertEveryPathWorks(address(rebasing));
        depositOdd(20 * UNIT);
        rebasing.rebase(1.1e18);
        assertEq(owed(), 20 * UNIT);
        assertEveryoneLeaves();
        assertGt(odd.balanceOf(address(escrow)), 0);
    }

    /// @dev Documented: after a rebase downwards whoever withdraws last waits. No other token is touched.
    function test_C9_RebasingDown() public {
        RebasingToken rebasing = new RebasingToken();
        assertEveryPathWorks(address(rebasing));
        depositOdd(20 * UNIT);
        IInferenceEscrow.Channel memory c = openOdd(9, 12 * UNIT);
        assertEq(postVouchers(provider.addr, address(odd), voucher(signer, c, 12 * UNIT)), 12 * UNIT);
        rebasing.rebase(0.7e18);
        _withdrawTo(provider.addr, stranger);
        assertLt(odd.balanceOf(address(escrow)), owed());
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientBalance.selector);
        vm.prank(payer.addr);
        escrow.withdraw(address(odd), 8 * UNIT, payer.addr);
        vm.prank(payer.addr);
        escrow.withdraw(address(odd), 2 * UNIT, payer.addr);

        assertEq(escrow.balanceOf(bystander, address(token)), token.balanceOf(address(escrow)));
        rebasing.mint(address(escrow), 7 * UNIT);
        assertEveryoneLeaves();
    }

    /// @dev Documented: a fee on top of what is sent comes out of what the escrow holds. No other token is touched.
    function test_C9_FeeOnTopOfTransfer() public {
        use(address(new FeeOnTopToken()));
        pathDeposit();
        vm.prank(payer.addr);
        escrow.withdraw(address(odd), 50 * UNIT, payer.addr);
        assertEq(odd.balanceOf(address(escrow)), owed() - 50 * UNIT / 100);
        checkBystander();
    }

    // ------------------------------------------------------------------------------------------------------------ helpers

    function _assertPayoutIsCredited() private {
        depositOdd(20 * UNIT);
        _assertPayoutIsCreditedFromBalance();
    }

    function _assertPayoutIsCreditedFromBalance() private {
        IInferenceEscrow.Channel memory c = openOdd(9, 20 * UNIT);
        bytes memory rows = voucher(signer, c, 5 * UNIT);
        expectCredited(provider.addr, address(odd), 5 * UNIT);
        assertEq(settleOne(c, rows), 5 * UNIT);
        checkSolvent();
        bytes memory consent = signCloseConsent(provider, idOf(c), 8 * UNIT, uint64(block.timestamp + 1));
        vm.prank(payer.addr);
        escrow.closeWithConsent(c, 8 * UNIT, uint64(block.timestamp + 1), consent);
        assertEq(escrow.balanceOf(provider.addr, address(odd)), 8 * UNIT);
        checkSolvent();
    }

    function _withdrawTo(address account, address to) private {
        uint256 balance = escrow.balanceOf(account, address(odd));
        vm.prank(account);
        escrow.withdraw(address(odd), balance, to);
        checkBystander();
    }
}
