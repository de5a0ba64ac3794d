// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {TokenMock} from "../../mocks/TokenMock.sol";
import {EscrowAssertions} from "../../support/EscrowAssertions.sol";

/// @title Every money path with one odd token, beside a plain token that must not notice
/// @dev After each step the escrow must hold what it owes in both tokens. `UNIT` keeps amounts divisible by fees.
abstract contract TokenMatrix is EscrowAssertions {
    uint96 internal constant UNIT = 1_000;
    uint256 internal constant BYSTANDER_FUNDS = 777;

    /// @dev The token under test. Its type says how it is called, not what it is.
    TokenMock internal odd;
    uint256 internal feePercent;
    address internal bystander = makeAddr("bystander");

    bytes32[] private _channelIds;
    uint256 private _paths;

    function setUp() public virtual override {
        super.setUp();
        fund(bystander, BYSTANDER_FUNDS);
    }

    // ------------------------------------------------------------------------------------------------ whole matrix row

    /// @dev Runs the ten paths; each cell must work and leave the escrow solvent.
    function assertEveryPathWorks(address odd_) internal {
        use(odd_);
        pathDeposit();
        pathDepositWithPermit();
        pathDepositWithAuthorization();
        assertPathsAfterDeposit(10);
    }

    /// @dev The seven paths that follow a deposit, then everyone leaves.
    function assertPathsAfterDeposit(uint256 expectedPaths) internal {
        pathWithdraw();
        pathOpenTopUpSettlePostFinish();
        pathCloseWithConsent();
        assertEq(_paths, expectedPaths, "paths that ran");
        assertEveryoneLeaves();
    }

    function use(address odd_) internal {
        odd = TokenMock(odd_);
        odd.mint(payer.addr, 10_000 * uint256(UNIT));
    }

    /// @dev No deposit gets in, by whichever way; the balances stay what they were.
    function assertRefusedAtDeposit(bytes memory reason) internal {
        approveOdd(100 * UNIT);
        vm.expectRevert(reason);
        vm.prank(payer.addr);
        escrow.deposit(address(odd), 100 * UNIT, payer.addr);

        (uint8 v, bytes32 r, bytes32 s) = signPermit(payer, odd, 100 * UNIT, block.timestamp);
        vm.expectRevert(reason);
        vm.prank(payer.addr);
        escrow.depositWithPermit(address(odd), 100 * UNIT, payer.addr, block.timestamp, v, r, s);
        assertEq(escrow.balanceOf(payer.addr, address(odd)), 0);
        checkSolvent();
    }

    // ---------------------------------------------------------------------------------------------------------- paths

    function pathDeposit() internal {
        approveOdd(100 * UNIT);
        expectDeposited(payer.addr, address(odd), payer.addr, net(100 * UNIT));
        vm.prank(payer.addr);
        escrow.deposit(address(odd), 100 * UNIT, payer.addr);
        _pathDone();
    }

    function pathDepositWithPermit() internal {
        approveOdd(0);
        (uint8 v, bytes32 r, bytes32 s) = signPermit(payer, odd, 10 * UNIT, block.timestamp);
        expectDeposited(payer.addr, address(odd), payer.addr, net(10 * UNIT));
        vm.prank(payer.addr);
        escrow.depositWithPermit(address(odd), 10 * UNIT, payer.addr, block.timestamp, v, r, s);
        _pathDone();
    }

    function pathDepositWithAuthorization() internal {
        IPayments.Authorization memory a = authorizationOf(payer, odd, payer.addr, 10 * UNIT, 1);
        expectDeposited(payer.addr, address(odd), payer.addr, net(10 * UNIT));
        vm.prank(stranger);
        escrow.depositWithAuthorization(address(odd), payer.addr, a);
        _pathDone();
    }

    function pathWithdraw() internal {
        uint256 balance = escrow.balanceOf(payer.addr, address(odd));
        expectWithdrawn(payer.addr, address(odd), stranger, 5 * UNIT);
        vm.prank(payer.addr);
        escrow.withdraw(address(odd), 5 * UNIT, stranger);
        assertEq(escrow.balanceOf(payer.addr, address(odd)), balance - 5 * UNIT);
        assertEq(odd.balanceOf(stranger), net(5 * UNIT), "withdrawn");
        _pathDone();
    }

    function pathOpenTopUpSettlePostFinish() internal {
        uint256 balance = escrow.balanceOf(payer.addr, address(odd));
        IInferenceEscrow.Channel memory c = openOdd(1, 50 * UNIT);
        _pathDone();
        vm.prank(payer.addr);
        escrow.topUp(c, 10 * UNIT);
        _pathDone();

        assertEq(settleOne(c, voucher(signer, c, 20 * UNIT)), 20 * UNIT);
        assertEq(odd.balanceOf(provider.addr), net(20 * UNIT), "settled");
        assertEq(escrow.balanceOf(provider.addr, address(odd)), 0, "not credited as well");
        _pathDone();

        assertEq(postVouchers(provider.addr, address(odd), voucher(signer, c, 30 * UNIT)), 10 * UNIT);
        assertEq(escrow.balanceOf(provider.addr, address(odd)), 10 * UNIT, "posted");
        _pathDone();

        closeAfterNotice(c);
        assertEq(escrow.balanceOf(payer.addr, address(odd)), balance - 30 * UNIT, "rest");
        _pathDone();
    }

    function pathCloseWithConsent() internal {
        uint256 balance = escrow.balanceOf(payer.addr, address(odd));
        uint256 held = odd.balanceOf(provider.addr);
        IInferenceEscrow.Channel memory c = openOdd(2, 10 * UNIT);
        uint64 deadline = uint64(block.timestamp + 1 hours);
        bytes memory consent = signCloseConsent(provider, idOf(c), 4 * UNIT, deadline);
        vm.prank(payer.addr);
        escrow.closeWithConsent(c, 4 * UNIT, deadline, consent);
        assertEq(odd.balanceOf(provider.addr), held + net(4 * UNIT), "final payment");
        assertEq(escrow.balanceOf(payer.addr, address(odd)), balance - 4 * UNIT, "rest");
        _pathDone();
    }

    function assertEveryoneLeaves() internal {
        withdrawAll(payer.addr);
        withdrawAll(provider.addr);
        assertEq(owed(), 0);
        checkSolvent();
        vm.startPrank(bystander);
        escrow.withdraw(address(token), BYSTANDER_FUNDS, bystander);
        assertEq(token.balanceOf(bystander), BYSTANDER_FUNDS);
        token.approve(address(escrow), BYSTANDER_FUNDS);
        escrow.deposit(address(token), BYSTANDER_FUNDS, bystander);
        vm.stopPrank();
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    function approveOdd(uint256 amount) internal {
        if (odd.allowance(payer.addr, address(escrow)) == amount) return;
        vm.prank(payer.addr);
        (bool success,) = address(odd).call(abi.encodeCall(odd.approve, (address(escrow), amount)));
        assertTrue(success, "approve");
    }

    function depositOdd(uint96 amount) internal {
        approveOdd(amount);
        vm.prank(payer.addr);
        escrow.deposit(address(odd), amount, payer.addr);
        checkSolvent();
    }

    function openOdd(uint32 salt, uint96 amount) internal returns (IInferenceEscrow.Channel memory c) {
        c = channelOf(signer.addr, provider.addr, address(odd), salt);
        _channelIds.push(openFromBalance(c, amount));
    }

    function withdrawAll(address account) internal {
        uint256 balance = escrow.balanceOf(account, address(odd));
        if (balance == 0) return;
        vm.prank(account);
        escrow.withdraw(address(odd), balance, account);
        checkSolvent();
    }

    /// @dev What arrives of `amount`.
    function net(uint256 amount) internal view returns (uint256) {
        return amount - amount * feePercent / 100;
    }

    function owed() internal view returns (uint256 sum) {
        sum = escrow.balanceOf(payer.addr, address(odd)) + escrow.balanceOf(provider.addr, address(odd))
            + escrow.balanceOf(stranger, address(odd));
        for (uint256 i = 0; i < _channelIds.length; ++i) {
            IInferenceEscrow.ChannelView memory c = escrow.getChannel(_channelIds[i]);
            sum += c.funded - c.claimed;
        }
    }

    function checkSolvent() internal view {
        assertGe(odd.balanceOf(address(escrow)), owed(), "solvent in the odd token");
        checkBystander();
    }

    function checkBystander() internal view {
        assertEq(escrow.balanceOf(bystander, address(token)), token.balanceOf(address(escrow)), "bystander");
    }

    function _pathDone() private {
        ++_paths;
        checkSolvent();
    }
}
