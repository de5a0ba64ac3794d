// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {ModelLicense} from "src/ModelLicense.sol";

import {TokenMock} from "../../mocks/TokenMock.sol";
import {LicenseBuyers} from "./LicenseBuyers.sol";
import {GhostLicense, GhostPlan} from "./LicenseGhosts.sol";
import {LicenseHandler} from "./LicenseHandler.sol";
import {LicenseSellers} from "./LicenseSellers.sol";
import {LicenseUsers} from "./LicenseUsers.sol";

/// @title Properties L-1 to L-9, in one campaign
/// @dev L-1, L-2 and L-4 to L-6 are checked here, at rest; L-3, L-7, L-8 and L-9 by the handlers, around each call.
contract ModelLicenseInvariants is Test {
    LicenseHandler private _handler;
    ModelLicense private _license;

    function setUp() external {
        _handler = new LicenseHandler();
        _license = ModelLicense(_handler.target());
        targetContract(address(_handler));
        targetSelector(FuzzSelector({addr: address(_handler), selectors: _selectors()}));
    }

    function invariant_L1_to_L9() external view {
        address[] memory tokens = _handler.tokens();
        bytes32[] memory splitIds = _handler.splitIds();
        for (uint256 i = 0; i < splitIds.length; ++i) {
            _handler.checkParts(splitIds[i]);
        }
        uint256[] memory uncollected = _checkPlans(tokens);
        for (uint256 i = 0; i < tokens.length; ++i) {
            uint256 owed = uncollected[i];
            for (uint256 j = 0; j < splitIds.length; ++j) {
                owed += _checkSplit(splitIds[j], tokens[i]);
            }
            assertEq(_held(tokens[i]), owed + _handler.donated(tokens[i]), "L-1: more or less is held than is owed");
        }
        _checkLicenses();
    }

    // --------------------------------------------------------------------------------------------------------- money

    /// @return uncollected Of each token, what plans earned since they were last collected.
    function _checkPlans(address[] memory tokens) private view returns (uint256[] memory uncollected) {
        uncollected = new uint256[](tokens.length);
        bytes32[] memory planIds = _handler.planIds();
        for (uint256 i = 0; i < planIds.length; ++i) {
            GhostPlan memory ghost = _handler.ghostPlan(planIds[i]);
            IModelLicense.PlanView memory actual = _license.getPlan(planIds[i]);
            assertEq(actual.sold, ghost.sold, "L-6: sold is not the number of purchases");
            assertLe(actual.sold, ghost.terms.cap, "L-6: more was sold than there is");
            assertEq(actual.uncollected, ghost.uncollected, "L-1: a plan earned something else than it was paid");
            assertEq(actual.splitId, ghost.splitId, "L-4: a plan earns for another split");
            assertEq(actual.open, ghost.open, "L-8: a plan sells and should not, or the other way round");
            for (uint256 j = 0; j < tokens.length; ++j) {
                if (tokens[j] == ghost.terms.token) uncollected[j] += actual.uncollected;
            }
        }
    }

    /// @return rest What the split had as income and did not pay or roll up yet.
    function _checkSplit(bytes32 id, address token) private view returns (uint256 rest) {
        (uint256 income, uint256 payees, uint256[] memory had, uint256[] memory entitled) =
            _handler.ghostRevenue(id, token);
        rest = _license.incomeOf(id, token);
        assertEq(rest, income, "L-1: a split has another income than was earned for it");
        uint256 unassigned = income;
        for (uint256 place = 0; place < had.length; ++place) {
            uint256 due = place < payees
                ? _license.claimable(id, token, place)
                : _license.owedToParent(id, token, place - payees);
            assertEq(had[place] + due, entitled[place], "L-4: an entitlement is not that of the sum");
            assertLe(entitled[place], unassigned, "L-1: more is promised than came in");
            unassigned -= entitled[place];
            rest -= had[place];
        }
        assertLt(unassigned, had.length, "L-1: rounding leaves a whole unit for each");
    }

    function _held(address token) private view returns (uint256) {
        return token == address(0) ? address(_license).balance : TokenMock(token).balanceOf(address(_license));
    }

    // ------------------------------------------------------------------------------------------------------ licences

    function _checkLicenses() private view {
        bytes32[] memory modelIds = _handler.modelIds();
        address[] memory licensees = _handler.licensees();
        for (uint256 i = 0; i < modelIds.length; ++i) {
            for (uint256 j = 0; j < licensees.length; ++j) {
                _checkLicense(modelIds[i], licensees[j], _handler.ghostLicense(modelIds[i], licensees[j]));
            }
        }
    }

    function _checkLicense(bytes32 id, address licensee, GhostLicense memory ghost) private view {
        IModelLicense.LicenseView memory actual = _license.getLicense(id, licensee);
        uint256 used = ghost.consumedUses + actual.meteredUses;
        assertEq(used + actual.remainingUses, ghost.boughtUses, "L-6: uses were lost or made");
        assertEq(actual.meteredUses, ghost.meteredUses, "L-6: metered is not what vouchers took");

        bool live = block.timestamp < ghost.endsAt || ghost.boughtUses > ghost.consumedUses + ghost.meteredUses;
        assertEq(_license.isLicensed(id, licensee), live, "L-5: licensed and not, or the other way round");
        assertEq(_license.balanceOf(licensee, uint256(id)), live ? 1 : 0, "L-5: the gate's answer differs");
        _checkTerm(id, licensee, ghost);
        _checkSeats(id, licensee, live);
    }

    function _checkTerm(bytes32 id, address licensee, GhostLicense memory ghost) private view {
        if (ghost.endsAt == 0) {
            assertFalse(_license.wasLicensedAt(id, licensee, block.timestamp), "L-5: a term that nobody bought");
            return;
        }
        assertTrue(_license.wasLicensedAt(id, licensee, ghost.startedAt), "L-5: not from the start of the term");
        assertFalse(_license.wasLicensedAt(id, licensee, ghost.startedAt - 1), "L-5: before the term");
        assertTrue(_license.wasLicensedAt(id, licensee, ghost.endsAt - 1), "L-5: not up to the end of the term");
        bool withoutEnd = ghost.endsAt == type(uint256).max;
        assertEq(_license.wasLicensedAt(id, licensee, ghost.endsAt), withoutEnd, "L-5: at the end of the term");
    }

    function _checkSeats(bytes32 id, address licensee, bool live) private view {
        (address[] memory seats, uint256[] memory untils) = _handler.seatsOf(id, licensee);
        for (uint256 i = 0; i < seats.length; ++i) {
            bool seated = _license.isSeatLicensed(id, licensee, seats[i]);
            bool due = live && block.timestamp < untils[i];
            assertEq(seated, due, "L-5: a seat is live without its licensee, or past its time, or not at all");
        }
    }

    function _selectors() private pure returns (bytes4[] memory selectors) {
        selectors = new bytes4[](32);
        selectors[0] = LicenseSellers.registerModelNoRevert.selector;
        selectors[1] = LicenseSellers.publishModelNoRevert.selector;
        selectors[2] = LicenseSellers.publishVersionNoRevert.selector;
        selectors[3] = LicenseSellers.setRoyaltyTermsNoRevert.selector;
        selectors[4] = LicenseSellers.openSplitNoRevert.selector;
        selectors[5] = LicenseSellers.openPlanNoRevert.selector;
        selectors[6] = LicenseSellers.rebindPlanNoRevert.selector;
        selectors[7] = LicenseSellers.closePlanNoRevert.selector;
        selectors[8] = LicenseSellers.setPricePerUseNoRevert.selector;
        selectors[9] = LicenseBuyers.acquireLicenseNoRevert.selector;
        selectors[10] = LicenseBuyers.acquireNativeNoRevert.selector;
        selectors[11] = LicenseBuyers.acquireTokenNoRevert.selector;
        selectors[12] = LicenseBuyers.acquireWithPermitNoRevert.selector;
        selectors[13] = LicenseBuyers.acquireWithAuthorizationNoRevert.selector;
        selectors[14] = LicenseBuyers.acquireWithSignatureNoRevert.selector;
        selectors[15] = LicenseBuyers.payWronglyNoRevert.selector;
        selectors[16] = LicenseUsers.consumeNoRevert.selector;
        selectors[17] = LicenseUsers.consumeBySeatNoRevert.selector;
        selectors[18] = LicenseUsers.redeemUsageNoRevert.selector;
        selectors[19] = LicenseUsers.setSeatsNoRevert.selector;
        selectors[20] = LicenseUsers.removeSeatsNoRevert.selector;
        selectors[21] = LicenseUsers.outlastNoRevert.selector;
        selectors[22] = LicenseUsers.useOthersNoRevert.selector;
        selectors[23] = LicenseHandler.collectNoRevert.selector;
        selectors[24] = LicenseHandler.rollUpNoRevert.selector;
        selectors[25] = LicenseHandler.earnInPartsNoRevert.selector;
        selectors[26] = LicenseHandler.claimNoRevert.selector;
        selectors[27] = LicenseHandler.claimForPayeeNoRevert.selector;
        selectors[28] = LicenseHandler.claimAroundBlockedNoRevert.selector;
        selectors[29] = LicenseHandler.donateNoRevert.selector;
        selectors[30] = LicenseHandler.warpNoRevert.selector;
        selectors[31] = LicenseHandler.strangerTriesNoRevert.selector;
    }
}
