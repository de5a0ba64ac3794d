// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

/// @title Plan ids and what is signed, against plain `abi.encode`
contract PlanIdTest is LicenseAssertions {
    uint256 private constant FIELDS = 7;

    function testFuzz_IsTheStructHashOfThePlan(bytes32[7] memory words) public view {
        IModelLicense.Plan memory plan = _planFrom(words);
        assertEq(license.planIdOf(plan), planIdOf(plan));
    }

    /// @dev The same id by calldata (`closePlan`) and by memory (`openPlan`).
    function testFuzz_OpeningUsesTheSameId(uint96 price, address token_, uint64 quantity, uint32 cap, bytes32 terms)
        public
    {
        IModelLicense.Plan memory plan =
            planOf(modelId, IModelLicense.PlanKind.Timed, token_, price, uint64(bound(quantity, 1, type(uint64).max)));
        plan.cap = uint32(bound(cap, 1, NO_CAP));
        plan.termsHash = terms;
        assertEq(open(plan), planIdOf(plan));
        assertPlan(plan, true, 0, 0, splitId);
        expectPlanClosed(plan);
        close(plan);
    }

    function testFuzz_EveryFieldChangesTheId(bytes32[7] memory words, uint8 field) public view {
        IModelLicense.Plan memory plan = _planFrom(words);
        bytes32 before = license.planIdOf(plan);
        field %= uint8(FIELDS);
        if (field == 0) plan.modelId ^= bytes32(uint256(1));
        if (field == 1) plan.kind = IModelLicense.PlanKind((uint8(plan.kind) + 1) % 3);
        if (field == 2) plan.token = address(uint160(plan.token) ^ 1);
        if (field == 3) plan.price ^= 1;
        if (field == 4) plan.quantity ^= 1;
        if (field == 5) plan.cap ^= 1;
        if (field == 6) plan.termsHash ^= bytes32(uint256(1));
        assertNotEq(license.planIdOf(plan), before);
    }

    /// @dev A word with bits beyond its type gives an id of its own, which no plan has: it never stands for another.
    function testFuzz_BitsBeyondATypeChangeTheId(uint8 field, uint8 bit) public view {
        IModelLicense.Plan memory plan = timedPlan(MONTH);
        uint256[FIELDS] memory widths = [uint256(256), 8, 160, 96, 64, 32, 256];
        field = uint8(bound(field, 1, 5));
        bytes memory data = abi.encodeCall(license.planIdOf, (plan));
        uint256 dirt = uint256(1) << bound(bit, widths[field], 255);
        uint256 offset = 0x24 + 0x20 * uint256(field);
        assembly ("memory-safe") {
            let word := add(data, offset)
            mstore(word, or(mload(word), dirt))
        }
        (bool success, bytes memory result) = address(license).staticcall(data);
        assertTrue(success);
        assertNotEq(abi.decode(result, (bytes32)), planIdOf(plan));
    }

    function testFuzz_PurchaseNonceIsAPlainHash(bytes32 planId, address licensee, uint256 salt) public view {
        assertEq(license.purchaseNonce(planId, licensee, salt), keccak256(abi.encode(planId, licensee, salt)));
    }

    function test_TheDomainIsNamedModelLicense() public view {
        bytes32 typeHash =
            keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
        bytes32 expected =
            keccak256(abi.encode(typeHash, keccak256("ModelLicense"), keccak256("1"), block.chainid, address(license)));
        assertEq(license.DOMAIN_SEPARATOR(), expected);
    }

    function testFuzz_TheDomainFollowsTheChain(uint64 chainId) public {
        bytes32 here = license.DOMAIN_SEPARATOR();
        vm.assume(chainId != block.chainid && chainId != 0);
        vm.chainId(chainId);
        assertNotEq(license.DOMAIN_SEPARATOR(), here);
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function _planFrom(bytes32[FIELDS] memory words) private pure returns (IModelLicense.Plan memory) {
        return IModelLicense.Plan({
            modelId: words[0],
            kind: IModelLicense.PlanKind(uint256(words[1]) % 3),
            token: address(uint160(uint256(words[2]))),
            price: uint96(uint256(words[3])),
            quantity: uint64(uint256(words[4])),
            cap: uint32(uint256(words[5])),
            termsHash: words[6]
        });
    }
}
