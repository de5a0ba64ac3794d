// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelLicense} from "src/interfaces/IModelLicense.sol";

import {LicenseBuyers} from "./LicenseBuyers.sol";

/// @title The calls of licensees, their seats, and who holds their vouchers
abstract contract LicenseUsers is LicenseBuyers {
    // ------------------------------------------------------------------------------------------------------- consume

    function consumeNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address licensee) = _drawWithUses();
        _consume(id, licensee, licensee);
    }

    function consumeBySeatNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address licensee) = _drawWithUses();
        _consume(id, licensee, _seatOf(id, licensee));
    }

    function _consume(bytes32 id, address licensee, address by) private {
        uint64 remaining = uint64(remainingUses(id, licensee));
        uint64 uses = uint64(1 + _draw(_draw(4) == 0 ? remaining : (remaining + 9) / 10));
        _touch(id, licensee);
        vm.prank(by);
        license.consume(id, licensee, uses);
        _licenses[id][licensee].consumedUses += uses;
        assertEq(
            license.getLicense(id, licensee).remainingUses, remaining - uses, "L-6: consumed is not what was asked for"
        );
    }

    // -------------------------------------------------------------------------------------------------------- redeem

    /// @dev A good row between one of a stranger, one that nobody signed, one redeemed before, and itself again.
    function redeemUsageNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address licensee) = _drawWithUses();
        uint64 metered = uint64(_licenses[id][licensee].meteredUses);
        uint64 cumulative = metered + uint64(1 + _draw(remainingUses(id, licensee) * 5 / 4 + 1));
        IModelLicense.UsageVoucher[] memory vouchers = new IModelLicense.UsageVoucher[](5);
        address signer = licensee == _refuser || _draw(2) == 0 ? _seatOf(id, licensee) : licensee;
        vouchers[0] = usageOf(_permitter, id, licensee, cumulative);
        vouchers[1] =
            IModelLicense.UsageVoucher(id, licensee, cumulative, abi.encodePacked(bytes32(seed), seed, hex"1b"));
        vouchers[2] = usageOf(_walletOf[signer], id, licensee, metered);
        vouchers[3] = usageOf(_walletOf[signer], id, licensee, cumulative);
        vouchers[4] = vouchers[3];
        _touch(id, licensee);
        _redeem(vouchers, id, licensee);
    }

    function _redeem(IModelLicense.UsageVoucher[] memory vouchers, bytes32 id, address licensee) private {
        uint256 remaining = remainingUses(id, licensee);
        uint256 metered = _licenses[id][licensee].meteredUses;
        uint256 asked = vouchers[3].cumulativeUses - metered;
        uint256 taken = asked < remaining ? asked : remaining;
        vm.prank(stranger);
        license.redeemUsage(vouchers);
        assertEq(license.getLicense(id, licensee).meteredUses, metered + taken, "L-6: metered is not what was signed");
        _licenses[id][licensee].meteredUses += taken;
    }

    // --------------------------------------------------------------------------------------------------------- seats

    function setSeatsNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address licensee) = _drawLive();
        address[] memory seats_ = new address[](1 + _draw(2));
        for (uint256 i = 0; i < seats_.length; ++i) {
            seats_[i] = _drawFrom(_seats);
        }
        _setSeats(id, licensee, seats_, _drawUntil(id, licensee));
    }

    function removeSeatsNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address licensee) = (_drawFrom(_modelIds), _drawFrom(_licensees));
        _setSeats(id, licensee, _seats, 0);
    }

    /// @dev A seat beyond the running term is refused; without a term, or with uses, it may be named for any time.
    function outlastNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address licensee) = _drawLive();
        uint256 endsAt = _licenses[id][licensee].endsAt;
        if (block.timestamp >= endsAt || endsAt == WITHOUT_END || remainingUses(id, licensee) != 0) {
            _setSeats(id, licensee, _seats, FOR_EVER);
            return;
        }
        vm.prank(licensee);
        (bool success,) = address(license).call(abi.encodeCall(license.setSeats, (id, _seats, uint40(endsAt + 1))));
        assertFalse(success, "L-5: a seat outlasts the term that it was named in");
        _setSeats(id, licensee, _seats, uint40(endsAt));
    }

    function _setSeats(bytes32 id, address licensee, address[] memory seats_, uint40 until) private {
        _touch(id, licensee);
        vm.prank(licensee);
        license.setSeats(id, seats_, until);
        for (uint256 i = 0; i < seats_.length; ++i) {
            _seatUntil[id][licensee][seats_[i]] = until;
        }
    }

    // ------------------------------------------------------------------------------------------------------- hostile

    /// @dev Nobody but the licensee, its seats and its signature lowers uses.
    function useOthersNoRevert(uint256 seed) external watched(seed) {
        (bytes32 id, address licensee) = _drawWithUses();
        uint64 remaining = uint64(remainingUses(id, licensee));
        address past = _seats[2];
        if (block.timestamp < _seatUntil[id][licensee][past]) {
            _setSeats(id, licensee, _seats, uint40(block.timestamp));
        }
        address[2] memory others = [stranger, past];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.prank(others[i]);
            (bool success,) = address(license).call(abi.encodeCall(license.consume, (id, licensee, 1)));
            assertFalse(success, "L-7: somebody else used up uses");
        }
        uint64 cumulative = uint64(_licenses[id][licensee].meteredUses) + 1;
        redeem(usageOf(_walletOf[past], id, licensee, cumulative));
        redeem(usageOf(_permitter, id, licensee, cumulative));
        assertEq(license.getLicense(id, licensee).remainingUses, remaining, "L-7: somebody else's voucher was taken");
    }

    // -------------------------------------------------------------------------------------------------------- shared

    /// @dev A licence with uses left; bought here if there is none.
    function _drawWithUses() private returns (bytes32 id, address licensee) {
        (id, licensee) = (_drawFrom(_modelIds), _drawFrom(_licensees));
        if (remainingUses(id, licensee) != 0) return (id, licensee);
        id = _buyEveryday(_drawFrom(_tokens), licensee);
    }

    function _drawLive() private returns (bytes32 id, address licensee) {
        (id, licensee) = (_drawFrom(_modelIds), _drawFrom(_licensees));
        if (!isLive(id, licensee)) id = _buyEveryday(_drawFrom(_tokens), licensee);
    }

    /// @dev One purchase of the token's everyday plan, of which enough is due to everyone whom it pays.
    function _buyEveryday(address asset, address licensee) internal returns (bytes32 id) {
        bytes32 planId = _everydayPlan[asset];
        _ensureOpen(planId);
        _buy(planId, _drawBuyer(), licensee);
        return _plans[planId].terms.modelId;
    }

    /// @dev A seat that is live; named here if there is none.
    function _seatOf(bytes32 id, address licensee) private returns (address seat) {
        seat = _drawFrom(_seats);
        if (block.timestamp < _seatUntil[id][licensee][seat]) return seat;
        address[] memory seats_ = new address[](1);
        seats_[0] = seat;
        uint40 until = runs(id, licensee) ? _end(id, licensee) : uint40(block.timestamp + 1 days);
        _setSeats(id, licensee, seats_, until);
    }

    /// @dev Of a term that runs: some of it. Without one: any time, also one past.
    function _drawUntil(bytes32 id, address licensee) private returns (uint40) {
        if (!runs(id, licensee)) return uint40(block.timestamp - 1 days + _draw(60 days));
        return uint40(block.timestamp + 1 + _draw(_end(id, licensee) - block.timestamp));
    }

    function _end(bytes32 id, address licensee) private view returns (uint40) {
        uint256 endsAt = _licenses[id][licensee].endsAt;
        return endsAt == WITHOUT_END ? FOR_EVER : uint40(endsAt);
    }
}
