// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {IPayments} from "src/interfaces/IPayments.sol";

import {TokenMock} from "../../mocks/TokenMock.sol";
import {WalletMock} from "../../mocks/WalletMocks.sol";
import {EscrowAssertions} from "../../support/EscrowAssertions.sol";

contract DepositTest is EscrowAssertions {
    // -------------------------------------------------------------------------------------------------------- native

    function testFuzz_NativeDepositAddsWhatCame(address beneficiary, uint128 first, uint128 second) public {
        vm.assume(beneficiary != address(0) && beneficiary != address(escrow));
        first = uint128(bound(first, 1, type(uint128).max));
        second = uint128(bound(second, 1, type(uint128).max));
        vm.deal(payer.addr, uint256(first) + second);

        expectDeposited(beneficiary, NATIVE, payer.addr, first);
        vm.prank(payer.addr);
        escrow.depositNative{value: first}(beneficiary);
        expectDeposited(beneficiary, NATIVE, payer.addr, second);
        vm.prank(payer.addr);
        escrow.depositNative{value: second}(beneficiary);

        assertEq(escrow.balanceOf(beneficiary, NATIVE), uint256(first) + second);
        assertEq(address(escrow).balance, uint256(first) + second);
    }

    function test_RevertWhen_NativeDepositIsZero() public {
        expectNothingReceived(NATIVE);
        vm.prank(payer.addr);
        escrow.depositNative(payer.addr);
    }

    function test_RevertWhen_NativeBeneficiaryIsZero() public {
        vm.deal(payer.addr, 1);
        expectInvalidAccount(address(0));
        vm.prank(payer.addr);
        escrow.depositNative{value: 1}(address(0));
    }

    function test_RevertWhen_NativeBeneficiaryIsTheEscrow() public {
        vm.deal(payer.addr, 1);
        expectInvalidAccount(address(escrow));
        vm.prank(payer.addr);
        escrow.depositNative{value: 1}(address(escrow));
    }

    function test_RevertWhen_CoinsComeWithoutACall() public {
        vm.deal(payer.addr, 1);
        vm.prank(payer.addr);
        (bool success,) = address(escrow).call{value: 1}("");
        assertFalse(success);
    }

    // --------------------------------------------------------------------------------------------- by an allowance

    function testFuzz_DepositAddsWhatArrived(address beneficiary, uint256 amount) public {
        vm.assume(beneficiary != address(0) && beneficiary != address(escrow));
        amount = bound(amount, 1, type(uint256).max);
        token.mint(payer.addr, amount);
        vm.prank(payer.addr);
        token.approve(address(escrow), amount);

        expectDeposited(beneficiary, address(token), payer.addr, amount);
        vm.prank(payer.addr);
        escrow.deposit(address(token), amount, beneficiary);

        assertBalance(beneficiary, amount);
        assertEq(token.balanceOf(address(escrow)), amount);
    }

    function test_DepositsOfOneTokenLeaveOthersAlone() public {
        fund(payer.addr, 7);
        fundNative(payer.addr, 5);
        TokenMock other = new TokenMock();
        assertEq(escrow.balanceOf(payer.addr, address(other)), 0);
        assertEq(escrow.balanceOf(payer.addr, address(token)), 7);
        assertEq(escrow.balanceOf(payer.addr, NATIVE), 5);
        assertEq(escrow.balanceOf(stranger, address(token)), 0);
    }

    function test_RevertWhen_DepositIsZero() public {
        expectNothingReceived(address(token));
        vm.prank(payer.addr);
        escrow.deposit(address(token), 0, payer.addr);
    }

    function test_RevertWhen_BeneficiaryIsZero() public {
        _approve(1);
        expectInvalidAccount(address(0));
        vm.prank(payer.addr);
        escrow.deposit(address(token), 1, address(0));
    }

    function test_RevertWhen_BeneficiaryIsTheEscrow() public {
        _approve(1);
        expectInvalidAccount(address(escrow));
        vm.prank(payer.addr);
        escrow.deposit(address(token), 1, address(escrow));
    }

    function test_RevertWhen_DepositNamesTheNativeCoin() public {
        vm.expectRevert(IPayments.Payments_TokenIsNative.selector);
        vm.prank(payer.addr);
        escrow.deposit(NATIVE, 1, payer.addr);
    }

    function test_RevertWhen_TokenHasNoCode() public {
        vm.expectRevert(abi.encodeWithSelector(IPayments.Payments_NotAToken.selector, stranger));
        vm.prank(payer.addr);
        escrow.deposit(stranger, 1, payer.addr);
    }

    function test_RevertWhen_AllowanceIsTooSmall() public {
        _approve(9);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), 9, 10)
        );
        vm.prank(payer.addr);
        escrow.deposit(address(token), 10, payer.addr);
    }

    // -------------------------------------------------------------------------------------------------- by a permit

    function testFuzz_DepositWithPermit(address beneficiary, uint256 amount) public {
        vm.assume(beneficiary != address(0) && beneficiary != address(escrow));
        amount = bound(amount, 1, type(uint256).max - 1);
        token.mint(payer.addr, amount);
        uint256 deadline = block.timestamp;
        (uint8 v, bytes32 r, bytes32 s) = signPermit(payer, token, amount, deadline);

        expectDeposited(beneficiary, address(token), payer.addr, amount);
        vm.prank(payer.addr);
        escrow.depositWithPermit(address(token), amount, beneficiary, deadline, v, r, s);

        assertBalance(beneficiary, amount);
        assertEq(token.allowance(payer.addr, address(escrow)), 0);
    }

    function test_RevertWhen_PermitFailsAndThereIsNoAllowance() public {
        token.mint(payer.addr, 10);
        uint256 deadline = block.timestamp - 1;
        (uint8 v, bytes32 r, bytes32 s) = signPermit(payer, token, 10, deadline);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), 0, 10)
        );
        vm.prank(payer.addr);
        escrow.depositWithPermit(address(token), 10, payer.addr, deadline, v, r, s);
    }

    function test_RevertWhen_PermitDepositIsZero() public {
        (uint8 v, bytes32 r, bytes32 s) = signPermit(payer, token, 0, block.timestamp);
        expectNothingReceived(address(token));
        vm.prank(payer.addr);
        escrow.depositWithPermit(address(token), 0, payer.addr, block.timestamp, v, r, s);
    }

    function test_RevertWhen_PermitBeneficiaryIsZero() public {
        token.mint(payer.addr, 1);
        (uint8 v, bytes32 r, bytes32 s) = signPermit(payer, token, 1, block.timestamp);
        expectInvalidAccount(address(0));
        vm.prank(payer.addr);
        escrow.depositWithPermit(address(token), 1, address(0), block.timestamp, v, r, s);
    }

    function test_RevertWhen_PermitNamesTheNativeCoin() public {
        vm.expectRevert(IPayments.Payments_TokenIsNative.selector);
        vm.prank(payer.addr);
        escrow.depositWithPermit(NATIVE, 1, payer.addr, block.timestamp, 27, bytes32(0), bytes32(0));
    }

    // -------------------------------------------------------------------------------------------- by an authorisation

    function testFuzz_DepositWithAuthorization(address beneficiary, uint256 amount, uint256 salt) public {
        vm.assume(beneficiary != address(0) && beneficiary != address(escrow));
        amount = bound(amount, 1, type(uint256).max);
        token.mint(payer.addr, amount);
        IPayments.Authorization memory a = authorizationOf(payer, token, beneficiary, amount, salt);

        expectDeposited(beneficiary, address(token), payer.addr, amount);
        vm.prank(stranger);
        escrow.depositWithAuthorization(address(token), beneficiary, a);

        assertBalance(beneficiary, amount);
        assertEq(token.balanceOf(payer.addr), 0);
        assertTrue(token.authorizationState(payer.addr, keccak256(abi.encode(beneficiary, salt))));
    }

    function testFuzz_AuthorizationOfAnotherLengthGoesToTheBytesOverload(uint8 length) public {
        WalletMock wallet = new WalletMock(payer.addr);
        token.mint(address(wallet), 10);
        wallet.setMode(WalletMock.Mode.AcceptAll);
        IPayments.Authorization memory a = authorizationOf(payer, token, address(wallet), 10, 1);
        a.from = address(wallet);
        a.signature = new bytes(length == 65 ? 66 : length);

        vm.expectCall(
            address(token),
            abi.encodeWithSignature(
                "receiveWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)",
                a.from,
                address(escrow),
                a.value,
                a.validAfter,
                a.validBefore,
                escrow.depositNonce(address(wallet), 1),
                a.signature
            )
        );
        expectDeposited(address(wallet), address(token), address(wallet), 10);
        vm.prank(stranger);
        escrow.depositWithAuthorization(address(token), address(wallet), a);
        assertBalance(address(wallet), 10);
    }

    function test_AuthorizationOf65BytesGoesToTheVRSOverload() public {
        WalletMock wallet = new WalletMock(payer.addr);
        token.mint(address(wallet), 10);
        IPayments.Authorization memory a = authorizationOf(payer, token, stranger, 10, 1);
        a.from = address(wallet);
        a.signature = sign(payer, authorizationDigest(token, a, escrow.depositNonce(stranger, 1)));

        vm.expectCall(
            address(token),
            abi.encodeWithSignature(
                "receiveWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)",
                a.from,
                address(escrow),
                a.value,
                a.validAfter,
                a.validBefore,
                escrow.depositNonce(stranger, 1),
                uint8(a.signature[64]),
                _word(a.signature, 0),
                _word(a.signature, 32)
            )
        );
        escrow.depositWithAuthorization(address(token), stranger, a);
        assertBalance(stranger, 10);
    }

    function test_RevertWhen_AuthorizationWasUsed() public {
        token.mint(payer.addr, 20);
        IPayments.Authorization memory a = authorizationOf(payer, token, payer.addr, 10, 1);
        escrow.depositWithAuthorization(address(token), payer.addr, a);
        vm.expectRevert(abi.encodeWithSelector(TokenMock.AuthorizationRefused.selector, "nonce used"));
        escrow.depositWithAuthorization(address(token), payer.addr, a);
    }

    function test_RevertWhen_AuthorizationIsForNothing() public {
        IPayments.Authorization memory a = authorizationOf(payer, token, payer.addr, 0, 1);
        expectNothingReceived(address(token));
        escrow.depositWithAuthorization(address(token), payer.addr, a);
    }

    function test_RevertWhen_AuthorizationBeneficiaryIsTheEscrow() public {
        token.mint(payer.addr, 10);
        IPayments.Authorization memory a = authorizationOf(payer, token, address(escrow), 10, 1);
        expectInvalidAccount(address(escrow));
        escrow.depositWithAuthorization(address(token), address(escrow), a);
    }

    function test_RevertWhen_AuthorizationNamesTheNativeCoin() public {
        IPayments.Authorization memory a = authorizationOf(payer, token, payer.addr, 10, 1);
        vm.expectRevert(IPayments.Payments_TokenIsNative.selector);
        escrow.depositWithAuthorization(NATIVE, payer.addr, a);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _approve(uint256 amount) private {
        token.mint(payer.addr, amount);
        vm.prank(payer.addr);
        token.approve(address(escrow), amount);
    }

    function _word(bytes memory data, uint256 offset) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := mload(add(add(data, 0x20), offset))
        }
    }
}
