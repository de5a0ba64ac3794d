// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";

import {PickyToken} from "../../mocks/PickyToken.sol";
import {RefusingReceiver} from "../../mocks/RefusingReceiver.sol";
import {EscrowTest} from "../../support/EscrowTest.sol";
import {ReferenceEscrow} from "./ReferenceEscrow.sol";

/// @title The escrow and its naive twin, call for call
/// @dev Unlike the campaign's, these calls are not made to succeed: callers, amounts, salts, signatures and times are
/// drawn from small sets, so that right and wrong ones both come up often. Each call goes to both with the same bytes;
/// success must agree call for call, and every record in the end.
contract InferenceEscrowReferenceTest is EscrowTest {
    uint256 private constant CALLS = 40;
    uint96 private constant MAX_DRAW = 4_000;

    ReferenceEscrow private _reference;
    PickyToken private _picky;
    Vm.Wallet[] private _wallets;
    address[] private _receivers;
    address[] private _tokens;
    IInferenceEscrow.Channel private _opened;
    uint256 private _draws;

    function setUp() public override {
        super.setUp();
        _reference = new ReferenceEscrow(escrow.DOMAIN_SEPARATOR());
        _wallets.push(payer);
        _wallets.push(signer);
        _wallets.push(provider);
        _picky = new PickyToken(signer.addr);
        _tokens = [address(token), address(_picky), NATIVE];
        _receivers = [provider.addr, signer.addr, address(new RefusingReceiver())];
        for (uint256 i = 0; i < 3; ++i) {
            _mintAndApprove(_wallets[i].addr);
        }
    }

    function testFuzz_EqualsReference(uint256 seed) external {
        _draws = seed;
        for (uint256 i = 0; i < CALLS; ++i) {
            _step();
        }
        _compare();
    }

    function _step() private {
        uint256 kind = _draw(12);
        if (kind < 2) _both(_wallet().addr, abi.encodeCall(escrow.deposit, (_erc20(), _amount(), _wallet().addr)), 0);
        else if (kind == 2) _both(_wallet().addr, abi.encodeCall(escrow.depositNative, (_wallet().addr)), _amount());
        else if (kind < 5) _open();
        else if (kind == 5) _both(_wallet().addr, abi.encodeCall(escrow.topUp, (_channel(), _amount())), 0);
        else if (kind == 6) _batch(escrow.settle.selector);
        else if (kind == 7) _batch(escrow.post.selector);
        else if (kind == 8) _startClose();
        else if (kind == 9) _both(_wallet().addr, abi.encodeCall(escrow.finishClose, (_channel())), 0);
        else if (kind == 10) _closeWithConsent();
        else _both(_wallet().addr, abi.encodeCall(escrow.withdraw, (_token(), _amount(), _wallet().addr)), 0);
        if (_draw(6) == 0) vm.warp(block.timestamp + _draw(3) * 12 hours);
    }

    function _open() private {
        IInferenceEscrow.Opening memory opening = openingOf(_channel(), _amount());
        opening.payer = _wallet().addr;
        _both(opening.payer, abi.encodeCall(escrow.depositNative, (opening.payer)), opening.amount);
        if (_draw(2) == 0) opening.channel.token = NATIVE;
        opening.noticeSeconds = uint32(_draw(5) == 0 ? 1 days - 1 + _draw(3) : 1 days);
        opening.deadline = uint64(block.timestamp + _draw(4));
        bytes memory payerSignature = _draw(2) == 0 ? bytes("") : signOpening(_walletOf(opening.payer), opening);
        bytes memory consent = signSignerConsent(_walletOf(opening.channel.signer), opening);
        address caller = _walletOf(opening.payer).addr;
        if (_both(caller, abi.encodeCall(escrow.open, (opening, payerSignature, consent)), 0)) {
            _opened = opening.channel;
        }
    }

    function _startClose() private {
        IInferenceEscrow.Channel memory channel = _channel();
        _both(_payerOf(channel), abi.encodeCall(escrow.startClose, (channel)), 0);
    }

    function _batch(bytes4 selector) private {
        (address receiver, address asset) = (_opened.receiver, _opened.token);
        bytes memory rows;
        uint256 count = _draw(4);
        for (uint256 i = 0; i < count; ++i) {
            IInferenceEscrow.Channel memory channel = _channel();
            if (_draw(4) != 0) (channel.receiver, channel.token) = (receiver, asset);
            rows = bytes.concat(rows, voucher(_walletOf(channel.signer), channel, _amount()));
        }
        if (_draw(8) == 0) rows = bytes.concat(rows, keccak256(rows));
        address caller = selector == escrow.post.selector && _draw(4) != 0 ? receiver : stranger;
        _both(caller, abi.encodeWithSelector(selector, receiver, asset, rows), 0);
    }

    function _closeWithConsent() private {
        IInferenceEscrow.Channel memory channel = _channel();
        uint96 finalAmount = _draw(2) == 0 ? escrow.getChannel(idOf(channel)).claimed : _amount();
        uint64 deadline = uint64(block.timestamp + _draw(4));
        bytes memory consent = signCloseConsent(_walletOf(channel.receiver), idOf(channel), finalAmount, deadline);
        address caller = _draw(2) == 0 ? channel.receiver : _payerOf(channel);
        _both(caller, abi.encodeCall(escrow.closeWithConsent, (channel, finalAmount, deadline, consent)), 0);
    }

    // ---------------------------------------------------------------------------------------------------- comparison

    function _both(address caller, bytes memory data, uint256 value) private returns (bool first) {
        vm.deal(caller, caller.balance + 2 * value);
        vm.prank(caller);
        bytes memory result;
        (first, result) = address(escrow).call{value: value}(data);
        vm.prank(caller);
        (bool second, bytes memory expected) = address(_reference).call{value: value}(data);
        assertEq(first, second, "one succeeded and the other did not");
        bytes4 selector = bytes4(data);
        if (first && (selector == escrow.settle.selector || selector == escrow.post.selector)) {
            assertEq(result, expected, "settled amounts differ");
        }
    }

    function _compare() private view {
        for (uint256 t = 0; t < 3; ++t) {
            for (uint256 a = 0; a < 3; ++a) {
                assertEq(
                    escrow.balanceOf(_wallets[a].addr, _tokens[t]),
                    _reference.balanceOf(_wallets[a].addr, _tokens[t]),
                    "balances differ"
                );
            }
            assertEq(
                escrow.balanceOf(_receivers[2], _tokens[t]),
                _reference.balanceOf(_receivers[2], _tokens[t]),
                "credits differ"
            );
        }
        for (uint32 i = 0; i < 2 * 3 * 3 * 2; ++i) {
            IInferenceEscrow.Channel memory channel = _channelAt(i);
            assertEq(
                abi.encode(escrow.getChannel(idOf(channel))),
                abi.encode(_reference.getChannel(channel)),
                "channels differ"
            );
        }
        assertEq(address(escrow).balance, address(_reference).balance, "native holdings differ");
        assertEq(token.balanceOf(address(escrow)), token.balanceOf(address(_reference)), "token holdings differ");
        assertEq(_picky.balanceOf(address(escrow)), _picky.balanceOf(address(_reference)), "token holdings differ");
    }

    // --------------------------------------------------------------------------------------------------------- draws

    function _draw(uint256 count) private returns (uint256) {
        _draws = uint256(keccak256(abi.encode(_draws)));
        return _draws % count;
    }

    function _wallet() private returns (Vm.Wallet memory) {
        return _wallets[_draw(3)];
    }

    function _token() private returns (address) {
        return _tokens[_draw(3)];
    }

    function _erc20() private returns (address) {
        return _tokens[_draw(2)];
    }

    function _amount() private returns (uint96) {
        return uint96(_draw(8) * MAX_DRAW / 8);
    }

    /// @dev The one who may, most of the time.
    function _walletOf(address account) private returns (Vm.Wallet memory) {
        for (uint256 i = 0; i < 3; ++i) {
            if (_wallets[i].addr == account && _draw(4) != 0) return _wallets[i];
        }
        return _wallet();
    }

    function _payerOf(IInferenceEscrow.Channel memory channel) private returns (address) {
        address owner = escrow.getChannel(idOf(channel)).payer;
        return owner != address(0) && _draw(4) != 0 ? owner : _wallet().addr;
    }

    function _channel() private returns (IInferenceEscrow.Channel memory) {
        if (_draw(2) == 0 && _opened.signer != address(0)) return _opened;
        return _channelAt(uint32(_draw(2 * 3 * 3 * 2)));
    }

    /// @dev Two signers (one of them the payer), three receivers, three tokens, two salts.
    function _channelAt(uint32 index) private view returns (IInferenceEscrow.Channel memory) {
        return channelOf(_wallets[index % 2].addr, _receivers[index / 2 % 3], _tokens[index / 6 % 3], 1 + index / 18);
    }

    function _mintAndApprove(address account) private {
        vm.startPrank(account);
        token.mint(account, 2 * CALLS * MAX_DRAW);
        token.approve(address(escrow), type(uint256).max);
        token.approve(address(_reference), type(uint256).max);
        vm.stopPrank();
        // The second token refuses to be minted to the account that it refuses to pay.
        if (account == _picky.REFUSED()) return;
        vm.startPrank(account);
        _picky.mint(account, 2 * CALLS * MAX_DRAW);
        _picky.approve(address(escrow), type(uint256).max);
        _picky.approve(address(_reference), type(uint256).max);
        vm.stopPrank();
    }
}
