// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {TokenMock} from "../../mocks/TokenMock.sol";
import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

/// @title Every money path with one odd token, beside a plain token that must not notice
/// @dev A model sells for both tokens, and both pay the same split: two payees, and a parent with a payee of its own.
/// After each step the contract must hold what it owes in both. `UNIT` keeps amounts divisible by parts and fees.
abstract contract LicenseTokenMatrix is LicenseAssertions {
    uint96 internal constant UNIT = 1_000;
    uint96 internal constant ODD_PRICE = 100 * UNIT;

    uint24 internal constant CREATOR_PARTS = 500_000;
    uint24 internal constant PARTNER_PARTS = 300_000;
    uint24 internal constant PARENT_PARTS = 200_000;

    /// @dev The token under test. Its type says how it is called, not what it is.
    TokenMock internal odd;
    IModelLicense.Plan internal oddPlan;
    IModelLicense.Plan internal plainPlan;
    /// @dev Of each transfer, what the token keeps.
    uint256 internal feePercent;

    address internal partner = makeAddr("partner");
    address internal parentOwner = makeAddr("parent owner");
    address internal bystander = makeAddr("bystander");
    bytes32 internal childId;
    bytes32 internal childSplit;
    bytes32 internal parentSplit;

    uint256 private _paths;
    uint256 private _salt;

    function setUp() public virtual override {
        super.setUp();
        bytes32 parentId = idOf(parentOwner, 1);
        parentSplit = publish(parentId, new IModelRegistry.Royalty[](0), soleShare(parentOwner, ALL), 0);
        childId = idOf(creator.addr, 2);
        IModelRegistry.Share[] memory shares = twoShares(creator.addr, CREATOR_PARTS, partner, PARTNER_PARTS);
        childSplit = publish(childId, soleParent(parentId, PARENT_PARTS), shares, 0);
        plainPlan = planOf(childId, IModelLicense.PlanKind.Timed, address(token), PRICE, MONTH);
        open(plainPlan, childSplit);
        buy(bystander, plainPlan);
        collect(plainPlan);
    }

    // ------------------------------------------------------------------------------------------------ whole matrix row

    /// @dev Runs the eight paths; each cell must work and leave the contract solvent. Then everyone has been paid.
    function assertEveryPathWorks(address odd_) internal {
        use(odd_);
        pathAcquire();
        pathAcquireWithPermit();
        pathAcquireWithAuthorization(ODD_PRICE);
        pathAcquireWithSignature();
        assertPathsAfterPurchase(8);
    }

    /// @dev The four paths that follow purchases.
    function assertPathsAfterPurchase(uint256 expectedPaths) internal {
        pathCollect();
        pathRollUp();
        pathClaimByPayee();
        pathClaimForPayee();
        assertEq(_paths, expectedPaths, "paths that ran");
        assertEq(owed(oddPlan), 0, "everyone is paid");
        assertEq(odd.balanceOf(address(license)), 0, "nothing is left over");
        assertBystanderGetsAll();
    }

    function use(address odd_) internal {
        usePriced(odd_, ODD_PRICE);
    }

    function usePriced(address odd_, uint96 price) internal {
        odd = TokenMock(odd_);
        odd.mint(buyer.addr, 100 * uint256(ODD_PRICE));
        oddPlan = planOf(childId, IModelLicense.PlanKind.Timed, odd_, price, MONTH);
        open(oddPlan, childSplit);
    }

    /// @dev No purchase by allowance gets through; nobody is licensed, and nothing is owed.
    function assertRefusedByAllowance(bytes memory reason) internal {
        approveOdd(oddPlan.price);
        vm.expectRevert(reason);
        vm.prank(buyer.addr);
        license.acquire(oddPlan, buyer.addr, soon());

        IModelLicense.Purchase memory purchase = purchaseOf(buyer.addr, buyer.addr);
        bytes memory signature = signPurchase(buyer, oddPlan, purchase);
        vm.expectRevert(reason);
        license.acquireWithSignature(oddPlan, purchase, signature);

        IPayments.Permit memory permit = signPermit(buyer, odd, oddPlan.price, soon());
        vm.expectRevert(reason);
        vm.prank(buyer.addr);
        license.acquireWithPermit(oddPlan, buyer.addr, soon(), permit);
        assertNothingSold();
    }

    function assertRefusedByAuthorization(IPayments.Authorization memory authorization, bytes memory reason) internal {
        vm.expectRevert(reason);
        license.acquireWithAuthorization(oddPlan, buyer.addr, authorization);
        assertNothingSold();
    }

    function assertNothingSold() internal view {
        assertFalse(license.isLicensed(childId, buyer.addr), "not licensed");
        assertEq(license.getPlan(planIdOf(oddPlan)).sold, 0, "not sold");
        assertEq(owed(oddPlan), 0, "not owed");
        checkBooks();
    }

    // ---------------------------------------------------------------------------------------------------------- paths

    function pathAcquire() internal {
        approveOdd(oddPlan.price);
        expectProlonged();
        vm.prank(buyer.addr);
        license.acquire(oddPlan, buyer.addr, soon());
        _pathDone();
    }

    function pathAcquireWithPermit() internal {
        approveOdd(0);
        IPayments.Permit memory permit = signPermit(buyer, odd, oddPlan.price, soon());
        expectProlonged();
        vm.prank(buyer.addr);
        license.acquireWithPermit(oddPlan, buyer.addr, soon(), permit);
        _pathDone();
    }

    /// @param value What must be sent so that the price arrives.
    function pathAcquireWithAuthorization(uint256 value) internal {
        IPayments.Authorization memory authorization = signAuthorization(value);
        expectProlonged();
        vm.prank(stranger);
        license.acquireWithAuthorization(oddPlan, buyer.addr, authorization);
        _pathDone();
    }

    function pathAcquireWithSignature() internal {
        approveOdd(oddPlan.price);
        IModelLicense.Purchase memory purchase = purchaseOf(buyer.addr, buyer.addr);
        bytes memory signature = signPurchase(buyer, oddPlan, purchase);
        expectProlonged();
        vm.prank(stranger);
        license.acquireWithSignature(oddPlan, purchase, signature);
        _pathDone();
    }

    function pathCollect() internal {
        uint256 earned = license.getPlan(planIdOf(oddPlan)).uncollected;
        uint256 income = license.incomeOf(childSplit, address(odd));
        assertGt(earned, 0, "something was sold");
        collect(oddPlan);
        assertEq(license.getPlan(planIdOf(oddPlan)).uncollected, 0, "collected");
        assertEq(license.incomeOf(childSplit, address(odd)), income + earned, "income");
        _pathDone();
    }

    function pathRollUp() internal {
        uint256 royalty = license.owedToParent(childSplit, address(odd), 0);
        uint256 income = license.incomeOf(parentSplit, address(odd));
        assertGt(royalty, 0, "something is owed");
        rollUp(childSplit, address(odd));
        assertEq(license.incomeOf(parentSplit, address(odd)), income + royalty, "royalty");
        _pathDone();
    }

    function pathClaimByPayee() internal {
        claimAs(creator.addr, childSplit, 0, creator.addr);
        _pathDone();
    }

    /// @dev A stranger has those paid who did not come themselves.
    function pathClaimForPayee() internal {
        claimAs(stranger, childSplit, 1, partner);
        checkBooks();
        claimAs(stranger, parentSplit, 0, parentOwner);
        _pathDone();
    }

    // --------------------------------------------------------------------------------------------------- one call each

    function acquireOdd() internal {
        approveOdd(oddPlan.price);
        vm.prank(buyer.addr);
        license.acquire(oddPlan, buyer.addr, soon());
        checkBooks();
    }

    /// @dev One purchase, collected and rolled up: all payees have something to claim.
    function earnOdd() internal {
        acquireOdd();
        collect(oddPlan);
        rollUp(childSplit, address(odd));
        checkBooks();
    }

    /// @dev All of `split_` that is due at `index` reaches the payee, less what the token keeps, and is not due again.
    function claimAs(address caller, bytes32 split_, uint256 index, address payee) internal {
        uint256 due = license.claimable(split_, address(odd), index);
        uint256 held = odd.balanceOf(payee);
        assertGt(due, 0, "something is due");
        expectClaimed(split_, payee, address(odd), index, payee, due);
        vm.prank(caller);
        assertEq(license.claim(split_, address(odd), index, payee), due);
        assertEq(odd.balanceOf(payee), held + net(due), "claimed");
        assertEq(license.claimable(split_, address(odd), index), 0, "not due again");
    }

    /// @dev All three payees, each by itself.
    function claimAll() internal {
        claimAs(creator.addr, childSplit, 0, creator.addr);
        claimAs(partner, childSplit, 1, partner);
        claimAs(parentOwner, parentSplit, 0, parentOwner);
        assertEq(owed(oddPlan), 0, "everyone is paid");
        checkBooks();
    }

    /// @dev The licence, the plan and the buyer's tokens stay as they were.
    function expectPurchaseRefused(bytes memory reason) internal {
        bytes32 planId = planIdOf(oddPlan);
        uint256 held = odd.balanceOf(buyer.addr);
        bytes32 before = keccak256(abi.encode(license.getLicense(childId, buyer.addr), license.getPlan(planId)));
        approveOdd(oddPlan.price);
        vm.expectRevert(reason);
        vm.prank(buyer.addr);
        license.acquire(oddPlan, buyer.addr, soon());
        assertEq(keccak256(abi.encode(license.getLicense(childId, buyer.addr), license.getPlan(planId))), before);
        assertEq(odd.balanceOf(buyer.addr), held);
        checkBooks();
    }

    /// @dev What is due stays due.
    function expectClaimRefused(address caller, bytes32 split_, uint256 index, address payee, bytes memory reason)
        internal
    {
        uint256 due = license.claimable(split_, address(odd), index);
        vm.expectRevert(reason);
        vm.prank(caller);
        license.claim(split_, address(odd), index, payee);
        assertEq(license.claimable(split_, address(odd), index), due, "still due");
    }

    function approveOdd(uint256 amount) internal {
        if (odd.allowance(buyer.addr, address(license)) == amount) return;
        vm.prank(buyer.addr);
        (bool success,) = address(odd).call(abi.encodeCall(odd.approve, (address(license), amount)));
        assertTrue(success, "approve");
    }

    /// @dev For a licence of the buyer. No two have the same salt.
    function signAuthorization(uint256 value) internal returns (IPayments.Authorization memory a) {
        a.from = buyer.addr;
        a.value = value;
        a.validAfter = block.timestamp - 1;
        a.validBefore = soon();
        a.salt = ++_salt;
        bytes32 nonce = license.purchaseNonce(planIdOf(oddPlan), buyer.addr, a.salt);
        bytes32 typeHash = token.RECEIVE_TYPEHASH();
        bytes32 structHash =
            keccak256(abi.encode(typeHash, a.from, address(license), value, a.validAfter, a.validBefore, nonce));
        a.signature = signDigest(buyer, _oddDigest(structHash));
    }

    // --------------------------------------------------------------------------------------------------------- checks

    /// @dev The licence is prolonged by what the plan sells, whoever brings the purchase.
    function expectProlonged() internal {
        uint40 end = license.getLicense(childId, buyer.addr).expiresAt;
        if (end == 0) end = uint40(block.timestamp);
        expectAcquired(oddPlan, buyer.addr, buyer.addr, end + uint40(MONTH), 0);
    }

    /// @dev What the contract owes of the plan's token, to whomever.
    function owed(IModelLicense.Plan memory plan) internal view returns (uint256) {
        return license.getPlan(planIdOf(plan)).uncollected + license.claimable(childSplit, plan.token, 0)
            + license.claimable(childSplit, plan.token, 1) + license.owedToParent(childSplit, plan.token, 0)
            + license.claimable(parentSplit, plan.token, 0);
    }

    function checkBooks() internal view {
        assertGe(odd.balanceOf(address(license)), owed(oddPlan), "solvent in the odd token");
        checkBystander();
    }

    function checkBystander() internal view {
        assertEq(token.balanceOf(address(license)), PRICE, "the plain token's money");
        assertEq(owed(plainPlan), PRICE, "the plain token's books");
        assertTrue(license.isLicensed(childId, bystander), "the bystander's licence");
    }

    /// @dev What came in the plain token goes to its payees, to the unit; then it is paid in again.
    function assertBystanderGetsAll() internal {
        rollUp(childSplit, address(token));
        assertEq(license.claim(childSplit, address(token), 0, creator.addr), _part(PRICE, CREATOR_PARTS));
        assertEq(license.claim(childSplit, address(token), 1, partner), _part(PRICE, PARTNER_PARTS));
        assertEq(license.claim(parentSplit, address(token), 0, parentOwner), _part(PRICE, PARENT_PARTS));
        assertEq(token.balanceOf(address(license)), 0);
        buy(bystander, plainPlan);
        collect(plainPlan);
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    /// @dev What arrives of `amount`.
    function net(uint256 amount) internal view returns (uint256) {
        return amount - amount * feePercent / 100;
    }

    function _part(uint256 income, uint24 parts) private pure returns (uint256) {
        return income * parts / ALL;
    }

    function _oddDigest(bytes32 structHash) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", odd.DOMAIN_SEPARATOR(), structHash));
    }

    function _pathDone() private {
        ++_paths;
        checkBooks();
    }
}
