import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Client, hexToBytes, isAddressEqual, numberToHex, recoverTypedDataAddress, toHex } from 'viem';
import { readContract, verifyTypedData } from 'viem/actions';
import { dataVaultAbi } from '../generated/contracts.ts';
import type { VaultDomain } from '../protocol/vault/index.ts';
import { GatekeeperError } from './errors.ts';
import type { ServedDataset } from './files.ts';
import { type Challenge, dataReadTypedData, type SignedRead } from './protocol.ts';
import type { AtBlock, NamedBlock, Quorum } from './quorum.ts';
import type { GatekeeperStore } from './store/store.ts';

/** Who may read, by what it signed, and by which block. */
export type Admission = { read: SignedRead; block: NamedBlock };

/** Decides who may read. */
export type Access = {
  challenge: (dataset: ServedDataset) => Promise<Challenge>;
  /**
   * Admits who signed a challenge and has a live grant, and opens a session for it.
   *
   * @throws {GatekeeperError} 401, 403 or 409 if not, 503 if the chain cannot be read.
   */
  open: (dataset: ServedDataset, read: SignedRead) => Promise<Admission & { token: string }>;
  /** Admits the reader of a session, as long as its grant is live. Throws as `open`. */
  resume: (dataset: ServedDataset, token: string) => Promise<Admission>;
  /** Throws as `open` if the reader's grant is not live any more. */
  requireLive: (read: SignedRead) => Promise<NamedBlock>;
};

/** What an {@link Access} goes by. */
export type AccessOptions = VaultDomain & {
  /** What readers call this server. */
  host: () => string;
  store: GatekeeperStore;
  quorum: Quorum;
  /** Blocks below the head at which a grant must be live too. */
  confirmations: number;
  challengeSeconds: number;
  sessionSeconds: number;
  /** Readers whose grants are looked up at one time. */
  maxLookups: number;
};

const randomBytesOfNonce = 16;

