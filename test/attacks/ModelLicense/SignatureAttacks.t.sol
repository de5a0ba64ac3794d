// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {Vm} from "forge-std/Test.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";
import {IPayments} from "src/interfaces/IPayments.sol";
import {ModelLicense} from "src/ModelLicense.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

/// @title Signed purchases and usage vouchers: replayed, changed, for another purpose, in another form
contract SignatureAttacksTest is LicenseAssertions {
    IModelLicense.Plan private plan;
    IModelLicense.Purchase private purchase;
    Vm.Wallet private seat;

    function setUp() public override {
        super.setUp();
        seat = vm.createWallet("seat");
        plan = usesPlan(10);
        open(plan);
        buy(buyer.addr, plan);
        for (uint256 i = 0; i < 3; ++i) {
            fund(buyer.addr, plan);
        }
        purchase = purchaseOf(buyer.addr, buyer.addr);
    }

    // -------------------------------------------------------------------------------------------------------- replayed

    function test_Signature_PurchaseIsGoodOnce() public {
        bytes memory signature = signPurchase(buyer, plan, purchase);
        license.acquireWithSignature(plan, purchase, signature);
        _expectInvalidNonce(1);
        license.acquireWithSignature(plan, purchase, signature);
        assertEq(token.balanceOf(buyer.addr), 2 * PRICE);
    }

    /// @dev Of two that were signed with one nonce, one is good: what was signed meanwhile cannot be brought as well.
    function test_Signature_OfTwoPurchasesWithOneNonceOneIsGood() public {
        open(timedPlan(MONTH));
        bytes memory first = signPurchase(buyer, plan, purchase);
        bytes memory second = signPurchase(buyer, timedPlan(MONTH), purchase);
        license.acquireWithSignature(timedPlan(MONTH), purchase, second);
        _expectInvalidNonce(1);
        license.acquireWithSignature(plan, purchase, first);
    }

    function test_Signature_ACancelledPurchaseIsWorthless() public {
        bytes memory signature = signPurchase(buyer, plan, purchase);
        vm.prank(buyer.addr);
        license.useNonce();
        _expectInvalidNonce(1);
        license.acquireWithSignature(plan, purchase, signature);
    }

    function testFuzz_Signature_NobodyElseUsesABuyersNonce(address caller) public {
        vm.assume(caller != buyer.addr);
        bytes memory signature = signPurchase(buyer, plan, purchase);
        vm.prank(caller);
        license.useNonce();
        license.acquireWithSignature(plan, purchase, signature);
    }

    /// @dev A purchase that fails for want of money uses up no nonce: it is good while its deadline runs.
    function test_Signature_APurchaseThatFailsUsesNoNonce() public {
        bytes memory signature = signPurchase(buyer, plan, purchase);
        vm.prank(buyer.addr);
        token.approve(address(license), 0);
        expectNoAllowance(0, PRICE);
        license.acquireWithSignature(plan, purchase, signature);
        assertEq(license.nonces(buyer.addr), 0);
    }

    function testFuzz_Signature_NothingSignedIsGoodOnAnotherChain(uint64 chainId) public {
        vm.assume(chainId != block.chainid && chainId != 0);
        bytes memory signature = signPurchase(buyer, plan, purchase);
        IModelLicense.UsageVoucher memory voucher = usageOf(buyer, modelId, buyer.addr, 3);
        uint256 here = block.chainid;
        vm.chainId(chainId);
        expectInvalidSignature(buyer.addr);
        license.acquireWithSignature(plan, purchase, signature);
        expectSkipped(0, buyer.addr, IModelLicense.SkipReason.NotASigner);
        redeem(voucher);
        vm.chainId(here);
        license.acquireWithSignature(plan, purchase, signature);
        redeem(voucher);
        assertUses(buyer.addr, 17, 3);
    }

    function test_Signature_NothingSignedIsGoodForAnotherContract() public {
        bytes memory signature = signPurchase(buyer, plan, purchase);
        IModelLicense.UsageVoucher memory voucher = usageOf(buyer, modelId, buyer.addr, 3);
        license = new ModelLicense();
        publish(modelId, new IModelRegistry.Royalty[](0), soleShare(creator.addr, ALL), 0);
        open(plan);
        buy(buyer.addr, plan);
        fund(buyer.addr, plan);
        expectInvalidSignature(buyer.addr);
        license.acquireWithSignature(plan, purchase, signature);
        expectSkipped(0, buyer.addr, IModelLicense.SkipReason.NotASigner);
        redeem(voucher);
        assertUses(buyer.addr, 10, 0);
    }

    function test_Signature_AVoucherIsGoodOnce() public {
        IModelLicense.UsageVoucher memory voucher = usageOf(buyer, modelId, buyer.addr, 3);
        redeem(voucher);
        buy(buyer.addr, plan);
        expectSkipped(0, buyer.addr, IModelLicense.SkipReason.NotAboveMetered);
        redeem(voucher);
        assertUses(buyer.addr, 17, 3);
    }

    /// @dev Used up, lapsed, bought again: the count of what was metered goes on, so old vouchers stay old.
    function test_Signature_AVoucherOfAnEarlierPurchaseIsNotGoodForALaterOne() public {
        IModelLicense.UsageVoucher memory early = usageOf(buyer, modelId, buyer.addr, 8);
        redeem(usageOf(buyer, modelId, buyer.addr, 10));
        assertFalse(license.isLicensed(modelId, buyer.addr));
        vm.warp(block.timestamp + 365 days);
        buy(buyer.addr, plan);
        expectSkipped(0, buyer.addr, IModelLicense.SkipReason.NotAboveMetered);
        redeem(early);
        assertUses(buyer.addr, 10, 10);
    }

    /// @dev What licensee and seat signed for the same uses counts once.
    function test_Signature_LicenseeAndSeatShareOneCount() public {
        setSeat(seat.addr, FOR_EVER);
        redeem(usageOf(seat, modelId, buyer.addr, 4));
        expectSkipped(0, buyer.addr, IModelLicense.SkipReason.NotAboveMetered);
        redeem(usageOf(buyer, modelId, buyer.addr, 4));
        assertUses(buyer.addr, 6, 4);
    }

    function test_Signature_AVoucherOfASeatThatWasTakenBackIsNotGood() public {
        setSeat(seat.addr, FOR_EVER);
        IModelLicense.UsageVoucher memory voucher = usageOf(seat, modelId, buyer.addr, 4);
        setSeat(seat.addr, 0);
        expectSkipped(0, buyer.addr, IModelLicense.SkipReason.NotASigner);
        redeem(voucher);
    }

    /// @dev As the interface warns: whoever names a key again takes its old vouchers with it.
    function test_Signature_AKeyThatIsNamedAgainBringsItsOldVouchers() public {
        setSeat(seat.addr, FOR_EVER);
        IModelLicense.UsageVoucher memory voucher = usageOf(seat, modelId, buyer.addr, 4);
        setSeat(seat.addr, 0);
        setSeat(seat.addr, FOR_EVER);
        expectRedeemed(buyer.addr, 4, 4);
        redeem(voucher);
    }

    // --------------------------------------------------------------------------------------------------------- changed

    function testFuzz_Signature_EveryFieldOfAPurchaseIsSigned(uint8 field, uint32 change) public {
        bytes memory signature = signPurchase(buyer, plan, purchase);
        IModelLicense.Purchase memory changed = _change(field, uint24(bound(change, 1, type(uint24).max)));
        expectInvalidSignature(changed.buyer);
        license.acquireWithSignature(plan, changed, signature);
    }

    function testFuzz_Signature_EveryFieldOfAVoucherIsSigned(uint8 field) public {
        (bytes32 otherId, bytes32 otherSplit) = derive(creator.addr, 2, modelId, 1);
        IModelLicense.UsageVoucher memory voucher = usageOf(buyer, modelId, buyer.addr, 3);
        field %= 3;
        if (field == 0) {
            IModelLicense.Plan memory other = usesPlan(10);
            other.modelId = otherId;
            open(other, otherSplit);
            buy(buyer.addr, other);
            (voucher.modelId, modelId) = (otherId, otherId);
        }
        if (field == 1) {
            buy(seat.addr, plan);
            voucher.licensee = seat.addr;
        }
        if (field == 2) voucher.cumulativeUses += 1;
        expectSkipped(0, voucher.licensee, IModelLicense.SkipReason.NotASigner);
        redeem(voucher);
        assertUses(voucher.licensee, 10, 0);
    }

    /// @dev The count's word with bits beyond its 64, as calldata may have it: not what was signed.
    function testFuzz_Signature_BitsBeyondTheCountAreNotSigned(uint256 dirt) public {
        dirt = bound(dirt, 1, type(uint256).max >> 64) << 64;
        IModelLicense.UsageVoucher[] memory vouchers = new IModelLicense.UsageVoucher[](1);
        vouchers[0] = usageOf(buyer, modelId, buyer.addr, 3);
        bytes memory data = abi.encodeCall(license.redeemUsage, (vouchers));
        assembly ("memory-safe") {
            let word := add(data, 0xc4)
            mstore(word, or(mload(word), dirt))
        }
        expectSkipped(0, buyer.addr, IModelLicense.SkipReason.NotASigner);
        (bool success,) = address(license).call(data);
        assertTrue(success);
        assertUses(buyer.addr, 10, 0);
    }

    // ------------------------------------------------------------------------------------------------- another purpose

    function test_Signature_APurchaseIsNoVoucher() public {
        IModelLicense.UsageVoucher memory voucher = usageOf(buyer, modelId, buyer.addr, 3);
        voucher.signature = signPurchase(buyer, plan, purchase);
        expectSkipped(0, buyer.addr, IModelLicense.SkipReason.NotASigner);
        redeem(voucher);
    }

    function test_Signature_AVoucherIsNoPurchase() public {
        bytes memory signature = usageOf(buyer, modelId, buyer.addr, 3).signature;
        expectInvalidSignature(buyer.addr);
        license.acquireWithSignature(plan, purchase, signature);
    }

    function test_Signature_ATokensPermitOrAuthorizationIsNeither() public {
        bytes[2] memory others = [_permitSignature(), authorizationOf(buyer, plan, buyer.addr, 1).signature];
        for (uint256 i = 0; i < 2; ++i) {
            expectInvalidSignature(buyer.addr);
            license.acquireWithSignature(plan, purchase, others[i]);
            expectSkipped(0, buyer.addr, IModelLicense.SkipReason.NotASigner);
            redeem(IModelLicense.UsageVoucher(modelId, buyer.addr, 3, others[i]));
        }
    }

    /// @dev A seat uses up what its licensee has, and buys nothing in its name.
    function test_Signature_ASeatSignsNoPurchase() public {
        setSeat(seat.addr, FOR_EVER);
        bytes memory signature = signPurchase(seat, plan, purchase);
        expectInvalidSignature(buyer.addr);
        license.acquireWithSignature(plan, purchase, signature);
    }

    // ---------------------------------------------------------------------------------------------------- another form

    function test_Signature_APurchaseHasOneForm() public {
        bytes memory good = signPurchase(buyer, plan, purchase);
        bytes[9] memory bad = _otherForms(good);
        for (uint256 i = 0; i < bad.length; ++i) {
            expectInvalidSignature(buyer.addr);
            license.acquireWithSignature(plan, purchase, bad[i]);
        }
        license.acquireWithSignature(plan, purchase, good);
    }

    function test_Signature_AVoucherHasOneForm() public {
        IModelLicense.UsageVoucher memory voucher = usageOf(buyer, modelId, buyer.addr, 3);
        bytes memory good = voucher.signature;
        bytes[9] memory bad = _otherForms(good);
        for (uint256 i = 0; i < bad.length; ++i) {
            voucher.signature = bad[i];
            redeem(voucher);
            assertUses(buyer.addr, 10, 0);
        }
        voucher.signature = good;
        redeem(voucher);
        assertUses(buyer.addr, 7, 3);
    }

    /// @dev A signature that recovers nobody is not that of the licensee zero, nor of a seat zero, which cannot be named.
    function testFuzz_Signature_NobodyIsNoLicensee(bytes32 r, uint8 v) public {
        bytes memory nobodys = abi.encodePacked(r, bytes32(0), v);
        expectSkipped(0, address(0), IModelLicense.SkipReason.BadSignature);
        redeem(IModelLicense.UsageVoucher(modelId, address(0), 3, nobodys));
        expectInvalidAccount(address(0));
        setSeat(address(0), FOR_EVER);
        expectSkipped(0, buyer.addr, IModelLicense.SkipReason.BadSignature);
        redeem(IModelLicense.UsageVoucher(modelId, buyer.addr, 3, nobodys));
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function signParts(Vm.Wallet memory wallet, bytes32 digest)
        internal
        override
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        return vm.sign(wallet, digest);
    }

    /// @dev The signed purchase with one field changed, and that field acceptable otherwise.
    function _change(uint8 field, uint24 change) private returns (IModelLicense.Purchase memory changed) {
        changed = purchase;
        field %= 4;
        if (field == 0) changed.buyer = address(uint160(changed.buyer) ^ change);
        if (field == 1) changed.licensee = address(uint160(changed.licensee) ^ change);
        if (field == 2) changed.deadline += change;
        if (field == 3) {
            vm.prank(buyer.addr);
            license.useNonce();
            changed.nonce += 1;
        }
    }

    function _otherForms(bytes memory good) private pure returns (bytes[9] memory) {
        uint8 v = uint8(good[64]);
        return [
            asHighS(good),
            asCompact(good),
            bytes.concat(good, hex"00"),
            bytes(""),
            new bytes(65),
            withV(good, 0),
            withV(good, v == 27 ? 28 : 27),
            withV(good, v - 27),
            withV(good, 29)
        ];
    }

    function _permitSignature() private returns (bytes memory) {
        IPayments.Permit memory p = signPermit(buyer, token, PRICE, soon());
        return abi.encodePacked(p.r, p.s, p.v);
    }

    function _expectInvalidNonce(uint256 current) private {
        vm.expectRevert(abi.encodeWithSelector(Nonces.InvalidAccountNonce.selector, buyer.addr, current));
    }
}
