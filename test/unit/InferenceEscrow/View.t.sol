// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InferenceEscrow} from "src/InferenceEscrow.sol";
import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";

import {EscrowAssertions} from "../../support/EscrowAssertions.sol";

contract ViewTest is EscrowAssertions {
    function testFuzz_ChannelIdIsTheHashOfItsFields(address signer_, address receiver, address token_, uint32 salt)
        public
        view
    {
        assertEq(
            escrow.channelIdOf(channelOf(signer_, receiver, token_, salt)),
            keccak256(abi.encode(signer_, receiver, token_, salt))
        );
    }

    function testFuzz_DepositNonceIsTheHashOfBeneficiaryAndSalt(address beneficiary, uint256 salt) public view {
        assertEq(escrow.depositNonce(beneficiary, salt), keccak256(abi.encode(beneficiary, salt)));
    }

    function testFuzz_AnUnknownChannelIsEmpty(bytes32 id) public view {
        IInferenceEscrow.ChannelView memory c = escrow.getChannel(id);
        assertEq(uint8(c.status), uint8(IInferenceEscrow.ChannelStatus.None));
        assertEq(c.payer, address(0));
        assertEq(c.noticeSeconds, 0);
        assertEq(c.closesAt, 0);
        assertEq(c.funded, 0);
        assertEq(c.claimed, 0);
    }

    function test_StatusFollowsAChannelsLife() public {
        IInferenceEscrow.Channel memory channel = channelOf(1);
        bytes32 id = idOf(channel);
        assertChannel(id, IInferenceEscrow.ChannelStatus.None, 0, 0);
        openChannel(1, 100);
        assertChannel(id, IInferenceEscrow.ChannelStatus.Open, 100, 0);
        startClose(channel);
        assertChannel(id, IInferenceEscrow.ChannelStatus.Closing, 100, 0);
        vm.warp(block.timestamp + NOTICE);
        assertChannel(id, IInferenceEscrow.ChannelStatus.Closing, 100, 0);
        escrow.finishClose(channel);
        assertChannel(id, IInferenceEscrow.ChannelStatus.Closed, 0, 0);
    }

    function test_NoticeLimits() public view {
        assertEq(escrow.MIN_NOTICE_SECONDS(), 86_400);
        assertEq(escrow.MAX_NOTICE_SECONDS(), 2_592_000);
    }

    function test_DomainSeparator() public view {
        assertEq(escrow.DOMAIN_SEPARATOR(), _domainSeparator(address(escrow), block.chainid));
    }

    function testFuzz_DomainSeparatorFollowsTheChain(uint64 chainId) public {
        vm.chainId(bound(chainId, 1, type(uint64).max));
        assertEq(escrow.DOMAIN_SEPARATOR(), _domainSeparator(address(escrow), block.chainid));
    }

    function test_DomainSeparatorDiffersPerContract() public {
        InferenceEscrow other = new InferenceEscrow();
        assertEq(other.DOMAIN_SEPARATOR(), _domainSeparator(address(other), block.chainid));
        assertNotEq(other.DOMAIN_SEPARATOR(), escrow.DOMAIN_SEPARATOR());
    }

    function test_Eip712DomainSaysTheSame() public view {
        (bytes1 fields, string memory name, string memory version, uint256 chainId, address verifying,,) =
            escrow.eip712Domain();
        assertEq(fields, bytes1(0x0f));
        assertEq(name, "InferenceEscrow");
        assertEq(version, "1");
        assertEq(chainId, block.chainid);
        assertEq(verifying, address(escrow));
    }

    function _domainSeparator(address verifying, uint256 chainId) private pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("InferenceEscrow"),
                keccak256("1"),
                chainId,
                verifying
            )
        );
    }
}
