// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";
import {IDataVault} from "src/interfaces/IDataVault.sol";

import {VaultAttack} from "./VaultAttack.sol";

/// @title V11: whoever has the events alone knows who is live, what is pending and what is owed
/// @dev The replica is made of logs and the block's time. It never asks the contract.
contract EventAttacksTest is VaultAttack {
    uint256 private constant STEPS = 8;

    struct ReplayedGrant {
        uint64 expiry;
        uint32 epoch;
        uint32 version;
    }

    mapping(bytes32 id => uint32) private _epochs;
    mapping(bytes32 id => uint24) private _revisions;
    mapping(bytes32 id => address) private _gatekeepers;
    mapping(bytes32 id => mapping(address researcher => ReplayedGrant)) private _grants;
    mapping(bytes32 offerId => bool) private _open;
    mapping(bytes32 purchaseId => IDataVault.PurchaseStatus) private _statuses;
    mapping(bytes32 purchaseId => uint40) private _times;
    mapping(bytes32 purchaseId => uint256) private _collected;
    mapping(address account => mapping(address token => uint256)) private _credits;
    mapping(address account => uint32) private _keyVersions;

    bytes32[2] private _ids;
    address[3] private _people;
    bytes private _signed;

    function setUp() public override {
        vm.recordLogs();
        super.setUp();
        _ids = [datasetId, idOf(owner.addr, 2)];
        _people = [researcher, buyer.addr, stranger];
        register(_ids[1]);
        open(_offer(0));
        open(_offer(1));
    }

    // --------------------------------------------------------------------------------------------------------- the replica

    function testFuzz_V11_TheEventsAloneTellWhoIsLive(uint256 seed) public {
        for (uint256 i = 0; i < STEPS; ++i) {
            _step(seed);
            vm.warp(block.timestamp + (seed >> 200) % 1 days);
            seed = uint256(keccak256(abi.encode(seed)));
        }
        _replay();
        for (uint256 i = 0; i < 2; ++i) {
            _assertSame(_ids[i]);
            for (uint256 j = 0; j < 3; ++j) {
                _assertSame(_ids[i], _people[j]);
                _assertSamePurchase(purchaseOf(_offer(i), _people[j], 0));
                _assertSamePurchase(purchaseOf(_offer(i), _people[j], 1));
            }
        }
    }

    /// @dev And at every later moment without another event.
    function testFuzz_V11_TimeNeedsNoEvent(uint256 seed, uint32 later) public {
        for (uint256 i = 0; i < 3; ++i) {
            _step(seed);
            seed = uint256(keccak256(abi.encode(seed)));
        }
        _replay();
        vm.warp(block.timestamp + later);
        for (uint256 i = 0; i < 6; ++i) {
            _assertSame(_ids[i / 3], _people[i % 3]);
        }
    }

    // -------------------------------------------------------------------------------------------------- each write, one event

    /// @dev A call that writes says so, once, and a call that fails or changes nothing says nothing.
    function test_V11_EachWriteOfAGrantHasItsEvent() public {
        IAccessGrants.Grant memory g = grantOf(researcher, datasetId, inAMonth());
        bytes[6] memory calls = [
            abi.encodeCall(vault.grant, (g)),
            abi.encodeCall(vault.cancelSignedGrants, (researcher, datasetId)),
            abi.encodeCall(vault.grantAccess, (researcher, datasetId, inAMonth())),
            abi.encodeCall(vault.revokeAccess, (researcher, datasetId)),
            abi.encodeCall(vault.revokeMany, (datasetId, listOf(researcher))),
            abi.encodeCall(vault.revokeAll, (datasetId))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.recordLogs();
            assertTrue(attempt(owner.addr, calls[i]));
            assertEq(vm.getRecordedLogs().length, 1);
        }
        vm.recordLogs();
        assertFalse(attempt(stranger, calls[3]));
        assertFalse(attempt(owner.addr, calls[0]));
        assertEq(vm.getRecordedLogs().length, 0);
    }

    function test_V11_SettlingNothingSaysNothing() public {
        IDataVault.Purchase memory p = sell(buyer.addr, _offer(0), 0);
        vm.recordLogs();
        vault.settle(p);
        vault.settleMany(new IDataVault.Purchase[](0));
        assertEq(vm.getRecordedLogs().length, 0);
        vm.warp(block.timestamp + 1 days);
        vault.settle(p);
        assertEq(vm.getRecordedLogs().length, 2);
    }

    /// @dev The event is written by hand: all its bytes are those of the compiler's, with and without a key.
    function testFuzz_V11_TheGrantsEventIsWellFormed(uint64 expiry, bytes32 purpose, bytes32 termsHash, bool withKey)
        public
    {
        IAccessGrants.Grant memory g = grantOf(researcher, datasetId, uint64(bound(expiry, soon(), type(uint64).max)));
        (g.purposeHash, g.termsHash) = (purpose, termsHash);
        if (!withKey) g.wrappedKey = "";
        vm.recordLogs();
        vault.grantWithSignature(g, soon(), signGrant(owner, g, soon()));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 1);
        assertEq(
            abi.encode(logs[0].topics),
            abi.encode(_topics(IAccessGrants.AccessGranted.selector, datasetId, bytes32(uint256(uint160(researcher)))))
        );
        assertEq(logs[0].data, abi.encode(g.expiry, g.epoch, g.version, g.purposeHash, g.termsHash, g.wrappedKey));
    }

    // ----------------------------------------------------------------------------------------------------------- the history

    /// @dev Anything that anyone may do, of which some fails.
    function _step(uint256 seed) private {
        bytes32 id = _ids[(seed >> 8) & 1];
        address who = _people[(seed >> 16) % 3];
        IDataVault.Offer memory offer = _offer((seed >> 8) & 1);
        IDataVault.Purchase memory p = purchaseOf(offer, who, (seed >> 24) & 1);
        uint256 expiry = block.timestamp + 1 + (seed >> 32) % 3 days;
        seed %= 16;
        if (seed < 2) attempt(owner.addr, abi.encodeCall(vault.grantAccess, (who, id, expiry)));
        if (seed == 2) attempt(owner.addr, abi.encodeCall(vault.grant, (grantOf(who, id, uint64(expiry)))));
        if (seed == 3) attempt(owner.addr, abi.encodeCall(vault.extend, (grantOf(who, id, uint64(expiry)))));
        if (seed == 4) revokeAccess(who, id);
        if (seed == 5) revokeAll(id);
        if (seed == 6) attempt(owner.addr, abi.encodeCall(vault.cancelSignedGrants, (who, id)));
        if (seed == 7) _grantSigned(who, id, uint64(expiry));
        if (seed == 8 && statusOf(p) == IDataVault.PurchaseStatus.None) buy(who, offer, p.salt);
        if (seed == 9 && statusOf(p) == IDataVault.PurchaseStatus.None) sell(who, offer, p.salt);
        if (seed == 10) _deliver(p);
        if (seed == 11 || seed == 12) vault.settleMany(_allOf(who));
        if (seed == 13) attempt(who, abi.encodeCall(vault.withdraw, (address(token), who)));
        if (seed == 14) attempt(owner.addr, abi.encodeCall(vault.setGatekeeper, (id, who)));
        if (seed == 15) attempt(who, abi.encodeCall(vault.setEncryptionKey, (id)));
    }

    /// @dev Every purchase of the account that there can be.
    function _allOf(address who) private view returns (IDataVault.Purchase[] memory all) {
        all = new IDataVault.Purchase[](4);
        for (uint256 i = 0; i < 4; ++i) {
            all[i] = purchaseOf(_offer(i & 1), who, i / 2);
        }
    }

    function _offer(uint256 index) private view returns (IDataVault.Offer memory) {
        return offerOf(_ids[index], address(token), PRICE, 2 days);
    }

    /// @dev The one that was kept, so that some are old, and then the next is kept.
    function _grantSigned(address who, bytes32 id, uint64 expiry) private {
        if (_signed.length != 0) attempt(stranger, _signed);
        IAccessGrants.Grant memory g = grantOf(who, id, expiry);
        _signed = abi.encodeCall(vault.grantWithSignature, (g, inAMonth(), signGrant(owner, g, inAMonth())));
    }

    function _deliver(IDataVault.Purchase memory p) private {
        uint32 version = nextVersion(p.offer.datasetId, p.buyer);
        attempt(owner.addr, abi.encodeCall(vault.deliver, (p, epochOf(p.offer.datasetId), version, wrappedKey())));
    }

    // ------------------------------------------------------------------------------------------------------------- replaying

    function _replay() private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != address(vault)) continue;
            _replayGrant(logs[i], logs[i].topics[0]);
            _replaySale(logs[i], logs[i].topics[0]);
        }
    }

    function _replayGrant(Vm.Log memory log, bytes32 topic) private {
        bytes32 id = log.topics[1];
        if (topic == IAccessGrants.DatasetRegistered.selector) {
            (_epochs[id], _revisions[id], _gatekeepers[id]) = (1, 1, _address(log.topics[3]));
        }
        if (topic == IAccessGrants.GatekeeperSet.selector) _gatekeepers[id] = _address(log.topics[2]);
        if (topic == IAccessGrants.AllAccessRevoked.selector) _epochs[id] = uint32(uint256(log.topics[2]));
        if (topic == IAccessGrants.AccessGranted.selector) {
            (uint64 expiry, uint32 epoch, uint32 version) = abi.decode(log.data, (uint64, uint32, uint32));
            _grants[id][_address(log.topics[2])] = ReplayedGrant(expiry, epoch, version);
        }
        if (topic == IAccessGrants.AccessRevoked.selector) {
            _grants[id][_address(log.topics[2])] = ReplayedGrant(0, 0, abi.decode(log.data, (uint32)));
        }
        if (topic == IAccessGrants.SignedGrantsCancelled.selector) {
            _grants[id][_address(log.topics[2])].version = abi.decode(log.data, (uint32));
        }
        if (topic == keccak256("EncryptionKeySet(address,uint32,bytes32)")) {
            _keyVersions[_address(id)] = uint32(uint256(log.topics[2]));
        }
    }

    function _replaySale(Vm.Log memory log, bytes32 topic) private {
        bytes32 id = log.topics[1];
        if (topic == IDataVault.OfferOpened.selector) _open[id] = true;
        if (topic == IDataVault.OfferClosed.selector) _open[id] = false;
        if (topic == IDataVault.AccessPurchased.selector) {
            (, uint40 deadline,) = abi.decode(log.data, (uint256, uint40, uint40));
            (_statuses[id], _times[id]) = (IDataVault.PurchaseStatus.Pending, deadline);
        }
        if (topic == IDataVault.PurchaseDelivered.selector) {
            (uint40 start,) = abi.decode(log.data, (uint40, uint64));
            (_statuses[id], _times[id]) = (IDataVault.PurchaseStatus.Delivered, start);
        }
        if (topic == IDataVault.PurchaseSettled.selector) {
            (uint96 earned,, bool closed) = abi.decode(log.data, (uint96, uint96, bool));
            _collected[id] += earned;
            if (closed) _statuses[id] = IDataVault.PurchaseStatus.Closed;
        }
        if (topic == IDataVault.Credited.selector) {
            _credits[_address(id)][_address(log.topics[2])] += abi.decode(log.data, (uint256));
        }
        if (topic == IDataVault.Withdrawn.selector) {
            _credits[_address(id)][_address(log.topics[2])] -= abi.decode(log.data, (uint256));
        }
    }

    // ------------------------------------------------------------------------------------------------------------- comparing

    function _assertSame(bytes32 id) private view {
        IAccessGrants.DatasetView memory d = vault.getDataset(id);
        assertEq(d.epoch, _epochs[id], "epoch");
        assertEq(d.revision, _revisions[id], "revision");
        assertEq(d.gatekeeper, _gatekeepers[id], "gatekeeper");
        assertEq(vault.creditOf(owner.addr, address(token)), _credits[owner.addr][address(token)], "owner's credit");
    }

    function _assertSame(bytes32 id, address who) private view {
        ReplayedGrant memory replica = _grants[id][who];
        IAccessGrants.GrantView memory g = vault.getGrant(id, who);
        assertEq(g.expiry, replica.expiry, "expiry");
        assertEq(g.epoch, replica.epoch, "epoch of the grant");
        assertEq(g.version, replica.version, "version");
        bool live = block.timestamp < replica.expiry && replica.epoch == _epochs[id];
        assertEq(vault.isLive(id, who), live, "live");
        assertEq(vault.creditOf(who, address(token)), _credits[who][address(token)], "credit");
        (, uint32 keyVersion) = vault.getEncryptionKey(who);
        assertEq(keyVersion, _keyVersions[who], "version of the key");
    }

    function _assertSamePurchase(IDataVault.Purchase memory p) private view {
        bytes32 id = purchaseIdOf(p);
        IDataVault.PurchaseView memory recorded = vault.getPurchase(id);
        assertEq(uint8(recorded.status), uint8(_statuses[id]), "status");
        assertEq(recorded.time, _times[id], "time");
        assertEq(recorded.collected, _collected[id], "collected");
        assertEq(vault.isOfferOpen(offerIdOf(p.offer)), _open[offerIdOf(p.offer)], "open");
    }

    function _address(bytes32 word) private pure returns (address) {
        return address(uint160(uint256(word)));
    }

    function _topics(bytes32 a, bytes32 b, bytes32 c) private pure returns (bytes32[] memory topics) {
        topics = new bytes32[](3);
        (topics[0], topics[1], topics[2]) = (a, b, c);
    }
}
