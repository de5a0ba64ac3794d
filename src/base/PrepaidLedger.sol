// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IPrepaidLedger} from "../interfaces/IPrepaidLedger.sol";
import {Payments} from "./Payments.sol";

/// @title PrepaidLedger
/// @notice Balances per account and token.
abstract contract PrepaidLedger is IPrepaidLedger, Payments {
    mapping(address account => mapping(address token => uint256)) private _balances;

    // ------------------------------------------------------------------------------------------------------- deposit

    /// @inheritdoc IPrepaidLedger
    function depositNative(address beneficiary) external payable nonReentrant {
        _finishDeposit(beneficiary, NATIVE, msg.sender, msg.value);
    }

    /// @inheritdoc IPrepaidLedger
    function deposit(address token, uint256 amount, address beneficiary) external nonReentrant {
        _finishDeposit(beneficiary, token, msg.sender, _pull(token, msg.sender, amount));
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
        _tryPermit(token, amount, Permit(deadline, v, r, s));
        _finishDeposit(beneficiary, token, msg.sender, _pull(token, msg.sender, amount));
    }

    /// @inheritdoc IPrepaidLedger
    function depositWithAuthorization(address token, address beneficiary, Authorization calldata authorization)
        external
        nonReentrant
    {
        bytes32 nonce = depositNonce(beneficiary, authorization.salt);
        uint256 received = _pullWithAuthorization(token, nonce, authorization);
        _finishDeposit(beneficiary, token, authorization.from, received);
    }

    /// @dev Here, and for the credit in `_payOrCredit`, an event follows an external call: what to record is only known
    /// then. Nothing can have happened in between, since every entry that changes state holds the same lock.
    function _finishDeposit(address beneficiary, address token, address from, uint256 received) private {
        _requireAccount(beneficiary);
        require(received != 0, PrepaidLedger_NothingReceived(token));
        _balances[beneficiary][token] += received;
        emit Deposited(beneficiary, token, from, received);
    }

    // ------------------------------------------------------------------------------------------------------ withdraw

    /// @inheritdoc IPrepaidLedger
    function withdraw(address token, uint256 amount, address to) external nonReentrant {
        _requireAccount(to);
        _debit(msg.sender, token, amount);
        emit Withdrawn(msg.sender, token, to, amount);
        _send(token, to, amount);
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
