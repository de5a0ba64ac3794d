import type { Hex } from 'viem';
import type { Settlement } from './store/types.ts';

/** What a gateway tells about itself, without prompts, answers or keys. */
export type GatewayEvent =
  | { type: 'settled'; settlement: Settlement }
  | { type: 'settlement_failed'; error: unknown }
  | { type: 'voucher_unsettleable'; channelId: Hex; cumulativeAmount: bigint; funded: bigint; status: string }
  | { type: 'poll_failed'; error: unknown }
  | { type: 'request_failed'; route: string; error: unknown }
  | { type: 'lock_lost'; error: Error };

/** Takes what a gateway tells. */
export type EventListener = (event: GatewayEvent) => void;
