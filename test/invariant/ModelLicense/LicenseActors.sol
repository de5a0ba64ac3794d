// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {PickyToken} from "../../mocks/PickyToken.sol";
import {NativeReceiver} from "../../mocks/ReceiverMocks.sol";
import {RefusingReceiver} from "../../mocks/RefusingReceiver.sol";
import {TokenMock} from "../../mocks/TokenMock.sol";
import {LicenseTest} from "../../support/LicenseTest.sol";
import {LicenseGhosts} from "./LicenseGhosts.sol";

/// @title Who takes part in the licences' campaign, and what is watched around each call
/// @dev Three creators; three buyers with allowances without limit, and one who only permits; licensees are the buyers and
/// a contract. Payees are an account, one that the second token refuses to pay, a contract that takes no native coin, one
/// that burns all gas when it comes, and a creator. Two tokens and the native coin.
abstract contract LicenseActors is LicenseTest, LicenseGhosts {
    /// @dev What is watched around a call: one split in one token, one licence with one seat.
    struct Watch {
        bytes32 splitId;
        address token;
        uint256[] entitled;
        bytes32 modelId;
        address licensee;
        uint256 uses;
        address seat;
        uint256 until;
    }

    Vm.Wallet internal _permitter;
    PickyToken internal _picky;
    address internal _burner;
    address internal _refuser;

    address[] internal _creators;
    address[] internal _licensees;
    address[] internal _seats;
    address[] internal _payees;
    address[] internal _tokens;
    mapping(address account => Vm.Wallet) internal _walletOf;

    uint96 internal _nextNumber = 100;

    uint256 private _draws;
    uint256 private _call;
    mapping(bytes32 modelId => mapping(address licensee => uint256 call)) private _touchedIn;

    /// @dev Draws follow from the seed. Nobody may lose by the call but the licensees that it touches.
    modifier watched(uint256 seed) {
        _draws = uint256(keccak256(abi.encode(seed, ++_call)));
        Watch memory before = _watch();
        _;
        _checkBystanders(before);
    }

    constructor() {
        setUp();
        address refused = _newWallet("refused payee").addr;
        _picky = new PickyToken(refused);
        _tokens = [address(token), address(_picky), NATIVE];
        _refuser = address(new RefusingReceiver());
        _burner = address(new NativeReceiver(NativeReceiver.Mode.BurnGas));
        _creators = [creator.addr, makeAddr("creator1"), makeAddr("creator2")];
        _payees = [makeAddr("payee"), refused, _refuser, _burner, _creators[1]];
        for (uint256 i = 0; i < 3; ++i) {
            _licensees.push(_newBuyer(string.concat("buyer", vm.toString(i))));
            _seats.push(_newWallet(string.concat("seat", vm.toString(i))).addr);
        }
        _licensees.push(_refuser);
        _permitter = _newWallet("permitter");
        _enrich(_permitter.addr);
    }

    function target() external view returns (address) {
        return address(license);
    }

    function tokens() external view returns (address[] memory) {
        return _tokens;
    }

    function licensees() external view returns (address[] memory) {
        return _licensees;
    }

    /// @notice Every seat there is, and until when the licensee named it.
    function seatsOf(bytes32 id, address licensee)
        external
        view
        returns (address[] memory seats, uint256[] memory untils)
    {
        seats = _seats;
        untils = new uint256[](seats.length);
        for (uint256 i = 0; i < untils.length; ++i) {
            untils[i] = _seatUntil[id][licensee][seats[i]];
        }
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

    /// @dev The contract among the licensees has no money.
    function _drawBuyer() internal returns (address) {
        return _licensees[_draw(3)];
    }

    // --------------------------------------------------------------------------------------------------------- money

    function _isBlocked(address payee, address asset) internal view returns (bool) {
        if (asset == NATIVE) return payee == _refuser || payee == _burner;
        return asset == address(_picky) && payee == _picky.REFUSED();
    }

    function _newBuyer(string memory name) private returns (address account) {
        account = _newWallet(name).addr;
        _enrich(account);
        vm.startPrank(account);
        token.approve(address(license), type(uint256).max);
        _picky.approve(address(license), type(uint256).max);
        vm.stopPrank();
    }

    /// @dev More than all purchases of a campaign cost: so that what is taken beyond the price would be there to take.
    function _enrich(address account) private {
        token.mint(account, type(uint128).max);
        _picky.mint(account, type(uint128).max);
        vm.deal(account, type(uint128).max);
    }

    function _newWallet(string memory name) private returns (Vm.Wallet memory wallet) {
        wallet = vm.createWallet(name);
        _walletOf[wallet.addr] = wallet;
    }

    // ------------------------------------------------------------------------------------------------------ watching

    /// @dev What a place is entitled to in all: what it had, and what the contract says is due.
    function _entitled(bytes32 id, address asset, uint256 place) internal view returns (uint256) {
        return _drawn[id][asset][place] + _due(id, asset, place);
    }

    function _due(bytes32 id, address asset, uint256 place) internal view returns (uint256) {
        uint256 payees = payeeCount(id);
        return place < payees ? license.claimable(id, asset, place) : license.owedToParent(id, asset, place - payees);
    }

    function _allEntitled(bytes32 id, address asset) internal view returns (uint256[] memory entitled) {
        entitled = new uint256[](placeCount(id));
        for (uint256 place = 0; place < entitled.length; ++place) {
            entitled[place] = _entitled(id, asset, place);
        }
    }

    /// @dev Half of the time the split that earns most: the first that names every payee.
    function _watch() private returns (Watch memory w) {
        (w.splitId, w.token) = (_draw(2) == 0 ? _splitIds[1] : _drawFrom(_splitIds), _drawFrom(_tokens));
        w.entitled = _allEntitled(w.splitId, w.token);
        (w.modelId, w.licensee, w.seat) = (_drawFrom(_modelIds), _drawFrom(_licensees), _drawFrom(_seats));
        w.uses = license.getLicense(w.modelId, w.licensee).remainingUses;
        w.until = license.getSeat(w.modelId, w.licensee, w.seat);
    }

    function _checkNoneFell(bytes32 id, address asset, uint256[] memory before) internal view {
        uint256[] memory entitled = _allEntitled(id, asset);
        for (uint256 place = 0; place < entitled.length; ++place) {
            assertGe(entitled[place], before[place], "L-3: an entitlement fell");
        }
    }

    /// @dev The licensee itself, one of its seats or its signature acts in this call.
    function _touch(bytes32 id, address licensee) internal {
        _touchedIn[id][licensee] = _call;
    }

    function _checkBystanders(Watch memory w) private view {
        _checkNoneFell(w.splitId, w.token, w.entitled);
        if (_touchedIn[w.modelId][w.licensee] == _call) return;
        uint256 uses = license.getLicense(w.modelId, w.licensee).remainingUses;
        uint256 until = license.getSeat(w.modelId, w.licensee, w.seat);
        assertGe(uses, w.uses, "L-7: uses fell without their licensee");
        assertEq(until, w.until, "L-7: a seat changed without its licensee");
    }
}
