// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {TokenMock} from "../../mocks/TokenMock.sol";
import {SignatureForms} from "../../support/SignatureForms.sol";
import {VaultTest} from "../../support/VaultTest.sol";

/// @title What attacks on the data vault share: errors with their arguments, calls that must fail, sums of money
abstract contract VaultAttack is VaultTest, SignatureForms {
    uint40 internal constant LATEST = type(uint40).max;
    bytes32 internal constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    // ------------------------------------------------------------------------------------------------- errors of grants

    function notOwner(address caller, address owner_) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IAccessGrants.AccessGrants_NotOwner.selector, caller, owner_);
    }

    function expiryPassed(uint256 expiry) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IAccessGrants.AccessGrants_ExpiryPassed.selector, expiry, block.timestamp);
    }

    function expiryNotLater(uint256 expiry, uint256 present) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IAccessGrants.AccessGrants_ExpiryNotLater.selector, expiry, present);
    }

    function notLive(address who) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IAccessGrants.AccessGrants_NotLive.selector, datasetId, who);
    }

    function wrongEpoch(uint32 epoch, uint32 present) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IAccessGrants.AccessGrants_WrongEpoch.selector, epoch, present);
    }

    function wrongVersion(uint32 version, uint32 next) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IAccessGrants.AccessGrants_WrongVersion.selector, version, next);
    }

    function deadlinePassed(uint64 deadline) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IAccessGrants.AccessGrants_DeadlinePassed.selector, block.timestamp, deadline);
    }

    function invalidSignature(address owner_) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IAccessGrants.AccessGrants_InvalidSignature.selector, owner_);
    }

    // ---------------------------------------------------------------------------------------------- errors of purchases

    function offerClosed(IDataVault.Offer memory offer) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataVault.DataVault_OfferClosed.selector, offerIdOf(offer));
    }

    function purchaseExists(IDataVault.Purchase memory p) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataVault.DataVault_PurchaseExists.selector, purchaseIdOf(p));
    }

    function unknownPurchase(IDataVault.Purchase memory p) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataVault.DataVault_UnknownPurchase.selector, purchaseIdOf(p));
    }

    function notDeliverer(address caller) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataVault.DataVault_NotDeliverer.selector, caller);
    }

    function notPending(IDataVault.Purchase memory p, IDataVault.PurchaseStatus status)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodeWithSelector(IDataVault.DataVault_NotPending.selector, purchaseIdOf(p), status);
    }

    function deliveryTooLate(uint256 deadline) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IDataVault.DataVault_DeliveryTooLate.selector, block.timestamp, deadline);
    }

    function revokedBeforeDelivery(IDataVault.Purchase memory p) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataVault.DataVault_RevokedBeforeDelivery.selector, purchaseIdOf(p));
    }

    function startTooLate(uint256 start, uint256 latestStart) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataVault.DataVault_StartTooLate.selector, start, latestStart);
    }

    function wrongPayment(uint256 received, uint256 required) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataVault.DataVault_WrongPayment.selector, received, required);
    }

    function wrongValue(uint256 value, uint256 required) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataVault.DataVault_WrongValue.selector, value, required);
    }

    function nothingToWithdraw(address account, address token_) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataVault.DataVault_NothingToWithdraw.selector, account, token_);
    }

    // -------------------------------------------------------------------------------------------------- calls that fail

    /// @dev With the epoch and version that are right.
    function expectDeliveryRefused(address caller, IDataVault.Purchase memory p, bytes memory reason) internal {
        uint32 epoch = epochOf(p.offer.datasetId);
        uint32 version = nextVersion(p.offer.datasetId, p.buyer);
        vm.expectRevert(reason);
        vm.prank(caller);
        vault.deliver(p, epoch, version, wrappedKey());
    }

    function expectSignedRefused(
        IAccessGrants.Grant memory g,
        uint64 deadline,
        bytes memory signature,
        bytes memory reason
    ) internal {
        vm.expectRevert(reason);
        vm.prank(stranger);
        vault.grantWithSignature(g, deadline, signature);
    }

    /// @dev Whether `caller` gets through.
    function attempt(address caller, bytes memory data) internal returns (bool success) {
        vm.prank(caller);
        (success,) = address(vault).call(data);
    }

    // ------------------------------------------------------------------------------------------------------------ calls

    function deliverAs(address caller, IDataVault.Purchase memory p) internal {
        uint32 epoch = epochOf(p.offer.datasetId);
        uint32 version = nextVersion(p.offer.datasetId, p.buyer);
        vm.prank(caller);
        vault.deliver(p, epoch, version, wrappedKey());
    }

    function withdraw(address account, address token_) internal returns (uint256) {
        vm.prank(account);
        return vault.withdraw(token_, account);
    }

    function listOf(address who) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = who;
    }

    function listOf(IDataVault.Purchase memory p) internal pure returns (IDataVault.Purchase[] memory list) {
        list = new IDataVault.Purchase[](1);
        list[0] = p;
    }

    function signPermit(Vm.Wallet memory wallet, TokenMock token_, uint256 amount)
        internal
        returns (IPayments.Permit memory)
    {
        uint256 deadline = soon();
        bytes32 structHash = keccak256(
            abi.encode(PERMIT_TYPEHASH, wallet.addr, address(vault), amount, token_.nonces(wallet.addr), deadline)
        );
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(wallet, keccak256(abi.encodePacked(hex"1901", token_.DOMAIN_SEPARATOR(), structHash)));
        return IPayments.Permit(deadline, v, r, s);
    }

    // ----------------------------------------------------------------------------------------------------------- records

    function assertCredits(address token_, address owner_, uint256 earned, address buyer_, uint256 refunded)
        internal
        view
    {
        assertEq(vault.creditOf(owner_, token_), earned, "earned");
        assertEq(vault.creditOf(buyer_, token_), refunded, "refunded");
    }

    /// @dev By every function that tells.
    function assertLive(address who, bool live) internal view {
        assertEq(vault.isLive(datasetId, who), live, "isLive");
        assertEq(vault.getGrant(datasetId, who).live, live, "getGrant");
    }
}
