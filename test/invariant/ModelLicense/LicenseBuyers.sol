// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {TokenMock} from "../../mocks/TokenMock.sol";
import {LicenseSellers} from "./LicenseSellers.sol";

/// @title The calls of buyers: every way to buy, for oneself and for others
abstract contract LicenseBuyers is LicenseSellers {
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    struct Sale {
        bytes32 planId;
        IModelLicense.Plan plan;
        address payer;
        address licensee;
        /// What the payer and the contract held of each token before, and the licensee and a stranger of the plan's.
        uint256[] held;
    }

    // ----------------------------------------------------------------------------------------------------------- buy

    function acquireLicenseNoRevert(uint256 seed) external watched(seed) {
        bytes32 id = _priced(_drawFrom(_modelIds));
        address buyer_ = _drawBuyer();
        Sale memory sale = _saleOf(_models[id].pricePlan, buyer_, buyer_);
        vm.prank(buyer_);
        license.acquireLicense{value: sale.plan.price}(id);
        _checkSale(sale);
    }

    function acquireNativeNoRevert(uint256 seed) external watched(seed) {
        Sale memory sale = _drawSale(NATIVE, _drawBuyer());
        vm.prank(sale.payer);
        license.acquire{value: sale.plan.price}(sale.plan, sale.licensee, soon());
        _checkSale(sale);
    }

    function acquireTokenNoRevert(uint256 seed) external watched(seed) {
        Sale memory sale = _drawSale(_drawErc20(), _drawBuyer());
        vm.prank(sale.payer);
        license.acquire(sale.plan, sale.licensee, soon());
        _checkSale(sale);
    }

    /// @dev Half of the time somebody else has sent the permit before.
    function acquireWithPermitNoRevert(uint256 seed) external watched(seed) {
        Sale memory sale = _drawSale(_drawErc20(), _permitter.addr);
        IPayments.Permit memory permit = _permitOf(sale.plan);
        if (_draw(2) == 0) {
            TokenMock(sale.plan.token)
                .permit(sale.payer, address(license), sale.plan.price, permit.deadline, permit.v, permit.r, permit.s);
        }
        vm.prank(sale.payer);
        license.acquireWithPermit(sale.plan, sale.licensee, soon(), permit);
        _checkSale(sale);
    }

    function acquireWithAuthorizationNoRevert(uint256 seed) external watched(seed) {
        Sale memory sale = _drawSale(_drawErc20(), _drawBuyer());
        IPayments.Authorization memory authorization =
            authorizationOf(_walletOf[sale.payer], sale.plan, sale.licensee, _nextNumber++);
        _mustNotLicense(abi.encodeCall(license.acquireWithAuthorization, (sale.plan, stranger, authorization)));
        _bring(sale, abi.encodeCall(license.acquireWithAuthorization, (sale.plan, sale.licensee, authorization)));
    }

    function acquireWithSignatureNoRevert(uint256 seed) external watched(seed) {
        Sale memory sale = _drawSale(_drawErc20(), _drawBuyer());
        IModelLicense.Purchase memory purchase = purchaseOf(sale.payer, sale.licensee);
        bytes memory signature = signPurchase(_walletOf[sale.payer], sale.plan, purchase);
        bytes memory call = abi.encodeCall(license.acquireWithSignature, (sale.plan, purchase, signature));
        purchase.licensee = stranger;
        _mustNotLicense(abi.encodeCall(license.acquireWithSignature, (sale.plan, purchase, signature)));
        _bring(sale, call);
    }

    /// @dev Too little, too much, too late, and coins that a token plan does not ask for.
    function payWronglyNoRevert(uint256 seed) external watched(seed) {
        Sale memory sale = _drawSale(NATIVE, _drawBuyer());
        Sale memory other = _drawSale(_drawErc20(), sale.payer);
        (uint256 price, uint64 deadline) = (sale.plan.price, soon());
        _mustNotSell(sale, price + 1, deadline);
        if (price != 0) _mustNotSell(sale, price - 1, deadline);
        _mustNotSell(sale, price, uint64(block.timestamp));
        _mustNotSell(other, 1, deadline);
        vm.prank(sale.payer);
        license.acquire{value: price}(sale.plan, sale.licensee, deadline);
        _checkSale(sale);
    }

    // -------------------------------------------------------------------------------------------------------- shared

    /// @dev Brought by a stranger, who pays nothing; and a second time for nothing.
    function _bring(Sale memory sale, bytes memory call) private {
        vm.prank(stranger);
        (bool success,) = address(license).call(call);
        assertTrue(success, "L-9: a purchase was refused");
        _checkSale(sale);
        vm.prank(stranger);
        (success,) = address(license).call(call);
        assertFalse(success, "L-8: what was signed once was charged twice");
    }

    function _mustNotLicense(bytes memory call) private {
        vm.prank(stranger);
        (bool success,) = address(license).call(call);
        assertFalse(success, "L-8: what was signed for one licensee licensed another");
    }

    function _mustNotSell(Sale memory sale, uint256 value, uint64 deadline) private {
        vm.prank(sale.payer);
        (bool success,) =
            address(license).call{value: value}(abi.encodeCall(license.acquire, (sale.plan, sale.licensee, deadline)));
        assertFalse(success, "L-8: a purchase at another price, or past its deadline");
    }

    /// @dev Buys one purchase of a plan that is open and fits the licensee.
    function _buy(bytes32 id, address payer, address licensee) internal {
        Sale memory sale = _saleOf(id, payer, licensee);
        vm.prank(payer);
        license.acquire{value: sale.plan.token == NATIVE ? sale.plan.price : 0}(sale.plan, licensee, soon());
        _recordSale(id, licensee);
    }

    /// @dev A plan in `asset` that sells, and a licensee that it fits: the payer itself half of the time.
    function _drawSale(address asset, address payer) private returns (Sale memory) {
        address licensee = _draw(2) == 0 && payer != _permitter.addr ? payer : _drawFrom(_licensees);
        uint256 count = _planIds.length;
        uint256 start = _draw(count);
        for (uint256 i = 0; i < count; ++i) {
            bytes32 id = _planIds[(start + i) % count];
            if (_plans[id].terms.token == asset && _sells(id, licensee)) return _saleOf(id, payer, licensee);
        }
        _ensureOpen(_everydayPlan[asset]);
        return _saleOf(_everydayPlan[asset], payer, licensee);
    }

    function _sells(bytes32 id, address licensee) private view returns (bool) {
        IModelLicense.Plan storage plan = _plans[id].terms;
        if (!_plans[id].open || _plans[id].sold >= plan.cap) return false;
        return plan.kind == IModelLicense.PlanKind.Uses || _licenses[plan.modelId][licensee].endsAt != WITHOUT_END;
    }

    function _saleOf(bytes32 id, address payer, address licensee) private view returns (Sale memory sale) {
        sale.planId = id;
        sale.plan = _plans[id].terms;
        (sale.payer, sale.licensee) = (payer, licensee);
        sale.held = _holdings(sale);
    }

    /// @dev The payer paid the price, the contract received it, and nobody's holdings changed otherwise.
    function _checkSale(Sale memory sale) private {
        uint256[] memory held = _holdings(sale);
        uint256 count = _tokens.length;
        for (uint256 i = 0; i < count; ++i) {
            uint256 price = _tokens[i] == sale.plan.token ? sale.plan.price : 0;
            assertEq(held[i] + price, sale.held[i], "L-8: the payer paid something else than the price");
            assertEq(held[count + i], sale.held[count + i] + price, "L-8: something else than the price arrived");
        }
        assertEq(held[2 * count], sale.held[2 * count], "L-8: a stranger paid or was paid");
        if (sale.licensee != sale.payer) {
            assertEq(held[2 * count + 1], sale.held[2 * count + 1], "L-8: the licensee paid or was paid");
        }
        _recordSale(sale.planId, sale.licensee);
    }

    function _holdings(Sale memory sale) private view returns (uint256[] memory held) {
        uint256 count = _tokens.length;
        held = new uint256[](2 * count + 2);
        for (uint256 i = 0; i < count; ++i) {
            held[i] = holding(sale.payer, _tokens[i]);
            held[count + i] = holding(address(license), _tokens[i]);
        }
        held[2 * count] = holding(stranger, sale.plan.token);
        held[2 * count + 1] = holding(sale.licensee, sale.plan.token);
    }

    /// @dev The model itself, which gets a price per use that is open if it has none.
    function _priced(bytes32 id) private returns (bytes32) {
        if (_models[id].pricePlan == 0) {
            vm.prank(ownerOf(id));
            license.setPricePerUse(id, 1, _models[id].splits[0]);
            _recordPricePerUse(id, 1, _models[id].splits[0]);
        }
        _ensureOpen(_models[id].pricePlan);
        return id;
    }

    function _drawErc20() private returns (address) {
        return _tokens[_draw(2)];
    }

    function _permitOf(IModelLicense.Plan memory plan) private returns (IPayments.Permit memory permit) {
        permit.deadline = soon();
        TokenMock asset = TokenMock(plan.token);
        bytes32 structHash = keccak256(
            abi.encode(
                PERMIT_TYPEHASH,
                _permitter.addr,
                address(license),
                plan.price,
                asset.nonces(_permitter.addr),
                permit.deadline
            )
        );
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", asset.DOMAIN_SEPARATOR(), structHash));
        (permit.v, permit.r, permit.s) = signParts(_permitter, digest);
    }
}
