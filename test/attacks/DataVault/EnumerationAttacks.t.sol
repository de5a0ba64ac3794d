// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";

import {VaultAttack} from "./VaultAttack.sol";

/// @title V9: lists without end. There are none: no call's cost grows with the number of grants, purchases or revocations
contract EnumerationAttacksTest is VaultAttack {
    uint160 private constant CROWD = 200;

    function setUp() public override {
        super.setUp();
        open(nativeOffer());
        grantAccess(researcher, datasetId, inAMonth());
        sell(buyer.addr, nativeOffer(), 0);
    }

    function test_V9_NoCallCostsMoreForACrowdOfGrants() public {
        uint256[7] memory alone = _costs();
        for (uint160 i = 1; i <= CROWD; ++i) {
            grantAccess(address(0x10000 + i), datasetId, inAMonth());
        }
        _assertSame(alone);
    }

    /// @dev The one thing that strangers can make many of, for the price of each. Neither owner nor buyer pays for them.
    function test_V9_NoCallCostsMoreForACrowdOfPurchases() public {
        uint256[7] memory alone = _costs();
        for (uint256 i = 1; i <= CROWD; ++i) {
            buy(i % 2 == 0 ? buyer.addr : stranger, nativeOffer(), i);
        }
        _assertSame(alone);
    }

    function test_V9_NoCallCostsMoreForACrowdOfOffers() public {
        uint256[7] memory alone = _costs();
        for (uint32 i = 1; i <= CROWD; ++i) {
            open(offerOf(datasetId, NATIVE, 1, i));
        }
        _assertSame(alone);
    }

    /// @dev Settling looks at no era between the sale's and the present, however many there were.
    function test_V9_SettlingDoesNotWalkThroughRevocations() public {
        IDataVault.Purchase memory p = purchaseOf(nativeOffer(), buyer.addr, 0);
        vm.warp(block.timestamp + 1 days);
        for (uint256 i = 0; i < 3; ++i) {
            revokeAccess(buyer.addr, datasetId);
            revokeAll(datasetId);
        }
        uint256 few = _cost(stranger, abi.encodeCall(vault.settle, (p)));
        for (uint256 i = 0; i < CROWD; ++i) {
            revokeAccess(buyer.addr, datasetId);
            revokeAll(datasetId);
        }
        assertEq(_cost(stranger, abi.encodeCall(vault.settle, (p))), few);
    }

    /// @dev A batch is as long as its caller makes it, and each of its rows costs the same.
    function test_V9_ARowOfABatchCostsTheSameInALongOne() public {
        uint256 ten = _cost(owner.addr, abi.encodeCall(vault.revokeMany, (datasetId, _crowd(10))));
        uint256 twenty = _cost(owner.addr, abi.encodeCall(vault.revokeMany, (datasetId, _crowd(20))));
        uint256 all = _cost(owner.addr, abi.encodeCall(vault.revokeMany, (datasetId, _crowd(CROWD))));
        assertApproxEqRel(all - twenty, (twenty - ten) * (CROWD - 20) / 10, 0.01e18);
    }

    /// @dev The owner ends 200 grants with one word, without naming them.
    function test_V9_OneCallEndsThemAll() public {
        for (uint160 i = 1; i <= CROWD; ++i) {
            grantAccess(address(0x10000 + i), datasetId, inAMonth());
        }
        revokeAll(datasetId);
        for (uint160 i = 1; i <= CROWD; ++i) {
            assertFalse(vault.isLive(datasetId, address(0x10000 + i)));
        }
    }

    /// @dev A batch of purchases that were never made costs nobody else's rows: they are passed over.
    function test_V9_RowsThatAreNothingDoNotStopABatch() public {
        IDataVault.Purchase[] memory rows = new IDataVault.Purchase[](3);
        rows[0] = purchaseOf(nativeOffer(), stranger, 9);
        rows[1] = purchaseOf(nativeOffer(), buyer.addr, 0);
        rows[2] = purchaseOf(offerOf(bytes32(uint256(1)), NATIVE, 0, 0), address(0), 0);
        vm.warp(block.timestamp + MONTH);
        vault.settleMany(rows);
        assertCredits(NATIVE, owner.addr, NATIVE_PRICE, buyer.addr, 0);
    }

    /// @dev What a dirty or long wrapped key could weigh: the length is fixed.
    function testFuzz_V9_NothingLongIsRecorded(uint16 length) public {
        vm.assume(length != 80 && length != 0);
        IAccessGrants.Grant memory g = grantOf(stranger, datasetId, inAMonth());
        g.wrappedKey = new bytes(length);
        vm.expectRevert(
            abi.encodeWithSelector(IAccessGrants.AccessGrants_WrappedKeyLength.selector, uint256(length), 80)
        );
        vm.prank(owner.addr);
        vault.grant(g);
    }

    // ----------------------------------------------------------------------------------------------------------- helpers

    /// @dev Of each call whose cost could hang on what others did. All are undone.
    function _costs() private returns (uint256[7] memory costs) {
        IDataVault.Purchase memory p = purchaseOf(nativeOffer(), buyer.addr, 0);
        costs[0] = _cost(stranger, abi.encodeCall(vault.isLive, (datasetId, researcher)));
        costs[1] = _cost(owner.addr, abi.encodeCall(vault.revokeAccess, (researcher, datasetId)));
        costs[2] = _cost(owner.addr, abi.encodeCall(vault.revokeAll, (datasetId)));
        costs[3] = _cost(owner.addr, abi.encodeCall(vault.revokeMany, (datasetId, listOf(buyer.addr))));
        costs[4] = _cost(owner.addr, abi.encodeCall(vault.grantAccess, (researcher, datasetId, inAMonth())));
        costs[5] = _cost(owner.addr, abi.encodeCall(vault.cancelSignedGrants, (researcher, datasetId)));
        costs[6] = _cost(stranger, abi.encodeCall(vault.getSettlement, (p)));
    }

    function _assertSame(uint256[7] memory before) private {
        uint256[7] memory costs = _costs();
        for (uint256 i = 0; i < costs.length; ++i) {
            assertEq(costs[i], before[i], "gas");
        }
    }

    /// @dev Gas of the call, which is undone.
    function _cost(address caller, bytes memory data) private returns (uint256 cost) {
        uint256 snapshot = vm.snapshotState();
        assertTrue(attempt(caller, data));
        cost = vm.lastCallGas().gasTotalUsed;
        vm.revertToState(snapshot);
    }

    function _crowd(uint160 count) private pure returns (address[] memory crowd) {
        crowd = new address[](count);
        for (uint160 i = 0; i < count; ++i) {
            crowd[i] = address(0x10000 + i);
        }
    }
}
