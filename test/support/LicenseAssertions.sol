// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Vm} from "forge-std/Test.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {TokenMock} from "../mocks/TokenMock.sol";
import {LicenseTest} from "./LicenseTest.sol";
import {SignatureForms} from "./SignatureForms.sol";

/// @title What tests of licences expect: events with all topics and data, errors with their arguments, records
abstract contract LicenseAssertions is LicenseTest, SignatureForms {
    bytes32 internal constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    // --------------------------------------------------------------------------------------------- events of models

    function expectRegistered(bytes32 id, uint8 depth, bytes32 digest, string memory uri) internal {
        vm.expectEmit(address(license));
        emit IModelRegistry.ModelRegistered(id, ownerOf(id), depth, digest, uri);
    }

    function expectParentLinked(bytes32 id, uint256 index, bytes32 parentId, bytes32 parentSplit, uint24 parts_)
        internal
    {
        vm.expectEmit(address(license));
        emit IModelRegistry.ParentLinked(id, index, parentId, parentSplit, parts_);
    }

    function expectSplitOpened(bytes32 id, IModelRegistry.Share[] memory shares) internal {
        vm.expectEmit(address(license));
        emit IModelRegistry.SplitOpened(splitIdOf(id, shares), id, shares);
    }

    function expectRoyaltyTermsSet(bytes32 id, uint24 royaltyParts, bytes32 royaltySplit) internal {
        vm.expectEmit(address(license));
        emit IModelRegistry.RoyaltyTermsSet(id, royaltyParts, royaltySplit);
    }

    function expectRolledUp(bytes32 split_, bytes32 parentSplit, address token_, uint256 index, uint256 amount)
        internal
    {
        vm.expectEmit(address(license));
        emit IModelRegistry.RoyaltyRolledUp(split_, parentSplit, token_, index, amount);
    }

    function expectClaimed(bytes32 split_, address payee, address token_, uint256 index, address to, uint256 amount)
        internal
    {
        vm.expectEmit(address(license));
        emit IModelRegistry.RevenueClaimed(split_, payee, token_, index, to, amount);
    }

    // ------------------------------------------------------------------------------------ events of plans and licences

    function expectPlanOpened(IModelLicense.Plan memory plan, bytes32 split_) internal {
        vm.expectEmit(address(license));
        emit IModelLicense.PlanOpened(planIdOf(plan), plan.modelId, split_, plan);
    }

    function expectPlanClosed(IModelLicense.Plan memory plan) internal {
        vm.expectEmit(address(license));
        emit IModelLicense.PlanClosed(planIdOf(plan), plan.modelId);
    }

    function expectPriceSet(IModelLicense.Plan memory plan) internal {
        vm.expectEmit(address(license));
        emit IModelLicense.PricePerUseSet(plan.modelId, planIdOf(plan), plan.price);
    }

    function expectCollected(IModelLicense.Plan memory plan, bytes32 split_, uint256 amount) internal {
        vm.expectEmit(address(license));
        emit IModelLicense.RevenueCollected(planIdOf(plan), split_, plan.token, amount);
    }

    function expectAcquired(
        IModelLicense.Plan memory plan,
        address licensee,
        address payer,
        uint40 expiresAt,
        uint64 remainingUses
    ) internal {
        vm.expectEmit(address(license));
        emit IModelLicense.LicenseAcquired(planIdOf(plan), plan.modelId, licensee, payer, expiresAt, remainingUses);
    }

    function expectConsumed(address licensee, address by, uint64 uses) internal {
        vm.expectEmit(address(license));
        emit IModelLicense.UsesConsumed(modelId, licensee, by, uses);
    }

    function expectRedeemed(address licensee, uint64 uses, uint64 meteredUses) internal {
        vm.expectEmit(address(license));
        emit IModelLicense.UsageRedeemed(modelId, licensee, uses, meteredUses);
    }

    function expectSkipped(uint256 index, address licensee, IModelLicense.SkipReason reason) internal {
        vm.expectEmit(address(license));
        emit IModelLicense.UsageSkipped(index, modelId, licensee, reason);
    }

    function expectSeatSet(address licensee, address seat, uint40 until) internal {
        vm.expectEmit(address(license));
        emit IModelLicense.SeatSet(modelId, licensee, seat, until);
    }

    /// @dev The logs of the contract alone, since `vm.recordLogs()`.
    function licenseLogCount() internal returns (uint256 count) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == address(license)) ++count;
        }
    }

    // ------------------------------------------------------------------------------------------------------- errors

    function expectNotAllowed(address caller, address allowed) internal {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_NotAllowed.selector, caller, allowed));
    }

    function expectModelExists(bytes32 id) internal {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_ModelExists.selector, id));
    }

    function expectUnknownModel(bytes32 id) internal {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_UnknownModel.selector, id));
    }

    function expectUnknownSplit(bytes32 split_, bytes32 id) internal {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_UnknownSplit.selector, split_, id));
    }

    function expectShareCountOutOfRange(uint256 count) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IModelRegistry.ModelRegistry_ShareCountOutOfRange.selector, count, 1, 250)
        );
    }

    function expectZeroParts(uint256 index) internal {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_ZeroParts.selector, index));
    }

    function expectWrongTotal(uint256 total, uint256 required) internal {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_WrongTotal.selector, total, required));
    }

    function expectNothingDue(bytes32 split_, address token_, uint256 index) internal {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_NothingDue.selector, split_, token_, index));
    }

    function expectInvalidAccount(address account) internal {
        vm.expectRevert(abi.encodeWithSelector(IPayments.Payments_InvalidAccount.selector, account));
    }

    function expectNotSelling(IModelLicense.Plan memory plan) internal {
        vm.expectRevert(abi.encodeWithSelector(IModelLicense.ModelLicense_PlanClosed.selector, planIdOf(plan)));
    }

    function expectSoldOut(IModelLicense.Plan memory plan) internal {
        vm.expectRevert(abi.encodeWithSelector(IModelLicense.ModelLicense_SoldOut.selector, planIdOf(plan), plan.cap));
    }

    function expectDeadlinePassed(uint256 deadline) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IModelLicense.ModelLicense_DeadlinePassed.selector, block.timestamp, deadline)
        );
    }

    function expectWrongValue(uint256 value, uint256 required) internal {
        vm.expectRevert(abi.encodeWithSelector(IModelLicense.ModelLicense_WrongValue.selector, value, required));
    }

    function expectWrongPayment(uint256 received, uint256 required) internal {
        vm.expectRevert(abi.encodeWithSelector(IModelLicense.ModelLicense_WrongPayment.selector, received, required));
    }

    function expectInvalidSignature(address account) internal {
        vm.expectRevert(abi.encodeWithSelector(IModelLicense.ModelLicense_InvalidSignature.selector, account));
    }

    function expectNotLicensed(address account) internal {
        vm.expectRevert(abi.encodeWithSelector(IModelLicense.ModelLicense_NotLicensed.selector, modelId, account));
    }

    function expectAlreadyPerpetual(address licensee) internal {
        vm.expectRevert(abi.encodeWithSelector(IModelLicense.ModelLicense_AlreadyPerpetual.selector, modelId, licensee));
    }

    function expectTermTooLong(uint256 expiresAt) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IModelLicense.ModelLicense_TermTooLong.selector, expiresAt, FOR_EVER - 1)
        );
    }

    function expectTooManyUses(uint256 uses) internal {
        vm.expectRevert(abi.encodeWithSelector(IModelLicense.ModelLicense_TooManyUses.selector, uses, type(uint64).max));
    }

    function expectUsesOutOfRange(uint256 uses, uint256 remaining) internal {
        vm.expectRevert(abi.encodeWithSelector(IModelLicense.ModelLicense_UsesOutOfRange.selector, uses, 1, remaining));
    }

    function expectNoAllowance(uint256 allowance, uint256 needed) internal {
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, address(license), allowance, needed
            )
        );
    }

    function expectAuthorizationRefused(string memory reason) internal {
        vm.expectRevert(abi.encodeWithSelector(TokenMock.AuthorizationRefused.selector, reason));
    }

    // ------------------------------------------------------------------------------------------------------- records

    function assertLicense(address account, uint40 startedAt, uint40 expiresAt, uint64 remaining, uint64 metered)
        internal
        view
    {
        IModelLicense.LicenseView memory l = license.getLicense(modelId, account);
        assertEq(l.startedAt, startedAt, "startedAt");
        assertEq(l.expiresAt, expiresAt, "expiresAt");
        assertEq(l.remainingUses, remaining, "remainingUses");
        assertEq(l.meteredUses, metered, "meteredUses");
    }

    function assertNoLicense(address account) internal view {
        assertLicense(account, 0, 0, 0, 0);
    }

    function assertUses(address account, uint64 remaining, uint64 metered) internal view {
        IModelLicense.LicenseView memory l = license.getLicense(modelId, account);
        assertEq(l.remainingUses, remaining, "remainingUses");
        assertEq(l.meteredUses, metered, "meteredUses");
    }

    function assertPlan(IModelLicense.Plan memory plan, bool isOpen, uint32 sold, uint128 uncollected, bytes32 split_)
        internal
        view
    {
        IModelLicense.PlanView memory p = license.getPlan(planIdOf(plan));
        assertTrue(p.known, "known");
        assertEq(p.open, isOpen, "open");
        assertEq(p.sold, sold, "sold");
        assertEq(p.uncollected, uncollected, "uncollected");
        assertEq(p.splitId, split_, "splitId");
    }

    function assertUnknownPlan(IModelLicense.Plan memory plan) internal view {
        IModelLicense.PlanView memory nothing;
        assertEq(abi.encode(license.getPlan(planIdOf(plan))), abi.encode(nothing));
    }

    function assertSplit(bytes32 split_, bytes32 id, IModelRegistry.Share[] memory shares) internal view {
        (bytes32 splitModel, uint256 count) = license.getSplit(split_);
        assertEq(splitModel, id, "model of the split");
        assertEq(count, shares.length, "shareCount");
        for (uint256 i = 0; i < count; ++i) {
            assertEq(abi.encode(license.getShare(split_, i)), abi.encode(shares[i]), "share");
        }
        assertEq(abi.encode(license.getShare(split_, count)), new bytes(64), "beyond the last share");
    }

    // --------------------------------------------------------------------------------------------------------- calls

    function consume(address account, uint64 uses) internal {
        vm.prank(account);
        license.consume(modelId, account, uses);
    }

    /// @dev One seat of the buyer.
    function setSeat(address seat, uint40 until) internal {
        address[] memory seats = new address[](1);
        seats[0] = seat;
        vm.prank(buyer.addr);
        license.setSeats(modelId, seats, until);
    }

    /// @dev Sells one purchase of the plan, which is opened for `split_`, and collects what it earned.
    function earn(IModelLicense.Plan memory plan, bytes32 split_) internal {
        open(plan, split_);
        buy(buyer.addr, plan);
        collect(plan);
    }

    function claim(address account, bytes32 split_, address token_, uint256 index) internal returns (uint256) {
        vm.prank(account);
        return license.claim(split_, token_, index, account);
    }

    function signPermit(Vm.Wallet memory owner, TokenMock token_, uint256 amount, uint256 deadline)
        internal
        returns (IPayments.Permit memory)
    {
        bytes32 structHash = keccak256(
            abi.encode(PERMIT_TYPEHASH, owner.addr, address(license), amount, token_.nonces(owner.addr), deadline)
        );
        (uint8 v, bytes32 r, bytes32 s) =
            signParts(owner, keccak256(abi.encodePacked(hex"1901", token_.DOMAIN_SEPARATOR(), structHash)));
        return IPayments.Permit(deadline, v, r, s);
    }
}
