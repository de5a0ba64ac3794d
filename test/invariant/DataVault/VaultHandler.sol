// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";

import {TokenMock} from "../../mocks/TokenMock.sol";
import {VaultSellers} from "./VaultSellers.sol";

/// @title The calls of the vault's campaign
/// @dev `fail_on_revert` is set: a handler makes what it needs, so a revert is a bug. What holds around one call is
/// asserted by the handlers; what holds at rest, in DataVaultInvariants. Each message begins with the property's number.
/// Here are the calls about money, and those of strangers.
contract VaultHandler is VaultSellers {
    address private immutable _refuge = makeAddr("refuge");

    // -------------------------------------------------------------------------------------------------------- settle

    function settleNoRevert(uint256 seed) external watched(seed) {
        _settle(_drawDue());
    }

    /// @dev One stands twice, and one was never bought.
    function settleManyNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _drawDue();
        IDataVault.Purchase[] memory purchases = new IDataVault.Purchase[](3);
        (purchases[0], purchases[1], purchases[2]) = (_purchases[id].terms, _purchases[id].terms, _purchases[id].terms);
        purchases[1] = purchaseOf(purchases[0].offer, purchases[0].buyer, _nextNumber++);
        (uint256 owners, uint256 buyers) = _creditsOf(id);
        vm.prank(stranger);
        vault.settleMany(purchases);
        _settled(id, owners, buyers);
    }

    function withdrawNoRevert(uint256 seed) external watched(seed) {
        (address account, address asset) = _drawCreditor();
        address to = _draw(2) == 0 ? account : _refuge;
        (uint256 credit, uint256 held) = (vault.creditOf(account, asset), holding(to, asset));
        vm.prank(account);
        uint256 amount = vault.withdraw(asset, to);
        assertEq(amount, credit, "V-5: a part of the credit was withdrawn");
        assertEq(holding(to, asset) - held, credit, "V-5: another sum arrived than was credited");
        _mustFail(account, abi.encodeCall(vault.withdraw, (asset, to)), "V-5: one credit was withdrawn twice");
    }

    /// @dev All money comes back of what was revoked before it was delivered.
    function revokeWhilePendingNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _buy(_drawForSale(_drawFrom(_tokens)), _drawFrom(_researchers), type(uint40).max);
        _revokePending(id, _draw(4) == 0);
        _settle(id);
        assertEq(_purchases[id].refunded, _purchases[id].terms.offer.price, "V-5: not all was refunded");
    }

    function _revokePending(bytes32 id, bool all) private {
        IDataVault.Purchase memory p = _purchases[id].terms;
        if (all) _revokeAll(p.offer.datasetId);
        else _revoke(p.offer.datasetId, p.buyer);
        bytes memory call = _deliverCall(p);
        _mustFail(ownerOf(p.offer.datasetId), call, "V-2: a purchase was delivered after it was revoked");
    }

    function _settle(bytes32 id) private {
        (uint256 owners, uint256 buyers) = _creditsOf(id);
        vm.prank(stranger);
        vault.settle(_purchases[id].terms);
        _settled(id, owners, buyers);
    }

    function _settled(bytes32 id, uint256 ownersBefore, uint256 buyersBefore) private {
        (uint256 owners, uint256 buyers) = _creditsOf(id);
        _recordSettled(id, owners - ownersBefore, buyers - buyersBefore);
        (uint256 earned, uint256 refunded) = reckonedSettlement(id);
        assertEq(_purchases[id].earned, earned, "V-5: the owner got another part than that of the time that ran");
        assertEq(_purchases[id].refunded, refunded, "V-5: the buyer got another part back than was not earned");
    }

    function _creditsOf(bytes32 id) private view returns (uint256 owners, uint256 buyers) {
        IDataVault.Purchase storage p = _purchases[id].terms;
        owners = vault.creditOf(ownerOf(p.offer.datasetId), p.offer.token);
        buyers = vault.creditOf(p.buyer, p.offer.token);
    }

    // --------------------------------------------------------------------------------------------------------- world

    function donateNoRevert(uint256 seed) external watched(seed) {
        (address asset, uint256 amount) = (_drawFrom(_tokens), _draw(1e24));
        if (asset == NATIVE) vm.deal(address(vault), address(vault).balance + amount);
        else TokenMock(asset).mint(address(vault), amount);
        donated[asset] += amount;
    }

    /// @dev To the second at which access ends or before it, half of the time, if that is to come.
    function warpNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address who) = _drawPair();
        uint256 endsAt = _grants[id][who].expiry;
        uint256 to = block.timestamp + (_draw(2) == 0 ? _draw(100) : _draw(6 days));
        if (_draw(2) == 0 && endsAt > block.timestamp && endsAt < block.timestamp + 60 days) to = endsAt - _draw(2);
        vm.warp(to);
        checkLive();
    }

    /// @dev What only an owner, its signature or its gatekeeper may do. Every try must fail: of a stranger, of another owner,
    /// and of the gatekeeper, which may only deliver.
    function strangerTriesNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address who) = _drawPair();
        address other = ownerOf(id) == _owners[0] ? _owners[1] : _owners[0];
        address caller = [stranger, other, gatekeeper, who][_draw(4)];
        _tryGrants(id, who, caller);
        _tryRest(id, caller);
        _tryDelivery(caller);
    }

    function _tryGrants(bytes32 id, address who, address caller) private {
        IAccessGrants.Grant memory terms = _drawGrant(id, who);
        bytes memory signature = signGrant(_walletOf[who], terms, soon());
        IAccessGrants.Grant[] memory grants = new IAccessGrants.Grant[](1);
        grants[0] = terms;
        _mustNot(caller, abi.encodeCall(vault.grantAccess, (who, id, terms.expiry)));
        _mustNot(caller, abi.encodeCall(vault.grant, (terms)));
        _mustNot(caller, abi.encodeCall(vault.grantMany, (grants)));
        _mustNot(caller, abi.encodeCall(vault.extend, (terms)));
        _mustNot(caller, abi.encodeCall(vault.grantWithSignature, (terms, soon(), signature)));
        _mustNot(caller, abi.encodeCall(vault.revokeAccess, (who, id)));
        _mustNot(caller, abi.encodeCall(vault.revokeMany, (id, _researchers)));
        _mustNot(caller, abi.encodeCall(vault.revokeAll, (id)));
        _mustNot(caller, abi.encodeCall(vault.cancelSignedGrants, (who, id)));
    }

    function _tryRest(bytes32 id, address caller) private {
        bytes32 offerId = _drawForSale(_drawFrom(_tokens));
        IDataVault.Offer memory offer = _offers[offerId];
        if (caller != ownerOf(offer.datasetId)) _mustNot(caller, abi.encodeCall(vault.closeOffer, (offer)));
        (offer.datasetId, offer.price) = (id, 1);
        _mustNot(caller, abi.encodeCall(vault.openOffer, (offer)));
        _mustNot(caller, abi.encodeCall(vault.publishRevision, (id, CONTENT, CIPHERTEXT, LOCATOR)));
        _mustNot(caller, abi.encodeCall(vault.setGatekeeper, (id, caller)));
        bytes32 unregistered = idOf(ownerOf(id), uint96(_nextNumber++));
        _mustNot(caller, abi.encodeCall(vault.registerDataset, (registrationOf(unregistered))));
        _mustNot(stranger, abi.encodeCall(vault.withdraw, (offer.token, stranger)));
    }

    function _tryDelivery(address caller) private {
        bytes32 id = _drawDeliverable();
        IDataVault.Purchase memory p = _purchases[id].terms;
        bytes32 datasetId_ = p.offer.datasetId;
        if (caller == ownerOf(datasetId_) || caller == _datasets[datasetId_].gatekeeper) return;
        _mustNot(caller, _deliverCall(p));
    }

    function _mustNot(address caller, bytes memory call) private {
        _mustFail(caller, call, "V-4: somebody did what only the owner may");
    }

    // ----------------------------------------------------------------------------------------------------------- gas

    /// @notice Gas of `isLive`, `grantAccess`, `revokeAccess` and `revokeAll`, of a new dataset with `grants` grants.
    function measure(uint256 grants) external returns (uint256[4] memory used) {
        bytes32 id = idOf(_owners[0], uint96(_nextNumber++));
        register(id);
        for (uint256 i = 0; i < grants; ++i) {
            grantAccess(address(uint160(0x1000 + i)), id, inAMonth());
        }
        address who = _researchers[0];
        grantAccess(who, id, inAMonth());
        used[0] = _gasOf(id, abi.encodeCall(vault.isLive, (id, who)));
        used[1] = _gasOf(id, abi.encodeCall(vault.grantAccess, (who, id, inAMonth() + 1)));
        used[2] = _gasOf(id, abi.encodeCall(vault.revokeAccess, (who, id)));
        used[3] = _gasOf(id, abi.encodeCall(vault.revokeAll, (id)));
    }

    function _gasOf(bytes32 id, bytes memory call) private returns (uint256) {
        vm.cool(address(vault));
        vm.prank(ownerOf(id));
        uint256 before = gasleft();
        (bool success,) = address(vault).call(call);
        uint256 used = before - gasleft();
        assertTrue(success, "V-7: a call failed");
        return used;
    }

    // -------------------------------------------------------------------------------------------------------- shared

    /// @dev A purchase of which something is to be credited; if the draws meet none, one is revoked.
    function _drawDue() private returns (bytes32 id) {
        for (uint256 i = 0; i < 6 && _heldIds.length != 0; ++i) {
            id = _drawFrom(_heldIds);
            (uint256 earned, uint256 refunded) = reckonedSettlement(id);
            if (earned + refunded != _purchases[id].earned + _purchases[id].refunded) return id;
        }
        if (_heldIds.length == 0) id = _buy(_drawForSale(_drawFrom(_tokens)), _researchers[0], _drawLatestStart());
        _revoke(_purchases[id].terms.offer.datasetId, _purchases[id].terms.buyer);
    }

    /// @dev Who has credit; if nobody has, a purchase is refunded.
    function _drawCreditor() private returns (address account, address asset) {
        address[] memory accounts = creditors();
        uint256 first = _draw(15);
        for (uint256 i = 0; i < 15; ++i) {
            (account, asset) = (accounts[(first + i) % 5], _tokens[(first + i) / 5 % 3]);
            if (vault.creditOf(account, asset) != 0) return (account, asset);
        }
        bytes32 id = _buy(_drawForSale(asset), _researchers[0], type(uint40).max);
        _revokePending(id, false);
        _settle(id);
        account = _researchers[0];
    }
}
