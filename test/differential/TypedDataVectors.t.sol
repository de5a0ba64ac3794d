// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {InferenceEscrow} from "src/InferenceEscrow.sol";
import {IInferenceEscrow} from "src/interfaces/IInferenceEscrow.sol";
import {ChannelHashes} from "src/libraries/ChannelHashes.sol";
import {Vouchers} from "src/libraries/Vouchers.sol";

/// @title What the libraries do, callable from outside
contract HashesHarness {
    struct Recovered {
        uint32 salt;
        uint96 cumulative;
        address signer;
        bytes32 channelId;
    }

    function channelId(IInferenceEscrow.Channel calldata channel) external pure returns (bytes32) {
        return ChannelHashes.channelId(channel);
    }

    function opening(IInferenceEscrow.Opening calldata terms) external pure returns (bytes32) {
        return ChannelHashes.opening(ChannelHashes.OPENING_TYPEHASH, terms);
    }

    function signerConsent(IInferenceEscrow.Opening calldata terms) external pure returns (bytes32) {
        return ChannelHashes.opening(ChannelHashes.SIGNER_CONSENT_TYPEHASH, terms);
    }

    function closeConsent(bytes32 id, uint96 finalAmount, uint64 deadline) external pure returns (bytes32) {
        return ChannelHashes.closeConsent(id, finalAmount, deadline);
    }

    /// @dev Every row of a batch with one workspace, as the escrow does, in memory that was not clean before.
    function recover(bytes32 domainSeparator, address receiver, address token, bytes calldata rows)
        external
        view
        returns (Recovered[] memory recovered)
    {
        recovered = new Recovered[](rows.length / Vouchers.ROW_LENGTH);
        _dirtyFreeMemory();
        Vouchers.Workspace workspace = Vouchers.prepare(domainSeparator, receiver, token);
        for (uint256 i = 0; i < recovered.length; ++i) {
            (uint32 salt, uint96 cumulative) = Vouchers.amountOf(rows, i);
            (address signer, bytes32 id) = Vouchers.recover(workspace, rows, i, salt, cumulative);
            recovered[i] = Recovered({salt: salt, cumulative: cumulative, signer: signer, channelId: id});
        }
    }

    function _dirtyFreeMemory() private pure {
        assembly ("memory-safe") {
            let start := mload(0x40)
            for { let offset := 0 } lt(offset, 0x400) { offset := add(offset, 0x20) } {
                mstore(add(start, offset), not(0))
            }
        }
    }
}

