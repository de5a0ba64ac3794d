// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataVault} from "src/interfaces/IDataVault.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {VaultAttack} from "../../attacks/DataVault/VaultAttack.sol";
import {TokenMock} from "../../mocks/TokenMock.sol";

/// @title Every money path with one odd token, beside a plain token that must not notice
/// @dev One dataset sells for the odd token, another of the same owner for the plain one, to a bystander. After each step
/// the contract must hold what it owes in both. `UNIT` keeps amounts divisible by halves and fees.
abstract contract VaultTokenMatrix is VaultAttack {
    uint96 internal constant UNIT = 1_000;
    uint96 internal constant ODD_PRICE = 100 * UNIT;
    uint32 internal constant TERM = 4 days;

    /// @dev The token under test. Its type says how it is called, not what it is.
    TokenMock internal odd;
    IDataVault.Offer internal oddOffer;
    /// @dev Of each transfer, what the token keeps.
    uint256 internal feePercent;

    address internal bystander = makeAddr("bystander");
    IDataVault.Purchase internal plainPurchase;
    /// @dev All that were made in the odd token.
    IDataVault.Purchase[] internal purchases;

    uint256 private _paths;
    uint256 private _salt;

    function setUp() public virtual override {
        super.setUp();
        bytes32 plainId = idOf(owner.addr, 2);
        register(plainId);
        IDataVault.Offer memory plainOffer = offerOf(plainId, address(token), PRICE, 365 days);
        open(plainOffer);
        plainPurchase = sell(bystander, plainOffer, 0);
    }

    // -------------------------------------------------------------------------------------------------- whole matrix row

    /// @dev Runs the six paths; each cell must work and leave the contract solvent. Then everyone has been paid.
    function assertEveryPathWorks(address odd_) internal {
        use(odd_);
        pathPurchase();
        pathPurchaseWithPermit();
        pathPurchaseWithAuthorization(ODD_PRICE);
        assertPathsAfterPurchase(6);
    }

    /// @dev The three paths that follow purchases.
    function assertPathsAfterPurchase(uint256 expectedPaths) internal {
        pathSettle();
        pathWithdrawByOwner();
        pathWithdrawByBuyer();
        assertEq(_paths, expectedPaths, "paths that ran");
        assertEq(owed(), 0, "everyone is paid");
        assertEq(odd.balanceOf(address(vault)), 0, "nothing is left over");
        assertBystanderGetsAll();
    }

    function use(address odd_) internal {
        usePriced(odd_, ODD_PRICE);
    }

    function usePriced(address odd_, uint96 price) internal {
        odd = TokenMock(odd_);
        odd.mint(buyer.addr, 100 * uint256(ODD_PRICE));
        oddOffer = offerOf(datasetId, odd_, price, TERM);
        open(oddOffer);
    }

    /// @dev No purchase by allowance gets through; nothing is recorded, and nothing is owed.
    function assertRefusedByAllowance(bytes memory reason) internal {
        approveOdd(oddOffer.price);
        vm.expectRevert(reason);
        vm.prank(buyer.addr);
        vault.purchase(oddOffer, 1, LATEST);

        IPayments.Permit memory permit = signPermit(buyer, odd, oddOffer.price);
        vm.expectRevert(reason);
        vm.prank(buyer.addr);
        vault.purchaseWithPermit(oddOffer, 1, LATEST, permit);
        assertNothingSold(1);
    }

    function assertRefusedByAuthorization(IPayments.Authorization memory authorization, bytes memory reason) internal {
        vm.expectRevert(reason);
        vault.purchaseWithAuthorization(oddOffer, LATEST, authorization);
        assertNothingSold(authorization.salt);
    }

    function assertNothingSold(uint256 salt) internal view {
        IDataVault.PurchaseView memory nothing;
        bytes32 id = purchaseIdOf(purchaseOf(oddOffer, buyer.addr, salt));
        assertEq(abi.encode(vault.getPurchase(id)), abi.encode(nothing), "not recorded");
        assertEq(owed(), 0, "not owed");
        checkBooks();
    }

    // ------------------------------------------------------------------------------------------------------------- paths

    function pathPurchase() internal {
        purchaseOdd();
        ++_paths;
    }

    function pathPurchaseWithPermit() internal {
        approveOdd(0);
        IPayments.Permit memory permit = signPermit(buyer, odd, oddOffer.price);
        _expectPurchased(++_salt);
        vm.prank(buyer.addr);
        vault.purchaseWithPermit(oddOffer, _salt, LATEST, permit);
        _pathDone(_salt);
    }

    /// @param value What must be sent so that the price arrives.
    function pathPurchaseWithAuthorization(uint256 value) internal {
        IPayments.Authorization memory authorization = signAuthorization(value);
        _expectPurchased(authorization.salt);
        vm.prank(stranger);
        vault.purchaseWithAuthorization(oddOffer, LATEST, authorization);
        _pathDone(authorization.salt);
    }

    /// @dev Delivered, one after the other; half of all that was sold runs, and the rest is revoked.
    function pathSettle() internal {
        uint256 total = 0;
        for (uint256 i = 0; i < purchases.length; ++i) {
            if (statusOf(purchases[i]) != IDataVault.PurchaseStatus.Pending) continue;
            deliver(purchases[i]);
            total += oddOffer.price;
        }
        assertGt(total, 0, "something was sold");
        (uint256 earned, uint256 refunded) = (creditOf(owner.addr), creditOf(buyer.addr));
        vm.warp(block.timestamp + uint256(TERM) * total / oddOffer.price / 2);
        revokeAccess(buyer.addr, datasetId);
        vm.prank(stranger);
        vault.settleMany(purchases);
        assertEq(creditOf(owner.addr), earned + total / 2, "earned");
        assertEq(creditOf(buyer.addr), refunded + total - total / 2, "refunded");
        ++_paths;
        checkBooks();
    }

    function pathWithdrawByOwner() internal {
        withdrawOdd(owner.addr, owner.addr);
        ++_paths;
    }

    function pathWithdrawByBuyer() internal {
        withdrawOdd(buyer.addr, buyer.addr);
        ++_paths;
    }

    // ------------------------------------------------------------------------------------------------------ one call each

    function purchaseOdd() internal {
        approveOdd(oddOffer.price);
        _expectPurchased(++_salt);
        vm.prank(buyer.addr);
        vault.purchase(oddOffer, _salt, LATEST);
        _recordPurchase(_salt);
    }

    /// @dev One purchase, of which half was earned and half is refunded.
    function earnOdd() internal {
        purchaseOdd();
        IDataVault.Purchase memory p = purchases[purchases.length - 1];
        deliver(p);
        vm.warp(block.timestamp + TERM / 2);
        revokeAccess(buyer.addr, datasetId);
        vault.settle(p);
        assertEq(creditOf(owner.addr), ODD_PRICE / 2);
        assertEq(creditOf(buyer.addr), ODD_PRICE / 2);
        checkBooks();
    }

    /// @dev All of the account's credit reaches `to`, less what the token keeps, and is not due again.
    function withdrawOdd(address account, address to) internal {
        uint256 credit = creditOf(account);
        uint256 held = odd.balanceOf(to);
        assertGt(credit, 0, "something is due");
        vm.expectEmit(address(vault));
        emit IDataVault.Withdrawn(account, address(odd), to, credit);
        vm.prank(account);
        assertEq(vault.withdraw(address(odd), to), credit);
        assertEq(odd.balanceOf(to), held + net(credit), "withdrawn");
        assertEq(creditOf(account), 0, "not due again");
        checkBooks();
    }

    /// @dev Owner and buyer, each by itself.
    function withdrawAll() internal {
        withdrawOdd(owner.addr, owner.addr);
        withdrawOdd(buyer.addr, buyer.addr);
        assertEq(owed(), 0, "everyone is paid");
    }

    /// @dev Nothing is recorded, and the buyer's tokens stay where they were.
    function expectPurchaseRefused(bytes memory reason) internal {
        uint256 held = odd.balanceOf(buyer.addr);
        approveOdd(oddOffer.price);
        vm.expectRevert(reason);
        vm.prank(buyer.addr);
        vault.purchase(oddOffer, 999, LATEST);
        assertEq(uint8(statusOf(purchaseOf(oddOffer, buyer.addr, 999))), uint8(IDataVault.PurchaseStatus.None));
        assertEq(odd.balanceOf(buyer.addr), held);
        checkBooks();
    }

    /// @dev What is credited stays credited.
    function expectWithdrawalRefused(address account, bytes memory reason) internal {
        uint256 credit = creditOf(account);
        assertGt(credit, 0, "something is due");
        vm.expectRevert(reason);
        vm.prank(account);
        vault.withdraw(address(odd), account);
        assertEq(creditOf(account), credit, "still due");
    }

    function approveOdd(uint256 amount) internal {
        if (odd.allowance(buyer.addr, address(vault)) == amount) return;
        vm.prank(buyer.addr);
        (bool success,) = address(odd).call(abi.encodeCall(odd.approve, (address(vault), amount)));
        assertTrue(success, "approve");
    }

    /// @dev For a purchase of the buyer. No two have the same salt.
    function signAuthorization(uint256 value) internal returns (IPayments.Authorization memory a) {
        a.from = buyer.addr;
        a.value = value;
        a.validAfter = block.timestamp - 1;
        a.validBefore = soon();
        a.salt = ++_salt;
        bytes32 nonce = keccak256(abi.encode(offerIdOf(oddOffer), LATEST, a.salt));
        bytes32 typeHash = token.RECEIVE_TYPEHASH();
        bytes32 structHash =
            keccak256(abi.encode(typeHash, a.from, address(vault), value, a.validAfter, a.validBefore, nonce));
        a.signature = signDigest(buyer, keccak256(abi.encodePacked(hex"1901", odd.DOMAIN_SEPARATOR(), structHash)));
    }

    // ------------------------------------------------------------------------------------------------------------ checks

    function creditOf(address account) internal view returns (uint256) {
        return vault.creditOf(account, address(odd));
    }

    /// @dev What the contract owes of the odd token, to whomever.
    function owed() internal view returns (uint256 sum) {
        sum = creditOf(owner.addr) + creditOf(buyer.addr);
        for (uint256 i = 0; i < purchases.length; ++i) {
            IDataVault.PurchaseView memory p = vault.getPurchase(purchaseIdOf(purchases[i]));
            if (p.status != IDataVault.PurchaseStatus.Closed) sum += purchases[i].offer.price - p.collected;
        }
    }

    function checkBooks() internal view {
        assertGe(odd.balanceOf(address(vault)), owed(), "solvent in the odd token");
        checkBystander();
    }

    function checkBystander() internal view {
        assertEq(token.balanceOf(address(vault)), PRICE, "the plain token's money");
        assertTrue(vault.isLive(plainPurchase.offer.datasetId, bystander), "the bystander's access");
    }

    /// @dev What came in the plain token goes to the owner and the bystander, to the unit; then it is as it was.
    function assertBystanderGetsAll() internal {
        uint256 snapshot = vm.snapshotState();
        revokeAll(plainPurchase.offer.datasetId);
        vault.settle(plainPurchase);
        uint256 paid = vault.creditOf(owner.addr, address(token));
        if (paid != 0) withdraw(owner.addr, address(token));
        paid += withdraw(bystander, address(token));
        assertEq(paid, PRICE);
        assertEq(token.balanceOf(address(vault)), 0);
        assertEq(token.balanceOf(owner.addr) + token.balanceOf(bystander), PRICE);
        vm.revertToState(snapshot);
    }

    // ----------------------------------------------------------------------------------------------------------- helpers

    /// @dev What arrives of `amount`.
    function net(uint256 amount) internal view returns (uint256) {
        return amount - amount * feePercent / 100;
    }

    function _expectPurchased(uint256 salt) private {
        bytes32 id = purchaseIdOf(purchaseOf(oddOffer, buyer.addr, salt));
        uint40 deadline = uint40(block.timestamp) + WINDOW;
        vm.expectEmit(address(vault));
        emit IDataVault.AccessPurchased(id, offerIdOf(oddOffer), buyer.addr, salt, deadline, LATEST);
    }

    function _recordPurchase(uint256 salt) private {
        purchases.push(purchaseOf(oddOffer, buyer.addr, salt));
        checkBooks();
    }

    function _pathDone(uint256 salt) private {
        _recordPurchase(salt);
        ++_paths;
    }
}
