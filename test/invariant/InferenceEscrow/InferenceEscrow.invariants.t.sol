// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {InferenceEscrow} from "src/InferenceEscrow.sol";
import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";

import {TokenMock} from "../../mocks/TokenMock.sol";
import {EscrowGhosts, GhostChannel} from "./EscrowGhosts.sol";
import {EscrowHandler} from "./EscrowHandler.sol";

/// @title Properties C-1 to C-12, in one campaign
/// @dev C-1 to C-4 and C-8 are checked here, at rest; C-5 to C-7 and C-9 to C-12 by the handlers, around each call.
contract InferenceEscrowInvariants is Test {
    EscrowHandler private _handler;
    InferenceEscrow private _escrow;
    EscrowGhosts private _ghosts;

    function setUp() external {
        _handler = new EscrowHandler();
        _escrow = InferenceEscrow(_handler.target());
        _ghosts = _handler.ghosts();
        targetContract(address(_handler));
        targetSelector(FuzzSelector({addr: address(_handler), selectors: _selectors()}));
    }

    function invariant_C1_to_C12() external view {
        address[] memory tokens = _handler.tokens();
        address[] memory accounts = _handler.accounts();
        uint256[] memory owed = _checkChannels(tokens);
        uint256[] memory balances = _ghosts.balances(_escrow, accounts, tokens);
        for (uint256 i = 0; i < balances.length; ++i) {
            owed[i % tokens.length] += balances[i];
        }
        for (uint256 i = 0; i < tokens.length; ++i) {
            uint256 held = _held(tokens[i]);
            assertGe(held, owed[i], "C-1: the escrow owes more than it holds");
            assertEq(held, owed[i] + _ghosts.donated(tokens[i]), "C-1: the escrow holds what nobody is owed");
        }
    }

    /// @return owed Of each token, what is left in channels.
    function _checkChannels(address[] memory tokens) private view returns (uint256[] memory owed) {
        owed = new uint256[](tokens.length);
        uint256 count = _ghosts.channelCount();
        for (uint256 i = 0; i < count; ++i) {
            bytes32 id = _ghosts.ids(i);
            GhostChannel memory ghost = _ghosts.channel(id);
            IInferenceEscrow.ChannelView memory actual = _escrow.getChannel(id);

            assertLe(actual.claimed, actual.funded, "C-2: claimed above funded");
            assertEq(actual.claimed, ghost.agreed, "C-3: claimed is not the highest voucher");
            assertEq(actual.claimed, ghost.received, "C-4: claimed is not what the receiver got");
            assertEq(
                ghost.received + ghost.refunded + (actual.funded - actual.claimed),
                ghost.deposited,
                "C-4: money of a channel was lost or made"
            );
            bool closed = actual.status == IInferenceEscrow.ChannelStatus.Closed;
            assertEq(closed, ghost.closed, "C-8: closed and not, or the other way round");
            if (closed) assertEq(keccak256(abi.encode(actual)), ghost.closedView, "C-8: a closed channel changed");
            for (uint256 j = 0; j < tokens.length; ++j) {
                if (tokens[j] == ghost.key.token) owed[j] += actual.funded - actual.claimed;
            }
        }
    }

    function _held(address token) private view returns (uint256) {
        return token == address(0) ? address(_escrow).balance : TokenMock(token).balanceOf(address(_escrow));
    }

    function _selectors() private pure returns (bytes4[] memory selectors) {
        selectors = new bytes4[](16);
        selectors[0] = EscrowHandler.depositNoRevert.selector;
        selectors[1] = EscrowHandler.withdrawNoRevert.selector;
        selectors[2] = EscrowHandler.donateNoRevert.selector;
        selectors[3] = EscrowHandler.openNoRevert.selector;
        selectors[4] = EscrowHandler.openRelayedNoRevert.selector;
        selectors[5] = EscrowHandler.topUpNoRevert.selector;
        selectors[6] = EscrowHandler.settleNoRevert.selector;
        selectors[7] = EscrowHandler.settleBatchNoRevert.selector;
        selectors[8] = EscrowHandler.settleInPartsNoRevert.selector;
        selectors[9] = EscrowHandler.postNoRevert.selector;
        selectors[10] = EscrowHandler.startCloseNoRevert.selector;
        selectors[11] = EscrowHandler.finishCloseNoRevert.selector;
        selectors[12] = EscrowHandler.payerExitsNoRevert.selector;
        selectors[13] = EscrowHandler.closeWithConsentNoRevert.selector;
        selectors[14] = EscrowHandler.strangerTriesNoRevert.selector;
        selectors[15] = EscrowHandler.reviveClosedNoRevert.selector;
    }
}
