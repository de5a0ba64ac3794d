import { type Address, getAddress } from 'viem';
import { getBlockNumber, getContractEvents } from 'viem/actions';
import { inferenceEscrowAbi } from '../../generated/contracts.ts';
import { ValueOutOfRangeError } from '../errors.ts';
import { type ActionClient, type EscrowParameter, resolveEscrow } from '../internal/client.ts';
import { applyEvent, emptyReplay, type Replay, type ReplayedChannel } from '../internal/replay.ts';

export type GetLiabilitiesParameters = EscrowParameter & {
  /** The escrow's deployment block, or any before it. Default: 0, which asks a long chain many times. */
  fromBlock?: bigint | undefined;
  /** State after this block. Default: the latest. */
  toBlock?: bigint | undefined;
  /** Blocks in one request for logs, as many as the node allows. Default: 10,000. */
  blockRange?: bigint | undefined;
};

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
 * {@link EscrowUnknownError}.
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
  const { fromBlock = 0n, blockRange = 10_000n } = parameters;
  if (blockRange < 1n) {
    throw new ValueOutOfRangeError({ field: 'blockRange', value: blockRange, minimum: 1n, maximum: 2n ** 64n - 1n });
  }
  const address = await resolveEscrow(client, parameters);
  const blockNumber = parameters.toBlock ?? (await getBlockNumber(client, { cacheTime: 0 }));

  const state = emptyReplay();
  for (let start = fromBlock; start <= blockNumber; start += blockRange) {
    const end = start + blockRange - 1n;
    const toBlock = end < blockNumber ? end : blockNumber;
    const logs = await getContractEvents(client, {
      abi: inferenceEscrowAbi,
      address,
      fromBlock: start,
      toBlock,
      strict: true,
    });
    for (const log of logs) applyEvent(state, log);
  }
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
