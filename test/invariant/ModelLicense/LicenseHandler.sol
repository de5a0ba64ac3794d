// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";

import {TokenMock} from "../../mocks/TokenMock.sol";
import {LicenseUsers} from "./LicenseUsers.sol";

/// @title The calls of the licences' campaign
/// @dev `fail_on_revert` is set: a handler makes what it needs, so a revert is a bug. What holds around one call is
/// asserted by the handlers; what holds at rest, in ModelLicenseInvariants. Each message begins with the property's number.
/// Here are the calls about revenue, and those of strangers.
contract LicenseHandler is LicenseUsers {
    uint256 private constant MAX_PURCHASES_IN_PARTS = 4;
    /// @dev A claim may be given more; what a payee burns is then the caller's.
    uint256 private constant CLAIM_GAS = 400_000;

    address private immutable _refuge = makeAddr("refuge");

    // ------------------------------------------------------------------------------------------------------- collect

    /// @dev One of the plans stands twice.
    function collectNoRevert(uint256 seed) external watched(seed) {
        _buyEveryday(_drawFrom(_tokens), _drawFrom(_licensees));
        bytes32[2] memory ids = [_drawFrom(_planIds), _everydayPlan[_drawFrom(_tokens)]];
        IModelLicense.Plan[] memory plans = new IModelLicense.Plan[](3);
        (plans[0], plans[1], plans[2]) = (_plans[ids[0]].terms, _plans[ids[1]].terms, _plans[ids[0]].terms);
        uint256[] memory before = _allEntitled(_plans[ids[1]].splitId, plans[1].token);
        vm.prank(stranger);
        license.collect(plans);
        _recordCollected(ids[0]);
        _recordCollected(ids[1]);
        _checkNoneFell(_plans[ids[1]].splitId, plans[1].token, before);
    }

    /// @dev A split and, if it has parents, the first one's after it.
    function rollUpNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address asset) = (_drawFrom(_splitIds), _drawFrom(_tokens));
        if (_models[_splits[id].modelId].parentSplits.length == 0) id = _earn(asset);
        bytes32[] memory ids = new bytes32[](2);
        (ids[0], ids[1]) = (id, _models[_splits[id].modelId].parentSplits[0]);
        uint256[] memory before = _allEntitled(ids[1], asset);
        vm.prank(stranger);
        license.rollUp(ids, asset);
        _recordRolledUp(ids[0], asset);
        _recordRolledUp(ids[1], asset);
        _checkNoneFell(ids[1], asset, before);
    }

    function _recordRolledUp(bytes32 id, address asset) private {
        for (uint256 place = payeeCount(id); place < placeCount(id); ++place) {
            uint256 due = reckoned(id, asset, place) - _drawn[id][asset][place];
            _recordDrawn(id, asset, place, due);
            assertEq(_due(id, asset, place), 0, "L-4: something stayed due to a parent");
        }
    }

    /// @dev The same purchases, collected and rolled up after each, or once.
    function earnInPartsNoRevert(uint256 seed) external watched(seed) {
        address asset = _drawFrom(_tokens);
        bytes32 planId = _everydayPlan[asset];
        uint256 count = 1 + _draw(MAX_PURCHASES_IN_PARTS);
        _ensureOpen(planId);
        uint256 snapshot = vm.snapshotState();
        for (uint256 i = 0; i < count; ++i) {
            _earn(asset);
        }
        uint256[] memory inParts = _allEntitled(_plans[planId].splitId, asset);
        vm.revertToStateAndDelete(snapshot);
        for (uint256 i = 0; i < count; ++i) {
            _buyEveryday(asset, _licensees[0]);
        }
        _collectOne(planId);
        uint256[] memory atOnce = _allEntitled(_plans[planId].splitId, asset);
        assertEq(inParts, atOnce, "L-4: what came in parts is divided otherwise than the whole");
    }

    // --------------------------------------------------------------------------------------------------------- claim

    function claimNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address asset, uint256 place) = _drawDue();
        address payee = _splits[id].shares[place].payee;
        _claim(id, asset, place, payee, _isBlocked(payee, asset) || _draw(2) == 0 ? _refuge : payee);
    }

    function claimForPayeeNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address asset, uint256 place) = _drawDue();
        address payee = _splits[id].shares[place].payee;
        if (!_isBlocked(payee, asset)) _claim(id, asset, place, stranger, payee);
        else _mustNotArrive(id, asset, place, payee);
    }

    /// @dev Every payee of a split in turn. Those that refuse, burn all gas or are blocked keep what is theirs; all others
    /// are paid.
    function claimAroundBlockedNoRevert(uint256 seed) external watched(seed) {
        address asset = _tokens[1 + _draw(2)];
        bytes32 id = _earn(asset);
        for (uint256 place = 0; place < payeeCount(id); ++place) {
            address payee = _splits[id].shares[place].payee;
            if (_isBlocked(payee, asset)) _mustNotArrive(id, asset, place, payee);
            else if (_due(id, asset, place) != 0) _claim(id, asset, place, stranger, payee);
        }
    }

    function _claim(bytes32 id, address asset, uint256 place, address caller, address to) private {
        uint256 due = reckoned(id, asset, place) - _drawn[id][asset][place];
        uint256 held = holding(to, asset);
        vm.prank(caller);
        (bool success,) = address(license).call{gas: CLAIM_GAS}(abi.encodeCall(license.claim, (id, asset, place, to)));
        assertTrue(success, "L-9: a payee was not paid");
        uint256 paid = holding(to, asset) - held;
        _recordDrawn(id, asset, place, paid);
        assertEq(paid, due, "L-4: a payee got more or less than the sum entitles it to");
    }

    function _mustNotArrive(bytes32 id, address asset, uint256 place, address payee) private {
        uint256 due = _due(id, asset, place);
        vm.prank(stranger);
        (bool success,) =
            address(license).call{gas: CLAIM_GAS}(abi.encodeCall(license.claim, (id, asset, place, payee)));
        assertFalse(success, "L-9: a payment that did not arrive was counted");
        assertEq(_due(id, asset, place), due, "L-9: a payee that is blocked lost what was due to it");
    }

    // --------------------------------------------------------------------------------------------------------- world

    function donateNoRevert(uint256 seed) external watched(seed) {
        (address asset, uint256 amount) = (_drawFrom(_tokens), _draw(1e24));
        if (asset == NATIVE) vm.deal(address(license), address(license).balance + amount);
        else TokenMock(asset).mint(address(license), amount);
        donated[asset] += amount;
    }

    /// @dev To the second at which a licence ends or before it, half of the time, if that is to come.
    function warpNoRevert(uint256 seed) external watched(seed) {
        uint256 endsAt = _licenses[_drawFrom(_modelIds)][_drawFrom(_licensees)].endsAt;
        uint256 to = block.timestamp + _draw(30 days);
        if (_draw(2) == 0 && endsAt > block.timestamp && endsAt != WITHOUT_END) to = endsAt - _draw(2);
        vm.warp(to);
    }

    /// @dev What only a creator or a payee may do. Every try must fail.
    function strangerTriesNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address asset, uint256 place) = _drawDue();
        bytes32 ofModel = _splits[id].modelId;
        IModelLicense.Plan memory plan = _plans[_everydayPlan[asset]].terms;
        IModelRegistry.Share[] memory shares = soleShare(stranger, ALL);
        vm.startPrank(stranger);
        _mustFail(abi.encodeCall(license.claim, (id, asset, place, stranger)));
        _mustFail(abi.encodeCall(license.registerModel, (ofModel, URI, 0)));
        _mustFail(abi.encodeCall(license.registerModel, (idOf(creator.addr, _nextNumber), URI, 0)));
        _mustFail(abi.encodeCall(license.openSplit, (ofModel, shares)));
        _mustFail(abi.encodeCall(license.openPlan, (plan, id)));
        _mustFail(abi.encodeCall(license.closePlan, (plan)));
        _mustFail(abi.encodeCall(license.setPricePerUse, (ofModel, 0, id)));
        _mustFail(abi.encodeCall(license.setRoyaltyTerms, (ofModel, 0, id)));
        _mustFail(abi.encodeCall(license.publishVersion, (ofModel, URI, 0)));
        vm.stopPrank();
    }

    function _mustFail(bytes memory call) private {
        (bool success,) = address(license).call(call);
        assertFalse(success, "L-7: somebody did what only a creator or a payee may");
    }

    // -------------------------------------------------------------------------------------------------------- shared

    /// @dev Buys and collects what the everyday plan earns, and rolls it up: something is due to each payee of its split.
    function _earn(address asset) private returns (bytes32 id) {
        bytes32 planId = _everydayPlan[asset];
        _buyEveryday(asset, _licensees[0]);
        _collectOne(planId);
        return _plans[planId].splitId;
    }

    function _collectOne(bytes32 planId) private {
        (bytes32 id, address asset) = (_plans[planId].splitId, _plans[planId].terms.token);
        uint256[] memory before = _allEntitled(id, asset);
        collect(_plans[planId].terms);
        _recordCollected(planId);
        _checkNoneFell(id, asset, before);
    }

    /// @dev A place that something is due to; if the draws meet none, money is earned for one.
    function _drawDue() private returns (bytes32 id, address asset, uint256 place) {
        asset = _drawFrom(_tokens);
        for (uint256 i = 0; i < 4; ++i) {
            id = _drawFrom(_splitIds);
            place = _draw(payeeCount(id));
            if (reckoned(id, asset, place) != _drawn[id][asset][place]) return (id, asset, place);
        }
        id = _earn(asset);
        place = _draw(payeeCount(id));
    }
}
