// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IDataVault} from "src/interfaces/IDataVault.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {FeeOnTransferToken} from "../../mocks/tokens/BalanceTokens.sol";
import {ReentrantToken, ReturnBombToken} from "../../mocks/tokens/CallingTokens.sol";
import {
    Bytes32MetadataToken,
    DaiPermitToken,
    FewDecimalsToken,
    ManyDecimalsToken,
    SelfTransferFromToken,
    TwoAddressToken
} from "../../mocks/tokens/FormTokens.sol";
import {
    ApprovalRaceToken,
    NoZeroAddressToken,
    NoZeroAmountToken,
    NoZeroApprovalToken,
    Uint96Token
} from "../../mocks/tokens/GatedTokens.sol";
import {PhantomToken} from "../../mocks/tokens/PhantomTokens.sol";
import {MissingReturnToken, ReturnsFalseToken} from "../../mocks/tokens/ReturnValueTokens.sol";
import {VaultTokenMatrix} from "./VaultTokenMatrix.sol";

/// @title Odd tokens over every money path. A cell works, is refused at purchase, or its test says what the holder sees
contract VaultTokenMatrixTest is VaultTokenMatrix {
    // ------------------------------------------------------------------------------------------------- every cell works

    function test_VT_ApprovalRace() public {
        assertEveryPathWorks(address(new ApprovalRaceToken()));
    }

    function test_VT_RevertsOnZeroApproval() public {
        use(address(new NoZeroApprovalToken()));
        pathPurchase();
        // The allowance is spent, so there is none to reset.
        pathPurchaseWithPermit();
        pathPurchaseWithAuthorization(ODD_PRICE);
        assertPathsAfterPurchase(6);
    }

    function test_VT_Bytes32Metadata() public {
        assertEveryPathWorks(address(new Bytes32MetadataToken()));
    }

    function test_VT_TwoDecimals() public {
        assertEveryPathWorks(address(new FewDecimalsToken()));
    }

    function test_VT_MissingReturnValue() public {
        assertEveryPathWorks(address(new MissingReturnToken()));
    }

    function test_VT_RevertsToTheZeroAddress() public {
        assertEveryPathWorks(address(new NoZeroAddressToken()));
    }

    function test_VT_TransferFromBySelf() public {
        assertEveryPathWorks(address(new SelfTransferFromToken()));
    }

    function test_VT_ReturnDataBomb() public {
        assertEveryPathWorks(address(new ReturnBombToken()));
    }

    /// @dev From inside a transfer nobody is paid: the lock is held.
    function test_VT_ReEntrant_Withdraw() public {
        ReentrantToken calling = new ReentrantToken();
        use(address(calling));
        earnOdd();
        calling.arm(address(vault), abi.encodeCall(vault.withdraw, (address(odd), stranger)));
        pathPurchase();
        pathPurchaseWithPermit();
        pathPurchaseWithAuthorization(ODD_PRICE);
        pathSettle();
        pathWithdrawByOwner();
        pathWithdrawByBuyer();
        assertGt(calling.calls(), 0);
        assertEq(calling.successes(), 0);
        assertEq(calling.lastResult(), abi.encodePacked(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector));
    }

    /// @dev Books may be brought up to date from inside a transfer: that moves no money and changes no entitlement.
    function test_VT_ReEntrant_Settle() public {
        ReentrantToken calling = new ReentrantToken();
        use(address(calling));
        pathPurchase();
        deliver(purchases[0]);
        vm.warp(block.timestamp + TERM / 2);
        calling.arm(address(vault), abi.encodeCall(vault.settleMany, (purchases)));
        pathPurchaseWithPermit();
        assertGt(calling.successes(), 0);
        assertEq(creditOf(owner.addr), ODD_PRICE / 2, "settled from inside");
        pathWithdrawByOwner();
        pathPurchaseWithAuthorization(ODD_PRICE);
        vm.warp(block.timestamp + TERM);
        vault.settleMany(purchases);
        assertEq(creditOf(owner.addr), ODD_PRICE / 2);
        assertEq(creditOf(buyer.addr), 2 * ODD_PRICE);
        withdrawAll();
        assertEq(odd.balanceOf(address(vault)), 0);
        assertBystanderGetsAll();
    }

    // ---------------------------------------------------------------------------------- works, with a documented limit

    /// @dev Documented: a price has 96 bits, which is 79,228 tokens of 24 decimals; an offer cannot name more. Credits can.
    function test_VT_TwentyFourDecimals() public {
        usePriced(address(new ManyDecimalsToken()), 79_228e24);
        odd.mint(buyer.addr, 3 * 79_228e24);
        pathPurchase();
        pathPurchaseWithPermit();
        pathPurchaseWithAuthorization(79_228e24);
        assertPathsAfterPurchase(6);
    }

    /// @dev Documented: no transfer is ever above 96 bits, and no more than that exists of such a token: so prices and
    /// credits reach the limit at most.
    function test_VT_Uint96Amounts() public {
        usePriced(address(new Uint96Token()), type(uint96).max);
        odd.mint(buyer.addr, type(uint96).max - odd.totalSupply());
        pathPurchase();
        assertPathsAfterPurchase(4);
    }

    /// @dev No price is zero, and no credit that is withdrawn.
    function test_VT_RevertsOnZeroAmount() public {
        assertEveryPathWorks(address(new NoZeroAmountToken()));
        vm.expectRevert(nothingToWithdraw(owner.addr, address(odd)));
        withdraw(owner.addr, address(odd));
        oddOffer.price = 0;
        vm.expectRevert(IDataVault.DataVault_ZeroPrice.selector);
        open(oddOffer);
    }

    /// @dev Documented: DAI's permit is not EIP-2612's, so it is passed over and the allowance decides.
    function test_VT_DaiStylePermit() public {
        DaiPermitToken dai = new DaiPermitToken();
        use(address(dai));
        vm.expectRevert(_noAllowance());
        vm.prank(buyer.addr);
        vault.purchaseWithPermit(oddOffer, 1, LATEST, IPayments.Permit(soon(), 27, 0, 0));
        assertNothingSold(1);

        bytes32 structHash = keccak256(
            abi.encode(dai.DAI_PERMIT_TYPEHASH(), buyer.addr, address(vault), dai.nonces(buyer.addr), 0, true)
        );
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(buyer, keccak256(abi.encodePacked(hex"1901", dai.DOMAIN_SEPARATOR(), structHash)));
        dai.permit(buyer.addr, address(vault), 0, 0, true, v, r, s);
        vm.prank(buyer.addr);
        vault.purchaseWithPermit(oddOffer, 100, LATEST, IPayments.Permit(soon(), v, r, s));
        purchases.push(purchaseOf(oddOffer, buyer.addr, 100));
        checkBooks();
        pathPurchase();
        pathPurchaseWithAuthorization(ODD_PRICE);
        assertPathsAfterPurchase(5);
    }

    /// @dev Documented: two addresses are two tokens in the books over one balance. The contract owes their sum and holds
    /// it; what was paid through one is withdrawn through that one.
    function test_VT_ProxiedAtTwoAddresses() public {
        TwoAddressToken twoFaced = new TwoAddressToken();
        address second = address(twoFaced.SECOND());
        use(address(twoFaced));
        IDataVault.Offer memory secondOffer = offerOf(datasetId, second, ODD_PRICE, TERM);
        open(secondOffer);
        approveOdd(ODD_PRICE);
        vm.prank(buyer.addr);
        vault.purchase(secondOffer, 0, LATEST);
        assertEq(owed(), 0);

        pathPurchase();
        pathPurchaseWithPermit();
        pathPurchaseWithAuthorization(ODD_PRICE);
        pathSettle();
        pathWithdrawByOwner();
        pathWithdrawByBuyer();
        assertEq(odd.balanceOf(address(vault)), ODD_PRICE, "what came through the second address");

        vault.settle(purchaseOf(secondOffer, buyer.addr, 0));
        assertEq(creditOf(buyer.addr), 0);
        assertEq(withdraw(buyer.addr, second), ODD_PRICE);
        assertEq(odd.balanceOf(address(vault)), 0);
        assertBystanderGetsAll();
    }

    // ------------------------------------------------------------------------------------------------ refused at purchase

    /// @dev It says that it failed, so it is believed: every purchase reverts, and nothing is ever owed.
    function test_VT_ReturnsFalse() public {
        use(address(new ReturnsFalseToken()));
        assertRefusedByAllowance(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(odd)));
        assertRefusedByAuthorization(signAuthorization(ODD_PRICE), "");
    }

    /// @dev Refused, since less than the price arrives. Documented: an authorisation over so much that the price arrives
    /// is taken; then owner and buyer get what is theirs, less the token's fee.
    function test_VT_FeeOnTransfer() public {
        feePercent = 1;
        usePriced(address(new FeeOnTransferToken()), 99 * UNIT);
        bytes memory reason = wrongPayment(net(oddOffer.price), oddOffer.price);
        assertRefusedByAllowance(reason);
        assertRefusedByAuthorization(signAuthorization(oddOffer.price), reason);

        pathPurchaseWithAuthorization(100 * UNIT);
        assertPathsAfterPurchase(4);
    }

    /// @dev It takes every call that it does not know and moves nothing: refused, unless there is a real allowance.
    function test_VT_PhantomAuthorization() public {
        use(address(new PhantomToken()));
        IPayments.Authorization memory authorization;
        authorization.from = buyer.addr;
        authorization.value = ODD_PRICE;
        bytes memory reason = wrongPayment(0, ODD_PRICE);
        assertRefusedByAuthorization(authorization, reason);
        authorization.signature = new bytes(65);
        assertRefusedByAuthorization(authorization, reason);

        vm.expectRevert(_noAllowance());
        vm.prank(buyer.addr);
        vault.purchaseWithPermit(oddOffer, 0, LATEST, IPayments.Permit(soon(), 27, 0, 0));
        assertNothingSold(0);
    }

    // ------------------------------------------------------------------------------------------------------------ helpers

    function _noAllowance() private view returns (bytes memory) {
        return abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(vault), 0, ODD_PRICE);
    }
}
