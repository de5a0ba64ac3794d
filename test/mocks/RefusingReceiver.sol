// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A contract account that takes no native coin
contract RefusingReceiver {}
