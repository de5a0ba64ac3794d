// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Test.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";

import {LicenseTest} from "../../support/LicenseTest.sol";
import {ReferenceLicense} from "./ReferenceLicense.sol";

/// @title Licences and their naive twin, call for call
/// @dev These calls are not made to succeed: callers, models, splits, plans, amounts, signatures and times are drawn from
/// small sets, so that right and wrong ones both come up often. Each call goes to both with the same bytes; success must
/// agree call for call, and every record in the end.
contract ModelLicenseReferenceTest is LicenseTest {
    uint256 private constant CALLS = 40;
    uint256 private constant WALLETS = 3;
    uint256 private constant MODELS = 4;
    uint256 private constant SPLITS = 4;
    uint256 private constant PLANS = 12;

    ReferenceLicense private _reference;
    Vm.Wallet[] private _wallets;
    uint256 private _draws;

    function setUp() public override {
        super.setUp();
        _reference = new ReferenceLicense(license.DOMAIN_SEPARATOR());
        _wallets.push(creator);
        _wallets.push(buyer);
        _wallets.push(vm.createWallet("third"));
        for (uint256 i = 0; i < WALLETS; ++i) {
            token.mint(_wallets[i].addr, 1e12);
            vm.startPrank(_wallets[i].addr);
            token.approve(address(license), type(uint256).max);
            token.approve(address(_reference), type(uint256).max);
            vm.stopPrank();
        }
        vm.prank(creator.addr);
        _reference.publishModel(
            publicationOf(modelId, new IModelRegistry.Royalty[](0), soleShare(creator.addr, ALL), 0)
        );
    }

    function testFuzz_L_EqualsReference(uint256 seed) external {
        _draws = seed;
        for (uint256 i = 0; i < CALLS; ++i) {
            _step();
        }
        _compareModels();
        _compareLicenses();
        _comparePlans();
        assertEq(address(license).balance, address(_reference).balance, "native holdings differ");
        assertEq(token.balanceOf(address(license)), token.balanceOf(address(_reference)), "token holdings differ");
    }

    // --------------------------------------------------------------------------------------------------------- calls

    function _step() private {
        uint256 kind = _draw(20);
        if (kind < 2) _publish();
        else if (kind == 2) _sell();
        else if (kind < 5) _openPlan();
        else if (kind < 10) _buy();
        else if (kind < 13) _use();
        else if (kind == 13) _setSeats();
        else if (kind < 16) _both(stranger, abi.encodeCall(license.collect, (plansOf(_plan()))), 0);
        else if (kind < 18) _rollUp();
        else _claim();
        if (_draw(4) == 0) vm.warp(block.timestamp + _draw(4) * 10);
    }

    function _publish() private {
        bytes32 id = _model();
        IModelRegistry.Royalty[] memory parents = new IModelRegistry.Royalty[](_draw(3));
        uint24 parentParts = 0;
        for (uint256 i = 0; i < parents.length; ++i) {
            parents[i] = IModelRegistry.Royalty(_modelAt(i * 3 + _draw(3)), uint24(_draw(4) * 100_000));
            parentParts += parents[i].parts;
        }
        IModelRegistry.Publication memory publication =
            publicationOf(id, parents, _shares(ALL - parentParts, _draw(SPLITS)), uint24(_draw(3) * 100_000));
        _both(_ownerOf(id), abi.encodeCall(license.publishModel, (publication)), 0);
    }

    /// @dev What only the creator may.
    function _sell() private {
        bytes32 id = _model();
        address caller = _ownerOf(id);
        uint256 kind = _draw(6);
        if (kind == 0) {
            _both(caller, abi.encodeCall(license.registerModel, (id, URI, _draw(3) * 50)), 0);
        } else if (kind == 1) {
            _both(caller, abi.encodeCall(license.publishVersion, (id, URI, TERMS)), 0);
        } else if (kind == 2) {
            _both(caller, abi.encodeCall(license.openSplit, (id, _sharesOf(id, _draw(SPLITS)))), 0);
        } else if (kind == 3) {
            _both(caller, abi.encodeCall(license.setPricePerUse, (id, _draw(3) * 50, _split(id))), 0);
        } else if (kind == 4) {
            _both(caller, abi.encodeCall(license.setRoyaltyTerms, (id, uint24(_draw(3) * 500_000), _split(id))), 0);
        } else {
            _both(caller, abi.encodeCall(license.closePlan, (_plan())), 0);
        }
    }

    function _openPlan() private {
        IModelLicense.Plan memory plan = _plan();
        if (_draw(8) == 0) plan.cap = 0;
        if (_draw(8) == 0) plan.quantity = 0;
        _both(_ownerOf(plan.modelId), abi.encodeCall(license.openPlan, (plan, _split(plan.modelId))), 0);
    }

    function _buy() private {
        IModelLicense.Plan memory plan = _plan();
        uint256 kind = _draw(4);
        if (kind == 0) {
            _both(_wallet().addr, abi.encodeCall(license.acquireLicense, (plan.modelId)), _draw(3) * 50);
        } else if (kind == 1) {
            IModelLicense.Purchase memory purchase = purchaseOf(_wallet().addr, _licensee());
            purchase.deadline = uint64(block.timestamp + _draw(4));
            if (_draw(6) == 0) purchase.nonce += 1;
            bytes memory signature = signPurchase(_walletOf(purchase.buyer), plan, purchase);
            _both(stranger, abi.encodeCall(license.acquireWithSignature, (plan, purchase, signature)), 0);
            if (_draw(6) == 0) _both(_wallet().addr, abi.encodeCall(license.useNonce, ()), 0);
        } else {
            uint256 value = plan.token == NATIVE ? plan.price : 0;
            if (_draw(8) == 0) value += 1;
            uint64 deadline = uint64(block.timestamp + _draw(6));
            _both(_wallet().addr, abi.encodeCall(license.acquire, (plan, _licensee(), deadline)), value);
        }
    }

    function _use() private {
        address licensee = _wallet().addr;
        if (_draw(2) == 0) {
            address caller = _walletOf(licensee).addr;
            _both(caller, abi.encodeCall(license.consume, (_model(), licensee, uint64(_draw(4)))), 0);
            return;
        }
        IModelLicense.UsageVoucher[] memory vouchers = new IModelLicense.UsageVoucher[](_draw(3));
        for (uint256 i = 0; i < vouchers.length; ++i) {
            vouchers[i] = usageOf(_walletOf(licensee), _model(), licensee, uint64(_draw(12)));
            if (_draw(8) == 0) vouchers[i].cumulativeUses += 1;
        }
        _both(stranger, abi.encodeCall(license.redeemUsage, (vouchers)), 0);
    }

    function _setSeats() private {
        address[] memory seats = new address[](1 + _draw(2));
        for (uint256 i = 0; i < seats.length; ++i) {
            seats[i] = _draw(8) == 0 ? address(0) : _wallet().addr;
        }
        uint40 until = _draw(4) == 0 ? 0 : uint40(block.timestamp + _draw(40));
        _both(_wallet().addr, abi.encodeCall(license.setSeats, (_model(), seats, until)), 0);
    }

    function _rollUp() private {
        bytes32[] memory splitIds = new bytes32[](1 + _draw(3));
        for (uint256 i = 0; i < splitIds.length; ++i) {
            splitIds[i] = _split(_model());
        }
        _both(stranger, abi.encodeCall(license.rollUp, (splitIds, _token())), 0);
    }

    function _claim() private {
        bytes32 id = _split(_model());
        uint256 index = _draw(2);
        address payee = license.getShare(id, index).payee;
        if (payee == address(0)) payee = _wallet().addr;
        address to = _draw(4) == 0 ? _wallet().addr : payee;
        address caller = _draw(2) == 0 ? stranger : payee;
        _both(caller, abi.encodeCall(license.claim, (id, _token(), index, to)), 0);
    }

    function _both(address caller, bytes memory data, uint256 value) private {
        vm.deal(caller, caller.balance + 2 * value);
        vm.prank(caller);
        (bool first,) = address(license).call{value: value}(data);
        vm.prank(caller);
        (bool second,) = address(_reference).call{value: value}(data);
        assertEq(first, second, "one succeeded and the other did not");
    }

    // ---------------------------------------------------------------------------------------------------- comparison

    function _compareModels() private view {
        for (uint256 m = 0; m < MODELS; ++m) {
            bytes32 id = _modelAt(m);
            assertEq(abi.encode(license.getModel(id)), abi.encode(_reference.getModel(id)), "models differ");
            for (uint256 s = 0; s < SPLITS; ++s) {
                _compareSplit(splitIdOf(id, _sharesOf(id, s)));
            }
        }
    }

    function _compareSplit(bytes32 id) private view {
        address[2] memory tokens = [address(token), NATIVE];
        for (uint256 t = 0; t < tokens.length; ++t) {
            uint256 income = license.incomeOf(id, tokens[t]);
            assertEq(income, _reference.incomeOf(id, tokens[t]), "incomes differ");
            if (income == 0) continue;
            for (uint256 i = 0; i < 2; ++i) {
                assertEq(license.claimable(id, tokens[t], i), _reference.claimable(id, tokens[t], i), "claims differ");
                assertEq(
                    license.owedToParent(id, tokens[t], i),
                    _reference.owedToParent(id, tokens[t], i),
                    "royalties differ"
                );
            }
        }
    }

    function _compareLicenses() private view {
        for (uint256 w = 0; w < WALLETS; ++w) {
            address account = _wallets[w].addr;
            assertEq(license.nonces(account), _reference.nonces(account), "nonces differ");
            for (uint256 m = 0; m < MODELS; ++m) {
                bytes32 id = _modelAt(m);
                assertEq(
                    abi.encode(license.getLicense(id, account)),
                    abi.encode(_reference.getLicense(id, account)),
                    "licences differ"
                );
                assertEq(license.isLicensed(id, account), _reference.isLicensed(id, account), "answers differ");
                for (uint256 s = 0; s < WALLETS; ++s) {
                    assertEq(
                        license.isSeatLicensed(id, account, _wallets[s].addr),
                        _reference.isSeatLicensed(id, account, _wallets[s].addr),
                        "seats differ"
                    );
                }
            }
        }
    }

    function _comparePlans() private view {
        for (uint256 m = 0; m < MODELS; ++m) {
            for (uint256 i = 0; i < PLANS; ++i) {
                bytes32 planId = planIdOf(_planAt(_modelAt(m), i));
                assertEq(abi.encode(license.getPlan(planId)), abi.encode(_reference.getPlan(planId)), "plans differ");
            }
        }
    }

    // --------------------------------------------------------------------------------------------------------- draws

    function _draw(uint256 count) private returns (uint256) {
        _draws = uint256(keccak256(abi.encode(_draws)));
        return _draws % count;
    }

    function _wallet() private returns (Vm.Wallet memory) {
        return _wallets[_draw(WALLETS)];
    }

    /// @dev The one who may, most of the time.
    function _walletOf(address account) private returns (Vm.Wallet memory) {
        for (uint256 i = 0; i < WALLETS; ++i) {
            if (_wallets[i].addr == account && _draw(4) != 0) return _wallets[i];
        }
        return _wallet();
    }

    function _ownerOf(bytes32 id) private returns (address) {
        return _walletOf(ownerOf(id)).addr;
    }

    function _licensee() private returns (address) {
        return _draw(12) == 0 ? address(0) : _wallet().addr;
    }

    function _token() private returns (address) {
        return _draw(2) == 0 ? address(token) : NATIVE;
    }

    /// @dev The creator's first, half of the time.
    function _model() private returns (bytes32) {
        return _draw(2) == 0 ? modelId : _modelAt(_draw(MODELS));
    }

    function _modelAt(uint256 index) private view returns (bytes32) {
        return idOf(_wallets[index % WALLETS].addr, uint96(1 + index / WALLETS));
    }

    function _split(bytes32 id) private returns (bytes32) {
        return splitIdOf(id, _sharesOf(id, _draw(3) == 0 ? _draw(SPLITS) : 0));
    }

    /// @dev What would be a split of the model as it is; of any sum if it is not registered.
    function _sharesOf(bytes32 id, uint256 index) private view returns (IModelRegistry.Share[] memory) {
        uint24 ownParts = license.getModel(id).ownParts;
        return _shares(ownParts == 0 ? ALL : ownParts, index);
    }

    function _shares(uint24 parts, uint256 index) private view returns (IModelRegistry.Share[] memory) {
        if (index == 0) return soleShare(_wallets[0].addr, parts);
        if (index == 1) return twoShares(_wallets[1].addr, parts / 3, _wallets[2].addr, parts - parts / 3);
        if (index == 2) return twoShares(_wallets[1].addr, parts / 7, _wallets[1].addr, parts - parts / 7);
        return twoShares(_wallets[2].addr, parts / 2, _wallets[0].addr, parts / 3);
    }

    function _plan() private returns (IModelLicense.Plan memory) {
        return _planAt(_model(), _draw(2) == 0 ? _draw(3) : _draw(PLANS));
    }

    /// @dev Three kinds, two tokens, two prices; some are soon sold out.
    function _planAt(bytes32 id, uint256 index) private view returns (IModelLicense.Plan memory plan) {
        IModelLicense.PlanKind kind = IModelLicense.PlanKind(index % 3);
        uint64 quantity = kind == IModelLicense.PlanKind.Perpetual ? 0 : index % 2 == 0 ? 7 : 25;
        plan = planOf(id, kind, index / 3 % 2 == 0 ? address(token) : NATIVE, index / 6 % 2 == 0 ? 101 : 0, quantity);
        if (index % 4 == 3) plan.cap = 1;
    }
}
