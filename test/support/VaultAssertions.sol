// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {stdError} from "forge-std/StdError.sol";
import {Vm} from "forge-std/Test.sol";

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {TokenMock} from "../mocks/TokenMock.sol";
import {SignatureForms} from "./SignatureForms.sol";
import {VaultTest} from "./VaultTest.sol";

/// @title What tests of the data vault expect: events with all topics and data, errors with their arguments, records
abstract contract VaultAssertions is VaultTest, SignatureForms {
    uint40 internal constant ANY_TIME = type(uint40).max;
    bytes32 internal constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    // -------------------------------------------------------------------------------------------------------- events

    /// @dev As `grantAccess` emits it: without purpose, terms or wrapped key.
    function expectAccessGranted(bytes32 id, address who, uint64 expiry, uint32 epoch, uint32 version) internal {
        vm.expectEmit(address(vault));
        emit IAccessGrants.AccessGranted(id, who, expiry, epoch, version, 0, 0, "");
    }

    function expectAccessGranted(IAccessGrants.Grant memory g) internal {
        vm.expectEmit(address(vault));
        emit IAccessGrants.AccessGranted(
            g.datasetId, g.researcher, g.expiry, g.epoch, g.version, g.purposeHash, g.termsHash, g.wrappedKey
        );
    }

    function expectAccessRevoked(bytes32 id, address who, uint32 version) internal {
        vm.expectEmit(address(vault));
        emit IAccessGrants.AccessRevoked(id, who, version);
    }

    function expectAllAccessRevoked(bytes32 id, uint32 epoch) internal {
        vm.expectEmit(address(vault));
        emit IAccessGrants.AllAccessRevoked(id, epoch);
    }

    function expectPurchased(IDataVault.Purchase memory p, uint40 latestStart) internal {
        vm.expectEmit(address(vault));
        uint40 deadline = uint40(block.timestamp) + p.offer.deliveryWindow;
        emit IDataVault.AccessPurchased(purchaseIdOf(p), offerIdOf(p.offer), p.buyer, p.salt, deadline, latestStart);
    }

    function expectDelivered(IDataVault.Purchase memory p, uint40 start) internal {
        vm.expectEmit(address(vault));
        emit IDataVault.PurchaseDelivered(purchaseIdOf(p), start, uint64(start) + p.offer.duration);
    }

    function expectCredited(address account, address token_, uint256 amount) internal {
        vm.expectEmit(address(vault));
        emit IDataVault.Credited(account, token_, amount);
    }

    /// @dev The credits that belong to it come first.
    function expectSettled(IDataVault.Purchase memory p, uint96 earned, uint96 refunded, bool closed) internal {
        if (earned != 0) expectCredited(ownerOf(p.offer.datasetId), p.offer.token, earned);
        if (refunded != 0) expectCredited(p.buyer, p.offer.token, refunded);
        vm.expectEmit(address(vault));
        emit IDataVault.PurchaseSettled(purchaseIdOf(p), earned, refunded, closed);
    }

    /// @dev The logs of the contract alone, since `vm.recordLogs()`.
    function vaultLogCount() internal returns (uint256 count) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == address(vault)) ++count;
        }
    }

    // ----------------------------------------------------------------------------------------------- errors of grants

    function expectNotOwner(address caller, address owner_) internal {
        vm.expectRevert(abi.encodeWithSelector(IAccessGrants.AccessGrants_NotOwner.selector, caller, owner_));
    }

    function expectUnknownDataset(bytes32 id) internal {
        vm.expectRevert(abi.encodeWithSelector(IAccessGrants.AccessGrants_UnknownDataset.selector, id));
    }

    function expectZeroResearcher() internal {
        vm.expectRevert(IAccessGrants.AccessGrants_ZeroResearcher.selector);
    }

    function expectExpiryPassed(uint256 expiry) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IAccessGrants.AccessGrants_ExpiryPassed.selector, expiry, block.timestamp)
        );
    }

    function expectExpiryNotLater(uint256 expiry, uint256 present) internal {
        vm.expectRevert(abi.encodeWithSelector(IAccessGrants.AccessGrants_ExpiryNotLater.selector, expiry, present));
    }

    function expectNotLive(bytes32 id, address who) internal {
        vm.expectRevert(abi.encodeWithSelector(IAccessGrants.AccessGrants_NotLive.selector, id, who));
    }

    function expectWrongEpoch(uint256 epoch, uint256 present) internal {
        vm.expectRevert(abi.encodeWithSelector(IAccessGrants.AccessGrants_WrongEpoch.selector, epoch, present));
    }

    function expectWrongVersion(uint256 version, uint256 next) internal {
        vm.expectRevert(abi.encodeWithSelector(IAccessGrants.AccessGrants_WrongVersion.selector, version, next));
    }

    function expectWrappedKeyLength(uint256 length) internal {
        vm.expectRevert(abi.encodeWithSelector(IAccessGrants.AccessGrants_WrappedKeyLength.selector, length, 80));
    }

    function expectDeadlinePassed(uint256 deadline) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IAccessGrants.AccessGrants_DeadlinePassed.selector, block.timestamp, deadline)
        );
    }

    function expectInvalidSignature(address owner_) internal {
        vm.expectRevert(abi.encodeWithSelector(IAccessGrants.AccessGrants_InvalidSignature.selector, owner_));
    }

    function expectOverflow() internal {
        vm.expectRevert(stdError.arithmeticError);
    }

    // -------------------------------------------------------------------------------------------- errors of purchases

    function expectOfferClosed(IDataVault.Offer memory offer) internal {
        vm.expectRevert(abi.encodeWithSelector(IDataVault.DataVault_OfferClosed.selector, offerIdOf(offer)));
    }

    function expectPurchaseExists(IDataVault.Purchase memory p) internal {
        vm.expectRevert(abi.encodeWithSelector(IDataVault.DataVault_PurchaseExists.selector, purchaseIdOf(p)));
    }

    function expectLatestStartPassed(uint256 latestStart) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IDataVault.DataVault_LatestStartPassed.selector, latestStart, block.timestamp)
        );
    }

    function expectWrongValue(uint256 value, uint256 required) internal {
        vm.expectRevert(abi.encodeWithSelector(IDataVault.DataVault_WrongValue.selector, value, required));
    }

    function expectWrongPayment(uint256 received, uint256 required) internal {
        vm.expectRevert(abi.encodeWithSelector(IDataVault.DataVault_WrongPayment.selector, received, required));
    }

    function expectNotDeliverer(address caller) internal {
        vm.expectRevert(abi.encodeWithSelector(IDataVault.DataVault_NotDeliverer.selector, caller));
    }

    function expectNotPending(IDataVault.Purchase memory p, IDataVault.PurchaseStatus status) internal {
        vm.expectRevert(abi.encodeWithSelector(IDataVault.DataVault_NotPending.selector, purchaseIdOf(p), status));
    }

    function expectDeliveryTooLate(uint256 deadline) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IDataVault.DataVault_DeliveryTooLate.selector, block.timestamp, deadline)
        );
    }

    function expectRevokedBeforeDelivery(IDataVault.Purchase memory p) internal {
        vm.expectRevert(abi.encodeWithSelector(IDataVault.DataVault_RevokedBeforeDelivery.selector, purchaseIdOf(p)));
    }

    function expectStartTooLate(uint256 start, uint256 latestStart) internal {
        vm.expectRevert(abi.encodeWithSelector(IDataVault.DataVault_StartTooLate.selector, start, latestStart));
    }

    function expectNothingToWithdraw(address account, address token_) internal {
        vm.expectRevert(abi.encodeWithSelector(IDataVault.DataVault_NothingToWithdraw.selector, account, token_));
    }

    function expectNotAToken(address token_) internal {
        vm.expectRevert(abi.encodeWithSelector(IPayments.Payments_NotAToken.selector, token_));
    }

    function expectNoAllowance(uint256 allowance, uint256 needed) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(vault), allowance, needed)
        );
    }

    function expectAuthorizationRefused(string memory reason) internal {
        vm.expectRevert(abi.encodeWithSelector(TokenMock.AuthorizationRefused.selector, reason));
    }

    // ------------------------------------------------------------------------------------------------------- records

    /// @dev All that is recorded of a grant. It is live if `expiry` lies ahead and `epoch` is the dataset's.
    function assertGrant(bytes32 id, address who, IAccessGrants.GrantView memory expected) internal view {
        IAccessGrants.GrantView memory g = vault.getGrant(id, who);
        assertEq(g.live, expected.live, "live");
        assertEq(g.expiry, expected.expiry, "expiry");
        assertEq(g.epoch, expected.epoch, "epoch");
        assertEq(g.version, expected.version, "version");
        assertEq(g.period, expected.period, "period");
        assertEq(g.revokedAt, expected.revokedAt, "revokedAt");
        assertEq(vault.isLive(id, who), expected.live, "isLive");
    }

    /// @dev Never revoked, and live.
    function assertLive(bytes32 id, address who, uint64 expiry, uint32 epoch, uint32 version) internal view {
        assertGrant(id, who, IAccessGrants.GrantView(true, expiry, epoch, version, 0, 0));
    }

    function assertNoGrant(bytes32 id, address who) internal view {
        IAccessGrants.GrantView memory nothing;
        assertGrant(id, who, nothing);
    }

    function assertDataset(bytes32 id, IAccessGrants.DatasetView memory expected) internal view {
        IAccessGrants.DatasetView memory d = vault.getDataset(id);
        assertEq(d.epoch, expected.epoch, "epoch");
        assertEq(d.epochStartedAt, expected.epochStartedAt, "epochStartedAt");
        assertEq(d.revision, expected.revision, "revision");
        assertEq(d.gatekeeper, expected.gatekeeper, "gatekeeper");
        assertEq(d.contentDigest, expected.contentDigest, "contentDigest");
        assertEq(d.ciphertextHash, expected.ciphertextHash, "ciphertextHash");
    }

    /// @dev As the fixture registered it.
    function assertFreshDataset(bytes32 id) internal view {
        assertDataset(id, IAccessGrants.DatasetView(1, 0, 1, gatekeeper, CONTENT, CIPHERTEXT));
    }

    function assertPurchase(IDataVault.Purchase memory p, IDataVault.PurchaseView memory expected) internal view {
        IDataVault.PurchaseView memory v = vault.getPurchase(purchaseIdOf(p));
        assertEq(uint8(v.status), uint8(expected.status), "status");
        assertEq(v.time, expected.time, "time");
        assertEq(v.latestStart, expected.latestStart, "latestStart");
        assertEq(v.epoch, expected.epoch, "epoch");
        assertEq(v.period, expected.period, "period");
        assertEq(v.collected, expected.collected, "collected");
    }

    function assertStatus(IDataVault.Purchase memory p, IDataVault.PurchaseStatus status) internal view {
        assertEq(uint8(statusOf(p)), uint8(status), "status");
    }

    function assertSettlement(IDataVault.Purchase memory p, uint96 earned, uint96 refunded, bool closed) internal view {
        (uint96 e, uint96 r, bool c) = vault.getSettlement(p);
        assertEq(e, earned, "earned");
        assertEq(r, refunded, "refunded");
        assertEq(c, closed, "closed");
    }

    function assertCredit(address account, address token_, uint256 amount) internal view {
        assertEq(vault.creditOf(account, token_), amount, "credit");
    }

    // ------------------------------------------------------------------------------------------------------- storage

    /// @dev Where the dataset's word lies: what the view reads first.
    function datasetSlot(bytes32 id) internal returns (bytes32) {
        vm.record();
        vault.getDataset(id);
        (bytes32[] memory reads,) = vm.accesses(address(vault));
        return reads[0];
    }

    /// @dev Where the grant's word lies: what the view reads first.
    function grantSlot(bytes32 id, address who) internal returns (bytes32) {
        vm.record();
        vault.getGrant(id, who);
        (bytes32[] memory reads,) = vm.accesses(address(vault));
        return reads[0];
    }

    /// @dev Sets bits of a word of the contract.
    function fill(bytes32 slot, uint256 bits) internal {
        vm.store(address(vault), slot, vm.load(address(vault), slot) | bytes32(bits));
    }

    // --------------------------------------------------------------------------------------------------------- calls

    function sendGrant(IAccessGrants.Grant memory g) internal {
        vm.prank(ownerOf(g.datasetId));
        vault.grant(g);
    }

    function purchase(address account, IDataVault.Offer memory offer, uint256 salt, uint40 latestStart) internal {
        vm.prank(account);
        vault.purchase{value: offer.token == NATIVE ? offer.price : 0}(offer, salt, latestStart);
    }

    /// @dev Makes no call but this one, so that an expected revert is its own.
    function deliverAs(address caller, IDataVault.Purchase memory p, uint32 epoch, uint32 version) internal {
        vm.prank(caller);
        vault.deliver(p, epoch, version, wrappedKey());
    }

    /// @dev The grant that a delivery writes.
    function grantOfDelivery(IDataVault.Purchase memory p, uint40 start)
        internal
        view
        returns (IAccessGrants.Grant memory)
    {
        return grantOf(p.buyer, p.offer.datasetId, uint64(start) + p.offer.duration);
    }

    function withdraw(address account, address token_, address to) internal returns (uint256) {
        vm.prank(account);
        return vault.withdraw(token_, to);
    }

    function now40() internal view returns (uint40) {
        return uint40(block.timestamp);
    }

    /// @dev `data` with `bits` set in its argument word `index`, counted from zero behind the selector.
    function withBits(bytes memory data, uint256 index, uint256 bits) internal pure returns (bytes memory) {
        assembly ("memory-safe") {
            let at := add(add(data, 0x24), mul(index, 0x20))
            mstore(at, or(mload(at), bits))
        }
        return data;
    }

    /// @dev Sends raw calldata, which must be refused without a reason, as the decoder does.
    function assertRefusedByDecoder(address caller, bytes memory data) internal {
        vm.prank(caller);
        (bool success, bytes memory result) = address(vault).call(data);
        assertFalse(success, "accepted");
        assertEq(result, "", "refused later");
    }

    function signPermit(Vm.Wallet memory wallet, TokenMock token_, uint256 amount, uint256 deadline)
        internal
        returns (IPayments.Permit memory)
    {
        bytes32 structHash = keccak256(
            abi.encode(PERMIT_TYPEHASH, wallet.addr, address(vault), amount, token_.nonces(wallet.addr), deadline)
        );
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(wallet, keccak256(abi.encodePacked(hex"1901", token_.DOMAIN_SEPARATOR(), structHash)));
        return IPayments.Permit(deadline, v, r, s);
    }
}
