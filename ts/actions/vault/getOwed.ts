import { type Address, getAddress } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type HistoryParameters, replayEvents } from '../internal/history.ts';
import { applyVaultEvent, emptyVaultReplay, type ReplayedPurchase, type VaultReplay } from '../internal/vaultReplay.ts';

export type GetOwedParameters = VaultParameter & HistoryParameters;

export type GetOwedReturnType = {
  /** The state is the one after this block. */
  blockNumber: bigint;
  /** One for each token that an offer ever asked for. */
  tokens: TokenOwed[];
};

/** What the vault owes in one token, in the token's smallest unit. */
export type TokenOwed = {
  /** The ERC-20, or `nativeToken`. */
  token: Address;
  /** All credits and all that purchases hold. The vault's own balance of the token must never be below it. */
  total: bigint;
  /** The credits that are not zero. */
  credits: { account: Address; credit: bigint }[];
  /** Every purchase, closed ones too; `held` is what was not settled yet, zero once it is closed. */
  purchases: (Omit<ReplayedPurchase, 'revokedIn'> & { held: bigint })[];
};

/**
 * What the vault owes, recomputed from its events alone: in total, per account and per purchase of each token. Reads no state
 * of the contract, so it is a check on it.
 *
 * Throws {@link IncompleteHistoryError} if `fromBlock` lies after the vault's first event; {@link ValueOutOfRangeError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ vault }))
 * const { tokens } = await client.vault.getOwed({ fromBlock: 0n })
 * for (const { token, total } of tokens) console.log(token, total)
 */
export async function getOwed(client: ActionClient, parameters: GetOwedParameters = {}): Promise<GetOwedReturnType> {
  const state = emptyVaultReplay();
  const blockNumber = await replayEvents(client, dataVault, parameters, (log) => applyVaultEvent(state, log));
  const tokens = new Set([...state.offers.values()].map(({ offer }) => getAddress(offer.token)));
  return { blockNumber, tokens: [...tokens].map((token) => owedIn(state, token)) };
}

function owedIn(state: VaultReplay, token: Address): TokenOwed {
  const credits = [...(state.credits.get(token) ?? [])]
    .filter(([, credit]) => credit !== 0n)
    .map(([account, credit]) => ({ account, credit }));
  const purchases = [...state.purchases.values()]
    .filter(({ offer }) => getAddress(offer.token) === token)
    .map(({ revokedIn, ...purchase }) => ({
      ...purchase,
      held: purchase.offer.price - purchase.collected - purchase.refunded,
    }));
  const amounts = [...credits.map(({ credit }) => credit), ...purchases.map(({ held }) => held)];
  return { token, total: amounts.reduce((sum, amount) => sum + amount, 0n), credits, purchases };
}
