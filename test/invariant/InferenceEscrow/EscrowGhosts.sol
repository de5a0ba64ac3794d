// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";

/// @title What the campaign knows of a channel from its own actions alone
struct GhostChannel {
    IInferenceEscrow.Channel key;
    address payer;
    /// Opened with and topped up by.
    uint256 deposited;
    /// The highest total that the signer, or payer and receiver together, agreed to and the escrow took.
    uint256 agreed;
    /// What reached the receiver, as transfer or as credit, measured on balances.
    uint256 received;
    /// What came back to the payer's balance, measured there.
    uint256 refunded;
    bool closed;
    /// Hash of the view of a closed channel, taken when it closed.
    bytes32 closedView;
}

/// @title Ghost state of the escrow's campaign: no logic of the escrow, only sums
contract EscrowGhosts {
    bytes32[] public ids;
    mapping(bytes32 id => GhostChannel) internal _channels;

    mapping(address token => uint256) public depositedIn;
    mapping(address token => uint256) public withdrawnOut;
    mapping(address token => uint256) public paidOut;
    mapping(address token => uint256) public donated;

    function channelCount() external view returns (uint256) {
        return ids.length;
    }

    function channel(bytes32 id) external view returns (GhostChannel memory) {
        return _channels[id];
    }

    /// @notice What each account has of each token in the escrow, account by account. In one call: every call of a handler is a
    /// transaction of its own, with the handler's whole memory looked through for values.
    function balances(IInferenceEscrow escrow, address[] memory accounts, address[] memory tokens)
        external
        view
        returns (uint256[] memory amounts)
    {
        amounts = new uint256[](accounts.length * tokens.length);
        for (uint256 i = 0; i < amounts.length; ++i) {
            amounts[i] = escrow.balanceOf(accounts[i / tokens.length], tokens[i % tokens.length]);
        }
    }

    function recordOpened(bytes32 id, IInferenceEscrow.Channel memory key, address payer, uint256 amount) external {
        ids.push(id);
        GhostChannel storage ghost = _channels[id];
        ghost.key = key;
        ghost.payer = payer;
        ghost.deposited = amount;
    }

    function recordToppedUp(bytes32 id, uint256 amount) external {
        _channels[id].deposited += amount;
    }

    function recordPaid(bytes32 id, uint256 agreed, uint256 received) external {
        _channels[id].agreed = agreed;
        _channels[id].received += received;
    }

    function recordClosed(bytes32 id, uint256 refunded, bytes32 closedView) external {
        _channels[id].refunded = refunded;
        _channels[id].closed = true;
        _channels[id].closedView = closedView;
    }

    function recordDeposit(address token, uint256 amount) external {
        depositedIn[token] += amount;
    }

    function recordWithdrawal(address token, uint256 amount) external {
        withdrawnOut[token] += amount;
    }

    function recordPayout(address token, uint256 amount) external {
        paidOut[token] += amount;
    }

    function recordDonation(address token, uint256 amount) external {
        donated[token] += amount;
    }
}
