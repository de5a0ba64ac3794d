// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {PickyToken} from "../../mocks/PickyToken.sol";
import {NativeReceiver} from "../../mocks/ReceiverMocks.sol";
import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

contract ClaimTest is LicenseAssertions {
    uint24 private constant FIRST_PARTS = 600_001;

    address private first = makeAddr("first payee");
    address private second = makeAddr("second payee");
    bytes32 private shared;

    function setUp() public override {
        super.setUp();
        shared = split(modelId, twoShares(first, FIRST_PARTS, second, ALL - FIRST_PARTS));
    }

    // ---------------------------------------------------------------------------------------------------------- paid

    function testFuzz_PaysInAToken(uint96 price) public {
        _assertPays(address(token), price);
    }

    function testFuzz_PaysInTheNativeCoin(uint96 price) public {
        _assertPays(NATIVE, price);
    }

    function testFuzz_ThePayeeNamesWhereItGoes(address to) public {
        vm.assume(to != address(0) && to != address(license) && to != address(token));
        _earn(address(token), 10);
        uint256 before = token.balanceOf(to);
        expectClaimed(shared, first, address(token), 0, to, 7);
        vm.prank(first);
        license.claim(shared, address(token), 0, to);
        assertEq(token.balanceOf(to), before + 7);
    }

    function testFuzz_AnyoneElseHasThePayeePaid(address caller) public {
        vm.assume(caller != second);
        _earn(address(token), 10);
        expectClaimed(shared, second, address(token), 1, second, 3);
        vm.prank(caller);
        assertEq(license.claim(shared, address(token), 1, second), 3);
        assertEq(token.balanceOf(second), 3);
    }

    function test_EmitsOneEvent() public {
        _earn(address(token), 10);
        vm.recordLogs();
        claim(first, shared, address(token), 0);
        assertEq(licenseLogCount(), 1);
    }

    function testFuzz_LaterIncomeIsPaidByTheDifference(uint64 earlier, uint64 later) public {
        (earlier, later) = (uint64(bound(earlier, 2, type(uint64).max)), uint64(bound(later, 2, type(uint64).max)));
        _earn(address(token), earlier);
        uint256 paid = claim(first, shared, address(token), 0);
        _earn(address(token), later);
        paid += claim(first, shared, address(token), 0);
        uint256 total = uint256(earlier) + later;
        assertEq(paid, (total * FIRST_PARTS + ALL - 1) / ALL);
        assertEq(token.balanceOf(first), paid);
    }

    function test_APayeeThatStandsTwiceIsPaidForEachPlace() public {
        shared = split(modelId, twoShares(first, 400_000, first, 600_000));
        _earn(address(token), 10);
        assertEq(claim(first, shared, address(token), 0), 4);
        assertEq(claim(first, shared, address(token), 1), 6);
    }

    function test_SplitsAndTokensAreApart() public {
        _earn(address(token), 10);
        earn(usesPlan(10), splitId);
        claim(first, shared, address(token), 0);
        assertEq(license.claimable(splitId, address(token), 0), PRICE);
        assertEq(license.claimable(shared, address(token), 1), 3);
        assertEq(license.claimable(shared, NATIVE, 1), 0);
    }

    /// @dev What a parent is owed is no payee's, whether it was rolled up or not.
    function test_TheParentsPartIsNoPayees() public {
        (bytes32 child, bytes32 childSplit) = derive(stranger, 1, modelId, 250_000);
        IModelLicense.Plan memory plan = usesPlan(10);
        (plan.modelId, plan.price) = (child, 100);
        earn(plan, childSplit);
        assertEq(claim(stranger, childSplit, address(token), 0), 75);
        rollUp(childSplit, address(token));
        assertEq(claim(creator.addr, splitId, address(token), 0), 25);
        assertEq(token.balanceOf(address(license)), 0);
    }

    // ------------------------------------------------------------------------------------------------------- refused

    function testFuzz_RevertWhen_SomebodyElseNamesWhereItGoes(address caller, address to) public {
        vm.assume(caller != first && to != first);
        _earn(address(token), 10);
        expectNotAllowed(caller, first);
        vm.prank(caller);
        license.claim(shared, address(token), 0, to);
    }

    /// @dev One payee of the split has no right over another's.
    function test_RevertWhen_AnotherPayeeNamesWhereItGoes() public {
        _earn(address(token), 10);
        expectNotAllowed(second, first);
        vm.prank(second);
        license.claim(shared, address(token), 0, second);
    }

    function test_RevertWhen_ThereIsNoSuchPlace() public {
        _earn(address(token), 10);
        _expectUnknownShare(shared, 2);
        license.claim(shared, address(token), 2, first);
        _expectUnknownShare(shared, type(uint256).max);
        license.claim(shared, address(token), type(uint256).max, first);
    }

    function testFuzz_RevertWhen_ThereIsNoSuchSplit(bytes32 unknown, uint256 index) public {
        vm.assume(unknown != shared && unknown != splitId);
        _expectUnknownShare(unknown, index);
        vm.prank(address(0));
        license.claim(unknown, address(token), index, address(0));
    }

    function test_RevertWhen_ItGoesToNobody() public {
        _earn(address(token), 10);
        expectInvalidAccount(address(0));
        vm.prank(first);
        license.claim(shared, address(token), 0, address(0));
    }

    function test_RevertWhen_ItGoesToTheContract() public {
        _earn(address(token), 10);
        expectInvalidAccount(address(license));
        vm.prank(first);
        license.claim(shared, address(token), 0, address(license));
    }

    function test_RevertWhen_NothingIsDue() public {
        expectNothingDue(shared, address(token), 0);
        claim(first, shared, address(token), 0);
        _earn(address(token), 10);
        claim(first, shared, address(token), 0);
        expectNothingDue(shared, address(token), 0);
        claim(first, shared, address(token), 0);
        expectNothingDue(shared, NATIVE, 0);
        claim(first, shared, NATIVE, 0);
    }

    /// @dev Earned, and not collected yet: not the split's income.
    function test_RevertWhen_NothingWasCollected() public {
        open(usesPlan(10), shared);
        buy(buyer.addr, usesPlan(10));
        expectNothingDue(shared, address(token), 0);
        claim(first, shared, address(token), 0);
    }

    function test_RevertWhen_TheReceiverRefusesTheNativeCoin() public {
        NativeReceiver receiver = new NativeReceiver(NativeReceiver.Mode.Revert);
        _earn(NATIVE, 10);
        vm.expectRevert(abi.encodeWithSelector(IPayments.Payments_NativeTransferFailed.selector, address(receiver), 7));
        vm.prank(first);
        license.claim(shared, NATIVE, 0, address(receiver));
        assertEq(license.claimable(shared, NATIVE, 0), 7);

        receiver.setMode(NativeReceiver.Mode.Accept);
        vm.prank(first);
        license.claim(shared, NATIVE, 0, address(receiver));
        assertEq(address(receiver).balance, 7);
    }

    function test_RevertWhen_TheTokenRefusesTheReceiver() public {
        PickyToken picky = new PickyToken(first);
        _earn(address(picky), 10);
        vm.expectRevert(abi.encodeWithSelector(PickyToken.Refused.selector, first));
        claim(first, shared, address(picky), 0);
        assertEq(license.claimable(shared, address(picky), 0), 7);
        vm.prank(first);
        license.claim(shared, address(picky), 0, stranger);
        assertEq(picky.balanceOf(stranger), 7);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _earn(address token_, uint96 price) private {
        earn(planOf(modelId, IModelLicense.PlanKind.Uses, token_, price, 1), shared);
    }

    /// @dev The first payee is rounded up, the second down; together they have all.
    function _assertPays(address token_, uint96 price) private {
        price = uint96(bound(price, 3, type(uint96).max));
        _earn(token_, price);
        uint256 seconds_ = uint256(price) * (ALL - FIRST_PARTS) / ALL;
        uint256 firsts = price - seconds_;
        assertEq(license.claimable(shared, token_, 0), firsts);
        assertEq(license.claimable(shared, token_, 1), seconds_);

        expectClaimed(shared, first, token_, 0, first, firsts);
        assertEq(claim(first, shared, token_, 0), firsts);
        expectClaimed(shared, second, token_, 1, second, seconds_);
        assertEq(claim(second, shared, token_, 1), seconds_);

        assertEq(holding(first, token_), firsts);
        assertEq(holding(second, token_), seconds_);
        assertEq(holding(address(license), token_), 0);
        assertEq(license.claimable(shared, token_, 0), 0);
    }

    function _expectUnknownShare(bytes32 split_, uint256 index) private {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_UnknownShare.selector, split_, index));
    }
}
