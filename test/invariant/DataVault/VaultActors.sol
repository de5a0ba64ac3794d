// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {IDataVault} from "src/interfaces/IDataVault.sol";

import {TokenMock} from "../../mocks/TokenMock.sol";
import {VaultTest} from "../../support/VaultTest.sol";
import {VaultGhosts} from "./VaultGhosts.sol";
import {VaultReplica} from "./VaultReplica.sol";

/// @title Who takes part in the vault's campaign, and what is watched around each call
/// @dev Two owners of up to four datasets; three researchers, who have money and allowances without limit, so that what is
/// taken beyond a price would be there to take. Two tokens and the native coin.
abstract contract VaultActors is VaultTest, VaultGhosts {
    /// @dev Later than any time that a start can have.
    uint64 internal constant FAR = 1 << 50;

    VaultReplica public replica;

    address[] internal _owners;
    address[] internal _researchers;
    address[] internal _gatekeepers;
    address[] internal _tokens;
    mapping(address account => Vm.Wallet) internal _walletOf;

    uint256 internal _nextNumber = 100;

    uint256 private _draws;
    uint256 private _call;
    /// @dev One more than the grants that were written when the access was last seen not to be live.
    mapping(bytes32 datasetId => mapping(address researcher => uint256)) private _deadSince;

    /// @dev Draws follow from the seed. What the call emits goes to the replica.
    modifier watched(uint256 seed) {
        _draws = uint256(keccak256(abi.encode(seed, ++_call)));
        vm.recordLogs();
        _;
        replica.read(vm.getRecordedLogs());
        watchRevivals(_drawFrom(_datasetIds));
    }

    constructor() {
        setUp();
        replica = new VaultReplica(address(vault));
        _tokens = [address(token), address(new TokenMock()), NATIVE];
        _gatekeepers = [gatekeeper, makeAddr("gatekeeper1"), address(0)];
        _owners = [_newWallet("owner"), _newWallet("owner1")];
        for (uint256 i = 0; i < 3; ++i) {
            _researchers.push(_newWallet(string.concat("researcher", vm.toString(i))));
            _enrich(_researchers[i]);
        }
    }

    function target() external view returns (address) {
        return address(vault);
    }

    function tokens() external view returns (address[] memory) {
        return _tokens;
    }

    function researchers() external view returns (address[] memory) {
        return _researchers;
    }

    /// @notice Everyone who can have credit.
    function creditors() public view returns (address[] memory accounts) {
        accounts = new address[](5);
        (accounts[0], accounts[1]) = (_owners[0], _owners[1]);
        (accounts[2], accounts[3], accounts[4]) = (_researchers[0], _researchers[1], _researchers[2]);
    }

    // ------------------------------------------------------------------------------------------------------- drawing

    function _draw(uint256 count) internal returns (uint256) {
        _draws = uint256(keccak256(abi.encode(_draws)));
        return _draws % count;
    }

    function _drawFrom(address[] storage list) internal returns (address) {
        return list[_draw(list.length)];
    }

    function _drawFrom(bytes32[] storage list) internal returns (bytes32) {
        return list[_draw(list.length)];
    }

    function _drawErc20() internal returns (address) {
        return _tokens[_draw(2)];
    }

    function _drawPair() internal returns (bytes32 id, address who) {
        return (_drawFrom(_datasetIds), _drawFrom(_researchers));
    }

    /// @dev One that the owner may write now: what was paid for is not shortened.
    function _drawExpiry(bytes32 id, address who) internal returns (uint64) {
        uint256 from = block.timestamp + 1;
        if (_grants[id][who].sold && reckonedLive(id, who)) from = _grants[id][who].expiry;
        if (from < FAR && _draw(16) == 0) return FAR;
        return uint64(from + _draw(40 days));
    }

    // -------------------------------------------------------------------------------------------------------- shared

    function _mustFail(address caller, bytes memory call, string memory message) internal {
        vm.prank(caller);
        (bool success,) = address(vault).call(call);
        assertFalse(success, message);
    }

    /// @dev With the epoch and the version that the vault would take now.
    function _deliverCall(IDataVault.Purchase memory p) internal view returns (bytes memory) {
        bytes32 id = p.offer.datasetId;
        return abi.encodeCall(vault.deliver, (p, epochOf(id), nextVersion(id, p.buyer), wrappedKey()));
    }

    function _newWallet(string memory name) private returns (address) {
        Vm.Wallet memory wallet = vm.createWallet(name);
        _walletOf[wallet.addr] = wallet;
        return wallet.addr;
    }

    function _enrich(address account) private {
        vm.deal(account, type(uint128).max);
        for (uint256 i = 0; i < 2; ++i) {
            TokenMock(_tokens[i]).mint(account, type(uint128).max);
            vm.prank(account);
            TokenMock(_tokens[i]).approve(address(vault), type(uint256).max);
        }
    }

    // ------------------------------------------------------------------------------------------------------ watching

    /// @notice What was once seen not to be live is live again only if it was granted in between.
    function watchRevivals(bytes32 id) public {
        for (uint256 i = 0; i < _researchers.length; ++i) {
            address who = _researchers[i];
            uint256 grants = _grants[id][who].grants + 1;
            if (!vault.isLive(id, who)) _deadSince[id][who] = grants;
            else assertNotEq(_deadSince[id][who], grants, "V-2: access came back without a grant");
        }
    }

    /// @notice Each access is live exactly when the ghost says so.
    function checkLive() public view {
        for (uint256 i = 0; i < _datasetIds.length; ++i) {
            for (uint256 j = 0; j < _researchers.length; ++j) {
                (bytes32 id, address who) = (_datasetIds[i], _researchers[j]);
                bool live = vault.isLive(id, who);
                assertEq(live, reckonedLive(id, who), "V-1: live and should not be, or the other way round");
                assertEq(vault.getGrant(id, who).live, live, "V-1: the record says otherwise than isLive");
            }
        }
    }
}
