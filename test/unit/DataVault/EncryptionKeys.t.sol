// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEncryptionKeys} from "src/interfaces/IEncryptionKeys.sol";

import {VaultAssertions} from "../../support/VaultAssertions.sol";

contract EncryptionKeysTest is VaultAssertions {
    function testFuzz_PublishesTheCallersKey(address account, bytes32 key) public {
        vm.assume(key != 0);
        _expectSet(account, 1, key);
        assertEq(_set(account, key), 1);
        _assertLatest(account, key, 1);
        assertEq(vault.getEncryptionKeyAt(account, 1), key);
    }

    function testFuzz_EarlierKeysStayReadable(bytes32 first, bytes32 second) public {
        vm.assume(first != 0 && second != 0);
        _set(researcher, first);
        _expectSet(researcher, 2, second);
        assertEq(_set(researcher, second), 2);
        _assertLatest(researcher, second, 2);
        assertEq(vault.getEncryptionKeyAt(researcher, 1), first);
        assertEq(vault.getEncryptionKeyAt(researcher, 2), second);
    }

    function test_AccountsCountApart() public {
        _set(researcher, CONTENT);
        _set(researcher, CIPHERTEXT);
        _assertLatest(stranger, 0, 0);
        assertEq(_set(stranger, CONTENT), 1);
        _assertLatest(stranger, CONTENT, 1);
        _assertLatest(researcher, CIPHERTEXT, 2);
    }

    function testFuzz_NoneWasPublished(address account, uint32 version) public {
        _assertLatest(account, 0, 0);
        assertEq(vault.getEncryptionKeyAt(account, version), 0);
        _set(account, CONTENT);
        if (version != 1) assertEq(vault.getEncryptionKeyAt(account, version), 0);
        assertEq(vault.getEncryptionKeyAt(account, 0), 0);
    }

    function test_EmitsOneEvent() public {
        vm.recordLogs();
        _set(researcher, CONTENT);
        assertEq(vaultLogCount(), 1);
    }

    function test_RevertWhen_TheKeyIsZero() public {
        vm.expectRevert(IEncryptionKeys.EncryptionKeys_ZeroKey.selector);
        _set(researcher, 0);
        _set(researcher, bytes32(uint256(1)));
        vm.expectRevert(IEncryptionKeys.EncryptionKeys_ZeroKey.selector);
        _set(researcher, 0);
        _assertLatest(researcher, bytes32(uint256(1)), 1);
    }

    function test_RevertWhen_VersionsRunOut() public {
        vm.record();
        vault.getEncryptionKey(researcher);
        (bytes32[] memory reads,) = vm.accesses(address(vault));
        fill(reads[0], type(uint32).max - 1);
        assertEq(_set(researcher, CONTENT), type(uint32).max);
        expectOverflow();
        _set(researcher, CONTENT);
    }

    function _set(address account, bytes32 key) private returns (uint32) {
        vm.prank(account);
        return vault.setEncryptionKey(key);
    }

    function _assertLatest(address account, bytes32 key, uint32 version) private view {
        (bytes32 publicKey, uint32 latest) = vault.getEncryptionKey(account);
        assertEq(publicKey, key, "publicKey");
        assertEq(latest, version, "version");
    }

    function _expectSet(address account, uint32 version, bytes32 key) private {
        vm.expectEmit(address(vault));
        emit IEncryptionKeys.EncryptionKeySet(account, version, key);
    }
}
