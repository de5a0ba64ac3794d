// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test, Vm} from "forge-std/Test.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";
import {IPayments} from "src/interfaces/IPayments.sol";
import {ModelLicense} from "src/ModelLicense.sol";

import {TokenMock} from "../mocks/TokenMock.sol";
import {FixedNonceSigner} from "./FixedNonceSigner.sol";

/// @title What every test of licences starts from: the contract, a token, a creator with a model of its own, a buyer
/// @dev Ids and digests are computed here with plain `abi.encode` and the type strings, apart from the contract's code.
abstract contract LicenseTest is Test {
    address internal constant NATIVE = address(0);
    uint24 internal constant ALL = 1_000_000;
    uint32 internal constant NO_CAP = type(uint32).max;
    uint40 internal constant FOR_EVER = type(uint40).max;
    uint64 internal constant MONTH = 30 days;
    uint96 internal constant PRICE = 5e6;
    uint96 internal constant NATIVE_PRICE = 0.01 ether;
    bytes32 internal constant TERMS = keccak256("terms of use");
    bytes32 internal constant DIGEST = keccak256("stands for the SHA-256 of the content");
    string internal constant URI = "ipfs://model";

    string internal constant PLAN_TYPE =
        "Plan(bytes32 modelId,uint8 kind,address token,uint96 price,uint64 quantity,uint32 cap,bytes32 termsHash)";
    string internal constant PURCHASE_TYPE =
        "LicensePurchase(Plan plan,address buyer,address licensee,uint64 deadline,uint256 nonce)Plan(bytes32 modelId,uint8 kind,address token,uint96 price,uint64 quantity,uint32 cap,bytes32 termsHash)";
    string internal constant USAGE_TYPE = "UsageVoucher(bytes32 modelId,address licensee,uint64 cumulativeUses)";

    ModelLicense internal license;
    TokenMock internal token;

    Vm.Wallet internal creator;
    Vm.Wallet internal buyer;
    address internal stranger = makeAddr("stranger");

    bytes32 internal modelId;
    /// @dev The creator alone.
    bytes32 internal splitId;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        license = new ModelLicense();
        token = new TokenMock();
        creator = vm.createWallet("creator");
        buyer = vm.createWallet("buyer");
        modelId = idOf(creator.addr, 1);
        splitId = publish(modelId, new IModelRegistry.Royalty[](0), soleShare(creator.addr, ALL), 0);
    }

    // -------------------------------------------------------------------------------------------------------- models

    function idOf(address owner, uint96 number) internal pure returns (bytes32) {
        return bytes32((uint256(uint160(owner)) << 96) | number);
    }

    function ownerOf(bytes32 id) internal pure returns (address) {
        return address(bytes20(id));
    }

    function soleShare(address payee, uint24 parts) internal pure returns (IModelRegistry.Share[] memory shares) {
        shares = new IModelRegistry.Share[](1);
        shares[0] = IModelRegistry.Share(payee, parts);
    }

    function twoShares(address first, uint24 firstParts, address second, uint24 secondParts)
        internal
        pure
        returns (IModelRegistry.Share[] memory shares)
    {
        shares = new IModelRegistry.Share[](2);
        shares[0] = IModelRegistry.Share(first, firstParts);
        shares[1] = IModelRegistry.Share(second, secondParts);
    }

    function soleParent(bytes32 parentId, uint24 parts)
        internal
        pure
        returns (IModelRegistry.Royalty[] memory parents)
    {
        parents = new IModelRegistry.Royalty[](1);
        parents[0] = IModelRegistry.Royalty(parentId, parts);
    }

    /// @dev Publishes in the name of the id's owner.
    function publish(
        bytes32 id,
        IModelRegistry.Royalty[] memory parents,
        IModelRegistry.Share[] memory shares,
        uint24 royaltyParts
    ) internal returns (bytes32) {
        vm.prank(ownerOf(id));
        return license.publishModel(publicationOf(id, parents, shares, royaltyParts));
    }

    function publicationOf(
        bytes32 id,
        IModelRegistry.Royalty[] memory parents,
        IModelRegistry.Share[] memory shares,
        uint24 royaltyParts
    ) internal pure returns (IModelRegistry.Publication memory) {
        return IModelRegistry.Publication({
            modelId: id,
            modelURI: URI,
            contentDigest: DIGEST,
            parents: parents,
            shares: shares,
            royaltyParts: royaltyParts
        });
    }

    /// @dev A model of `owner` that owes `parts` to `parentId`, and whose rest is its owner's.
    function derive(address owner, uint96 number, bytes32 parentId, uint24 parts)
        internal
        returns (bytes32 id, bytes32 split_)
    {
        id = idOf(owner, number);
        split_ = publish(id, soleParent(parentId, parts), soleShare(owner, ALL - parts), 0);
    }

    function split(bytes32 id, IModelRegistry.Share[] memory shares) internal returns (bytes32) {
        vm.prank(ownerOf(id));
        return license.openSplit(id, shares);
    }

    function splitIdOf(bytes32 id, IModelRegistry.Share[] memory shares) internal pure returns (bytes32) {
        return keccak256(abi.encode(id, shares));
    }

    // --------------------------------------------------------------------------------------------------------- plans

    function usesPlan(uint64 uses) internal view returns (IModelLicense.Plan memory) {
        return planOf(modelId, IModelLicense.PlanKind.Uses, address(token), PRICE, uses);
    }

    function timedPlan(uint64 duration) internal view returns (IModelLicense.Plan memory) {
        return planOf(modelId, IModelLicense.PlanKind.Timed, address(token), PRICE, duration);
    }

    function perpetualPlan() internal view returns (IModelLicense.Plan memory) {
        return planOf(modelId, IModelLicense.PlanKind.Perpetual, address(token), PRICE, 0);
    }

    function nativePlan(uint64 duration) internal view returns (IModelLicense.Plan memory) {
        return planOf(modelId, IModelLicense.PlanKind.Timed, NATIVE, NATIVE_PRICE, duration);
    }

    function planOf(bytes32 id, IModelLicense.PlanKind kind, address token_, uint96 price, uint64 quantity)
        internal
        pure
        returns (IModelLicense.Plan memory)
    {
        return IModelLicense.Plan({
            modelId: id, kind: kind, token: token_, price: price, quantity: quantity, cap: NO_CAP, termsHash: TERMS
        });
    }

    /// @dev The plan that `acquireLicense(id)` buys.
    function pricePerUsePlan(bytes32 id, uint96 price) internal pure returns (IModelLicense.Plan memory plan) {
        plan = planOf(id, IModelLicense.PlanKind.Uses, NATIVE, price, 1);
        plan.termsHash = 0;
    }

    function planIdOf(IModelLicense.Plan memory plan) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256(bytes(PLAN_TYPE)),
                plan.modelId,
                plan.kind,
                plan.token,
                plan.price,
                plan.quantity,
                plan.cap,
                plan.termsHash
            )
        );
    }

    function open(IModelLicense.Plan memory plan, bytes32 split_) internal returns (bytes32) {
        vm.prank(ownerOf(plan.modelId));
        return license.openPlan(plan, split_);
    }

    /// @dev For the creator alone.
    function open(IModelLicense.Plan memory plan) internal returns (bytes32) {
        return open(plan, splitId);
    }

    function close(IModelLicense.Plan memory plan) internal {
        vm.prank(ownerOf(plan.modelId));
        license.closePlan(plan);
    }

    // ------------------------------------------------------------------------------------------------------ purchases

    function soon() internal view returns (uint64) {
        return uint64(block.timestamp + 1 hours);
    }

    /// @dev Gives `account` what the plan costs, and the allowance for it.
    function fund(address account, IModelLicense.Plan memory plan) internal {
        if (plan.token == NATIVE) {
            vm.deal(account, account.balance + plan.price);
        } else {
            TokenMock(plan.token).mint(account, plan.price);
            uint256 allowance = TokenMock(plan.token).allowance(account, address(license));
            vm.prank(account);
            TokenMock(plan.token).approve(address(license), allowance + plan.price);
        }
    }

    /// @dev `account` buys for itself, with money that it is given here.
    function buy(address account, IModelLicense.Plan memory plan) internal {
        buyFor(account, account, plan);
    }

    function buyFor(address payer, address licensee, IModelLicense.Plan memory plan) internal {
        fund(payer, plan);
        vm.prank(payer);
        license.acquire{value: plan.token == NATIVE ? plan.price : 0}(plan, licensee, soon());
    }

    function collect(IModelLicense.Plan memory plan) internal {
        license.collect(plansOf(plan));
    }

    function plansOf(IModelLicense.Plan memory plan) internal pure returns (IModelLicense.Plan[] memory plans) {
        plans = new IModelLicense.Plan[](1);
        plans[0] = plan;
    }

    function rollUp(bytes32 split_, address token_) internal {
        bytes32[] memory splitIds = new bytes32[](1);
        splitIds[0] = split_;
        license.rollUp(splitIds, token_);
    }

    // ----------------------------------------------------------------------------------------------------- signatures

    function purchaseOf(address buyer_, address licensee) internal view returns (IModelLicense.Purchase memory) {
        return
            IModelLicense.Purchase({buyer: buyer_, licensee: licensee, nonce: license.nonces(buyer_), deadline: soon()});
    }

    function purchaseDigest(IModelLicense.Plan memory plan, IModelLicense.Purchase memory p)
        internal
        view
        returns (bytes32)
    {
        return digestOf(
            keccak256(
                abi.encode(keccak256(bytes(PURCHASE_TYPE)), planIdOf(plan), p.buyer, p.licensee, p.deadline, p.nonce)
            )
        );
    }

    function signPurchase(Vm.Wallet memory wallet, IModelLicense.Plan memory plan, IModelLicense.Purchase memory p)
        internal
        returns (bytes memory)
    {
        return signDigest(wallet, purchaseDigest(plan, p));
    }

    /// @dev A voucher of `licensee`, signed by `wallet`.
    function usageOf(Vm.Wallet memory wallet, bytes32 id, address licensee, uint64 cumulativeUses)
        internal
        returns (IModelLicense.UsageVoucher memory)
    {
        bytes32 structHash = keccak256(abi.encode(keccak256(bytes(USAGE_TYPE)), id, licensee, cumulativeUses));
        return IModelLicense.UsageVoucher(id, licensee, cumulativeUses, signDigest(wallet, digestOf(structHash)));
    }

    function redeem(IModelLicense.UsageVoucher memory voucher) internal {
        IModelLicense.UsageVoucher[] memory vouchers = new IModelLicense.UsageVoucher[](1);
        vouchers[0] = voucher;
        license.redeemUsage(vouchers);
    }

    /// @dev An EIP-3009 authorisation of `wallet` over the plan's price, for a licence of `licensee`.
    function authorizationOf(Vm.Wallet memory wallet, IModelLicense.Plan memory plan, address licensee, uint256 salt)
        internal
        returns (IPayments.Authorization memory)
    {
        bytes32 nonce = keccak256(abi.encode(planIdOf(plan), licensee, salt));
        bytes32 structHash = keccak256(
            abi.encode(
                token.RECEIVE_TYPEHASH(), wallet.addr, address(license), uint256(plan.price), 0, uint256(soon()), nonce
            )
        );
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", TokenMock(plan.token).DOMAIN_SEPARATOR(), structHash));
        return IPayments.Authorization({
            from: wallet.addr,
            value: plan.price,
            validAfter: 0,
            validBefore: soon(),
            salt: salt,
            signature: signDigest(wallet, digest)
        });
    }

    function digestOf(bytes32 structHash) internal view returns (bytes32) {
        return keccak256(abi.encodePacked("\x19\x01", license.DOMAIN_SEPARATOR(), structHash));
    }

    function signDigest(Vm.Wallet memory wallet, bytes32 digest) internal returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = signParts(wallet, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev Overridden with `vm.sign` where signatures themselves are tested, or their gas.
    function signParts(Vm.Wallet memory wallet, bytes32 digest)
        internal
        virtual
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        return FixedNonceSigner.sign(wallet.privateKey, digest);
    }

    // --------------------------------------------------------------------------------------------------------- holding

    function holding(address account, address token_) internal view returns (uint256) {
        return token_ == NATIVE ? account.balance : TokenMock(token_).balanceOf(account);
    }
}
