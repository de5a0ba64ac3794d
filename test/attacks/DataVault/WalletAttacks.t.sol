// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessGrants} from "src/interfaces/IAccessGrants.sol";

import {WalletMock} from "../../mocks/WalletMocks.sol";
import {VaultAttack} from "./VaultAttack.sol";

/// @title V10: owners that are contracts (ERC-1271), that answer wrongly, burn gas or change their mind
contract WalletAttacksTest is VaultAttack {
    WalletMock private wallet;
    IAccessGrants.Grant private terms;
    uint64 private deadline;
    bytes private good;

    function setUp() public override {
        super.setUp();
        wallet = new WalletMock(owner.addr);
        datasetId = idOf(address(wallet), 1);
        register(datasetId);
        terms = grantOf(researcher, datasetId, inAMonth());
        deadline = soon();
        good = signGrant(owner, terms, deadline);
    }

    function test_V10_HonestWalletIsBelieved() public {
        _assertAnswer(WalletMock.Mode.Honest, true);
    }

    function test_V10_WalletWithAnotherValueIsNotBelieved() public {
        _assertAnswer(WalletMock.Mode.WrongValue, false);
    }

    function test_V10_WalletWithAShortAnswerIsNotBelieved() public {
        _assertAnswer(WalletMock.Mode.ShortAnswer, false);
    }

    function test_V10_WalletWithDirtyBytesIsNotBelieved() public {
        _assertAnswer(WalletMock.Mode.DirtyAnswer, false);
    }

    /// @dev The ABI lets an answer be longer than its type; the value stands in the first word.
    function test_V10_WalletWithALongAnswerIsBelieved() public {
        _assertAnswer(WalletMock.Mode.LongAnswer, true);
    }

    function test_V10_WalletThatRevertsIsNotBelieved() public {
        _assertAnswer(WalletMock.Mode.Revert, false);
    }

    function test_V10_WalletThatBurnsGasIsNotBelieved() public {
        _assertAnswer(WalletMock.Mode.BurnGas, false);
    }

    /// @dev What a wallet returns is not copied: a megabyte costs the wallet its memory (2 million gas), us nothing.
    function test_V10_WalletThatReturnsABombIsNotBelieved() public {
        uint256 gasBefore = gasleft();
        _assertAnswer(WalletMock.Mode.ReturnBomb, false);
        assertLt(gasBefore - gasleft(), 2_700_000);
    }

    /// @dev The key behind the wallet is not its owner's id: what it signs counts by the wallet's word alone.
    function test_V10_TheKeyBehindAWalletIsNotTheWallet() public {
        wallet.setMode(WalletMock.Mode.WrongValue);
        expectSignedRefused(terms, deadline, good, invalidSignature(address(wallet)));
        terms.datasetId = idOf(owner.addr, 1);
        good = signGrant(owner, terms, deadline);
        vault.grantWithSignature(terms, deadline, good);
    }

    function test_V10_WalletThatChangesItsMindBeforeTheGrant() public {
        wallet.setMode(WalletMock.Mode.WrongValue);
        expectSignedRefused(terms, deadline, good, invalidSignature(address(wallet)));
        wallet.setMode(WalletMock.Mode.Honest);
        vault.grantWithSignature(terms, deadline, good);
        assertLive(researcher, true);
    }

    /// @dev The grant stands until it is revoked, and is good once whatever the wallet says.
    function test_V10_WalletThatChangesItsMindAfterTheGrant() public {
        vault.grantWithSignature(terms, deadline, good);
        wallet.setMode(WalletMock.Mode.BurnGas);
        assertLive(researcher, true);
        revokeAccess(researcher, datasetId);
        assertLive(researcher, false);
        wallet.setMode(WalletMock.Mode.AcceptAll);
        expectSignedRefused(terms, deadline, good, wrongVersion(1, 3));
        assertLive(researcher, false);
    }

    /// @dev A wallet that honours everything harms itself alone: its own datasets, at the version that is due.
    function test_V10_WalletThatAcceptsAllRisksOnlyItself() public {
        wallet.setMode(WalletMock.Mode.AcceptAll);
        terms.datasetId = idOf(owner.addr, 1);
        expectSignedRefused(terms, deadline, "", invalidSignature(owner.addr));
        terms.datasetId = datasetId;
        vault.grantWithSignature(terms, deadline, "");
        expectSignedRefused(terms, deadline, "", wrongVersion(1, 2));
    }

    /// @dev The wallet signs for its owner's key in its own form; another form of that is its own affair, and good once.
    function testFuzz_V10_AWalletsGrantIsGoodOnceInWhateverForm(bytes calldata first, bytes calldata second) public {
        wallet.setMode(WalletMock.Mode.AcceptAll);
        vault.grantWithSignature(terms, deadline, first);
        expectSignedRefused(terms, deadline, second, wrongVersion(1, 2));
    }

    /// @dev No answer of the wallet is needed to revoke, to cancel, or to be asked.
    function test_V10_AWalletThatBurnsGasRevokes() public {
        vault.grantWithSignature(terms, deadline, good);
        wallet.setMode(WalletMock.Mode.BurnGas);
        wallet.execute(address(vault), abi.encodeCall(vault.revokeAccess, (researcher, datasetId)));
        assertLive(researcher, false);
        wallet.execute(address(vault), abi.encodeCall(vault.revokeAll, (datasetId)));
        assertEq(epochOf(datasetId), 2);
    }

    // ----------------------------------------------------------------------------------------------------------- helpers

    function _assertAnswer(WalletMock.Mode mode, bool believed) private {
        wallet.setMode(mode);
        if (!believed) vm.expectRevert(invalidSignature(address(wallet)));
        vm.prank(stranger);
        vault.grantWithSignature(terms, deadline, good);
        assertLive(researcher, believed);
    }
}
