import { type Address, getAddress } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';
import { type HistoryParameters, replayEvents } from '../internal/history.ts';
import { applyEvent, emptyReplay, type Replay, type ReplayedChannel } from '../internal/replay.ts';

export type GetLiabilitiesParameters = EscrowParameter & HistoryParameters;

export type GetLiabilitiesReturnType = {
  /** The state is the one after this block. */
  blockNumber: bigint;
  /** One for each token that was ever deposited. */
  tokens: TokenLiability[];
};

/** What the escrow owes in one token, in the token's smallest unit. */
export type TokenLiability = {
  /** The ERC-20, or `nativeToken`. */
  token: Address;
  /** All balances and all that channels hold. The escrow's own balance of the token must never be below it. */
  total: bigint;
  /** The prepaid balances that are not zero. */
  accounts: { account: Address; balance: bigint }[];
  /** Every channel, closed ones too; `owed` is what it still holds, zero once it is closed. */
  channels: (ReplayedChannel & { owed: bigint })[];
};

/**
 * What the escrow owes, recomputed from its events alone: in total, per account and per channel of each token. Reads no
 * state of the contract, so it is a check on it.
 *
 * Throws {@link IncompleteHistoryError} if `fromBlock` lies after the first deposit, {@link ValueOutOfRangeError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, erc20Abi, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ escrow }))
 * const { tokens } = await client.ledger.getLiabilities({ fromBlock: 0n })
 * for (const { token, total } of tokens) console.log(token, total)
 */
export async function getLiabilities(
  client: ActionClient,
  parameters: GetLiabilitiesParameters = {},
): Promise<GetLiabilitiesReturnType> {
  const state = emptyReplay();
  const blockNumber = await replayEvents(client, inferenceEscrow, parameters, (log) => applyEvent(state, log));
  return { blockNumber, tokens: summarise(state) };
}

function summarise({ balances, channels }: Replay): TokenLiability[] {
  return [...balances].map(([token, ofToken]) => {
    const accounts = [...ofToken]
      .filter(([, balance]) => balance !== 0n)
      .map(([account, balance]) => ({ account, balance }));
    const inToken = [...channels.values()]
      .filter(({ channel }) => getAddress(channel.token) === token)
      .map((channel) => ({ ...channel, owed: channel.funded - channel.claimed }));
    const total = [...accounts.map(({ balance }) => balance), ...inToken.map(({ owed }) => owed)];
    return { token, total: total.reduce((sum, amount) => sum + amount, 0n), accounts, channels: inToken };
  });
}
