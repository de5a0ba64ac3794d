// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test, Vm} from "forge-std/Test.sol";

import {DataVault} from "src/DataVault.sol";
import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {TokenMock} from "../mocks/TokenMock.sol";

/// @title What every test of the data vault starts from: the contract, a token, an owner with a dataset, a researcher
/// @dev Ids and digests are computed here with plain `abi.encode` and the type string, apart from the contract's code.
abstract contract VaultTest is Test {
    address internal constant NATIVE = address(0);
    uint96 internal constant PRICE = 5e6;
    uint96 internal constant NATIVE_PRICE = 0.01 ether;
    uint32 internal constant MONTH = 30 days;
    uint32 internal constant WINDOW = 2 days;
    string internal constant PURPOSE = "Study of languages";
    string internal constant TERMS = "No redistribution. Delete after the study.";
    bytes32 internal constant CONTENT = keccak256("stands for the commitment to the content");
    bytes32 internal constant CIPHERTEXT = keccak256("stands for the SHA-256 of the sealed file");
    string internal constant LOCATOR = "https://data.example/1";

    string internal constant GRANT_TYPE =
        "AccessGrant(address researcher,bytes32 datasetId,uint64 expiry,uint32 epoch,uint32 version,string purpose,string terms,bytes wrappedKey,uint64 deadline)";

    DataVault internal vault;
    TokenMock internal token;

    Vm.Wallet internal owner;
    Vm.Wallet internal buyer;
    address internal researcher = makeAddr("researcher");
    address internal gatekeeper = makeAddr("gatekeeper");
    address internal stranger = makeAddr("stranger");

    bytes32 internal datasetId;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        vault = new DataVault();
        token = new TokenMock();
        owner = vm.createWallet("owner");
        buyer = vm.createWallet("buyer");
        datasetId = idOf(owner.addr, 1);
        register(datasetId);
    }

    // ------------------------------------------------------------------------------------------------------ datasets

    function idOf(address owner_, uint96 number) internal pure returns (bytes32) {
        return bytes32((uint256(uint160(owner_)) << 96) | number);
    }

    function ownerOf(bytes32 id) internal pure returns (address) {
        return address(bytes20(id));
    }

    /// @dev In the name of the id's owner.
    function register(bytes32 id) internal {
        vm.prank(ownerOf(id));
        vault.registerDataset(registrationOf(id));
    }

    function registrationOf(bytes32 id) internal view returns (IAccessGrants.Registration memory) {
        return IAccessGrants.Registration({
            datasetId: id, contentDigest: CONTENT, ciphertextHash: CIPHERTEXT, gatekeeper: gatekeeper, locator: LOCATOR
        });
    }

    // -------------------------------------------------------------------------------------------------------- grants

    /// @dev In the name of the id's owner.
    function grantAccess(address who, bytes32 id, uint256 expiry) internal {
        vm.prank(ownerOf(id));
        vault.grantAccess(who, id, expiry);
    }

    function revokeAccess(address who, bytes32 id) internal {
        vm.prank(ownerOf(id));
        vault.revokeAccess(who, id);
    }

    function revokeAll(bytes32 id) internal {
        vm.prank(ownerOf(id));
        vault.revokeAll(id);
    }

    function epochOf(bytes32 id) internal view returns (uint32) {
        return vault.getDataset(id).epoch;
    }

    function nextVersion(bytes32 id, address who) internal view returns (uint32) {
        return vault.getGrant(id, who).version + 1;
    }

    /// @dev A grant that fits the present epoch and version.
    function grantOf(address who, bytes32 id, uint64 expiry) internal view returns (IAccessGrants.Grant memory) {
        return IAccessGrants.Grant({
            researcher: who,
            datasetId: id,
            expiry: expiry,
            epoch: epochOf(id),
            version: nextVersion(id, who),
            purposeHash: keccak256(bytes(PURPOSE)),
            termsHash: keccak256(bytes(TERMS)),
            wrappedKey: wrappedKey()
        });
    }

    function wrappedKey() internal pure returns (bytes memory) {
        return abi.encodePacked(keccak256("encapsulated"), keccak256("key"), bytes16(keccak256("tag")));
    }

    function soon() internal view returns (uint64) {
        return uint64(block.timestamp + 1 hours);
    }

    function inAMonth() internal view returns (uint64) {
        return uint64(block.timestamp + MONTH);
    }

    function grantDigest(IAccessGrants.Grant memory g, uint64 deadline) internal view returns (bytes32) {
        bytes memory fields = abi.encode(
            keccak256(bytes(GRANT_TYPE)), g.researcher, g.datasetId, g.expiry, g.epoch, g.version, g.purposeHash
        );
        bytes memory rest = abi.encode(g.termsHash, keccak256(g.wrappedKey), deadline);
        return
            keccak256(abi.encodePacked("\x19\x01", vault.DOMAIN_SEPARATOR(), keccak256(abi.encodePacked(fields, rest))));
    }

    function signGrant(Vm.Wallet memory wallet, IAccessGrants.Grant memory g, uint64 deadline)
        internal
        returns (bytes memory)
    {
        return signDigest(wallet, grantDigest(g, deadline));
    }

    function signDigest(Vm.Wallet memory wallet, bytes32 digest) internal returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(wallet, digest);
        return abi.encodePacked(r, s, v);
    }

    // ----------------------------------------------------------------------------------------------------- purchases

    function tokenOffer() internal view returns (IDataVault.Offer memory) {
        return offerOf(datasetId, address(token), PRICE, MONTH);
    }

    function nativeOffer() internal view returns (IDataVault.Offer memory) {
        return offerOf(datasetId, NATIVE, NATIVE_PRICE, MONTH);
    }

    function offerOf(bytes32 id, address token_, uint96 price, uint32 duration)
        internal
        pure
        returns (IDataVault.Offer memory)
    {
        return IDataVault.Offer({
            datasetId: id,
            token: token_,
            price: price,
            duration: duration,
            deliveryWindow: WINDOW,
            purposeHash: keccak256(bytes(PURPOSE)),
            termsHash: keccak256(bytes(TERMS))
        });
    }

    function offerIdOf(IDataVault.Offer memory offer) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                offer.datasetId,
                offer.token,
                offer.price,
                offer.duration,
                offer.deliveryWindow,
                offer.purposeHash,
                offer.termsHash
            )
        );
    }

    function purchaseOf(IDataVault.Offer memory offer, address buyer_, uint256 salt)
        internal
        pure
        returns (IDataVault.Purchase memory)
    {
        return IDataVault.Purchase({offer: offer, buyer: buyer_, salt: salt});
    }

    function purchaseIdOf(IDataVault.Purchase memory p) internal pure returns (bytes32) {
        return keccak256(abi.encode(offerIdOf(p.offer), p.buyer, p.salt));
    }

    /// @dev In the name of the dataset's owner.
    function open(IDataVault.Offer memory offer) internal returns (bytes32) {
        vm.prank(ownerOf(offer.datasetId));
        return vault.openOffer(offer);
    }

    function close(IDataVault.Offer memory offer) internal {
        vm.prank(ownerOf(offer.datasetId));
        vault.closeOffer(offer);
    }

    /// @dev Gives `account` what the offer costs, and the allowance for it.
    function fund(address account, IDataVault.Offer memory offer) internal {
        if (offer.token == NATIVE) {
            vm.deal(account, account.balance + offer.price);
        } else {
            TokenMock(offer.token).mint(account, offer.price);
            uint256 allowance = TokenMock(offer.token).allowance(account, address(vault));
            vm.prank(account);
            TokenMock(offer.token).approve(address(vault), allowance + offer.price);
        }
    }

    /// @dev `account` buys with money that it is given here. Any start that can be recorded is accepted.
    function buy(address account, IDataVault.Offer memory offer, uint256 salt)
        internal
        returns (IDataVault.Purchase memory)
    {
        fund(account, offer);
        vm.prank(account);
        vault.purchase{value: offer.token == NATIVE ? offer.price : 0}(offer, salt, type(uint40).max);
        return purchaseOf(offer, account, salt);
    }

    /// @dev In the name of the dataset's owner.
    function deliver(IDataVault.Purchase memory p) internal {
        uint32 epoch = epochOf(p.offer.datasetId);
        uint32 version = nextVersion(p.offer.datasetId, p.buyer);
        vm.prank(ownerOf(p.offer.datasetId));
        vault.deliver(p, epoch, version, wrappedKey());
    }

    /// @dev Bought and delivered at once.
    function sell(address account, IDataVault.Offer memory offer, uint256 salt)
        internal
        returns (IDataVault.Purchase memory p)
    {
        p = buy(account, offer, salt);
        deliver(p);
    }

    /// @dev An EIP-3009 authorisation of `wallet` over the offer's price.
    function authorizationOf(Vm.Wallet memory wallet, IDataVault.Offer memory offer, uint40 latestStart, uint256 salt)
        internal
        returns (IPayments.Authorization memory)
    {
        bytes32 nonce = keccak256(abi.encode(offerIdOf(offer), latestStart, salt));
        bytes32 structHash = keccak256(
            abi.encode(
                token.RECEIVE_TYPEHASH(), wallet.addr, address(vault), uint256(offer.price), 0, uint256(soon()), nonce
            )
        );
        bytes32 domain = TokenMock(offer.token).DOMAIN_SEPARATOR();
        return IPayments.Authorization({
            from: wallet.addr,
            value: offer.price,
            validAfter: 0,
            validBefore: soon(),
            salt: salt,
            signature: signDigest(wallet, keccak256(abi.encodePacked("\x19\x01", domain, structHash)))
        });
    }

    function statusOf(IDataVault.Purchase memory p) internal view returns (IDataVault.PurchaseStatus) {
        return vault.getPurchase(purchaseIdOf(p)).status;
    }

    function holding(address account, address token_) internal view returns (uint256) {
        return token_ == NATIVE ? account.balance : TokenMock(token_).balanceOf(account);
    }
}
