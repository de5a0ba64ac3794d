import { type Address, type Hash, type Hex, numberToHex, parseAbi } from 'viem';
import { getBlock, readContract, signTypedData } from 'viem/actions';
import { splitSignature } from '../../protocol/signature.ts';
import { requireToken, requireTokenAmount, requireUint } from '../internal/checks.ts';
import {
  type AccountParameter,
  type ActionClient,
  type EscrowParameter,
  resolveAccount,
  resolveDomain,
} from '../internal/client.ts';
import { resolveTokenDomain, type TokenDomain } from '../internal/tokenDomain.ts';
import { type WriteParameters, write } from '../internal/write.ts';

const noncesAbi = parseAbi(['function nonces(address owner) view returns (uint256)']);

const DEFAULT_PERMIT_SECONDS = 3_600n;

const permitTypes = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const;

type Permit = {
  /** The ERC-20, which offers EIP-2612. */
  token: Address;
  /** What the escrow may take, in the token's smallest unit. */
  amount: bigint;
  /** Unix seconds; the permit is not valid after this time. */
  deadline: bigint;
  /** What the token's signatures are bound to, if it cannot be asked. */
  tokenDomain?: TokenDomain | undefined;
};

export type SignPermitParameters = AccountParameter & EscrowParameter & Permit;

/** 65 bytes `r ‖ s ‖ v`. */
export type SignPermitReturnType = Hex;

/**
 * Signs an EIP-2612 permit of the account's tokens for the escrow, with the token's next nonce.
 *
 * Throws {@link TokenIsNativeError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError},
 * {@link EscrowUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const signature = await client.ledger.signPermit({ token, amount: 5_000_000n, deadline })
 * const hash = await client.ledger.depositWithPermit({ token, amount: 5_000_000n, deadline, signature })
 */
export async function signPermit(
  client: ActionClient,
  parameters: SignPermitParameters,
): Promise<SignPermitReturnType> {
  const { token, amount, deadline, tokenDomain, ...rest } = parameters;
  requireToken(token);
  requireTokenAmount('amount', amount);
  requireUint('deadline', deadline, 256);
  const account = resolveAccount(client, rest);
  const { chainId, escrow } = await resolveDomain(client, rest);
  const owner = account.address;
  const [nonce, domain] = await Promise.all([
    readContract(client, { abi: noncesAbi, address: token, functionName: 'nonces', args: [owner] }),
    resolveTokenDomain(client, token, chainId, tokenDomain),
  ]);
  const message = { owner, spender: escrow, value: amount, nonce, deadline };
  return signTypedData(client, { account, domain, types: permitTypes, primaryType: 'Permit', message });
}

export type DepositWithPermitParameters = WriteParameters &
  Omit<Permit, 'deadline'> & {
    /** Whose balance grows. Default: the caller's. */
    beneficiary?: Address | undefined;
  } & (
    | {
        /** The caller's permit for `amount` and `deadline`. Default: signed here. */
        signature?: undefined;
        /** Unix seconds; the permit is not valid after this time. Default: an hour after the latest block. */
        deadline?: bigint | undefined;
      }
    | { signature: Hex; deadline: bigint }
  );

/** The transaction's hash. */
export type DepositWithPermitReturnType = Hash;

/**
 * Deposits tokens of the caller with its EIP-2612 permit, so without an allowance beforehand. Calls
 * `depositWithPermit(token, amount, beneficiary, deadline, v, r, s)`, which passes over a permit that fails, since anyone
 * may have sent it first: a bad permit shows as {@link InsufficientAllowanceError}.
 *
 * Throws what {@link deposit} throws, {@link MalformedSignatureError}, {@link EscrowUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const hash = await client.ledger.depositWithPermit({ token, amount: 5_000_000n })
 * await client.ledger.waitForTransaction({ hash })
 */
export async function depositWithPermit(
  client: ActionClient,
  parameters: DepositWithPermitParameters,
): Promise<DepositWithPermitReturnType> {
  const { token, amount, tokenDomain, beneficiary, signature, deadline: until, ...transaction } = parameters;
  requireToken(token);
  requireTokenAmount('amount', amount);
  const deadline = until ?? (await getBlock(client)).timestamp + DEFAULT_PERMIT_SECONDS;
  requireUint('deadline', deadline, 256);
  const account = resolveAccount(client, transaction);
  const { escrow } = transaction;
  const permit = signature ?? (await signPermit(client, { token, amount, deadline, tokenDomain, account, escrow }));
  const { r, s, yParity } = splitSignature(permit);
  return write(client, transaction, {
    functionName: 'depositWithPermit',
    args: [token, amount, beneficiary ?? account.address, deadline, 27 + yParity, r, numberToHex(s, { size: 32 })],
  });
}
