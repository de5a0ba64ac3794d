// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";

import {LicenseTest} from "../support/LicenseTest.sol";
import {RevenueFloor} from "./probes/RevenueFloor.sol";

/// @title What it costs to collect, roll up and claim what licences earned, each as a transaction of its own
/// @dev Each test makes every slot that the operation writes non-zero first. The floors are measured with a probe in the
/// same test, under the names of the operations.
contract ModelRevenueGasTest is LicenseTest {
    string private constant MEASURED = "ModelLicense";
    string private constant FLOOR = "ModelLicense.floor";

    uint24 private constant ROYALTY = ALL / 20;
    uint256 private constant MANY_PAYEES = 250;

    RevenueFloor private _floor;

    function setUp() public override {
        super.setUp();
        _floor = new RevenueFloor();
        token.mint(address(license), PRICE);
        token.mint(address(_floor), 10 * PRICE);
        token.mint(creator.addr, PRICE);
        vm.deal(address(_floor), 1 ether);
        vm.deal(creator.addr, 1 ether);
    }

    // ------------------------------------------------------------------------------------------------------- collect

    function test_Gas_Collect() public {
        IModelLicense.Plan memory plan = timedPlan(MONTH);
        open(plan);
        _earn(plan);
        _floor.setIncome(splitId, address(token), PRICE);
        _floor.setPlan(plan, PRICE, splitId);

        buy(buyer.addr, plan);
        collect(plan);
        _record("collect one plan");
        _floor.collect(plansOf(plan));
        _recordFloor("collect one plan");
    }

    // ------------------------------------------------------------------------------------------------------- roll up

    function test_Gas_RollUp() public {
        _rollUpToParents(1, "roll up to one parent");
        _rollUpToParents(8, "roll up to eight parents");
    }

    /// @dev The second time is measured.
    function _rollUpToParents(uint96 count, string memory operation) private {
        (bytes32 id, bytes32 split_, bytes32[] memory parentSplits) = _publishWithParents(count);
        IModelLicense.Plan memory plan = planOf(id, IModelLicense.PlanKind.Timed, address(token), PRICE, MONTH);
        open(plan, split_);
        _floor.setParents(split_, parentSplits, ROYALTY);
        for (uint256 i = 1; i <= 2; ++i) {
            _earn(plan);
            _floor.setIncome(split_, address(token), i * PRICE);
            rollUp(split_, address(token));
            if (i == 2) _record(operation);
            _rollUpFloor(split_);
            if (i == 2) _recordFloor(operation);
        }
        bytes32 last = parentSplits[count - 1];
        assertEq(license.incomeOf(last, address(token)), _floor.incomeOf(last, address(token)), "same royalty");
    }

    function _rollUpFloor(bytes32 split_) private {
        bytes32[] memory splitIds = new bytes32[](1);
        splitIds[0] = split_;
        _floor.rollUp(splitIds, address(token));
    }

    /// @dev Of the buyer, as the child; its parents are the creator's, numbered from 1,000 times their count.
    function _publishWithParents(uint96 count) private returns (bytes32 id, bytes32 split_, bytes32[] memory splits) {
        IModelRegistry.Royalty[] memory parents = new IModelRegistry.Royalty[](count);
        splits = new bytes32[](count);
        for (uint96 i = 0; i < count; ++i) {
            bytes32 parentId = idOf(creator.addr, 1_000 * count + i);
            splits[i] = publish(parentId, new IModelRegistry.Royalty[](0), soleShare(creator.addr, ALL), 0);
            parents[i] = IModelRegistry.Royalty(parentId, ROYALTY);
        }
        id = idOf(buyer.addr, count);
        split_ = publish(id, parents, soleShare(buyer.addr, ALL - uint24(count) * ROYALTY), 0);
    }

    // --------------------------------------------------------------------------------------------------------- claim

    function test_Gas_ClaimToken() public {
        _claimTwice(timedPlan(MONTH), "claim an ERC-20");
    }

    function test_Gas_ClaimNative() public {
        _claimTwice(nativePlan(MONTH), "claim the native coin");
    }

    /// @dev The second time is measured. Something stays with the contract, as it always will where more than one earns.
    function _claimTwice(IModelLicense.Plan memory plan, string memory operation) private {
        open(plan);
        _floor.setShare(splitId, 0, creator.addr, ALL);
        for (uint256 i = 1; i <= 2; ++i) {
            _earn(plan);
            _floor.setIncome(splitId, plan.token, i * plan.price);
            buy(stranger, plan);
            vm.startPrank(creator.addr);
            license.claim(splitId, plan.token, 0, creator.addr);
            if (i == 2) _record(operation);
            _floor.claim(splitId, plan.token, 0, creator.addr);
            if (i == 2) _recordFloor(operation);
            vm.stopPrank();
        }
    }

    /// @dev How many payees there are, and where one stands among them, makes no difference.
    function test_Gas_ClaimOfManyPayees() public {
        IModelRegistry.Share[] memory shares = new IModelRegistry.Share[](MANY_PAYEES);
        for (uint256 i = 0; i < MANY_PAYEES; ++i) {
            shares[i] = IModelRegistry.Share(_payee(i), ALL / uint24(MANY_PAYEES));
        }
        IModelLicense.Plan memory plan = timedPlan(MONTH);
        bytes32 split_ = split(modelId, shares);
        open(plan, split_);
        uint256 ofFirst = _claimTwiceAt(plan, split_, 0, "claim an ERC-20, the first of 250 payees");
        uint256 ofLast = _claimTwiceAt(plan, split_, MANY_PAYEES - 1, "claim an ERC-20, the last of 250 payees");
        // A byte of calldata that is not zero, less the rounding up for the first.
        assertApproxEqAbs(ofFirst, ofLast, 150);
    }

    /// @dev The second time is measured.
    function _claimTwiceAt(IModelLicense.Plan memory plan, bytes32 split_, uint256 index, string memory operation)
        private
        returns (uint256)
    {
        for (uint256 i = 0; i < 2; ++i) {
            _earn(plan);
            license.claim(split_, address(token), index, _payee(index));
        }
        return vm.snapshotGasLastCall(MEASURED, operation);
    }

    /// @dev No byte of it is zero.
    function _payee(uint256 index) private pure returns (address) {
        return address(type(uint160).max - 254 + uint160(index));
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    /// @dev One purchase, collected.
    function _earn(IModelLicense.Plan memory plan) private {
        buy(buyer.addr, plan);
        collect(plan);
    }

    function _record(string memory operation) private {
        vm.snapshotGasLastCall(MEASURED, operation);
    }

    function _recordFloor(string memory operation) private {
        vm.snapshotGasLastCall(FLOOR, operation);
    }
}
