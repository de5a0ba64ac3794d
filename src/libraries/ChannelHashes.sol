// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IInferenceEscrow} from "../interfaces/IInferenceEscrow.sol";

/// @title EIP-712 struct hashes of what opens and closes a channel
library ChannelHashes {
    bytes32 internal constant OPENING_TYPEHASH = keccak256(
        "ChannelOpening(address signer,address receiver,address token,uint32 salt,address payer,uint96 amount,uint32 noticeSeconds,uint64 deadline)"
    );

    bytes32 internal constant SIGNER_CONSENT_TYPEHASH = keccak256(
        "SignerConsent(address signer,address receiver,address token,uint32 salt,address payer,uint96 amount,uint32 noticeSeconds,uint64 deadline)"
    );

    bytes32 internal constant CLOSE_CONSENT_TYPEHASH =
        keccak256("CloseConsent(bytes32 channelId,uint96 finalAmount,uint64 deadline)");

    function channelId(IInferenceEscrow.Channel calldata channel) internal pure returns (bytes32) {
        return keccak256(abi.encode(channel));
    }

    /// @dev `typehash` is `OPENING_TYPEHASH` or `SIGNER_CONSENT_TYPEHASH`: the same fields in two different roles.
    function opening(bytes32 typehash, IInferenceEscrow.Opening calldata terms) internal pure returns (bytes32) {
        return keccak256(abi.encode(typehash, terms));
    }

    function closeConsent(bytes32 id, uint96 finalAmount, uint64 deadline) internal pure returns (bytes32) {
        return keccak256(abi.encode(CLOSE_CONSENT_TYPEHASH, id, finalAmount, deadline));
    }
}
