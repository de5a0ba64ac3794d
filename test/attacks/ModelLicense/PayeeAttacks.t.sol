// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {NativeReceiver} from "../../mocks/ReceiverMocks.sol";
import {TokenMock} from "../../mocks/TokenMock.sol";
import {GasGuzzlerToken, RevertBombToken} from "../../mocks/tokens/CallingTokens.sol";
import {BlocklistToken, PausableToken} from "../../mocks/tokens/GatedTokens.sol";
import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

/// @title L12, L14: who claims what for whom, and payees that cannot be paid
contract PayeeAttacksTest is LicenseAssertions {
    address private first = makeAddr("first payee");
    address private second = makeAddr("second payee");
    bytes32 private shared;

    function setUp() public override {
        super.setUp();
        shared = split(modelId, twoShares(first, 700_000, second, 300_000));
    }

    // ------------------------------------------------------------------------------------------- L12: repeated, for others

    function testFuzz_L12_ARepeatedClaimPaysNothing(uint96 price, uint8 times) public {
        price = uint96(bound(price, 4, type(uint96).max));
        _sell(address(token), shared, price);
        uint256 paid = claim(first, shared, address(token), 0);
        for (uint256 i = 0; i < times % 4; ++i) {
            collect(_plan(address(token), price));
            expectNothingDue(shared, address(token), 0);
            claim(first, shared, address(token), 0);
        }
        assertEq(token.balanceOf(first), paid);
        assertEq(token.balanceOf(address(license)), price - paid);
    }

    function testFuzz_L12_WhoeverClaimsForAPayeePaysThePayee(address caller) public {
        vm.assume(caller != first && caller != second);
        _sell(address(token), shared, 10);
        uint256 before = token.balanceOf(caller);
        vm.startPrank(caller);
        license.claim(shared, address(token), 0, first);
        license.claim(shared, address(token), 1, second);
        vm.stopPrank();
        assertEq(token.balanceOf(first), 7);
        assertEq(token.balanceOf(second), 3);
        assertEq(token.balanceOf(caller), before);
    }

    function test_L12_APayeeHasNoRightOverAnothersPlace() public {
        _sell(address(token), shared, 10);
        expectNotAllowed(second, first);
        vm.prank(second);
        license.claim(shared, address(token), 0, second);
        assertEq(claim(second, shared, address(token), 1), 3);
        assertEq(license.claimable(shared, address(token), 0), 7);
    }

    /// @dev The creator names payees, and has no part in what is theirs.
    function test_L12_TheCreatorHasNoRightOverAPayeesPlace() public {
        _sell(address(token), shared, 10);
        expectNotAllowed(creator.addr, first);
        vm.prank(creator.addr);
        license.claim(shared, address(token), 0, creator.addr);
    }

    function test_L12_ASplitPaysItsOwnIncomeOnly() public {
        bytes32 empty = split(modelId, soleShare(second, ALL));
        _sell(address(token), shared, 10);
        expectNothingDue(empty, address(token), 0);
        claim(second, empty, address(token), 0);
    }

    function test_L12_WhatWasEarnedInOneTokenIsNotPaidInAnother() public {
        TokenMock worthless = new TokenMock();
        _sell(address(worthless), shared, 1e18);
        _sell(address(token), splitId, 1e18);
        expectNothingDue(shared, address(token), 0);
        claim(first, shared, address(token), 0);
        expectNothingDue(shared, NATIVE, 0);
        claim(first, shared, NATIVE, 0);
        assertEq(claim(first, shared, address(worthless), 0), 7e17);
    }

    /// @dev Claims between sales: what was had is taken off once, and the next claim has the difference.
    function testFuzz_L12_ClaimsBetweenSalesAddUp(uint32[3] memory prices) public {
        uint256 total = 0;
        for (uint256 i = 0; i < prices.length; ++i) {
            _sell(address(token), shared, prices[i]);
            total += prices[i];
            if (license.claimable(shared, address(token), 1) != 0) claim(second, shared, address(token), 1);
            assertEq(token.balanceOf(second), total * 3 / 10);
        }
        assertEq(license.claimable(shared, address(token), 0), total - total * 3 / 10);
    }

    function test_L12_AClaimGoesNowhereButToAnAccount() public {
        _sell(address(token), shared, 10);
        address[2] memory nobody = [address(0), address(license)];
        for (uint256 i = 0; i < 2; ++i) {
            expectInvalidAccount(nobody[i]);
            vm.prank(first);
            license.claim(shared, address(token), 0, nobody[i]);
        }
        assertEq(claim(first, shared, address(token), 0), 7);
    }

    // --------------------------------------------------------------------------------- L14: a payee that cannot be paid

    function test_L14_PayeeThatRefusesCoins() public {
        _assertOnlyItselfIsHeldUp(NativeReceiver.Mode.Revert);
    }

    function test_L14_PayeeThatBurnsGas() public {
        _assertOnlyItselfIsHeldUp(NativeReceiver.Mode.BurnGas);
    }

    function test_L14_PayeeThatReturnsABomb() public {
        _assertOnlyItselfIsHeldUp(NativeReceiver.Mode.ReturnBomb);
    }

    /// @dev The payee's own megabyte takes two million gas. Copying it here would take as much again.
    function test_L14_ThePayeesBombIsNotCopied() public {
        (NativeReceiver receiver, bytes32 split_) = _splitWith(NativeReceiver.Mode.ReturnBomb);
        _sell(NATIVE, split_, 10);
        _expectNativeTransferFailed(address(receiver), 7);
        license.claim{gas: 3_000_000}(split_, NATIVE, 0, address(receiver));
    }

    /// @dev The buyer's call never reaches a payee.
    function test_L14_ABuyerCallsNoPayee() public {
        (NativeReceiver receiver, bytes32 split_) = _splitWith(NativeReceiver.Mode.BurnGas);
        open(_plan(NATIVE, 10), split_);
        vm.expectCall(address(receiver), "", 0);
        buy(buyer.addr, _plan(NATIVE, 10));
        assertLt(vm.lastCallGas().gasTotalUsed, 100_000);
        collect(_plan(NATIVE, 10));
        assertTrue(license.isLicensed(modelId, buyer.addr));
    }

    /// @dev Too little gas for the payee fails as a whole: nothing is taken off what it is owed.
    function testFuzz_L14_TooLittleGasNeverLosesMoney(uint32 gasLimit) public {
        gasLimit = uint32(bound(gasLimit, 30_000, 300_000));
        (NativeReceiver receiver, bytes32 split_) = _splitWith(NativeReceiver.Mode.Accept);
        _sell(NATIVE, split_, 10);
        bytes memory data = abi.encodeCall(license.claim, (split_, NATIVE, 0, address(receiver)));
        (bool success,) = address(license).call{gas: gasLimit}(data);
        assertEq(address(receiver).balance, success ? 7 : 0);
        assertEq(license.claimable(split_, NATIVE, 0), success ? 0 : 7);
    }

    function test_L14_BlockedPayeeIsPaidElsewhereOrLater() public {
        BlocklistToken gated = new BlocklistToken();
        _sell(address(gated), shared, 10);
        gated.setBlocked(first, true);
        vm.expectRevert(abi.encodeWithSelector(BlocklistToken.Blocked.selector, first));
        claim(first, shared, address(gated), 0);
        assertEq(claim(second, shared, address(gated), 1), 3);
        _sell(address(gated), shared, 10);

        uint256 snapshot = vm.snapshotState();
        vm.prank(first);
        assertEq(license.claim(shared, address(gated), 0, stranger), 14);
        vm.revertToState(snapshot);
        gated.setBlocked(first, false);
        assertEq(claim(first, shared, address(gated), 0), 14);
    }

    /// @dev A token that pays nobody for a while holds up that token alone.
    function test_L14_PausedTokenHoldsUpNoOtherToken() public {
        PausableToken pausable = new PausableToken();
        _sell(address(pausable), shared, 10);
        _sell(address(token), shared, 10);
        pausable.setPaused(true);
        vm.expectRevert(PausableToken.Paused.selector);
        claim(first, shared, address(pausable), 0);
        assertEq(claim(first, shared, address(token), 0), 7);
        pausable.setPaused(false);
        assertEq(claim(first, shared, address(pausable), 0), 7);
    }

    function test_L14_TokenThatBurnsGasHoldsUpNoOtherToken() public {
        GasGuzzlerToken guzzler = new GasGuzzlerToken();
        _sell(address(guzzler), shared, 10);
        _sell(address(token), shared, 10);
        guzzler.arm(true);
        vm.expectRevert();
        license.claim{gas: 1_000_000}(shared, address(guzzler), 0, first);
        assertEq(license.claimable(shared, address(guzzler), 0), 7);
        assertEq(claim(first, shared, address(token), 0), 7);
    }

    function test_L14_TokenThatRevertsWithABombHoldsUpNoOtherToken() public {
        RevertBombToken bomb = new RevertBombToken();
        _sell(address(bomb), shared, 10);
        _sell(address(token), shared, 10);
        bomb.arm();
        vm.expectRevert();
        license.claim{gas: 10_000_000}(shared, address(bomb), 0, first);
        assertEq(license.claimable(shared, address(bomb), 0), 7);
        assertEq(claim(first, shared, address(token), 0), 7);
    }

    /// @dev A parent whose payee refuses does not hold up its child, nor what is owed to it.
    function test_L14_AParentThatRefusesHoldsUpNoChild() public {
        (NativeReceiver receiver, bytes32 parentSplit) = _splitWith(NativeReceiver.Mode.BurnGas);
        vm.prank(creator.addr);
        license.setRoyaltyTerms(modelId, 0, parentSplit);
        (bytes32 child, bytes32 childSplit) = derive(stranger, 1, modelId, 500_000);
        earn(planOf(child, IModelLicense.PlanKind.Uses, NATIVE, 100, 1), childSplit);
        rollUp(childSplit, NATIVE);
        assertEq(claim(stranger, childSplit, NATIVE, 0), 50);
        assertEq(license.claimable(parentSplit, NATIVE, 0), 35);
        assertEq(claim(second, parentSplit, NATIVE, 1), 15);
        assertEq(address(receiver).balance, 0);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _plan(address token_, uint96 price) private view returns (IModelLicense.Plan memory) {
        return planOf(modelId, IModelLicense.PlanKind.Uses, token_, price, 1);
    }

    function _sell(address token_, bytes32 split_, uint96 price) private {
        earn(_plan(token_, price), split_);
    }

    /// @dev 70 % to a contract of this mode, the rest to the second payee.
    function _splitWith(NativeReceiver.Mode mode) private returns (NativeReceiver receiver, bytes32 split_) {
        receiver = new NativeReceiver(mode);
        split_ = split(modelId, twoShares(address(receiver), 700_000, second, 300_000));
    }

    function _expectNativeTransferFailed(address to, uint256 amount) private {
        vm.expectRevert(abi.encodeWithSelector(IPayments.Payments_NativeTransferFailed.selector, to, amount));
    }

    function _assertOnlyItselfIsHeldUp(NativeReceiver.Mode mode) private {
        (NativeReceiver receiver, bytes32 split_) = _splitWith(mode);
        _sell(NATIVE, split_, 10);
        _expectNativeTransferFailed(address(receiver), 7);
        license.claim{gas: 6_000_000}(split_, NATIVE, 0, address(receiver));

        assertEq(claim(second, split_, NATIVE, 1), 3);
        _sell(NATIVE, split_, 10);
        assertEq(claim(second, split_, NATIVE, 1), 3);
        assertEq(license.claimable(split_, NATIVE, 0), 14);
        vm.prank(address(receiver));
        license.claim(split_, NATIVE, 0, stranger);
        assertEq(stranger.balance, 14);
        assertEq(address(license).balance, 0);
    }
}
