// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";

import {VaultAssertions} from "../../support/VaultAssertions.sol";

/// @dev Access that was paid for since it was last revoked is not shortened.
contract PaidGrantTest is VaultAssertions {
    uint64 private end;

    function setUp() public override {
        super.setUp();
        open(tokenOffer());
        sell(buyer.addr, tokenOffer(), 1);
        end = inAMonth();
    }

    function test_WhatWasPaidForMayEndLater() public {
        grantAccess(buyer.addr, datasetId, end);
        assertLive(datasetId, buyer.addr, end, 1, 2);
        grantAccess(buyer.addr, datasetId, end + 1);
        assertLive(datasetId, buyer.addr, end + 1, 1, 3);
    }

    function testFuzz_RevertWhen_WhatWasPaidForWouldEndEarlier(uint64 expiry) public {
        expiry = uint64(bound(expiry, block.timestamp + 1, end - 1));
        expectExpiryNotLater(expiry, end);
        grantAccess(buyer.addr, datasetId, expiry);
    }

    function test_RevertWhen_WhatWasPaidForWouldEndASecondEarlier() public {
        expectExpiryNotLater(end - 1, end);
        grantAccess(buyer.addr, datasetId, end - 1);
        IAccessGrants.Grant memory g = grantOf(buyer.addr, datasetId, end - 1);
        expectExpiryNotLater(end - 1, end);
        sendGrant(g);
    }

    /// @dev A free prolongation of paid access cannot be taken back by a grant either.
    function test_RevertWhen_ALaterEndWouldBeTakenBack() public {
        grantAccess(buyer.addr, datasetId, end + 10);
        expectExpiryNotLater(end + 9, end + 10);
        grantAccess(buyer.addr, datasetId, end + 9);
    }

    function test_OtherResearchersMayEndEarlier() public {
        grantAccess(researcher, datasetId, end);
        grantAccess(researcher, datasetId, end - 1);
        assertLive(datasetId, researcher, end - 1, 1, 2);
    }

    function test_WhatWasRevokedMayEndEarlier() public {
        revokeAccess(buyer.addr, datasetId);
        grantAccess(buyer.addr, datasetId, end);
        grantAccess(buyer.addr, datasetId, end - 1);
        assertGrant(datasetId, buyer.addr, IAccessGrants.GrantView(true, end - 1, 1, 4, 1, now40()));
    }

    function test_WhatEndedWithItsEpochMayEndEarlier() public {
        revokeAll(datasetId);
        grantAccess(buyer.addr, datasetId, end - 1);
        assertLive(datasetId, buyer.addr, end - 1, 2, 2);
    }

    function test_WhatExpiredIsGrantedAnew() public {
        vm.warp(end);
        grantAccess(buyer.addr, datasetId, end + 1);
        assertLive(datasetId, buyer.addr, end + 1, 1, 2);
    }
}
