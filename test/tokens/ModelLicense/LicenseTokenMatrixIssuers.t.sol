// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";

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
import {LicenseTokenMatrix} from "./LicenseTokenMatrix.sol";

/// @title Tokens that work over every money path until their issuer does something, or whose balances move by themselves
contract LicenseTokenMatrixIssuersTest is LicenseTokenMatrix {
    uint256 private constant PLENTY_OF_GAS = 8_000_000;

    // ----------------------------------------------------------------------------- works; then its issuer does something

    /// @dev Documented: what a blocked payee is entitled to waits, and it may name another address. Others do not notice.
    function test_LT_Blocklist() public {
        BlocklistToken gated = new BlocklistToken();
        assertEveryPathWorks(address(gated));
        earnOdd();
        gated.setBlocked(creator.addr, true);
        bytes memory reason = abi.encodeWithSelector(BlocklistToken.Blocked.selector, creator.addr);
        expectClaimRefused(creator.addr, childSplit, 0, creator.addr, reason);
        expectClaimRefused(stranger, childSplit, 0, creator.addr, reason);
        claimAs(partner, childSplit, 1, partner);
        claimAs(stranger, parentSplit, 0, parentOwner);
        vm.prank(creator.addr);
        license.claim(childSplit, address(odd), 0, stranger);
        assertEq(odd.balanceOf(stranger), ODD_PRICE / 2);
        assertBystanderGetsAll();
    }

    /// @dev Documented: while the contract itself is blocked nobody buys and nobody is paid in this token. Licences live.
    function test_LT_Blocklist_TheContract() public {
        BlocklistToken gated = new BlocklistToken();
        assertEveryPathWorks(address(gated));
        earnOdd();
        gated.setBlocked(address(license), true);
        bytes memory reason = abi.encodeWithSelector(BlocklistToken.Blocked.selector, address(license));
        expectPurchaseRefused(reason);
        expectClaimRefused(creator.addr, childSplit, 0, creator.addr, reason);
        assertTrue(license.isLicensed(childId, buyer.addr));
        gated.setBlocked(address(license), false);
        claimAll();
        assertBystanderGetsAll();
    }

    /// @dev Documented: while the token is paused nobody buys and nobody is paid in it. Books go on, and licences live.
    function test_LT_Pausable() public {
        PausableToken pausable = new PausableToken();
        assertEveryPathWorks(address(pausable));
        acquireOdd();
        pausable.setPaused(true);
        collect(oddPlan);
        rollUp(childSplit, address(odd));
        expectPurchaseRefused(abi.encodeWithSelector(PausableToken.Paused.selector));
        expectClaimRefused(
            creator.addr, childSplit, 0, creator.addr, abi.encodeWithSelector(PausableToken.Paused.selector)
        );
        assertTrue(license.isLicensed(childId, buyer.addr));
        pausable.setPaused(false);
        claimAll();
        assertBystanderGetsAll();
    }

    /// @dev Documented: a transfer that returns false is undone, whether a purchase or a claim. Nothing counts as paid.
    function test_LT_DoesNotRevert() public {
        NoRevertToken quiet = new NoRevertToken();
        use(address(quiet));
        bytes memory reason = abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(odd));
        approveOdd(ODD_PRICE - 1);
        vm.expectRevert(reason);
        vm.prank(buyer.addr);
        license.acquire(oddPlan, buyer.addr, soon());
        assertNothingSold();

        assertEveryPathWorks(address(quiet));
        earnOdd();
        quiet.setBlocked(creator.addr, true);
        expectClaimRefused(creator.addr, childSplit, 0, creator.addr, reason);
        expectClaimRefused(stranger, childSplit, 0, creator.addr, reason);
        claimAs(stranger, childSplit, 1, partner);
        vm.prank(creator.addr);
        license.claim(childSplit, address(odd), 0, stranger);
        assertEq(odd.balanceOf(stranger), ODD_PRICE / 2);
        assertBystanderGetsAll();
    }

    /// @dev Documented: after a bad upgrade purchases are refused and claims wait for a good one. Books go on.
    function test_LT_Upgradable() public {
        address good = address(new TokenMock());
        UpgradableToken proxy = new UpgradableToken(good);
        assertEveryPathWorks(address(proxy));
        acquireOdd();
        proxy.upgradeTo(address(new BrokenImplementation()));
        collect(oddPlan);
        rollUp(childSplit, address(odd));
        bytes memory reason = abi.encodeWithSelector(BrokenImplementation.Broken.selector);
        vm.expectRevert(reason);
        vm.prank(buyer.addr);
        license.acquire(oddPlan, buyer.addr, soon());
        expectClaimRefused(creator.addr, childSplit, 0, creator.addr, reason);
        assertTrue(license.isLicensed(childId, buyer.addr));
        checkBystander();

        proxy.upgradeTo(good);
        claimAll();
        assertBystanderGetsAll();
    }

    /// @dev Documented: a transfer that burns its gas costs the gas of whoever called, and nobody else's claim.
    function test_LT_GasGuzzler() public {
        GasGuzzlerToken guzzler = new GasGuzzlerToken();
        assertEveryPathWorks(address(guzzler));
        earnOdd();
        approveOdd(ODD_PRICE);
        guzzler.arm(true);
        vm.expectRevert(bytes(""));
        vm.prank(buyer.addr);
        license.acquire{gas: PLENTY_OF_GAS}(oddPlan, buyer.addr, soon());
        vm.expectRevert(bytes(""));
        vm.prank(creator.addr);
        license.claim{gas: PLENTY_OF_GAS}(childSplit, address(odd), 0, creator.addr);
        assertBystanderGetsAll();
        guzzler.arm(false);
        claimAll();
    }

    /// @dev Documented: a claim that fails with a megabyte hands it on to whoever called. Nobody else pays for it.
    function test_LT_RevertDataBomb() public {
        RevertBombToken bomb = new RevertBombToken();
        assertEveryPathWorks(address(bomb));
        earnOdd();
        bomb.arm();
        uint256 due = license.claimable(childSplit, address(odd), 0);
        vm.prank(creator.addr);
        (bool success, bytes memory result) =
            address(license).call(abi.encodeCall(license.claim, (childSplit, address(odd), 0, creator.addr)));
        assertFalse(success);
        assertEq(result.length, 1_000_000);
        assertEq(license.claimable(childSplit, address(odd), 0), due, "still due");
        checkBooks();
        assertBystanderGetsAll();
    }

    // ---------------------------------------------------------------------------- excluded in writing: the token's own loss

    /// @dev Documented: what a rebase adds belongs to nobody. A purchase is refused when rounding takes from the price.
    function test_LT_RebasingUp() public {
        RebasingToken rebasing = new RebasingToken();
        assertEveryPathWorks(address(rebasing));
        rebasing.rebase(1.1e18);
        expectPurchaseRefused(
            abi.encodeWithSelector(IModelLicense.ModelLicense_WrongPayment.selector, ODD_PRICE - 1, ODD_PRICE)
        );
        rebasing.rebase(1e18);
        earnOdd();
        rebasing.rebase(1.1e18);
        assertEq(owed(oddPlan), ODD_PRICE);
        license.claim(childSplit, address(odd), 0, creator.addr);
        license.claim(childSplit, address(odd), 1, partner);
        license.claim(parentSplit, address(odd), 0, parentOwner);
        assertEq(owed(oddPlan), 0);
        assertGe(odd.balanceOf(address(license)), ODD_PRICE / 10);
        assertBystanderGetsAll();
    }

    /// @dev Documented: after a rebase downwards whoever claims last waits for more. No other token is touched.
    function test_LT_RebasingDown() public {
        RebasingToken rebasing = new RebasingToken();
        assertEveryPathWorks(address(rebasing));
        earnOdd();
        rebasing.rebase(0.7e18);
        license.claim(childSplit, address(odd), 0, creator.addr);
        license.claim(parentSplit, address(odd), 0, parentOwner);
        _assertLastWaits();
        rebasing.mint(address(license), ODD_PRICE * PARTNER_PARTS / ALL);
        license.claim(childSplit, address(odd), 1, partner);
        assertEq(owed(oddPlan), 0);
        assertBystanderGetsAll();
    }

    /// @dev Documented: a fee on top of what is sent comes out of what the contract holds of this token, so whoever claims
    /// last waits for more. No other token is touched.
    function test_LT_FeeOnTopOfTransfer() public {
        use(address(new FeeOnTopToken()));
        pathAcquire();
        pathAcquireWithPermit();
        pathAcquireWithAuthorization(ODD_PRICE);
        pathAcquireWithSignature();
        pathCollect();
        pathRollUp();
        assertEq(odd.balanceOf(address(license)), owed(oddPlan), "all that was paid arrived");
        claimAs(creator.addr, childSplit, 0, creator.addr);
        claimAs(stranger, parentSplit, 0, parentOwner);
        _assertLastWaits();
        odd.mint(address(license), ODD_PRICE);
        claimAs(stranger, childSplit, 1, partner);
        assertEq(owed(oddPlan), 0);
        assertBystanderGetsAll();
    }

    // ------------------------------------------------------------------------------------------------------------ helpers

    /// @dev The partner, to whom the contract owes more than it holds.
    function _assertLastWaits() private {
        uint256 due = license.claimable(childSplit, address(odd), 1);
        assertEq(owed(oddPlan), due);
        assertLt(odd.balanceOf(address(license)), due + due / 100);
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientBalance.selector);
        vm.prank(partner);
        license.claim(childSplit, address(odd), 1, partner);
        assertEq(license.claimable(childSplit, address(odd), 1), due, "still due");
        checkBystander();
    }
}
