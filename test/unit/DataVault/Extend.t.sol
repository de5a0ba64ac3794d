// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";

import {VaultAssertions} from "../../support/VaultAssertions.sol";

contract ExtendTest is VaultAssertions {
    uint64 private present;
    IAccessGrants.Grant private terms;

    function setUp() public override {
        super.setUp();
        present = soon();
        grantAccess(researcher, datasetId, present);
        terms = grantOf(researcher, datasetId, inAMonth());
    }

    function testFuzz_ExtendsALiveGrant(uint64 expiry, bool withKey) public {
        terms.expiry = uint64(bound(expiry, present + 1, type(uint64).max));
        if (!withKey) terms.wrappedKey = "";
        expectAccessGranted(terms);
        _extend();
        assertLive(datasetId, researcher, terms.expiry, 1, 2);
    }

    function test_TheEndMustBeLater() public {
        for (uint64 early = 0; early < 2; ++early) {
            terms.expiry = present - early;
            expectExpiryNotLater(terms.expiry, present);
            _extend();
        }
        terms.expiry = present + 1;
        _extend();
        assertLive(datasetId, researcher, present + 1, 1, 2);
    }

    function testFuzz_RevertWhen_TheEndIsNotLater(uint64 expiry) public {
        terms.expiry = uint64(bound(expiry, 0, present));
        expectExpiryNotLater(terms.expiry, present);
        _extend();
    }

    function test_AGrantCanBeExtendedUntilItsLastSecond() public {
        for (uint256 late = 0; late < 2; ++late) {
            vm.warp(present + late);
            _refusedAsNotLive(researcher);
        }
        vm.warp(present - 1);
        _extend();
        assertLive(datasetId, researcher, terms.expiry, 1, 2);
    }

    function test_RevertWhen_NothingWasGranted() public {
        terms = grantOf(stranger, datasetId, inAMonth());
        _refusedAsNotLive(stranger);
    }

    function test_RevertWhen_ItWasRevoked() public {
        revokeAccess(researcher, datasetId);
        terms = grantOf(researcher, datasetId, inAMonth());
        _refusedAsNotLive(researcher);
    }

    function test_RevertWhen_AllWereRevoked() public {
        revokeAll(datasetId);
        terms = grantOf(researcher, datasetId, inAMonth());
        _refusedAsNotLive(researcher);
    }

    function testFuzz_RevertWhen_SomebodyElseExtends(address caller) public {
        vm.assume(caller != owner.addr);
        expectNotOwner(caller, owner.addr);
        vm.prank(caller);
        vault.extend(terms);
    }

    function test_RevertWhen_TheGranteeExtends() public {
        expectNotOwner(researcher, owner.addr);
        vm.prank(researcher);
        vault.extend(terms);
    }

    function test_RevertWhen_EpochVersionOrKeyDoNotFit() public {
        terms.epoch = 2;
        expectWrongEpoch(2, 1);
        _extend();
        (terms.epoch, terms.version) = (1, 1);
        expectWrongVersion(1, 2);
        _extend();
        (terms.version, terms.wrappedKey) = (2, new bytes(81));
        expectWrappedKeyLength(81);
        _extend();
    }

    function _extend() private {
        vm.prank(owner.addr);
        vault.extend(terms);
    }

    function _refusedAsNotLive(address who) private {
        expectNotLive(datasetId, who);
        _extend();
    }
}
