// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";
import {IPayments} from "src/interfaces/IPayments.sol";
import {ModelLicense} from "src/ModelLicense.sol";

import {PermitBurnsGasToken, PhantomToken, PhantomTokenThatRefusesPulls} from "../../mocks/tokens/PhantomTokens.sol";
import {WalletMock} from "../../mocks/WalletMocks.sol";
import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

/// @title Whose money pays: allowances of others, permits that somebody else sent, authorisations turned elsewhere,
/// contract accounts that misbehave
contract ConsentAttacksTest is LicenseAssertions {
    IModelLicense.Plan private plan;

    function setUp() public override {
        super.setUp();
        plan = usesPlan(10);
        open(plan);
    }

    // ---------------------------------------------------------------------------------------- an allowance of another

    /// @dev With all that the buyer has lying open: each way in asks the caller's own allowance, or the buyer's signature.
    function testFuzz_Signature_AnAllowanceIsSpentByItsOwnerOnly(address thief) public {
        vm.assume(thief != buyer.addr && thief != address(0) && thief != address(license) && thief != address(token));
        token.mint(buyer.addr, 10 * PRICE);
        vm.prank(buyer.addr);
        token.approve(address(license), type(uint256).max);
        IPayments.Permit memory permit;
        IPayments.Authorization memory a;
        (a.from, a.value, a.validBefore, a.signature) = (buyer.addr, PRICE, soon(), new bytes(65));
        IModelLicense.Purchase memory purchase = purchaseOf(buyer.addr, thief);
        bytes memory stolen = signPurchase(creator, plan, purchase);

        vm.startPrank(thief);
        expectNoAllowance(0, PRICE);
        license.acquire(plan, thief, soon());
        expectNoAllowance(0, PRICE);
        license.acquireWithPermit(plan, thief, soon(), permit);
        expectAuthorizationRefused("invalid signature");
        license.acquireWithAuthorization(plan, thief, a);
        expectInvalidSignature(buyer.addr);
        license.acquireWithSignature(plan, purchase, stolen);
        vm.stopPrank();
        assertEq(token.balanceOf(buyer.addr), 10 * PRICE);
        assertNoLicense(thief);
    }

    function test_Signature_APurchaseSpendsTheSignersAllowanceAndNotTheCallers() public {
        fund(buyer.addr, plan);
        fund(stranger, plan);
        IModelLicense.Purchase memory purchase = purchaseOf(buyer.addr, buyer.addr);
        bytes memory signature = signPurchase(buyer, plan, purchase);
        vm.prank(stranger);
        license.acquireWithSignature(plan, purchase, signature);
        assertEq(token.balanceOf(buyer.addr), 0);
        assertEq(token.balanceOf(stranger), PRICE);
    }

    // --------------------------------------------------------------------------------------------------------- permits

    function test_Signature_PermitThatWasSentBefore() public {
        IPayments.Permit memory permit = _permit();
        vm.prank(stranger);
        token.permit(buyer.addr, address(license), PRICE, permit.deadline, permit.v, permit.r, permit.s);
        vm.prank(buyer.addr);
        license.acquireWithPermit(plan, buyer.addr, soon(), permit);
        assertUses(buyer.addr, 10, 0);
    }

    function test_Signature_PermitBroughtBySomebodyElse() public {
        IPayments.Permit memory permit = _permit();
        expectNoAllowance(0, PRICE);
        vm.prank(stranger);
        license.acquireWithPermit(plan, stranger, soon(), permit);
        vm.prank(buyer.addr);
        license.acquireWithPermit(plan, buyer.addr, soon(), permit);
        assertUses(buyer.addr, 10, 0);
    }

    function test_Signature_PhantomPermitNeedsTheCallersAllowance() public {
        PhantomToken phantom = new PhantomToken();
        plan.token = address(phantom);
        open(plan);
        phantom.mint(buyer.addr, 2 * PRICE);
        vm.prank(buyer.addr);
        phantom.approve(address(license), type(uint256).max);
        IPayments.Permit memory permit;
        expectNoAllowance(0, PRICE);
        vm.prank(stranger);
        license.acquireWithPermit(plan, stranger, soon(), permit);
        vm.prank(buyer.addr);
        license.acquireWithPermit(plan, buyer.addr, soon(), permit);
        assertEq(phantom.balanceOf(buyer.addr), PRICE);
    }

    function test_Signature_PhantomAuthorizationBringsNothing() public {
        PhantomToken phantom = new PhantomToken();
        phantom.mint(buyer.addr, PRICE);
        vm.prank(buyer.addr);
        phantom.approve(address(license), type(uint256).max);
        plan.token = address(phantom);
        open(plan);
        IPayments.Authorization memory a;
        (a.from, a.value) = (buyer.addr, PRICE);
        bytes[2] memory signatures = [new bytes(65), bytes(hex"00")];
        for (uint256 i = 0; i < 2; ++i) {
            a.signature = signatures[i];
            expectWrongPayment(0, PRICE);
            license.acquireWithAuthorization(plan, stranger, a);
        }
        assertEq(phantom.balanceOf(buyer.addr), PRICE);
    }

    function test_Signature_TokenThatAnswersYesToEverythingBringsNothing() public {
        plan.token = address(new PhantomTokenThatRefusesPulls());
        open(plan);
        IPayments.Permit memory permit;
        vm.startPrank(stranger);
        expectWrongPayment(0, PRICE);
        license.acquire(plan, stranger, soon());
        expectWrongPayment(0, PRICE);
        license.acquireWithPermit(plan, stranger, soon(), permit);
        vm.stopPrank();
        assertNoLicense(stranger);
    }

    function test_Signature_PermitThatBurnsGasLeavesEnoughForTheAllowance() public {
        PermitBurnsGasToken burning = new PermitBurnsGasToken();
        plan.token = address(burning);
        open(plan);
        fund(buyer.addr, plan);
        IPayments.Permit memory permit;
        vm.prank(buyer.addr);
        license.acquireWithPermit{gas: 12_000_000}(plan, buyer.addr, soon(), permit);
        assertUses(buyer.addr, 10, 0);
    }

    // --------------------------------------------------------------------------------------------------- authorisations

    function testFuzz_Signature_AuthorizationIsForItsLicensee(address other) public {
        vm.assume(other != buyer.addr && other != address(0) && other != address(license));
        IPayments.Authorization memory a = _authorize();
        expectAuthorizationRefused("invalid signature");
        vm.prank(other);
        license.acquireWithAuthorization(plan, other, a);
        license.acquireWithAuthorization(plan, buyer.addr, a);
        assertNoLicense(other);
    }

    function test_Signature_AuthorizationIsForItsPlan() public {
        IModelLicense.Plan memory fewer = usesPlan(1);
        open(fewer);
        IPayments.Authorization memory a = _authorize();
        expectAuthorizationRefused("invalid signature");
        license.acquireWithAuthorization(fewer, buyer.addr, a);
    }

    function test_Signature_AuthorizationIsForItsContract() public {
        IPayments.Authorization memory a = _authorize();
        bytes32 nonce = license.purchaseNonce(planIdOf(plan), buyer.addr, a.salt);
        expectAuthorizationRefused("caller is not the payee");
        vm.prank(stranger);
        token.receiveWithAuthorization(a.from, address(license), a.value, 0, a.validBefore, nonce, a.signature);
        license = new ModelLicense();
        splitId = publish(modelId, new IModelRegistry.Royalty[](0), soleShare(creator.addr, ALL), 0);
        open(plan);
        expectAuthorizationRefused("invalid signature");
        license.acquireWithAuthorization(plan, buyer.addr, a);
    }

    function testFuzz_Signature_EveryFieldOfAnAuthorizationIsSigned(uint8 field, uint32 change) public {
        IPayments.Authorization memory a = _authorize();
        token.mint(stranger, type(uint64).max);
        token.mint(buyer.addr, type(uint64).max);
        change = uint32(bound(change, 1, 1_000_000));
        field %= 5;
        if (field == 0) a.from = stranger;
        if (field == 1) a.value += change;
        if (field == 2) a.validAfter += change;
        if (field == 3) a.validBefore += change;
        if (field == 4) a.salt += change;
        expectAuthorizationRefused("invalid signature");
        license.acquireWithAuthorization(plan, buyer.addr, a);
    }

    // ------------------------------------------------------------------------------------------------ contract accounts

    function test_Signature_HonestWalletIsBelieved() public {
        _assertAnswer(WalletMock.Mode.Honest, true);
    }

    /// @dev The ABI lets an answer be longer than its type; the value stands in the first word.
    function test_Signature_WalletWithALongAnswerIsBelieved() public {
        _assertAnswer(WalletMock.Mode.LongAnswer, true);
    }

    function test_Signature_WalletWithAnotherValueIsNotBelieved() public {
        _assertAnswer(WalletMock.Mode.WrongValue, false);
    }

    function test_Signature_WalletWithAShortAnswerIsNotBelieved() public {
        _assertAnswer(WalletMock.Mode.ShortAnswer, false);
    }

    function test_Signature_WalletWithDirtyBytesIsNotBelieved() public {
        _assertAnswer(WalletMock.Mode.DirtyAnswer, false);
    }

    function test_Signature_WalletThatRevertsIsNotBelieved() public {
        _assertAnswer(WalletMock.Mode.Revert, false);
    }

    function test_Signature_WalletThatBurnsGasIsNotBelieved() public {
        _assertAnswer(WalletMock.Mode.BurnGas, false);
    }

    function test_Signature_WalletThatReturnsABombIsNotBelieved() public {
        _assertAnswer(WalletMock.Mode.ReturnBomb, false);
    }

    function test_Signature_WalletThatChangesItsMind() public {
        WalletMock wallet = _fundedWallet();
        IModelLicense.Purchase memory purchase = purchaseOf(address(wallet), buyer.addr);
        bytes memory signature = signPurchase(buyer, plan, purchase);
        wallet.setMode(WalletMock.Mode.WrongValue);
        expectInvalidSignature(address(wallet));
        license.acquireWithSignature(plan, purchase, signature);
        wallet.setMode(WalletMock.Mode.Honest);
        license.acquireWithSignature(plan, purchase, signature);
        wallet.setMode(WalletMock.Mode.WrongValue);
        assertUses(buyer.addr, 10, 0);
    }

    function test_Signature_WalletThatAcceptsAllRisksOnlyItself() public {
        WalletMock wallet = _fundedWallet();
        wallet.setMode(WalletMock.Mode.AcceptAll);
        fund(buyer.addr, plan);
        license.acquireWithSignature(plan, purchaseOf(address(wallet), stranger), "");
        assertEq(token.balanceOf(address(wallet)), 0);
        assertEq(token.balanceOf(buyer.addr), PRICE);
    }

    /// @dev Vouchers are signed by keys: a licensee that is a contract names a seat, and its own answer counts for nothing.
    function test_Signature_AWalletSignsNoVouchers() public {
        WalletMock wallet = new WalletMock(buyer.addr);
        wallet.setMode(WalletMock.Mode.AcceptAll);
        buy(address(wallet), plan);
        expectSkipped(0, address(wallet), IModelLicense.SkipReason.NotASigner);
        redeem(usageOf(buyer, modelId, address(wallet), 3));

        address[] memory seats = new address[](1);
        seats[0] = buyer.addr;
        wallet.execute(address(license), abi.encodeCall(license.setSeats, (modelId, seats, FOR_EVER)));
        expectRedeemed(address(wallet), 3, 3);
        redeem(usageOf(buyer, modelId, address(wallet), 3));
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _permit() private returns (IPayments.Permit memory) {
        token.mint(buyer.addr, PRICE);
        return signPermit(buyer, token, PRICE, soon());
    }

    function _authorize() private returns (IPayments.Authorization memory) {
        token.mint(buyer.addr, PRICE);
        return authorizationOf(buyer, plan, buyer.addr, 1);
    }

    /// @dev The buyer is its owner.
    function _fundedWallet() private returns (WalletMock wallet) {
        wallet = new WalletMock(buyer.addr);
        fund(address(wallet), plan);
    }

    function _assertAnswer(WalletMock.Mode mode, bool believed) private {
        WalletMock wallet = _fundedWallet();
        wallet.setMode(mode);
        IModelLicense.Purchase memory purchase = purchaseOf(address(wallet), stranger);
        bytes memory signature = signPurchase(buyer, plan, purchase);
        if (!believed) expectInvalidSignature(address(wallet));
        license.acquireWithSignature{gas: 5_000_000}(plan, purchase, signature);
        assertEq(license.isLicensed(modelId, stranger), believed);
        assertEq(token.balanceOf(address(wallet)), believed ? 0 : PRICE);
        assertEq(license.nonces(address(wallet)), believed ? 1 : 0);
    }
}
