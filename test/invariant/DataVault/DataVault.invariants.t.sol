// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {IDataVault} from "src/interfaces/IDataVault.sol";
import {DataVault} from "src/DataVault.sol";

import {TokenMock} from "../../mocks/TokenMock.sol";
import {GhostPurchase} from "./VaultGhosts.sol";
import {VaultHandler} from "./VaultHandler.sol";
import {VaultOwners} from "./VaultOwners.sol";
import {VaultReplica} from "./VaultReplica.sol";
import {VaultSellers} from "./VaultSellers.sol";

/// @title Properties V-1 to V-7, in one campaign
/// @dev V-1, V-2, V-3, V-5 and V-6 are checked here, at rest; V-4, and what else holds around one call, by the handlers; V-7
/// after each sequence.
contract DataVaultInvariants is Test {
    uint256 private constant NEVER = type(uint256).max;
    uint256 private constant MANY = 40;
    /// @dev A hash of another length of path would already be more.
    uint256 private constant SAME_GAS = 60;

    VaultHandler private _handler;
    DataVault private _vault;
    VaultReplica private _replica;

    function setUp() external {
        _handler = new VaultHandler();
        _vault = DataVault(_handler.target());
        _replica = _handler.replica();
        targetContract(address(_handler));
        targetSelector(FuzzSelector({addr: address(_handler), selectors: _selectors()}));
    }

    function invariant_V1_to_V7() external {
        bytes32[] memory datasetIds = _handler.datasetIds();
        for (uint256 i = 0; i < datasetIds.length; ++i) {
            _handler.watchRevivals(datasetIds[i]);
        }
        _handler.checkLive();
        _checkMoney(_checkPurchases());
        _checkReplica(datasetIds);
    }

    /// @dev As many grants as you like cost these calls nothing.
    function afterInvariant() external {
        uint256[4] memory one = _handler.measure(0);
        uint256[4] memory many = _handler.measure(MANY);
        assertApproxEqAbs(many[0], one[0], SAME_GAS, "V-7: isLive costs more for more grants");
        assertApproxEqAbs(many[1], one[1], SAME_GAS, "V-7: grantAccess costs more for more grants");
        assertApproxEqAbs(many[2], one[2], SAME_GAS, "V-7: revokeAccess costs more for more grants");
        assertApproxEqAbs(many[3], one[3], SAME_GAS, "V-7: revokeAll costs more for more grants");
    }

    // --------------------------------------------------------------------------------------------------------- money

    /// @return held In each token, what purchases that were paid still hold.
    function _checkPurchases() private view returns (uint256[] memory held) {
        address[] memory tokens = _handler.tokens();
        bytes32[] memory ids = _handler.purchaseIds();
        held = new uint256[](tokens.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            GhostPurchase memory ghost = _handler.ghostPurchase(ids[i]);
            IDataVault.PurchaseView memory actual = _vault.getPurchase(ids[i]);
            _checkSettlement(ids[i], ghost, actual);
            _checkPaidAccess(ghost, actual);
            uint256 rest = ghost.terms.offer.price - ghost.earned - ghost.refunded;
            for (uint256 t = 0; t < tokens.length; ++t) {
                if (tokens[t] == ghost.terms.offer.token) held[t] += rest;
            }
        }
    }

    /// @dev To the second, and to the unit: what is not a whole unit is the buyer's.
    function _checkSettlement(bytes32 id, GhostPurchase memory ghost, IDataVault.PurchaseView memory actual)
        private
        view
    {
        (uint256 earned, uint256 refunded) = _handler.reckonedSettlement(id);
        (uint256 dueToOwner, uint256 dueToBuyer,) = _vault.getSettlement(ghost.terms);
        assertEq(ghost.earned + dueToOwner, earned, "V-5: what is earned is not the part of the time that ran");
        assertEq(ghost.refunded + dueToBuyer, refunded, "V-5: what is refunded is not what was not earned");
        assertEq(actual.collected, ghost.earned, "V-5: what is recorded as collected is not what was credited");
        bool paidOut = ghost.earned + ghost.refunded == ghost.terms.offer.price;
        bool closed = actual.status == IDataVault.PurchaseStatus.Closed;
        assertEq(closed, paidOut, "V-5: closed with money in it, or open without");
    }

    function _checkPaidAccess(GhostPurchase memory ghost, IDataVault.PurchaseView memory actual) private view {
        (bytes32 id, address buyer) = (ghost.terms.offer.datasetId, ghost.terms.buyer);
        (,, bool over) = _vault.getSettlement(ghost.terms);
        if (actual.status == IDataVault.PurchaseStatus.Delivered && !over) {
            assertTrue(_vault.isLive(id, buyer), "V-3: a purchase earns without access");
        }
        uint256 end = ghost.start + ghost.terms.offer.duration;
        if (!ghost.delivered || ghost.revokedAt != NEVER || block.timestamp >= end) return;
        assertTrue(_vault.isLive(id, buyer), "V-3: access that was paid for is not live");
        assertGe(_vault.getGrant(id, buyer).expiry, end, "V-3: access is shorter than what was paid for");
    }

    function _checkMoney(uint256[] memory held) private view {
        address[] memory tokens = _handler.tokens();
        address[] memory creditors = _handler.creditors();
        for (uint256 t = 0; t < tokens.length; ++t) {
            uint256 owed = held[t] + _handler.donated(tokens[t]);
            for (uint256 i = 0; i < creditors.length; ++i) {
                owed += _vault.creditOf(creditors[i], tokens[t]);
            }
            assertEq(_balance(tokens[t]), owed, "V-5: more or less is held than is owed");
        }
    }

    function _balance(address token) private view returns (uint256) {
        return token == address(0) ? address(_vault).balance : TokenMock(token).balanceOf(address(_vault));
    }

    // ------------------------------------------------------------------------------------------------------- replica

    function _checkReplica(bytes32[] memory datasetIds) private view {
        address[] memory researchers = _handler.researchers();
        for (uint256 i = 0; i < datasetIds.length; ++i) {
            bytes32 id = datasetIds[i];
            _same(abi.encode(_vault.getDataset(id)), abi.encode(_replica.getDataset(id)), "V-6: datasets differ");
            for (uint256 j = 0; j < researchers.length; ++j) {
                bytes memory actual = abi.encode(_vault.getGrant(id, researchers[j]));
                _same(actual, abi.encode(_replica.getGrant(id, researchers[j])), "V-6: grants differ");
            }
        }
        for (uint256 i = 0; i < researchers.length; ++i) {
            _checkKeys(researchers[i]);
        }
        _checkSales();
        _checkCredits();
    }

    function _checkKeys(address account) private view {
        (bytes32 key, uint32 version) = _vault.getEncryptionKey(account);
        (bytes32 known, uint32 knownVersion) = _replica.getEncryptionKey(account);
        assertEq(version, knownVersion, "V-6: versions of keys differ");
        assertEq(key, known, "V-6: keys differ");
        if (version == 0) return;
        bytes32 first = _vault.getEncryptionKeyAt(account, 1);
        assertEq(first, _replica.getEncryptionKeyAt(account, 1), "V-6: first keys differ");
    }

    function _checkSales() private view {
        bytes32[] memory offerIds = _handler.offerIds();
        for (uint256 i = 0; i < offerIds.length; ++i) {
            bool open = _vault.isOfferOpen(offerIds[i]);
            assertEq(open, _replica.isOfferOpen(offerIds[i]), "V-6: offers differ");
        }
        bytes32[] memory ids = _handler.purchaseIds();
        for (uint256 i = 0; i < ids.length; ++i) {
            bytes memory actual = abi.encode(_vault.getPurchase(ids[i]));
            _same(actual, abi.encode(_replica.getPurchase(ids[i])), "V-6: purchases differ");
        }
    }

    function _checkCredits() private view {
        address[] memory tokens = _handler.tokens();
        address[] memory creditors = _handler.creditors();
        for (uint256 t = 0; t < tokens.length; ++t) {
            for (uint256 i = 0; i < creditors.length; ++i) {
                uint256 actual = _vault.creditOf(creditors[i], tokens[t]);
                assertEq(actual, _replica.creditOf(creditors[i], tokens[t]), "V-6: credits differ");
            }
        }
    }

    function _same(bytes memory actual, bytes memory known, string memory message) private pure {
        assertEq(keccak256(actual), keccak256(known), message);
    }

    function _selectors() private pure returns (bytes4[] memory selectors) {
        selectors = new bytes4[](28);
        selectors[0] = VaultOwners.registerDatasetNoRevert.selector;
        selectors[1] = VaultOwners.publishRevisionNoRevert.selector;
        selectors[2] = VaultOwners.setGatekeeperNoRevert.selector;
        selectors[3] = VaultOwners.setEncryptionKeyNoRevert.selector;
        selectors[4] = VaultOwners.grantAccessNoRevert.selector;
        selectors[5] = VaultOwners.grantNoRevert.selector;
        selectors[6] = VaultOwners.grantManyNoRevert.selector;
        selectors[7] = VaultOwners.grantWithSignatureNoRevert.selector;
        selectors[8] = VaultOwners.extendNoRevert.selector;
        selectors[9] = VaultOwners.shortenNoRevert.selector;
        selectors[10] = VaultOwners.revokeAccessNoRevert.selector;
        selectors[11] = VaultOwners.revokeManyNoRevert.selector;
        selectors[12] = VaultOwners.revokeAllNoRevert.selector;
        selectors[13] = VaultOwners.cancelSignedGrantsNoRevert.selector;
        selectors[14] = VaultSellers.openOfferNoRevert.selector;
        selectors[15] = VaultSellers.closeOfferNoRevert.selector;
        selectors[16] = VaultSellers.purchaseNativeNoRevert.selector;
        selectors[17] = VaultSellers.purchaseTokenNoRevert.selector;
        selectors[18] = VaultSellers.purchaseWithAuthorizationNoRevert.selector;
        selectors[19] = VaultSellers.deliverNoRevert.selector;
        selectors[20] = VaultSellers.deliverByGatekeeperNoRevert.selector;
        selectors[21] = VaultHandler.settleNoRevert.selector;
        selectors[22] = VaultHandler.settleManyNoRevert.selector;
        selectors[23] = VaultHandler.withdrawNoRevert.selector;
        selectors[24] = VaultHandler.revokeWhilePendingNoRevert.selector;
        selectors[25] = VaultHandler.donateNoRevert.selector;
        selectors[26] = VaultHandler.warpNoRevert.selector;
        selectors[27] = VaultHandler.strangerTriesNoRevert.selector;
    }
}
