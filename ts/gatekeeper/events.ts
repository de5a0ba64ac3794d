import type { Address, Hash, Hex } from 'viem';

/** Why a purchase is not delivered any more. */
export type AbandonReason = 'deadline_passed' | 'revoked' | 'closed';

/** What a gatekeeper tells about itself, without keys, tokens or paths. */
export type GatekeeperEvent =
  | { type: 'endpoint_ignored'; endpoint: number; reason: string }
  | { type: 'read_cut'; datasetId: Hex; researcher: Address; error: unknown }
  | { type: 'purchase_seen'; purchaseId: Hex; datasetId: Hex; buyer: Address }
  | { type: 'encryption_key_missing'; purchaseId: Hex; buyer: Address }
  | { type: 'purchase_declined'; purchaseId: Hex; buyer: Address }
  | { type: 'purchase_delivered'; purchaseId: Hex; transaction: Hash; epoch: number; version: number }
  | { type: 'delivery_failed'; purchaseId: Hex; error: unknown }
  | { type: 'purchase_abandoned'; purchaseId: Hex; reason: AbandonReason }
  | { type: 'history_changed'; blockNumber: bigint }
  | { type: 'poll_failed'; error: unknown }
  | { type: 'request_failed'; route: string; error: unknown }
  | { type: 'lock_lost'; error: Error };

/** Takes what a gatekeeper tells. */
export type GatekeeperListener = (event: GatekeeperEvent) => void;