/// @title The typed data of TypeScript and Solidity are the same, and the assembly reads vouchers as plain Solidity does
/// @dev test/vectors/typedData.json is written by ts/scripts/vectors.ts.
contract TypedDataVectorsTest is Test {
    struct DomainVector {
        uint256 chainId;
        address escrow;
        bytes32 separator;
    }

    struct OpeningVector {
        uint256 chainId;
        address escrow;
        address signer;
        address receiver;
        address token;
        uint32 salt;
        address payer;
        uint96 amount;
        uint32 noticeSeconds;
        uint64 deadline;
        bytes32 channelId;
        bytes32 openingDigest;
        bytes32 consentDigest;
    }

    struct VoucherVector {
        uint256 chainId;
        address escrow;
        uint256 privateKey;
        address signer;
        address receiver;
        address token;
        uint32 salt;
        uint96 cumulativeAmount;
        bytes32 channelId;
        bytes32 digest;
        bytes row;
    }

    struct ConsentVector {
        uint256 chainId;
        address escrow;
        bytes32 channelId;
        uint96 finalAmount;
        uint64 deadline;
        bytes32 digest;
    }

    struct ReceiptVector {
        uint256 chainId;
        address escrow;
        bytes32 channelId;
        uint64 sequence;
        bytes32 requestHash;
        bytes32 responseHash;
        uint96 cumulativeAmount;
        bytes32 digest;
    }

    string private constant DOMAIN_TYPE = "DomainVector(uint256 chainId,address escrow,bytes32 separator)";
    string private constant OPENING_TYPE =
        "OpeningVector(uint256 chainId,address escrow,address signer,address receiver,address token,uint32 salt,address payer,uint96 amount,uint32 noticeSeconds,uint64 deadline,bytes32 channelId,bytes32 openingDigest,bytes32 consentDigest)";
    string private constant VOUCHER_TYPE =
        "VoucherVector(uint256 chainId,address escrow,uint256 privateKey,address signer,address receiver,address token,uint32 salt,uint96 cumulativeAmount,bytes32 channelId,bytes32 digest,bytes row)";
    string private constant CONSENT_TYPE =
        "ConsentVector(uint256 chainId,address escrow,bytes32 channelId,uint96 finalAmount,uint64 deadline,bytes32 digest)";
    string private constant RECEIPT_TYPE =
        "ReceiptVector(uint256 chainId,address escrow,bytes32 channelId,uint64 sequence,bytes32 requestHash,bytes32 responseHash,uint96 cumulativeAmount,bytes32 digest)";

    /// @dev No contract knows receipts: this is where their format is fixed on the Solidity side.
    bytes32 private constant RECEIPT_TYPEHASH = keccak256(
        "Receipt(bytes32 channelId,uint64 sequence,bytes32 requestHash,bytes32 responseHash,uint96 cumulativeAmount)"
    );

    HashesHarness private harness;
    string private json;

    function setUp() public {
        harness = new HashesHarness();
        json = vm.readFile("test/vectors/typedData.json");
    }

    // ------------------------------------------------------------------------------------------------------- vectors

    function test_DomainSeparatorsEqualVectors() public {
        DomainVector[] memory vectors =
            abi.decode(vm.parseJsonTypeArray(json, ".domains", DOMAIN_TYPE), (DomainVector[]));
        assertGe(vectors.length, 4);
        for (uint256 i = 0; i < vectors.length; ++i) {
            vm.chainId(vectors[i].chainId);
            deployCodeTo("InferenceEscrow.sol:InferenceEscrow", vectors[i].escrow);
            assertEq(InferenceEscrow(vectors[i].escrow).DOMAIN_SEPARATOR(), vectors[i].separator);
        }
    }

    function test_DomainSeparatorFollowsAForkOfTheChain() public {
        DomainVector[] memory vectors =
            abi.decode(vm.parseJsonTypeArray(json, ".domains", DOMAIN_TYPE), (DomainVector[]));
        for (uint256 i = 0; i < vectors.length; ++i) {
            vm.chainId(vectors[i].chainId + 1);
            deployCodeTo("InferenceEscrow.sol:InferenceEscrow", vectors[i].escrow);
            assertNotEq(InferenceEscrow(vectors[i].escrow).DOMAIN_SEPARATOR(), vectors[i].separator);
            vm.chainId(vectors[i].chainId);
            assertEq(InferenceEscrow(vectors[i].escrow).DOMAIN_SEPARATOR(), vectors[i].separator);
        }
    }

    function test_OpeningsAndChannelIdsEqualVectors() public view {
        OpeningVector[] memory vectors =
            abi.decode(vm.parseJsonTypeArray(json, ".openings", OPENING_TYPE), (OpeningVector[]));
        assertGe(vectors.length, 16);
        for (uint256 i = 0; i < vectors.length; ++i) {
            OpeningVector memory v = vectors[i];
            IInferenceEscrow.Opening memory opening = IInferenceEscrow.Opening({
                channel: IInferenceEscrow.Channel(v.signer, v.receiver, v.token, v.salt),
                payer: v.payer,
                amount: v.amount,
                noticeSeconds: v.noticeSeconds,
                deadline: v.deadline
            });
            bytes32 separator = _separator(v.chainId, v.escrow);
            assertEq(harness.channelId(opening.channel), v.channelId);
            assertEq(_digest(separator, harness.opening(opening)), v.openingDigest);
            assertEq(_digest(separator, harness.signerConsent(opening)), v.consentDigest);
        }
    }

    function test_VouchersEqualVectors() public view {
        VoucherVector[] memory vectors =
            abi.decode(vm.parseJsonTypeArray(json, ".vouchers", VOUCHER_TYPE), (VoucherVector[]));
        assertGe(vectors.length, 32);
        for (uint256 i = 0; i < vectors.length; ++i) {
            VoucherVector memory v = vectors[i];
            bytes32 separator = _separator(v.chainId, v.escrow);
            bytes32 structHash =
                keccak256(abi.encode(Vouchers.TYPEHASH, v.receiver, v.token, v.salt, v.cumulativeAmount));
            assertEq(_digest(separator, structHash), v.digest);
            assertEq(v.row, _row(v.privateKey, v.digest, v.salt, v.cumulativeAmount));

            HashesHarness.Recovered memory recovered = harness.recover(separator, v.receiver, v.token, v.row)[0];
            assertEq(recovered.signer, v.signer);
            assertEq(recovered.channelId, v.channelId);
            assertEq(recovered.salt, v.salt);
            assertEq(recovered.cumulative, v.cumulativeAmount);
        }
    }

    function test_CloseConsentsEqualVectors() public view {
        ConsentVector[] memory vectors =
            abi.decode(vm.parseJsonTypeArray(json, ".closeConsents", CONSENT_TYPE), (ConsentVector[]));
        assertGe(vectors.length, 16);
        for (uint256 i = 0; i < vectors.length; ++i) {
            ConsentVector memory v = vectors[i];
            bytes32 structHash = harness.closeConsent(v.channelId, v.finalAmount, v.deadline);
            assertEq(_digest(_separator(v.chainId, v.escrow), structHash), v.digest);
        }
    }

    function test_ReceiptsEqualVectors() public view {
        ReceiptVector[] memory vectors =
            abi.decode(vm.parseJsonTypeArray(json, ".receipts", RECEIPT_TYPE), (ReceiptVector[]));
        assertGe(vectors.length, 16);
        for (uint256 i = 0; i < vectors.length; ++i) {
            ReceiptVector memory v = vectors[i];
            bytes32 structHash = keccak256(
                abi.encode(RECEIPT_TYPEHASH, v.channelId, v.sequence, v.requestHash, v.responseHash, v.cumulativeAmount)
            );
            assertEq(_digest(_separator(v.chainId, v.escrow), structHash), v.digest);
        }
    }

    // --------------------------------------------------------------------------------- the assembly and its plain twin

    /// @dev Three rows of random bytes, and whatever the fuzzer thinks of behind them.
    function testFuzz_RecoverEqualsReference(
        bytes32 separator,
        address receiver,
        address token,
        bytes32 seed,
        bytes memory tail
    ) public view {
        bytes memory rows;
        for (uint256 i = 0; i < 3; ++i) {
            seed = keccak256(abi.encode(seed));
            bytes32 vs = keccak256(abi.encode(seed, "vs"));
            rows = abi.encodePacked(rows, seed, vs, uint128(uint256(keccak256(abi.encode(seed, "salt and amount")))));
        }
        _assertRecoversAsReference(separator, receiver, token, abi.encodePacked(rows, tail));
    }

    /// @dev Random bytes are somebody's signature one time in four; these always are.
    function testFuzz_RecoverEqualsReferenceForSignedRows(
        bytes32 separator,
        address receiver,
        address token,
        uint256 key,
        uint32 salt,
        uint96 cumulative
    ) public view {
        key = bound(key, 1, SECP256K1_ORDER - 1);
        bytes32 digest = _voucherDigest(separator, receiver, token, salt, cumulative);
        bytes memory row = _row(key, digest, salt, cumulative);
        _assertRecoversAsReference(separator, receiver, token, row);
        assertEq(harness.recover(separator, receiver, token, row)[0].signer, vm.addr(key));
    }

    /// @dev Of the high values of `s` a row holds only those below 2^255; ecrecover alone would take them.
    function testFuzz_RecoverRefusesHighS(bytes32 separator, address receiver, address token, bytes32 r, uint256 s)
        public
        view
    {
        s = bound(s, SECP256K1_ORDER / 2 + 1, (1 << 255) - 1);
        address somebody = ecrecover(_voucherDigest(separator, receiver, token, 1, 1), 27, r, bytes32(s));
        vm.assume(somebody != address(0));
        bytes memory row = abi.encodePacked(r, s, uint32(1), uint96(1));
        _assertRecoversAsReference(separator, receiver, token, row);
        assertEq(harness.recover(separator, receiver, token, row)[0].signer, address(0));
    }

    /// @dev `s` at half the order and beside it, `r` at zero and at the order: what random bytes never meet.
    function test_RecoverEqualsReferenceAtTheEdgesOfRAndS() public view {
        uint256 half = SECP256K1_ORDER / 2;
        uint256[5] memory sValues = [uint256(0), 1, half, half + 1, (1 << 255) - 1];
        uint256[6] memory rValues = [uint256(0), 1, 2, SECP256K1_ORDER - 1, SECP256K1_ORDER, type(uint256).max];
        bytes memory rows;
        for (uint256 i = 0; i < sValues.length; ++i) {
            for (uint256 j = 0; j < rValues.length; ++j) {
                for (uint256 yParity = 0; yParity < 2; ++yParity) {
                    rows = abi.encodePacked(rows, rValues[j], sValues[i] | (yParity << 255), uint32(j), uint96(i));
                }
            }
        }
        _assertRecoversAsReference(keccak256("domain"), address(0xBEEF), address(0), rows);
    }

    function _assertRecoversAsReference(bytes32 separator, address receiver, address token, bytes memory rows)
        private
        view
    {
        HashesHarness.Recovered[] memory actual = harness.recover(separator, receiver, token, rows);
        for (uint256 i = 0; i < actual.length; ++i) {
            HashesHarness.Recovered memory expected = _reference(separator, receiver, token, rows, i);
            assertEq(actual[i].salt, expected.salt);
            assertEq(actual[i].cumulative, expected.cumulative);
            assertEq(actual[i].signer, expected.signer);
            if (expected.signer != address(0)) assertEq(actual[i].channelId, expected.channelId);
        }
    }

    function _reference(bytes32 separator, address receiver, address token, bytes memory rows, uint256 index)
        private
        pure
        returns (HashesHarness.Recovered memory expected)
    {
        uint256 start = index * 80;
        bytes32 r = bytes32(_slice(rows, start, 32));
        bytes32 vs = bytes32(_slice(rows, start + 32, 32));
        expected.salt = uint32(bytes4(_slice(rows, start + 64, 4)));
        expected.cumulative = uint96(bytes12(_slice(rows, start + 68, 12)));
        bytes32 digest = _voucherDigest(separator, receiver, token, expected.salt, expected.cumulative);
        (address recovered, ECDSA.RecoverError failure,) = ECDSA.tryRecover(digest, r, vs);
        if (failure == ECDSA.RecoverError.NoError) expected.signer = recovered;
        expected.channelId = keccak256(abi.encode(expected.signer, receiver, token, expected.salt));
    }

    // ------------------------------------------------------------------------------------------------ plain twins

    function _slice(bytes memory data, uint256 start, uint256 length) private pure returns (bytes memory part) {
        part = new bytes(length);
        for (uint256 i = 0; i < length; ++i) {
            part[i] = data[start + i];
        }
    }

    function _separator(uint256 chainId, address escrow) private pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("InferenceEscrow"),
                keccak256("1"),
                chainId,
                escrow
            )
        );
    }

    function _digest(bytes32 separator, bytes32 structHash) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", separator, structHash));
    }

    function _voucherDigest(bytes32 separator, address receiver, address token, uint32 salt, uint96 cumulative)
        private
        pure
        returns (bytes32)
    {
        return _digest(separator, keccak256(abi.encode(Vouchers.TYPEHASH, receiver, token, salt, cumulative)));
    }

    function _row(uint256 key, bytes32 digest, uint32 salt, uint96 cumulative) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        uint256 yParity = v - 27;
        return abi.encodePacked(r, uint256(s) | (yParity << 255), salt, cumulative);
    }
}
