// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {FeeOnTransferToken} from "../../mocks/tokens/BalanceTokens.sol";
import {ReentrantToken, ReturnBombToken} from "../../mocks/tokens/CallingTokens.sol";
import {
    Bytes32MetadataToken,
    DaiPermitToken,
    FewDecimalsToken,
    ManyDecimalsToken,
    SecondAddress,
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
import {LicenseTokenMatrix} from "./LicenseTokenMatrix.sol";

/// @title Odd tokens over every money path. A cell works, is refused at purchase, or its test says what the holder sees
contract LicenseTokenMatrixTest is LicenseTokenMatrix {
    // ---------------------------------------------------------------------------------------------------- every cell works

    function test_LT_ApprovalRace() public {
        assertEveryPathWorks(address(new ApprovalRaceToken()));
    }

    function test_LT_RevertsOnZeroApproval() public {
        use(address(new NoZeroApprovalToken()));
        pathAcquire();
        // The allowance is spent, so there is none to reset.
        pathAcquireWithPermit();
        pathAcquireWithAuthorization(ODD_PRICE);
        pathAcquireWithSignature();
        assertPathsAfterPurchase(8);
    }

    function test_LT_Bytes32Metadata() public {
        assertEveryPathWorks(address(new Bytes32MetadataToken()));
    }

    function test_LT_TwoDecimals() public {
        assertEveryPathWorks(address(new FewDecimalsToken()));
    }

    function test_LT_MissingReturnValue() public {
        assertEveryPathWorks(address(new MissingReturnToken()));
    }

    function test_LT_RevertsToTheZeroAddress() public {
        assertEveryPathWorks(address(new NoZeroAddressToken()));
    }

    function test_LT_TransferFromBySelf() public {
        assertEveryPathWorks(address(new SelfTransferFromToken()));
    }

    function test_LT_ReturnDataBomb() public {
        assertEveryPathWorks(address(new ReturnBombToken()));
    }

    /// @dev From inside a transfer nobody is paid: the lock is held, though money is there and due.
    function test_LT_ReEntrant_Claim() public {
        ReentrantToken calling = new ReentrantToken();
        use(address(calling));
        earnOdd();
        calling.arm(address(license), abi.encodeCall(license.claim, (childSplit, address(odd), 1, partner)));
        pathAcquire();
        pathAcquireWithPermit();
        pathAcquireWithAuthorization(ODD_PRICE);
        pathAcquireWithSignature();
        pathCollect();
        pathRollUp();
        pathClaimByPayee();
        assertGt(calling.calls(), 0);
        assertEq(calling.successes(), 0);
        assertEq(calling.lastResult(), abi.encodePacked(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector));
    }

    /// @dev Books may be brought up to date from inside a transfer: that moves no money and changes no entitlement.
    function test_LT_ReEntrant_Collect() public {
        ReentrantToken calling = new ReentrantToken();
        use(address(calling));
        calling.arm(address(license), abi.encodeCall(license.collect, (plansOf(oddPlan))));
        pathAcquire();
        pathAcquireWithPermit();
        pathAcquireWithAuthorization(ODD_PRICE);
        pathAcquireWithSignature();
        assertGt(calling.successes(), 0);
        assertEq(license.incomeOf(childSplit, address(odd)), 4 * ODD_PRICE, "collected from inside");
        pathRollUp();
        pathClaimByPayee();
        pathClaimForPayee();
        assertEq(odd.balanceOf(address(license)), 0);
        assertBystanderGetsAll();
    }

    // ------------------------------------------------------------------------------------- works, with a documented limit

    /// @dev Documented: a price has 96 bits, which is 79,228 tokens of 24 decimals; a plan cannot name more.
    function test_LT_TwentyFourDecimals() public {
        usePriced(address(new ManyDecimalsToken()), 79_228e24);
        odd.mint(buyer.addr, 4 * 79_228e24);
        pathAcquire();
        pathAcquireWithPermit();
        pathAcquireWithAuthorization(79_228e24);
        pathAcquireWithSignature();
        assertPathsAfterPurchase(8);
    }

    /// @dev Documented: no transfer is ever above 96 bits, and no more than that exists of such a token: so prices and
    /// what a payee may claim reach the limit at most.
    function test_LT_Uint96Amounts() public {
        usePriced(address(new Uint96Token()), type(uint96).max);
        uint256 missing = type(uint96).max - odd.totalSupply();
        odd.mint(buyer.addr, missing);
        pathAcquire();
        pathCollect();
        pathRollUp();
        pathClaimByPayee();
        pathClaimForPayee();
        // Of an amount that the parts do not divide, less than a unit for each payee waits for more income.
        assertLt(odd.balanceOf(address(license)), 3);
        assertEq(owed(oddPlan), 0);
        assertBystanderGetsAll();
    }

    /// @dev Documented: a free plan moves no token, so it is acquired by every way but an authorisation over zero, which
    /// this token refuses. Nothing is ever claimed that is zero.
    function test_LT_RevertsOnZeroAmount() public {
        assertEveryPathWorks(address(new NoZeroAmountToken()));
        expectClaimRefused(
            creator.addr,
            childSplit,
            0,
            creator.addr,
            abi.encodeWithSelector(IModelRegistry.ModelRegistry_NothingDue.selector, childSplit, address(odd), 0)
        );

        usePriced(address(odd), 0);
        pathAcquire();
        pathAcquireWithPermit();
        pathAcquireWithSignature();
        IPayments.Authorization memory authorization = signAuthorization(0);
        vm.expectRevert(NoZeroAmountToken.ZeroAmount.selector);
        license.acquireWithAuthorization(oddPlan, buyer.addr, authorization);
        assertEq(odd.balanceOf(address(license)), 0);
        checkBooks();
    }

    /// @dev Documented: DAI's permit is not EIP-2612's, so it is passed over and the allowance decides.
    function test_LT_DaiStylePermit() public {
        DaiPermitToken dai = new DaiPermitToken();
        use(address(dai));
        expectNoAllowance(0, ODD_PRICE);
        vm.prank(buyer.addr);
        license.acquireWithPermit(oddPlan, buyer.addr, soon(), IPayments.Permit(soon(), 27, 0, 0));
        assertNothingSold();

        bytes32 structHash = keccak256(
            abi.encode(dai.DAI_PERMIT_TYPEHASH(), buyer.addr, address(license), dai.nonces(buyer.addr), 0, true)
        );
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(buyer, keccak256(abi.encodePacked(hex"1901", dai.DOMAIN_SEPARATOR(), structHash)));
        dai.permit(buyer.addr, address(license), 0, 0, true, v, r, s);
        vm.prank(buyer.addr);
        license.acquireWithPermit(oddPlan, buyer.addr, soon(), IPayments.Permit(soon(), v, r, s));
        checkBooks();
        pathAcquire();
        pathAcquireWithAuthorization(ODD_PRICE);
        pathAcquireWithSignature();
        assertPathsAfterPurchase(7);
    }

    /// @dev Documented: two addresses are two tokens in the books over one balance. The contract owes their sum and holds
    /// it; what was paid through one is claimed through that one.
    function test_LT_ProxiedAtTwoAddresses() public {
        TwoAddressToken twoFaced = new TwoAddressToken();
        SecondAddress second = twoFaced.SECOND();
        use(address(twoFaced));
        IModelLicense.Plan memory secondPlan =
            planOf(childId, IModelLicense.PlanKind.Timed, address(second), ODD_PRICE, MONTH);
        open(secondPlan, childSplit);
        approveOdd(ODD_PRICE);
        vm.prank(buyer.addr);
        license.acquire(secondPlan, buyer.addr, soon());
        assertEq(owed(secondPlan), ODD_PRICE);
        assertEq(owed(oddPlan), 0);

        pathAcquire();
        pathAcquireWithPermit();
        pathAcquireWithAuthorization(ODD_PRICE);
        pathAcquireWithSignature();
        pathCollect();
        pathRollUp();
        pathClaimByPayee();
        pathClaimForPayee();
        assertEq(odd.balanceOf(address(license)), ODD_PRICE, "what came through the second address");

        collect(secondPlan);
        rollUp(childSplit, address(second));
        license.claim(childSplit, address(second), 0, creator.addr);
        license.claim(childSplit, address(second), 1, partner);
        license.claim(parentSplit, address(second), 0, parentOwner);
        assertEq(odd.balanceOf(address(license)), 0);
        assertBystanderGetsAll();
    }

    // -------------------------------------------------------------------------------------------------- refused at purchase

    /// @dev It says that it failed, so it is believed: every purchase reverts, and nothing is ever owed.
    function test_LT_ReturnsFalse() public {
        use(address(new ReturnsFalseToken()));
        assertRefusedByAllowance(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(odd)));
        assertRefusedByAuthorization(signAuthorization(ODD_PRICE), "");
    }

    /// @dev Refused, since less than the price arrives. Documented: an authorisation over so much that the price arrives
    /// is taken; then each payee gets what it is entitled to, less the token's fee.
    function test_LT_FeeOnTransfer() public {
        feePercent = 1;
        usePriced(address(new FeeOnTransferToken()), 99 * UNIT);
        bytes memory reason =
            abi.encodeWithSelector(IModelLicense.ModelLicense_WrongPayment.selector, net(oddPlan.price), oddPlan.price);
        assertRefusedByAllowance(reason);
        assertRefusedByAuthorization(signAuthorization(oddPlan.price), reason);

        pathAcquireWithAuthorization(100 * UNIT);
        assertPathsAfterPurchase(5);
    }

    /// @dev It takes every call that it does not know and moves nothing: refused, unless there is a real allowance.
    function test_LT_PhantomAuthorization() public {
        use(address(new PhantomToken()));
        IPayments.Authorization memory authorization;
        authorization.from = buyer.addr;
        authorization.value = ODD_PRICE;
        bytes memory reason = abi.encodeWithSelector(IModelLicense.ModelLicense_WrongPayment.selector, 0, ODD_PRICE);
        assertRefusedByAuthorization(authorization, reason);
        authorization.signature = new bytes(65);
        assertRefusedByAuthorization(authorization, reason);

        expectNoAllowance(0, ODD_PRICE);
        vm.prank(buyer.addr);
        license.acquireWithPermit(oddPlan, buyer.addr, soon(), IPayments.Permit(soon(), 27, 0, 0));
        assertNothingSold();
    }
}