/** A nonce is 16 random bytes, and 16 by which this gatekeeper knows what it gave them out for. */
function nonceOf(secret: Uint8Array, random: Uint8Array, { datasetId, revision, expiresAt }: Omit<Challenge, 'nonce'>) {
  const subject = [datasetId, numberToHex(revision, { size: 4 }), numberToHex(expiresAt, { size: 8 })];
  const mac = createHmac('sha256', secret);
  for (const part of [random, ...subject.map((hex) => hexToBytes(hex))]) mac.update(part);
  return toHex(Buffer.concat([random, mac.digest().subarray(0, randomBytesOfNonce)]));
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function requireSame(subject: string, actual: string | number, expected: string | number): void {
  if (actual === expected) return;
  const message = `${subject} is ${actual}; it must be ${expected}`;
  throw new GatekeeperError(403, `${subject}_mismatch`, message, { values: { actual, expected } });
}

/** Readers are admitted by the chain's time and by nothing else. */
export function createAccess(options: AccessOptions): Access {
  const { chainId, vault, host, store, quorum, confirmations, challengeSeconds, sessionSeconds, maxLookups } = options;
  let lookups = 0;

  async function limited<Result>(work: () => Promise<Result>): Promise<Result> {
    if (lookups >= maxLookups) {
      const message = `${lookups} grants are being looked up; the limit is ${maxLookups}`;
      throw new GatekeeperError(429, 'too_many_lookups', message, { values: { limit: maxLookups } });
    }
    lookups += 1;
    try {
      return await work();
    } finally {
      lookups -= 1;
    }
  }

  const isLive = (client: Client, { datasetId, researcher }: SignedRead, at: AtBlock) =>
    readContract(client, {
      address: vault,
      abi: dataVaultAbi,
      functionName: 'isLive',
      args: [datasetId, researcher],
      ...at,
    });

  const isSigned = async (client: Client, { signature, ...read }: SignedRead, at: AtBlock): Promise<boolean> => {
    const typedData = dataReadTypedData({ chainId, vault }, read);
    return verifyTypedData(client, { ...typedData, address: read.researcher, signature, ...at });
  };

  /** Whether the researcher's own key signed, which no endpoint need be asked for. */
  const isSignedByKey = async ({ signature, ...read }: SignedRead): Promise<boolean> => {
    try {
      const typedData = dataReadTypedData({ chainId, vault }, read);
      return isAddressEqual(await recoverTypedDataAddress({ ...typedData, signature }), read.researcher);
    } catch {
      // Not an ECDSA signature: it may be a contract account's.
      return false;
    }
  };

  /** Live at the head, and at a block that will not be re-organised: a revocation works at once, a grant when it is sure. */
  const lookUp = (read: SignedRead, ask: (client: Client, at: AtBlock) => Promise<boolean>) =>
    limited(async () => {
      const { block, answer } = await quorum.read(0, async (client, at) => ({
        live: await isLive(client, read, at),
        signed: await ask(client, at),
      }));
      if (!answer.live || confirmations === 0) return { block, ...answer };
      const confirmed = await quorum.read(confirmations, (client, at) => isLive(client, read, at));
      return { block, signed: answer.signed, live: confirmed.answer };
    });

  const refuseUnlessLive = (
    live: boolean,
    { datasetId, researcher }: SignedRead,
    { number, timestamp }: NamedBlock,
  ) => {
    if (live) return;
    const values = { datasetId, researcher, blockNumber: `${number}`, blockTimestamp: `${timestamp}` };
    const message = `${researcher} has no live grant of ${datasetId} at block ${number}, time ${timestamp}`;
    throw new GatekeeperError(403, 'access_not_live', message, { values });
  };

  const requireOurs = (dataset: ServedDataset, read: SignedRead) => {
    requireSame('host', read.host.toLowerCase(), host());
    requireSame('dataset', read.datasetId, dataset.id);
    requireSame('revision', read.revision, dataset.revision);
    const random = hexToBytes(read.nonce).subarray(0, randomBytesOfNonce);
    const nonce = nonceOf(store.secret, random, { chainId, vault, ...read });
    if (timingSafeEqual(hexToBytes(nonce), hexToBytes(read.nonce))) return;
    throw new GatekeeperError(401, 'challenge_unknown', `nonce ${read.nonce} was not given out for this`);
  };

  const requireCurrent = (type: string, subject: string, expiresAt: bigint, { timestamp }: NamedBlock) => {
    if (timestamp < expiresAt) return;
    const values = { expiresAt: `${expiresAt}`, blockTimestamp: `${timestamp}` };
    throw new GatekeeperError(401, type, `the ${subject} expired at ${expiresAt}; it is ${timestamp}`, { values });
  };

  return {
    challenge: async ({ id, revision }) => {
      const expiresAt = quorum.now() + BigInt(challengeSeconds);
      const fields = { chainId, vault, host: host(), datasetId: id, revision, expiresAt };
      return { ...fields, nonce: nonceOf(store.secret, randomBytes(randomBytesOfNonce), fields) };
    },

    open: async (dataset, read) => {
      requireOurs(dataset, read);
      const byKey = await isSignedByKey(read);
      const { block, live, signed } = await lookUp(read, async (client, at) => byKey || isSigned(client, read, at));
      if (!signed) {
        const values = { researcher: read.researcher };
        throw new GatekeeperError(403, 'signature_invalid', `the read is not signed by ${read.researcher}`, { values });
      }
      requireCurrent('challenge_expired', 'challenge', read.expiresAt, block);
      refuseUnlessLive(live, read, block);
      // Last: who has no grant must not fill the database.
      if (!(await store.replay.use(read.nonce, read.expiresAt, block.timestamp))) {
        throw new GatekeeperError(409, 'challenge_replayed', `nonce ${read.nonce} was used before`);
      }
      const token = randomBytes(32).toString('base64url');
      await store.saveSession(hashToken(token), read, block.timestamp + BigInt(sessionSeconds));
      return { read, block, token };
    },

    resume: async (dataset, token) => {
      const session = await store.session(hashToken(token));
      if (!session) throw new GatekeeperError(401, 'session_unknown', 'there is no such session');
      const { read, expiresAt } = session;
      requireSame('dataset', read.datasetId, dataset.id);
      requireSame('revision', read.revision, dataset.revision);
      const { block, live } = await lookUp(read, async () => true);
      requireCurrent('session_expired', 'session', expiresAt, block);
      refuseUnlessLive(live, read, block);
      return { read, block };
    },

    requireLive: async (read) => {
      const { block, live } = await lookUp(read, async () => true);
      refuseUnlessLive(live, read, block);
      return block;
    },
  };
}
