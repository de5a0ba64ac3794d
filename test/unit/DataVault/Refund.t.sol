// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataVault} from "src/interfaces/IDataVault.sol";

import {VaultAssertions} from "../../support/VaultAssertions.sol";

/// @dev What was not delivered.
contract RefundTest is VaultAssertions {
    IDataVault.Offer private offer;
    IDataVault.Purchase private p;
    uint40 private start;

    function setUp() public override {
        super.setUp();
        offer = tokenOffer();
        open(offer);
        p = buy(buyer.addr, offer, 1);
        start = now40();
    }

    function test_APendingPurchaseIsRefundedFromItsDeadline() public {
        uint40 deadline = start + WINDOW;
        vm.warp(deadline - 1);
        _settlesNothing();
        for (uint40 late = 0; late < 2; ++late) {
            uint256 snapshot = vm.snapshotState();
            vm.warp(deadline + late);
            _refunds();
            assertPurchase(p, IDataVault.PurchaseView(IDataVault.PurchaseStatus.Closed, deadline, ANY_TIME, 1, 0, 0));
            _settlesNothing();
            vm.revertToState(snapshot);
        }
    }

    function test_RevokedInThisSecondItIsRefundedInIt() public {
        for (uint256 i = 0; i < 2; ++i) {
            uint256 snapshot = vm.snapshotState();
            _revoke(i == 0);
            _refunds();
            _settlesNothing();
            vm.revertToState(snapshot);
        }
    }

    function testFuzz_APendingPurchaseIsRefundedWhenItIsRevoked(bool all, uint32 later, uint32 laterStill) public {
        vm.warp(start + bound(later, 0, WINDOW - 1));
        _revoke(all);
        vm.warp(block.timestamp + laterStill);
        _refunds();
    }

    /// @dev In an era that sold nothing no end is kept: whoever asks for it has bought in vain.
    function test_APendingPurchaseIsRefundedAfterSeveralRevocations() public {
        for (uint256 i = 0; i < 3; ++i) {
            uint256 snapshot = vm.snapshotState();
            for (uint256 j = 0; j < 3; ++j) {
                vm.warp(block.timestamp + 10);
                if (i != 1) revokeAll(datasetId);
                if (i != 0) revokeAccess(buyer.addr, datasetId);
            }
            _refunds();
            vm.revertToState(snapshot);
        }
    }

    function test_AnotherResearchersRevocationIsNoMatter() public {
        revokeAccess(researcher, datasetId);
        _settlesNothing();
    }

    // ------------------------------------------------------------------------------------------------------- helpers
    function _revoke(bool all) private {
        if (all) revokeAll(datasetId);
        else revokeAccess(buyer.addr, datasetId);
    }

    function _refunds() private {
        assertSettlement(p, 0, PRICE, true);
        expectSettled(p, 0, PRICE, true);
        vault.settle(p);
        assertCredit(owner.addr, address(token), 0);
        assertCredit(buyer.addr, address(token), PRICE);
        assertStatus(p, IDataVault.PurchaseStatus.Closed);
    }

    function _settlesNothing() private {
        assertSettlement(p, 0, 0, false);
        bytes32 before = keccak256(abi.encode(vault.getPurchase(purchaseIdOf(p))));
        vm.recordLogs();
        vault.settle(p);
        assertEq(vaultLogCount(), 0);
        assertEq(keccak256(abi.encode(vault.getPurchase(purchaseIdOf(p)))), before);
    }
}
