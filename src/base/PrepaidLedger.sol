// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IERC3009Receive} from "../interfaces/external/IERC3009Receive.sol";
import {IPrepaidLedger} from "../interfaces/IPrepaidLedger.sol";

/// @title PrepaidLedger
/// @notice Balances per account and token, and the only code through which money enters or leaves a contract.
abstract contract PrepaidLedger is IPrepaidLedger, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    address internal constant NATIVE = address(0);

    mapping(address account => mapping(address token => uint256)) private _balances;

    // ------------------------------------------------------------------------------------------------------- deposit

    /// @inheritdoc IPrepaidLedger
    function depositNative(address beneficiary) external payable nonReentrant {
        _finishDeposit(beneficiary, NATIVE, msg.sender, msg.value);
    }

    /// @inheritdoc IPrepaidLedger
    function deposit(address token, uint256 amount, address beneficiary) external nonReentrant {
        _pull(token, amount, beneficiary);
    }

    /// @inheritdoc IPrepaidLedger
    function depositWithPermit(
        address token,
        uint256 amount,
        address beneficiary,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant {
        _requireToken(token);
        try IERC20Permit(token).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
        _pull(token, amount, beneficiary);
    }

    /// @inheritdoc IPrepaidLedger
    function depositWithAuthorization(address token, address beneficiary, Authorization calldata authorization)
        external
        nonReentrant
    {
        uint256 balanceBefore = _ownBalance(token);
        _receiveWithAuthorization(token, depositNonce(beneficiary, authorization.salt), authorization);
        _finishDeposit(beneficiary, token, authorization.from, _ownBalance(token) - balanceBefore);
    }

    function _pull(address token, uint256 amount, address beneficiary) private {
        uint256 balanceBefore = _ownBalance(token);
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        _finishDeposit(beneficiary, token, msg.sender, _ownBalance(token) - balanceBefore);
    }

    function _receiveWithAuthorization(address token, bytes32 nonce, Authorization calldata a) private {
        if (a.signature.length == 65) {
            IERC3009Receive(token)
                .receiveWithAuthorization(
                    a.from,
                    address(this),
                    a.value,
                    a.validAfter,
                    a.validBefore,
                    nonce,
                    uint8(a.signature[64]),
                    bytes32(a.signature[:32]),
                    bytes32(a.signature[32:64])
                );
        } else {
            IERC3009Receive(token)
                .receiveWithAuthorization(
                    a.from, address(this), a.value, a.validAfter, a.validBefore, nonce, a.signature
                );
        }
    }

    /// @dev Here, and for the credit in `_payOrCredit`, an event follows an external call: what to record is only known
    /// then. Nothing can have happened in between, since every entry that changes state holds the same lock.
    function _finishDeposit(address beneficiary, address token, address from, uint256 received) private {
        _requireAccount(beneficiary);
        require(received != 0, PrepaidLedger_NothingReceived(token));
        _balances[beneficiary][token] += received;
        emit Deposited(beneficiary, token, from, received);
    }

    function _ownBalance(address token) private view returns (uint256) {
        _requireToken(token);
        return IERC20(token).balanceOf(address(this));
    }

    function _requireToken(address token) private view {
        require(token != NATIVE, PrepaidLedger_TokenIsNative());
        require(token.code.length != 0, PrepaidLedger_NotAToken(token));
    }

    // ------------------------------------------------------------------------------------------------------ withdraw

    /// @inheritdoc IPrepaidLedger
    function withdraw(address token, uint256 amount, address to) external nonReentrant {
        _requireAccount(to);
        _debit(msg.sender, token, amount);
        emit Withdrawn(msg.sender, token, to, amount);
        if (token == NATIVE) {
            require(_trySendNative(to, amount), PrepaidLedger_NativeTransferFailed(to, amount));
        } else {
            IERC20(token).safeTransfer(to, amount);
        }
    }

    // ----------------------------------------------------------------------------- moves within the inheriting contract

    function _debit(address account, address token, uint256 amount) internal {
        uint256 balance = _balances[account][token];
        require(balance >= amount, PrepaidLedger_InsufficientBalance(balance, amount));
        unchecked {
            _balances[account][token] = balance - amount;
        }
    }

    function _credit(address account, address token, uint256 amount) internal {
        if (amount == 0) return;
        _balances[account][token] += amount;
        emit Credited(account, token, amount);
    }

    /// @dev Sends money that the inheriting contract owes, or credits it when the receiver or the token refuses.
    function _payOrCredit(address to, address token, uint256 amount) internal {
        if (amount == 0) return;
        bool sent = token == NATIVE ? _trySendNative(to, amount) : _tryTransfer(token, to, amount);
        if (!sent) _credit(to, token, amount);
    }

    /// @dev A plain `call` would copy whatever the receiver returns into memory, at this contract's expense.
    function _trySendNative(address to, uint256 amount) private returns (bool success) {
        assembly ("memory-safe") {
            success := call(gas(), to, amount, 0, 0, 0, 0)
        }
    }

    /// @dev A transfer that reverted moved nothing, so it may become a credit. One that came back with anything but
    /// success may have moved the money all the same: to credit it could pay twice, so the whole call reverts.
    /// @return success Whether the transfer did not revert.
    function _tryTransfer(address token, address to, uint256 amount) private returns (bool success) {
        bytes memory transfer = abi.encodeCall(IERC20.transfer, (to, amount));
        bool confirmed;
        assembly ("memory-safe") {
            success := call(gas(), token, 0, add(transfer, 0x20), mload(transfer), 0, 0x20)
            switch returndatasize()
            case 0 { confirmed := iszero(iszero(extcodesize(token))) }
            default { confirmed := and(gt(returndatasize(), 0x1f), eq(mload(0), 1)) }
        }
        require(!success || confirmed, PrepaidLedger_TransferNotConfirmed(token));
    }

    function _requireAccount(address account) internal view {
        require(account != address(0) && account != address(this), PrepaidLedger_InvalidAccount(account));
    }

    // ---------------------------------------------------------------------------------------------------------- view

    /// @inheritdoc IPrepaidLedger
    function balanceOf(address account, address token) external view returns (uint256) {
        return _balances[account][token];
    }

    /// @inheritdoc IPrepaidLedger
    function depositNonce(address beneficiary, uint256 salt) public pure returns (bytes32) {
        return keccak256(abi.encode(beneficiary, salt));
    }
}
