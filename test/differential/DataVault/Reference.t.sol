// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";

import {VaultTest} from "../../support/VaultTest.sol";
import {ReferenceVault} from "./ReferenceVault.sol";

/// @title The vault and its naive twin, call for call
/// @dev These calls are not made to succeed: callers, datasets, offers, versions, keys, signatures and times are drawn from
/// small sets, so that right and wrong ones both come up often. Each call goes to both with the same bytes. Call for call,
/// success, what is returned or reverted with, and the events must be the same; and every record in the end.
contract DataVaultReferenceTest is VaultTest {
    uint256 private constant CALLS = 12;
    uint256 private constant WALLETS = 3;
    uint256 private constant DATASETS = 3;
    uint256 private constant OFFERS = 4;
    uint256 private constant SALTS = 2;

    ReferenceVault private _reference;
    Vm.Wallet[] private _wallets;
    uint256 private _draws;

    /// @dev Two of the datasets are registered, and sell.
    function setUp() public override {
        super.setUp();
        _reference = new ReferenceVault(vault.DOMAIN_SEPARATOR());
        _wallets.push(owner);
        _wallets.push(buyer);
        _wallets.push(vm.createWallet("third"));
        for (uint256 i = 0; i < WALLETS; ++i) {
            token.mint(_wallets[i].addr, 1e12);
            vm.startPrank(_wallets[i].addr);
            token.approve(address(vault), type(uint256).max);
            token.approve(address(_reference), type(uint256).max);
            vm.stopPrank();
        }
        vm.prank(owner.addr);
        _reference.registerDataset(registrationOf(datasetId));
        _both(buyer.addr, abi.encodeCall(vault.registerDataset, (registrationOf(_datasetAt(1)))), 0);
        for (uint256 i = 0; i < OFFERS - 1; ++i) {
            IDataVault.Offer memory offer = _offerAt(i);
            _both(ownerOf(offer.datasetId), abi.encodeCall(vault.openOffer, (offer)), 0);
        }
    }

    /// @dev Most sequences begin with a purchase that is delivered, so that what comes then has something to end.
    function testFuzz_V_EqualsReference(uint256 seed) external {
        _draws = seed;
        uint256 calls = CALLS;
        if (_draw(4) != 0) {
            _sell();
            calls -= 2;
        }
        for (uint256 i = 0; i < calls; ++i) {
            _step();
        }
        _compareGrants();
        _compareSales();
        assertEq(address(vault).balance, address(_reference).balance, "native holdings differ");
        assertEq(token.balanceOf(address(vault)), token.balanceOf(address(_reference)), "token holdings differ");
    }

    // --------------------------------------------------------------------------------------------------------- calls

    function _step() private {
        uint256 kind = _draw(20);
        if (kind == 0) _describe();
        else if (kind < 4) _grant();
        else if (kind == 4) _grantMany();
        else if (kind < 9) _revoke();
        else if (kind == 9) _offer();
        else if (kind < 12) _buy();
        else if (kind < 15) _deliver();
        else if (kind < 18) _settle();
        else _withdraw();
        vm.warp(block.timestamp + [0, 0, 1, 10, 20, 37, uint256(WINDOW)][_draw(7)]);
    }

    /// @dev What only says something of a dataset or an account.
    function _describe() private {
        bytes32 id = _dataset();
        uint256 kind = _draw(4);
        if (kind == 0) {
            _both(_ownerOf(id), abi.encodeCall(vault.registerDataset, (registrationOf(id))), 0);
        } else if (kind == 1) {
            _both(_ownerOf(id), abi.encodeCall(vault.publishRevision, (id, CIPHERTEXT, CONTENT, LOCATOR)), 0);
        } else if (kind == 2) {
            address account = _draw(3) == 0 ? address(0) : _wallet();
            _both(_ownerOf(id), abi.encodeCall(vault.setGatekeeper, (id, account)), 0);
        } else {
            _both(_wallet(), abi.encodeCall(vault.setEncryptionKey, (bytes32(_draw(3)))), 0);
        }
    }

    function _grant() private {
        IAccessGrants.Grant memory g = _drawGrant(_dataset());
        uint256 kind = _draw(4);
        if (kind == 0) {
            uint256 expiry = _draw(8) == 0 ? 2 ** 64 - 1 + _draw(2) : g.expiry;
            _both(_ownerOf(g.datasetId), abi.encodeCall(vault.grantAccess, (g.researcher, g.datasetId, expiry)), 0);
        } else if (kind == 1) {
            _both(_ownerOf(g.datasetId), abi.encodeCall(vault.grant, (g)), 0);
        } else if (kind == 2) {
            _both(_ownerOf(g.datasetId), abi.encodeCall(vault.extend, (g)), 0);
        } else {
            uint64 deadline = uint64(block.timestamp + _draw(4));
            bytes memory signature = signGrant(_walletOf(ownerOf(g.datasetId)), g, deadline);
            if (_draw(8) == 0) g.expiry += 1;
            _both(stranger, abi.encodeCall(vault.grantWithSignature, (g, deadline, signature)), 0);
        }
    }

    function _grantMany() private {
        IAccessGrants.Grant[] memory grants = new IAccessGrants.Grant[](_draw(3));
        bytes32 id = _dataset();
        for (uint256 i = 0; i < grants.length; ++i) {
            grants[i] = _drawGrant(id);
        }
        _both(_ownerOf(id), abi.encodeCall(vault.grantMany, (grants)), 0);
    }

    function _revoke() private {
        bytes32 id = _dataset();
        uint256 kind = _draw(8);
        if (kind < 3) {
            _both(_ownerOf(id), abi.encodeCall(vault.revokeAccess, (_buyer(), id)), 0);
        } else if (kind == 3) {
            address[] memory accounts = new address[](_draw(4));
            for (uint256 i = 0; i < accounts.length; ++i) {
                accounts[i] = _buyer();
            }
            _both(_ownerOf(id), abi.encodeCall(vault.revokeMany, (id, accounts)), 0);
        } else if (kind < 7) {
            _both(_ownerOf(id), abi.encodeCall(vault.revokeAll, (id)), 0);
        } else {
            _both(_ownerOf(id), abi.encodeCall(vault.cancelSignedGrants, (_buyer(), id)), 0);
        }
    }

    function _offer() private {
        IDataVault.Offer memory offer = _offerAt(_draw(OFFERS));
        if (_draw(12) == 0) offer.price = 0;
        if (_draw(12) == 0) offer.duration = 0;
        if (_draw(12) == 0) offer.deliveryWindow = [uint32(1 days - 1), 30 days, 30 days + 1][_draw(3)];
        address caller = _ownerOf(offer.datasetId);
        if (_draw(2) == 0) _both(caller, abi.encodeCall(vault.openOffer, (offer)), 0);
        else _both(caller, abi.encodeCall(vault.closeOffer, (offer)), 0);
    }

    function _buy() private {
        IDataVault.Purchase memory p = _purchase();
        uint256 value = p.offer.token == NATIVE ? p.offer.price : 0;
        if (_draw(12) == 0) value += 1;
        uint40 latestStart = _draw(3) == 0 ? uint40(block.timestamp - 1 + _draw(4) * 20) : type(uint40).max;
        _both(p.buyer, abi.encodeCall(vault.purchase, (p.offer, p.salt, latestStart)), value);
    }

    /// @dev One that waits, if one does.
    function _deliver() private {
        IDataVault.Purchase memory p = _purchase();
        for (uint256 i = 0; i < 6 && statusOf(p) != IDataVault.PurchaseStatus.Pending; ++i) {
            p = _purchase();
        }
        bytes32 id = p.offer.datasetId;
        address caller = _draw(4) == 0 ? gatekeeper : _ownerOf(id);
        (uint32 epoch, uint32 version) = _drawEpochAndVersion(id, p.buyer);
        bytes memory key = _draw(12) == 0 ? bytes("") : wrappedKey();
        _both(caller, abi.encodeCall(vault.deliver, (p, epoch, version, key)), 0);
    }

    function _sell() private {
        IDataVault.Purchase memory p = purchaseOf(_offerAt(_draw(OFFERS - 1)), _buyer(), _draw(SALTS));
        uint256 value = p.offer.token == NATIVE ? p.offer.price : 0;
        _both(p.buyer, abi.encodeCall(vault.purchase, (p.offer, p.salt, type(uint40).max)), value);
        bytes32 id = p.offer.datasetId;
        (uint32 epoch, uint32 version) = (epochOf(id), nextVersion(id, p.buyer));
        _both(ownerOf(id), abi.encodeCall(vault.deliver, (p, epoch, version, wrappedKey())), 0);
    }

    function _settle() private {
        if (_draw(2) == 0) {
            _both(stranger, abi.encodeCall(vault.settle, (_known())), 0);
            return;
        }
        IDataVault.Purchase[] memory purchases = new IDataVault.Purchase[](1 + _draw(3));
        for (uint256 i = 0; i < purchases.length; ++i) {
            purchases[i] = _known();
        }
        _both(stranger, abi.encodeCall(vault.settleMany, (purchases)), 0);
    }

    function _withdraw() private {
        address account = _wallet();
        address asset = _draw(2) == 0 ? address(token) : NATIVE;
        _both(account, abi.encodeCall(vault.withdraw, (asset, _draw(8) == 0 ? address(0) : account)), 0);
    }

    function _both(address caller, bytes memory data, uint256 value) private {
        vm.deal(caller, caller.balance + 2 * value);
        vm.recordLogs();
        vm.prank(caller);
        (bool first, bytes memory returned) = address(vault).call{value: value}(data);
        bytes32 events = _eventsOf(address(vault));
        vm.prank(caller);
        (bool second, bytes memory returnedToo) = address(_reference).call{value: value}(data);
        assertEq(first, second, "one succeeded and the other did not");
        assertEq(returned, returnedToo, "results or reverts differ");
        assertEq(events, _eventsOf(address(_reference)), "events differ");
    }

    function _eventsOf(address emitter) private returns (bytes32 digest) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == emitter) digest = keccak256(abi.encode(digest, logs[i].topics, logs[i].data));
        }
    }

    // ---------------------------------------------------------------------------------------------------- comparison

    function _compareGrants() private view {
        for (uint256 d = 0; d < DATASETS; ++d) {
            bytes32 id = _datasetAt(d);
            assertEq(abi.encode(vault.getDataset(id)), abi.encode(_reference.getDataset(id)), "datasets differ");
            for (uint256 w = 0; w < WALLETS; ++w) {
                address who = _wallets[w].addr;
                bytes memory actual = abi.encode(vault.getGrant(id, who));
                assertEq(actual, abi.encode(_reference.getGrant(id, who)), "grants differ");
                assertEq(vault.isLive(id, who), _reference.isLive(id, who), "answers differ");
            }
        }
        for (uint256 w = 0; w < WALLETS; ++w) {
            _compareAccount(_wallets[w].addr);
        }
    }

    function _compareAccount(address account) private view {
        assertEq(vault.creditOf(account, NATIVE), _reference.creditOf(account, NATIVE), "native credits differ");
        uint256 credit = vault.creditOf(account, address(token));
        assertEq(credit, _reference.creditOf(account, address(token)), "credits differ");
        (bytes32 key, uint32 version) = vault.getEncryptionKey(account);
        (bytes32 otherKey, uint32 otherVersion) = _reference.getEncryptionKey(account);
        assertEq(key, otherKey, "keys differ");
        assertEq(version, otherVersion, "versions of keys differ");
        bytes32 first = vault.getEncryptionKeyAt(account, 1);
        assertEq(first, _reference.getEncryptionKeyAt(account, 1), "first keys differ");
    }

    function _compareSales() private view {
        for (uint256 i = 0; i < OFFERS; ++i) {
            IDataVault.Offer memory offer = _offerAt(i);
            bytes32 id = offerIdOf(offer);
            assertEq(vault.isOfferOpen(id), _reference.isOfferOpen(id), "offers differ");
            for (uint256 j = 0; j < WALLETS * SALTS; ++j) {
                _comparePurchase(purchaseOf(offer, _wallets[j % WALLETS].addr, j / WALLETS));
            }
        }
    }

    function _comparePurchase(IDataVault.Purchase memory p) private view {
        bytes32 id = purchaseIdOf(p);
        assertEq(abi.encode(vault.getPurchase(id)), abi.encode(_reference.getPurchase(id)), "purchases differ");
        (uint96 earned, uint96 refunded, bool closed) = vault.getSettlement(p);
        (uint96 otherEarned, uint96 otherRefunded, bool otherClosed) = _reference.getSettlement(p);
        assertEq(earned, otherEarned, "what is earned differs");
        assertEq(refunded, otherRefunded, "what is refunded differs");
        assertEq(closed, otherClosed, "ends differ");
    }

    // --------------------------------------------------------------------------------------------------------- draws

    function _draw(uint256 count) private returns (uint256) {
        _draws = uint256(keccak256(abi.encode(_draws)));
        return _draws % count;
    }

    function _wallet() private returns (address) {
        return _wallets[_draw(WALLETS)].addr;
    }

    /// @dev The last wallet, most of the time: few subjects have a history that is long.
    function _buyer() private returns (address) {
        return _wallets[_draw(3) == 0 ? _draw(WALLETS) : WALLETS - 1].addr;
    }

    /// @dev The one who may, most of the time.
    function _walletOf(address account) private returns (Vm.Wallet memory) {
        for (uint256 i = 0; i < WALLETS; ++i) {
            if (_wallets[i].addr == account && _draw(8) != 0) return _wallets[i];
        }
        return _wallets[_draw(WALLETS)];
    }

    function _ownerOf(bytes32 id) private returns (address) {
        return _walletOf(ownerOf(id)).addr;
    }

    /// @dev The first, most of the time.
    function _dataset() private returns (bytes32) {
        return _draw(3) != 0 ? datasetId : _datasetAt(_draw(DATASETS));
    }

    function _datasetAt(uint256 index) private view returns (bytes32) {
        return idOf(_wallets[index].addr, 1);
    }

    /// @dev Of times around now and around the end that there is.
    function _drawGrant(bytes32 id) private returns (IAccessGrants.Grant memory g) {
        address who = _draw(16) == 0 ? address(0) : _buyer();
        uint256 expiry = block.timestamp + _draw(5) * 20;
        if (_draw(3) == 0) expiry = vault.getGrant(id, who).expiry + _draw(3);
        if (_draw(3) == 0 && expiry != 0) expiry -= 1;
        g = grantOf(who, id, uint64(expiry));
        (g.epoch, g.version) = _drawEpochAndVersion(id, who);
        uint256 kind = _draw(6);
        if (kind == 0) g.wrappedKey = "short";
        else if (kind < 3) g.wrappedKey = "";
    }

    function _drawEpochAndVersion(bytes32 id, address who) private returns (uint32 epoch, uint32 version) {
        (epoch, version) = (epochOf(id), nextVersion(id, who));
        if (_draw(16) == 0) epoch += 1;
        if (_draw(16) == 0) version -= 1;
    }

    function _purchase() private returns (IDataVault.Purchase memory) {
        return purchaseOf(_offerAt(_draw(OFFERS)), _buyer(), _draw(SALTS));
    }

    /// @dev One that was bought, if the draws meet one.
    function _known() private returns (IDataVault.Purchase memory p) {
        p = _purchase();
        for (uint256 i = 0; i < 6 && statusOf(p) == IDataVault.PurchaseStatus.None; ++i) {
            p = _purchase();
        }
    }

    /// @dev Two of the first dataset's, one of each that follows; the last dataset is not registered at first.
    function _offerAt(uint256 index) private view returns (IDataVault.Offer memory) {
        bytes32 id = _datasetAt(index < 2 ? 0 : index - 1);
        return offerOf(id, index % 2 == 0 ? address(token) : NATIVE, index == 1 ? 7 : 101, index == 2 ? 7 : 60);
    }
}
