// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Vm} from "forge-std/Test.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IModelRegistry} from "src/interfaces/IModelRegistry.sol";
import {IPayments} from "src/interfaces/IPayments.sol";

import {LicenseTest} from "../support/LicenseTest.sol";
import {LicenseAsker} from "./probes/LicenseAsker.sol";
import {LicenseFloor} from "./probes/LicenseFloor.sol";

/// @title What buying, using and checking a licence costs, each as a transaction of its own
/// @dev Each test makes every slot that the operation writes non-zero first, unless its name ends in "first". The floors
/// are measured with probes in the same test, under the names of the operations. ts/scripts/gas.ts prints both.
contract ModelLicenseGasTest is LicenseTest {
    string private constant MEASURED = "ModelLicense";
    string private constant FLOOR = "ModelLicense.floor";

    uint64 private constant MANY_USES = 10_000;
    uint256 private constant LICENSEES = 100;

    LicenseFloor private _floor;
    LicenseAsker private _asker = new LicenseAsker();

    IModelLicense.Plan private _nativePlan;
    IModelLicense.Plan private _tokenPlan;
    IModelLicense.Plan private _usesPlan;

    function setUp() public override {
        super.setUp();
        _floor = new LicenseFloor(license.DOMAIN_SEPARATOR());
        (_nativePlan, _tokenPlan, _usesPlan) = (nativePlan(MONTH), timedPlan(MONTH), usesPlan(2 * MANY_USES));
        open(_nativePlan);
        open(_tokenPlan);
        open(_usesPlan);
        vm.prank(creator.addr);
        license.setPricePerUse(modelId, NATIVE_PRICE, splitId);

        // Every plan has sold before; buyer, contract and probe hold coins and tokens.
        address earlier = makeAddr("earlier buyer");
        buy(earlier, _nativePlan);
        buy(earlier, _tokenPlan);
        buy(earlier, _usesPlan);
        vm.deal(earlier, 2 * NATIVE_PRICE);
        vm.startPrank(earlier);
        license.acquireLicense{value: NATIVE_PRICE}(modelId);
        _floor.acquire{value: NATIVE_PRICE}(_nativePlan, earlier, soon());
        vm.stopPrank();
        vm.deal(buyer.addr, 10 ether);
        token.mint(buyer.addr, 100 * PRICE);
        token.mint(address(_floor), PRICE);
        vm.startPrank(buyer.addr);
        token.approve(address(license), type(uint256).max);
        token.approve(address(_floor), type(uint256).max);
        vm.stopPrank();
    }

    // ----------------------------------------------------------------------------------------------------------- buy

    function test_Gas_AcquireNative() public {
        vm.startPrank(buyer.addr);
        license.acquire{value: NATIVE_PRICE}(_nativePlan, buyer.addr, soon());
        _record("acquire a licence, native coin, first");
        _floor.acquire{value: NATIVE_PRICE}(_nativePlan, buyer.addr, soon());
        _recordFloor("acquire a licence, native coin, first");

        license.acquire{value: NATIVE_PRICE}(_nativePlan, buyer.addr, soon());
        _record("acquire a licence, native coin, renewal");
        _floor.acquire{value: NATIVE_PRICE}(_nativePlan, buyer.addr, soon());
        _recordFloor("acquire a licence, native coin, renewal");
    }

    function test_Gas_AcquireToken() public {
        vm.startPrank(buyer.addr);
        _floor.acquire(_tokenPlan, stranger, soon());

        license.acquire(_tokenPlan, buyer.addr, soon());
        _record("acquire a licence, ERC-20, first");
        _floor.acquire(_tokenPlan, buyer.addr, soon());
        _recordFloor("acquire a licence, ERC-20, first");

        license.acquire(_tokenPlan, buyer.addr, soon());
        _record("acquire a licence, ERC-20, renewal");
        _floor.acquire(_tokenPlan, buyer.addr, soon());
        _recordFloor("acquire a licence, ERC-20, renewal");
    }

    /// @dev The second permit is measured: the token's nonce of the buyer is in use by then. The allowance comes and goes.
    function test_Gas_AcquireWithPermit() public {
        vm.startPrank(buyer.addr);
        token.approve(address(license), 0);
        license.acquireWithPermit(_tokenPlan, buyer.addr, soon(), _permitFor(address(license)));
        license.acquireWithPermit(_tokenPlan, buyer.addr, soon(), _permitFor(address(license)));
        _record("acquire a licence by EIP-2612 permit, renewal");

        token.approve(address(_floor), 0);
        _floor.acquireWithPermit(_tokenPlan, buyer.addr, soon(), _permitFor(address(_floor)));
        _floor.acquireWithPermit(_tokenPlan, buyer.addr, soon(), _permitFor(address(_floor)));
        _recordFloor("acquire a licence by EIP-2612 permit, renewal");
    }

    function test_Gas_AcquireWithAuthorization() public {
        string memory operation = "acquire a licence by EIP-3009 authorisation, renewal";
        license.acquireWithAuthorization(_tokenPlan, buyer.addr, _authorizationFor(address(license), 1));
        license.acquireWithAuthorization(_tokenPlan, buyer.addr, _authorizationFor(address(license), 2));
        _record(operation);
        _floor.acquireWithAuthorization(_tokenPlan, buyer.addr, _authorizationFor(address(_floor), 3));
        _floor.acquireWithAuthorization(_tokenPlan, buyer.addr, _authorizationFor(address(_floor), 4));
        _recordFloor(operation);
    }

    function test_Gas_AcquireWithSignature() public {
        string memory operation = "acquire a licence by the buyer's signature, renewal";
        for (uint256 i = 0; i < 2; ++i) {
            IModelLicense.Purchase memory purchase = purchaseOf(buyer.addr, buyer.addr);
            bytes memory signature = signPurchase(buyer, _tokenPlan, purchase);
            license.acquireWithSignature(_tokenPlan, purchase, signature);
            if (i == 1) _record(operation);
            _floor.acquireWithSignature(_tokenPlan, purchase, signature);
            if (i == 1) _recordFloor(operation);
        }
    }

    function test_Gas_AcquirePerUse() public {
        _floor.acquireLicense{value: NATIVE_PRICE}(modelId);
        vm.startPrank(buyer.addr);
        license.acquireLicense{value: NATIVE_PRICE}(modelId);
        _record("acquire one use at the price per use, first");
        _floor.acquireLicense{value: NATIVE_PRICE}(modelId);
        _recordFloor("acquire one use at the price per use, first");

        license.acquireLicense{value: NATIVE_PRICE}(modelId);
        _record("acquire one use at the price per use");
        _floor.acquireLicense{value: NATIVE_PRICE}(modelId);
        _recordFloor("acquire one use at the price per use");
    }

    // ----------------------------------------------------------------------------------------------------------- use

    function test_Gas_Consume() public {
        vm.startPrank(buyer.addr);
        license.acquire(_usesPlan, buyer.addr, soon());
        license.consume(modelId, buyer.addr, 1);
        _record("consume a use");
        _floor.acquire(_usesPlan, buyer.addr, soon());
        _floor.consume(modelId, buyer.addr, 1);
        _recordFloor("consume a use");
    }

    function test_Gas_RedeemOneVoucher() public {
        _redeemAfterOne(1, "redeem one usage voucher");
        _redeemAfterOne(MANY_USES, "redeem one usage voucher over 10,000 uses");
    }

    /// @dev Of a licensee of its own, whose first voucher was redeemed before.
    function _redeemAfterOne(uint64 uses, string memory operation) private {
        Vm.Wallet[] memory licensees = new Vm.Wallet[](1);
        licensees[0] = vm.createWallet(operation);
        _redeemTwice(licensees, uses, operation);
    }

    function test_Gas_RedeemHundredVouchers() public {
        Vm.Wallet[] memory licensees = new Vm.Wallet[](LICENSEES);
        for (uint256 i = 0; i < LICENSEES; ++i) {
            licensees[i] = vm.createWallet(string.concat("licensee ", vm.toString(i)));
        }
        _redeemTwice(licensees, MANY_USES, "redeem 100 usage vouchers of 100 licensees");
    }

    /// @dev The second time is measured.
    function _redeemTwice(Vm.Wallet[] memory licensees, uint64 uses, string memory operation) private {
        for (uint256 i = 0; i < licensees.length; ++i) {
            buy(licensees[i].addr, _usesPlan);
        }
        IModelLicense.UsageVoucher[] memory earlier = _usageOf(licensees, 1);
        IModelLicense.UsageVoucher[] memory later = _usageOf(licensees, 1 + uses);
        license.redeemUsage(earlier);
        license.redeemUsage(later);
        _record(operation);
        assertEq(license.getLicense(modelId, licensees[licensees.length - 1].addr).meteredUses, 1 + uses);

        _floor.redeemUsage(earlier);
        _floor.redeemUsage(later);
        _recordFloor(operation);
    }

    function _usageOf(Vm.Wallet[] memory licensees, uint64 cumulativeUses)
        private
        returns (IModelLicense.UsageVoucher[] memory vouchers)
    {
        vouchers = new IModelLicense.UsageVoucher[](licensees.length);
        for (uint256 i = 0; i < licensees.length; ++i) {
            vouchers[i] = usageOf(licensees[i], modelId, licensees[i].addr, cumulativeUses);
        }
    }

    function test_Gas_SetSeat() public {
        vm.startPrank(buyer.addr);
        license.acquire(_tokenPlan, buyer.addr, soon());
        _floor.acquire(_tokenPlan, buyer.addr, soon());
        license.setSeats(modelId, _seats(), uint40(block.timestamp + 1 days));
        _record("set a seat, first");
        _floor.setSeats(modelId, _seats(), uint40(block.timestamp + 1 days));
        _recordFloor("set a seat, first");

        license.setSeats(modelId, _seats(), uint40(block.timestamp + 2 days));
        _record("set a seat");
        _floor.setSeats(modelId, _seats(), uint40(block.timestamp + 2 days));
        _recordFloor("set a seat");
    }

    // --------------------------------------------------------------------------------------------------------- check

    function test_Gas_Check() public {
        vm.startPrank(buyer.addr);
        license.acquire(_tokenPlan, buyer.addr, soon());
        _floor.acquire(_tokenPlan, buyer.addr, soon());
        string memory operation = "licence check, cold call from a contract";
        vm.snapshotValue(MEASURED, operation, _asker.ask(license, modelId, buyer.addr));
        vm.snapshotValue(FLOOR, operation, _asker.ask(IModelLicense(address(_floor)), modelId, buyer.addr));
    }

    function test_Gas_CheckBySeat() public {
        vm.startPrank(buyer.addr);
        license.acquire(_tokenPlan, buyer.addr, soon());
        _floor.acquire(_tokenPlan, buyer.addr, soon());
        license.setSeats(modelId, _seats(), uint40(block.timestamp + 1 days));
        _floor.setSeats(modelId, _seats(), uint40(block.timestamp + 1 days));
        string memory operation = "licence check by seat, cold call from a contract";
        vm.snapshotValue(MEASURED, operation, _asker.askForSeat(license, modelId, buyer.addr, stranger));
        vm.snapshotValue(
            FLOOR, operation, _asker.askForSeat(IModelLicense(address(_floor)), modelId, buyer.addr, stranger)
        );
    }

    // ---------------------------------------------------------------------------------------------------------- sell

    function test_Gas_OpenPlan() public {
        IModelLicense.Plan memory plan = timedPlan(2 * MONTH);
        vm.startPrank(creator.addr);
        license.openPlan(plan, splitId);
        _record("open a plan, first");
        _floor.openPlan(plan, splitId);
        _recordFloor("open a plan, first");
    }

    function test_Gas_RegisterModel() public {
        vm.prank(creator.addr);
        license.registerModel(idOf(creator.addr, 2), URI, NATIVE_PRICE);
        _record("register a model with a price per use, first");
    }

    function test_Gas_PublishModel() public {
        IModelRegistry.Publication memory publication = publicationOf(
            idOf(buyer.addr, 1),
            soleParent(modelId, ALL / 10),
            twoShares(buyer.addr, ALL / 2, stranger, 4 * ALL / 10),
            0
        );
        vm.prank(buyer.addr);
        license.publishModel(publication);
        _record("publish a model with one parent and two payees, first");
    }

    // ------------------------------------------------------------------------------------------------------- helpers

    function signParts(Vm.Wallet memory wallet, bytes32 digest)
        internal
        override
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        return vm.sign(wallet, digest);
    }

    function _record(string memory operation) private {
        vm.snapshotGasLastCall(MEASURED, operation);
    }

    function _recordFloor(string memory operation) private {
        vm.snapshotGasLastCall(FLOOR, operation);
    }

    function _seats() private view returns (address[] memory seats) {
        seats = new address[](1);
        seats[0] = stranger;
    }

    function _permitFor(address spender) private returns (IPayments.Permit memory permit) {
        uint256 deadline = soon();
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                buyer.addr,
                spender,
                uint256(PRICE),
                IERC20Permit(address(token)).nonces(buyer.addr),
                deadline
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(buyer, _tokenDigest(structHash));
        return IPayments.Permit(deadline, v, r, s);
    }

    function _authorizationFor(address payee, uint256 number) private returns (IPayments.Authorization memory a) {
        a.from = buyer.addr;
        a.value = PRICE;
        a.validAfter = block.timestamp - 1;
        a.validBefore = soon();
        a.salt = uint256(keccak256(abi.encode(number)));
        bytes32 nonce = license.purchaseNonce(planIdOf(_tokenPlan), buyer.addr, a.salt);
        bytes32 structHash =
            keccak256(abi.encode(token.RECEIVE_TYPEHASH(), a.from, payee, a.value, a.validAfter, a.validBefore, nonce));
        a.signature = signDigest(buyer, _tokenDigest(structHash));
    }

    function _tokenDigest(bytes32 structHash) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
    }
}
