// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {TokenMock} from "../../mocks/TokenMock.sol";
import {
    BrokenImplementation,
    FeeOnTopToken,
    RebasingToken,
    UpgradableToken
} from "../../mocks/tokens/BalanceTokens.sol";
import {GasGuzzlerToken, RevertBombToken} from "../../mocks/tokens/CallingTokens.sol";
import {BlocklistToken, PausableToken} from "../../mocks/tokens/GatedTokens.sol";
import {NoRevertToken} from "../../mocks/tokens/ReturnValueTokens.sol";
import {VaultTokenMatrix} from "./VaultTokenMatrix.sol";

/// @title Tokens that work over every money path until their issuer does something, or whose balances move by themselves
contract VaultTokenMatrixIssuersTest is VaultTokenMatrix {
    uint256 private constant PLENTY_OF_GAS = 8_000_000;

    // ---------------------------------------------------------------------------- works; then its issuer does something

    /// @dev Documented: what a blocked account is owed waits, and it may name another address. The other does not notice.
    function test_VT_Blocklist() public {
        BlocklistToken gated = new BlocklistToken();
        assertEveryPathWorks(address(gated));
        earnOdd();
        gated.setBlocked(owner.addr, true);
        expectWithdrawalRefused(owner.addr, abi.encodeWithSelector(BlocklistToken.Blocked.selector, owner.addr));
        withdrawOdd(buyer.addr, buyer.addr);
        withdrawOdd(owner.addr, stranger);
        assertEq(odd.balanceOf(stranger), ODD_PRICE / 2);
        assertBystanderGetsAll();
    }

    /// @dev Documented: a blocked buyer's refund waits for it, and the owner revokes and is paid all the same.
    function test_VT_Blocklist_TheBuyer() public {
        BlocklistToken gated = new BlocklistToken();
        use(address(gated));
        purchaseOdd();
        deliver(purchases[0]);
        gated.setBlocked(buyer.addr, true);
        vm.warp(block.timestamp + TERM / 2);
        revokeAccess(buyer.addr, datasetId);
        vault.settle(purchases[0]);
        withdrawOdd(owner.addr, owner.addr);
        expectWithdrawalRefused(buyer.addr, abi.encodeWithSelector(BlocklistToken.Blocked.selector, buyer.addr));
        withdrawOdd(buyer.addr, stranger);
        assertBystanderGetsAll();
    }

    /// @dev Documented: while the contract itself is blocked nobody buys and nobody is paid in this token. Access lives, and
    /// ends when it is revoked.
    function test_VT_Blocklist_TheContract() public {
        BlocklistToken gated = new BlocklistToken();
        assertEveryPathWorks(address(gated));
        purchaseOdd();
        deliver(purchases[purchases.length - 1]);
        gated.setBlocked(address(vault), true);
        bytes memory reason = abi.encodeWithSelector(BlocklistToken.Blocked.selector, address(vault));
        expectPurchaseRefused(reason);
        _revokeHalfWay();
        expectWithdrawalRefused(owner.addr, reason);
        expectWithdrawalRefused(buyer.addr, reason);
        gated.setBlocked(address(vault), false);
        withdrawAll();
        assertBystanderGetsAll();
    }

    /// @dev Documented: while the token is paused nobody buys and nobody is paid in it. Books go on, and revoking works.
    function test_VT_Pausable() public {
        PausableToken pausable = new PausableToken();
        assertEveryPathWorks(address(pausable));
        purchaseOdd();
        pausable.setPaused(true);
        deliver(purchases[purchases.length - 1]);
        bytes memory reason = abi.encodeWithSelector(PausableToken.Paused.selector);
        expectPurchaseRefused(reason);
        _revokeHalfWay();
        expectWithdrawalRefused(owner.addr, reason);
        expectWithdrawalRefused(buyer.addr, reason);
        pausable.setPaused(false);
        withdrawAll();
        assertBystanderGetsAll();
    }

    /// @dev Documented: a transfer that returns false is undone, whether a purchase or a withdrawal. Nothing counts as paid.
    function test_VT_DoesNotRevert() public {
        NoRevertToken quiet = new NoRevertToken();
        use(address(quiet));
        bytes memory reason = abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(odd));
        approveOdd(ODD_PRICE - 1);
        vm.expectRevert(reason);
        vm.prank(buyer.addr);
        vault.purchase(oddOffer, 999, LATEST);
        assertNothingSold(999);
        close(oddOffer);

        assertEveryPathWorks(address(quiet));
        earnOdd();
        quiet.setBlocked(owner.addr, true);
        expectWithdrawalRefused(owner.addr, reason);
        withdrawOdd(buyer.addr, buyer.addr);
        withdrawOdd(owner.addr, stranger);
        assertBystanderGetsAll();
    }

    /// @dev Documented: after a bad upgrade purchases are refused and withdrawals wait for a good one. Books go on.
    function test_VT_Upgradable() public {
        address good = address(new TokenMock());
        UpgradableToken proxy = new UpgradableToken(good);
        assertEveryPathWorks(address(proxy));
        purchaseOdd();
        deliver(purchases[purchases.length - 1]);
        approveOdd(ODD_PRICE);
        proxy.upgradeTo(address(new BrokenImplementation()));
        bytes memory reason = abi.encodeWithSelector(BrokenImplementation.Broken.selector);
        vm.expectRevert(reason);
        vm.prank(buyer.addr);
        vault.purchase(oddOffer, 999, LATEST);
        assertTrue(vault.isLive(datasetId, buyer.addr));
        _revokeHalfWay();
        expectWithdrawalRefused(owner.addr, reason);
        expectWithdrawalRefused(buyer.addr, reason);
        checkBystander();
        assertBystanderGetsAll();

        proxy.upgradeTo(good);
        withdrawAll();
        assertBystanderGetsAll();
    }

    /// @dev Documented: a transfer that burns its gas costs the gas of whoever called. Settling and revoking call no token.
    function test_VT_GasGuzzler() public {
        GasGuzzlerToken guzzler = new GasGuzzlerToken();
        assertEveryPathWorks(address(guzzler));
        purchaseOdd();
        deliver(purchases[purchases.length - 1]);
        approveOdd(ODD_PRICE);
        guzzler.arm(true);
        vm.expectRevert(bytes(""));
        vm.prank(buyer.addr);
        vault.purchase{gas: PLENTY_OF_GAS}(oddOffer, 999, LATEST);
        _revokeHalfWay();
        vm.expectRevert(bytes(""));
        vm.prank(owner.addr);
        vault.withdraw{gas: PLENTY_OF_GAS}(address(odd), owner.addr);
        assertBystanderGetsAll();
        guzzler.arm(false);
        withdrawAll();
    }

    /// @dev Documented: a withdrawal that fails with a megabyte hands it on to whoever called. Nobody else pays for it.
    function test_VT_RevertDataBomb() public {
        RevertBombToken bomb = new RevertBombToken();
        assertEveryPathWorks(address(bomb));
        earnOdd();
        bomb.arm();
        vm.prank(owner.addr);
        (bool success, bytes memory result) =
            address(vault).call(abi.encodeCall(vault.withdraw, (address(odd), owner.addr)));
        assertFalse(success);
        assertEq(result.length, 1_000_000);
        assertEq(creditOf(owner.addr), ODD_PRICE / 2, "still due");
        checkBooks();
        assertBystanderGetsAll();
    }

    // --------------------------------------------------------------------------- excluded in writing: the token's own loss

    /// @dev Documented: what a rebase adds belongs to nobody. A purchase is refused when rounding takes from the price.
    function test_VT_RebasingUp() public {
        RebasingToken rebasing = new RebasingToken();
        assertEveryPathWorks(address(rebasing));
        rebasing.rebase(1.1e18);
        expectPurchaseRefused(wrongPayment(ODD_PRICE - 1, ODD_PRICE));
        rebasing.rebase(1e18);
        earnOdd();
        rebasing.rebase(1.1e18);
        assertEq(owed(), ODD_PRICE);
        withdraw(owner.addr, address(odd));
        withdraw(buyer.addr, address(odd));
        assertEq(owed(), 0);
        assertGe(odd.balanceOf(address(vault)), ODD_PRICE / 10);
        assertBystanderGetsAll();
    }

    /// @dev Documented: after a rebase downwards whoever withdraws last waits for more. No other token is touched.
    function test_VT_RebasingDown() public {
        RebasingToken rebasing = new RebasingToken();
        assertEveryPathWorks(address(rebasing));
        earnOdd();
        rebasing.rebase(0.7e18);
        withdraw(owner.addr, address(odd));
        _assertBuyerWaits();
        rebasing.mint(address(vault), ODD_PRICE / 2);
        withdraw(buyer.addr, address(odd));
        assertEq(owed(), 0);
        assertBystanderGetsAll();
    }

    /// @dev Documented: a fee on top of what is sent comes out of what the contract holds of this token, so whoever
    /// withdraws last waits for more. No other token is touched.
    function test_VT_FeeOnTopOfTransfer() public {
        use(address(new FeeOnTopToken()));
        pathPurchase();
        pathPurchaseWithPermit();
        pathPurchaseWithAuthorization(ODD_PRICE);
        pathSettle();
        assertEq(odd.balanceOf(address(vault)), owed(), "all that was paid arrived");
        withdraw(owner.addr, address(odd));
        _assertBuyerWaits();
        odd.mint(address(vault), ODD_PRICE);
        withdrawOdd(buyer.addr, buyer.addr);
        assertEq(owed(), 0);
        assertBystanderGetsAll();
    }

    // ------------------------------------------------------------------------------------------------------------ helpers

    /// @dev The last purchase, whatever the token does meanwhile: revoked, and owner and buyer are credited with a half each.
    function _revokeHalfWay() private {
        vm.warp(block.timestamp + TERM / 2);
        revokeAccess(buyer.addr, datasetId);
        assertFalse(vault.isLive(datasetId, buyer.addr));
        vault.settle(purchases[purchases.length - 1]);
        assertEq(creditOf(owner.addr), ODD_PRICE / 2);
        assertEq(creditOf(buyer.addr), ODD_PRICE / 2);
    }

    /// @dev To whom the contract owes more than it holds.
    function _assertBuyerWaits() private {
        uint256 credit = creditOf(buyer.addr);
        assertEq(owed(), credit);
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientBalance.selector);
        withdraw(buyer.addr, address(odd));
        assertEq(creditOf(buyer.addr), credit, "still due");
        checkBystander();
    }
}
