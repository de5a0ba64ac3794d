// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IERC3009Receive} from "../interfaces/external/IERC3009Receive.sol";
import {IPayments} from "../interfaces/IPayments.sol";

/// @title Payments
/// @notice How tokens come in and money goes out, or reverts. It keeps no books: who inherits it does, and holds the lock
/// in every entry that calls it.
abstract contract Payments is IPayments, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    address internal constant NATIVE = address(0);

    // ------------------------------------------------------------------------------------------------------------ in

    /// @dev Pulls an allowance of `from`. Only `from` itself, or who holds its signature for this very use, may cause it.
    /// @return received What arrived, which may differ from `amount`.
    function _pull(address token, address from, uint256 amount) internal returns (uint256 received) {
        _requireToken(token);
        uint256 balanceBefore = _ownBalance(token);
        // slither-disable-next-line arbitrary-send-erc20
        IERC20(token).safeTransferFrom(from, address(this), amount);
        return _ownBalance(token) - balanceBefore;
    }

    /// @dev Anyone may have sent the permit before; so one that fails is passed over, and the allowance decides.
    function _tryPermit(address token, uint256 amount, Permit memory permit) internal {
        _requireToken(token);
        try IERC20Permit(token)
            .permit(msg.sender, address(this), amount, permit.deadline, permit.v, permit.r, permit.s) {}
            catch {}
    }

    /// @dev `nonce` binds what the tokens are for, so whoever brings the authorisation cannot turn them to another use.
    /// @return received What arrived, which may differ from `a.value`.
    function _pullWithAuthorization(address token, bytes32 nonce, Authorization calldata a)
        internal
        returns (uint256 received)
    {
        _requireToken(token);
        uint256 balanceBefore = _ownBalance(token);
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
        return _ownBalance(token) - balanceBefore;
    }

    function _ownBalance(address token) private view returns (uint256) {
        return IERC20(token).balanceOf(address(this));
    }

    function _requireToken(address token) private view {
        require(token != NATIVE, Payments_TokenIsNative());
        require(token.code.length != 0, Payments_NotAToken(token));
    }

    // ----------------------------------------------------------------------------------------------------------- out

    /// @dev Reverts unless the whole amount was sent.
    function _send(address token, address to, uint256 amount) internal {
        if (token == NATIVE) {
            require(_trySendNative(to, amount), Payments_NativeTransferFailed(to, amount));
        } else {
            IERC20(token).safeTransfer(to, amount);
        }
    }

    /// @dev A plain `call` would copy whatever the receiver returns into memory, at this contract's expense.
    function _trySendNative(address to, uint256 amount) internal returns (bool success) {
        assembly ("memory-safe") {
            success := call(gas(), to, amount, 0, 0, 0, 0)
        }
    }

    function _requireAccount(address account) internal view {
        require(account != address(0) && account != address(this), Payments_InvalidAccount(account));
    }
}
