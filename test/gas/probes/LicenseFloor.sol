// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

import {IModelLicense} from "src/interfaces/IModelLicense.sol";
import {IPayments} from "src/interfaces/IPayments.sol";
import {IERC3009Receive} from "src/interfaces/external/IERC3009Receive.sol";

/// @title The least that the EVM lets purchases, uses and checks of a licence cost
/// @notice The calldata of each operation, the storage words that it cannot do without, one event, and the token transfer
/// where there is one. It checks nothing, neither price nor cap nor caller nor lock. Nobody could use it; it is a measure.
/// @dev Plan ids and hashes of two words are storage slots as they are.
contract LicenseFloor {
    bytes32 private constant PLAN_TYPEHASH = keccak256(
        "Plan(bytes32 modelId,uint8 kind,address token,uint96 price,uint64 quantity,uint32 cap,bytes32 termsHash)"
    );
    bytes32 private constant USAGE_TYPEHASH =
        keccak256("UsageVoucher(bytes32 modelId,address licensee,uint64 cumulativeUses)");
    uint256 private constant ONE_SOLD = 1 << 128;
    bytes32 private immutable DOMAIN;

    event Changed(bytes32 indexed id, address indexed account, uint256 state);

    constructor(bytes32 domainSeparator) {
        DOMAIN = domainSeparator;
    }

    // ---------------------------------------------------------------------------------------------------------- sell

    function openPlan(IModelLicense.Plan calldata, bytes32 splitId) external {
        bytes32 planId = _planId();
        _add(planId, ONE_SOLD);
        _add(_slot(planId, address(0)), uint256(splitId));
        emit Changed(planId, msg.sender, ONE_SOLD);
    }

    // ----------------------------------------------------------------------------------------------------------- buy

    /// @dev Price, purchases and revenue share a word: 96, 32 and 128 bits.
    function acquireLicense(bytes32 modelId) external payable {
        unchecked {
            _add(modelId, msg.value + ONE_SOLD);
        }
        _extend(modelId, modelId, msg.sender, 1);
    }

    function acquire(IModelLicense.Plan calldata plan, address licensee, uint64) external payable {
        _sell(plan, licensee);
        if (plan.token != address(0)) IERC20(plan.token).transferFrom(msg.sender, address(this), plan.price);
    }

    function acquireWithPermit(
        IModelLicense.Plan calldata plan,
        address licensee,
        uint64,
        IPayments.Permit calldata permit
    ) external {
        _sell(plan, licensee);
        IERC20Permit(plan.token)
            .permit(msg.sender, address(this), plan.price, permit.deadline, permit.v, permit.r, permit.s);
        IERC20(plan.token).transferFrom(msg.sender, address(this), plan.price);
    }

    function acquireWithAuthorization(
        IModelLicense.Plan calldata plan,
        address licensee,
        IPayments.Authorization calldata a
    ) external {
        bytes32 planId = _sell(plan, licensee);
        IERC3009Receive(plan.token)
            .receiveWithAuthorization(
                a.from,
                address(this),
                a.value,
                a.validAfter,
                a.validBefore,
                keccak256(abi.encode(planId, licensee, a.salt)),
                uint8(a.signature[64]),
                bytes32(a.signature[:32]),
                bytes32(a.signature[32:64])
            );
    }

    /// @dev What the buyer signed costs one hash here; so who signed means nothing.
    function acquireWithSignature(
        IModelLicense.Plan calldata plan,
        IModelLicense.Purchase calldata purchase,
        bytes calldata signature
    ) external {
        bytes32 planId = _sell(plan, purchase.licensee);
        _recover(_slot(planId, purchase.buyer), signature);
        _add(_slot(0, purchase.buyer), 1);
        IERC20(plan.token).transferFrom(purchase.buyer, address(this), plan.price);
    }

    function _sell(IModelLicense.Plan calldata plan, address licensee) private returns (bytes32 planId) {
        planId = _planId();
        unchecked {
            _add(planId, plan.price + ONE_SOLD);
        }
        _extend(planId, plan.modelId, licensee, plan.quantity);
    }

    /// @dev A licence ends far in the future here, as soon as it is prolonged at all.
    function _extend(bytes32 id, bytes32 modelId, address licensee, uint256 quantity) private {
        unchecked {
            emit Changed(id, licensee, _add(_slot(modelId, licensee), quantity << 128));
        }
    }

    // ----------------------------------------------------------------------------------------------------------- use

    function consume(bytes32 modelId, address licensee, uint64 uses) external {
        unchecked {
            emit Changed(modelId, licensee, _add(_slot(modelId, licensee), 0 - uint256(uses)));
        }
    }

    function redeemUsage(IModelLicense.UsageVoucher[] calldata vouchers) external {
        for (uint256 i = 0; i < vouchers.length; ++i) {
            IModelLicense.UsageVoucher calldata voucher = vouchers[i];
            address signer = _recover(_usageDigest(voucher), voucher.signature);
            _extend(voucher.modelId, voucher.modelId, signer, voucher.cumulativeUses);
        }
    }

    /// @dev How long the licence runs must be known.
    function setSeats(bytes32 modelId, address[] calldata seats, uint40 until) external {
        bytes32 license = _slot(modelId, msg.sender);
        uint256 state = _read(license);
        for (uint256 i = 0; i < seats.length; ++i) {
            _add(_slot(license, seats[i]), until);
            emit Changed(modelId, seats[i], state);
        }
    }

    // ---------------------------------------------------------------------------------------------------------- view

    function isLicensed(bytes32 modelId, address account) external view returns (bool) {
        return _read(_slot(modelId, account)) > block.timestamp;
    }

    function isSeatLicensed(bytes32 modelId, address licensee, address seat) external view returns (bool) {
        bytes32 license = _slot(modelId, licensee);
        return _read(_slot(license, seat)) > block.timestamp && _read(license) > block.timestamp;
    }

    // ------------------------------------------------------------------------------------------------------- storage

    function _slot(bytes32 id, address account) private pure returns (bytes32 slot) {
        assembly ("memory-safe") {
            mstore(0, id)
            mstore(0x20, account)
            slot := keccak256(0, 0x40)
        }
    }

    function _read(bytes32 slot) private view returns (uint256 state) {
        assembly ("memory-safe") {
            state := sload(slot)
        }
    }

    function _add(bytes32 slot, uint256 amount) private returns (uint256 state) {
        assembly ("memory-safe") {
            state := add(sload(slot), amount)
            sstore(slot, state)
        }
    }

    // -------------------------------------------------------------------------------------------------------- hashes

    /// @dev The plan is the first argument.
    function _planId() private pure returns (bytes32 id) {
        bytes32 typeHash = PLAN_TYPEHASH;
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, typeHash)
            calldatacopy(add(words, 0x20), 4, 0xe0)
            id := keccak256(words, 0x100)
        }
    }

    function _usageDigest(IModelLicense.UsageVoucher calldata voucher) private view returns (bytes32 digest) {
        (bytes32 typeHash, bytes32 domain) = (USAGE_TYPEHASH, DOMAIN);
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, typeHash)
            calldatacopy(add(m, 0x20), voucher, 0x60)
            let structHash := keccak256(m, 0x80)
            mstore(m, 0x1901)
            mstore(add(m, 0x20), domain)
            mstore(add(m, 0x40), structHash)
            digest := keccak256(add(m, 0x1e), 0x42)
        }
    }

    function _recover(bytes32 digest, bytes calldata signature) private view returns (address signer) {
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, digest)
            mstore(add(m, 0x20), byte(0, calldataload(add(signature.offset, 0x40))))
            calldatacopy(add(m, 0x40), signature.offset, 0x40)
            pop(staticcall(gas(), 1, m, 0x80, m, 0x20))
            signer := mload(m)
        }
    }
}
