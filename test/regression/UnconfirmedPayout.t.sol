// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";
import {IPayments} from "src/interfaces/IPayments.sol";
import {IPrepaidLedger} from "src/interfaces/IPrepaidLedger.sol";

import {TokenMock} from "../mocks/TokenMock.sol";
import {EscrowAssertions} from "../support/EscrowAssertions.sol";

/// @title Moves the tokens and returns false, and gets in by EIP-3009
contract MovesAndReturnsFalse is TokenMock {
    function transfer(address to, uint256 value) public override returns (bool) {
        super.transfer(to, value);
        return false;
    }
}

/// @title Once a payout was both made and credited, at the expense of others who had deposited the same token
contract UnconfirmedPayoutTest is EscrowAssertions {
    MovesAndReturnsFalse private _odd;
    IInferenceEscrow.Channel private _channel;

    function setUp() public override {
        super.setUp();
        _odd = new MovesAndReturnsFalse();
        _odd.mint(payer.addr, 100);
        _odd.mint(stranger, 900);
        vm.startPrank(stranger);
        _odd.approve(address(escrow), 900);
        escrow.deposit(address(_odd), 900, stranger);
        vm.stopPrank();
        IPayments.Authorization memory authorization = authorizationOf(payer, _odd, payer.addr, 100, 1);
        escrow.depositWithAuthorization(address(_odd), payer.addr, authorization);
        _channel = channelOf(signer.addr, provider.addr, address(_odd), 1);
        openFromBalance(_channel, 100);
    }

    function test_C9_RevertWhen_APayoutIsNotConfirmed() external {
        bytes memory rows = voucher(signer, _channel, 100);
        vm.expectRevert(
            abi.encodeWithSelector(IPrepaidLedger.PrepaidLedger_TransferNotConfirmed.selector, address(_odd))
        );
        escrow.settle(provider.addr, address(_odd), rows);
        assertEq(_odd.balanceOf(address(escrow)), 1_000);
    }

    function test_C9_AnUnconfirmedPayoutCanBePosted() external {
        postVouchers(provider.addr, address(_odd), voucher(signer, _channel, 100));
        assertEq(escrow.balanceOf(provider.addr, address(_odd)), 100);
        assertEq(_odd.balanceOf(address(escrow)), 1_000);
    }
}
