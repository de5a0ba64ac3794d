// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";

import {VaultTest} from "../support/VaultTest.sol";
import {VaultAsker} from "./probes/VaultAsker.sol";
import {VaultFloor} from "./probes/VaultFloor.sol";

/// @title What granting, revoking, checking, buying and settling access costs, each as a transaction of its own
/// @dev A grant is a researcher's first one; every other slot that an operation writes is in use already. The floors are
/// measured with a probe in the same test, under the names of the operations. ts/scripts/gas.ts prints both.
contract DataVaultGasTest is VaultTest {
    string private constant MEASURED = "DataVault";
    string private constant FLOOR = "DataVault.floor";

    VaultFloor private _floor;
    VaultAsker private _asker = new VaultAsker();
    IDataVault.Offer private _offer;

    function setUp() public override {
        super.setUp();
        _floor = new VaultFloor(vault.DOMAIN_SEPARATOR());
        _floor.registerDataset(registrationOf(datasetId));
        _offer = tokenOffer();
        open(_offer);
        // Somebody bought and was settled before: contract and probe hold tokens, the owner has a credit.
        IDataVault.Purchase memory earlier = sell(stranger, _offer, 1);
        token.mint(address(_floor), PRICE);
        vm.warp(block.timestamp + MONTH);
        vault.settle(earlier);
        _floor.settle(earlier);
    }

    // --------------------------------------------------------------------------------------------------------- grant

    function test_Gas_Register() public {
        IAccessGrants.Registration memory registration = registrationOf(idOf(owner.addr, 2));
        vm.startPrank(owner.addr);
        vault.registerDataset(registration);
        _record("register a dataset");
        _floor.registerDataset(registration);
        _recordFloor("register a dataset");
    }

    function test_Gas_GrantAccess() public {
        vm.startPrank(owner.addr);
        vault.grantAccess(researcher, datasetId, inAMonth());
        _record("grant access");
        _floor.grantAccess(researcher, datasetId, inAMonth());
        _recordFloor("grant access");
    }

    function test_Gas_GrantAgain() public {
        vm.startPrank(owner.addr);
        vault.grantAccess(researcher, datasetId, soon());
        _floor.grantAccess(researcher, datasetId, soon());
        vault.grantAccess(researcher, datasetId, inAMonth());
        _record("grant access again");
        _floor.grantAccess(researcher, datasetId, inAMonth());
        _recordFloor("grant access again");
    }

    function test_Gas_GrantWithTerms() public {
        IAccessGrants.Grant memory terms = grantOf(researcher, datasetId, inAMonth());
        terms.wrappedKey = "";
        vm.startPrank(owner.addr);
        vault.grant(terms);
        _record("grant access, purpose and terms named");
        _floor.grant(terms);
        _recordFloor("grant access, purpose and terms named");
    }

    function test_Gas_GrantWithAll() public {
        IAccessGrants.Grant memory terms = grantOf(researcher, datasetId, inAMonth());
        vm.startPrank(owner.addr);
        vault.grant(terms);
        _record("grant access, purpose, terms and wrapped key");
        _floor.grant(terms);
        _recordFloor("grant access, purpose, terms and wrapped key");
    }

    function test_Gas_SignedGrant() public {
        IAccessGrants.Grant memory terms = grantOf(researcher, datasetId, inAMonth());
        (terms.purposeHash, terms.termsHash, terms.wrappedKey) = (0, 0, "");
        bytes memory signature = signGrant(owner, terms, soon());
        vm.startPrank(stranger);
        vault.grantWithSignature(terms, soon(), signature);
        _record("grant access, signed by the owner, sent by anyone");
        _floor.grantWithSignature(terms, soon(), signature);
        _recordFloor("grant access, signed by the owner, sent by anyone");
    }

    function test_Gas_SignedGrantWithAll() public {
        IAccessGrants.Grant memory terms = grantOf(researcher, datasetId, inAMonth());
        bytes memory signature = signGrant(owner, terms, soon());
        vm.startPrank(stranger);
        vault.grantWithSignature(terms, soon(), signature);
        _record("grant access, signed, purpose, terms and wrapped key");
        _floor.grantWithSignature(terms, soon(), signature);
        _recordFloor("grant access, signed, purpose, terms and wrapped key");
    }

    // -------------------------------------------------------------------------------------------------------- revoke

    function test_Gas_Revoke() public {
        vm.startPrank(owner.addr);
        vault.grantAccess(researcher, datasetId, inAMonth());
        _floor.grantAccess(researcher, datasetId, inAMonth());
        vault.revokeAccess(researcher, datasetId);
        _record("revoke one");
        _floor.revokeAccess(researcher, datasetId);
        _recordFloor("revoke one");
    }

    function test_Gas_RevokeAll() public {
        vm.startPrank(owner.addr);
        vault.revokeAll(datasetId);
        _record("revoke all");
        _floor.revokeAll(datasetId);
        _recordFloor("revoke all");
    }

    /// @dev The epoch before the present one sold something too: its end moves into a slot of its own.
    function test_Gas_RevokeAllAfterSales() public {
        vm.startPrank(owner.addr);
        vault.revokeAll(datasetId);
        _floor.revokeAll(datasetId);
        vault.revokeAll(datasetId);
        _record("revoke all, sales in the epoch before");
        _floor.revokeAll(datasetId);
        _recordFloor("revoke all, sales in the epoch before");
    }

    function test_Gas_RevokePaid() public {
        sell(buyer.addr, _offer, 1);
        vm.startPrank(owner.addr);
        _floor.grantAccess(buyer.addr, datasetId, inAMonth());
        vault.revokeAccess(buyer.addr, datasetId);
        _record("revoke one that was paid for");
        _floor.revokeAccess(buyer.addr, datasetId);
        _recordFloor("revoke one that was paid for");
    }

    // --------------------------------------------------------------------------------------------------------- check

    function test_Gas_Check() public {
        grantAccess(researcher, datasetId, inAMonth());
        _floor.grantAccess(researcher, datasetId, inAMonth());
        string memory operation = "access check, cold call from a contract";
        vm.snapshotValue(MEASURED, operation, _asker.ask(vault, datasetId, researcher));
        vm.snapshotValue(FLOOR, operation, _asker.ask(IAccessGrants(address(_floor)), datasetId, researcher));
    }

    // --------------------------------------------------------------------------------------------------- paid access

    function test_Gas_Purchase() public {
        fund(buyer.addr, _offer);
        vm.startPrank(buyer.addr);
        token.approve(address(vault), type(uint256).max);
        token.approve(address(_floor), type(uint256).max);
        token.mint(buyer.addr, 2 * PRICE);
        vault.purchase(_offer, 1, type(uint40).max);
        _record("buy access, ERC-20");
        _floor.purchase(_offer, 1, type(uint40).max);
        _recordFloor("buy access, ERC-20");
    }

    function test_Gas_Deliver() public {
        IDataVault.Purchase memory p = buy(buyer.addr, _offer, 1);
        vm.startPrank(buyer.addr);
        token.mint(buyer.addr, PRICE);
        token.approve(address(_floor), PRICE);
        _floor.purchase(_offer, 1, type(uint40).max);
        vm.startPrank(gatekeeper);
        vault.deliver(p, 1, 1, wrappedKey());
        _record("deliver the wrapped key of a purchase");
        _floor.deliver(p, 1, 1, wrappedKey());
        _recordFloor("deliver the wrapped key of a purchase");
    }

    function test_Gas_Settle() public {
        IDataVault.Purchase memory p = sell(buyer.addr, _offer, 1);
        vm.warp(block.timestamp + MONTH / 2);
        vault.settle(p);
        _floor.settle(p);
        vm.warp(block.timestamp + MONTH / 2);
        vault.settle(p);
        _record("settle a purchase");
        _floor.settle(p);
        _recordFloor("settle a purchase");
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _record(string memory operation) private {
        vm.snapshotGasLastCall(MEASURED, operation);
    }

    function _recordFloor(string memory operation) private {
        vm.snapshotGasLastCall(FLOOR, operation);
    }
}
