// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";

import {LicenseAssertions} from "../../support/LicenseAssertions.sol";

contract VersionTest is LicenseAssertions {
    function testFuzz_PublishesVersions(string memory uri, bytes32 digest, uint8 count) public {
        IModelRegistry.ModelView memory before = license.getModel(modelId);
        for (uint32 version = 2; version < 2 + uint32(count % 8); ++version) {
            vm.expectEmit(address(license));
            emit IModelRegistry.VersionPublished(modelId, version, digest, uri);
            vm.prank(creator.addr);
            license.publishVersion(modelId, uri, digest);
            (before.version, before.contentDigest) = (version, digest);
            assertEq(abi.encode(license.getModel(modelId)), abi.encode(before));
        }
    }

    function test_LicensesStayAsTheyAre() public {
        open(perpetualPlan());
        buy(buyer.addr, perpetualPlan());
        vm.prank(creator.addr);
        license.publishVersion(modelId, "ipfs://next", keccak256("next"));
        assertTrue(license.isLicensed(modelId, buyer.addr));
        assertLicense(buyer.addr, uint40(block.timestamp), FOR_EVER, 0, 0);
    }

    function testFuzz_RevertWhen_SomebodyElsePublishesAVersion(address caller) public {
        vm.assume(caller != creator.addr);
        expectNotAllowed(caller, creator.addr);
        vm.prank(caller);
        license.publishVersion(modelId, URI, DIGEST);
    }

    function test_RevertWhen_TheModelIsUnknown() public {
        bytes32 unknown = idOf(creator.addr, 2);
        expectUnknownModel(unknown);
        vm.prank(creator.addr);
        license.publishVersion(unknown, URI, DIGEST);
    }
}
