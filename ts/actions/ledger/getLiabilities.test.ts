import { erc20Abi } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { nativeToken } from '../../protocol/channel.ts';
import { startAnvil } from '../../testing/anvil.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { IncompleteHistoryError, ValueOutOfRangeError } from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  const anvil = await startAnvil();
  context = await createTestContext(import.meta.url, anvil.rpcUrl);
  return anvil.stop;
});

async function mined(hash: Promise<`0x${string}`>) {
  await context.payer.ledger.waitForTransaction({ hash: await hash });
}

async function voucherRow(salt: number, cumulativeAmount: bigint) {
  const channel = context.channelOf(salt);
  const signature = await context.signer.inference.signVoucher({ channel, cumulativeAmount });
  return { salt, cumulativeAmount, signature };
}

/** Channels in every status, withdrawals, credits, gifts and a second token. */
async function liveThroughEverything() {
  const { payer, provider, relayer, token } = context;
  const receiver = provider.account.address;
  const channels = [];
  for (const salt of [1, 2, 3, 4]) channels.push(await context.openChannel(salt, 100n));
  const [open, closing, finished, agreed] = channels;
  if (!open || !closing || !finished || !agreed) throw new Error('four channels were opened');

  await context.fund(relayer, 50n);
  await mined(relayer.inference.topUp({ channel: open, amount: 20n }));
  await mined(payer.ledger.depositNative({ amount: 77n }));
  const vouchers = await Promise.all([voucherRow(1, 120n), voucherRow(2, 10n), voucherRow(3, 30n), voucherRow(9, 1n)]);
  await mined(relayer.inference.settle({ receiver, token, vouchers }));
  await mined(provider.inference.post({ receiver, token, vouchers: [await voucherRow(2, 25n)] }));
  await mined(payer.inference.startClose({ channel: finished }));
  await context.advance(86_400);
  await mined(relayer.inference.finishClose({ channel: finished }));
  await mined(payer.inference.startClose({ channel: closing }));
  const terms = { channel: agreed, finalAmount: 40n, deadline: (await context.now()) + 60n };
  const receiverSignature = await provider.inference.signCloseConsent(terms);
  await mined(payer.inference.closeWithConsent({ ...terms, receiverSignature }));
  await mined(payer.ledger.withdraw({ token, amount: 60n, to: receiver }));
}

test('recomputes from events alone what the contract stores', async () => {
  await liveThroughEverything();
  const { payer, token, escrow } = context;
  const { tokens, blockNumber } = await payer.ledger.getLiabilities({ blockRange: 7n });
  expect(blockNumber).toBe(await payer.getBlockNumber());
  expect(tokens.map((liability) => liability.token).sort()).toEqual([nativeToken, token].sort());

  for (const { token: ofToken, accounts, channels } of tokens) {
    for (const { account, balance } of accounts) {
      expect(await payer.ledger.getBalance({ account, token: ofToken })).toBe(balance);
    }
    for (const { channelId, channel, owed, ...view } of channels) {
      expect(await payer.inference.getChannel({ channel })).toEqual(view);
      expect(owed).toBe(view.status === 'closed' ? 0n : view.funded - view.claimed);
    }
  }
  const inToken = tokens.find((liability) => liability.token === token);
  expect(inToken?.channels.map(({ status }) => status)).toEqual(['open', 'closing', 'closed', 'closed']);
  const args = [escrow] as const;
  const held = await payer.readContract({ abi: erc20Abi, address: token, functionName: 'balanceOf', args });
  expect(inToken?.total).toBe(held);
  const inNative = tokens.find((liability) => liability.token === nativeToken);
  expect(inNative?.total).toBe(await payer.getBalance({ address: escrow }));
});

test('gives the state after an earlier block', async () => {
  const { payer, token } = context;
  const toBlock = await payer.getBlockNumber();
  const before = await payer.ledger.getLiabilities({ toBlock });
  await context.fund(payer, 1_000n);
  expect(await payer.ledger.getLiabilities({ toBlock })).toEqual(before);
  const after = await payer.ledger.getLiabilities();
  const totalOf = ({ tokens }: typeof before) => tokens.find((liability) => liability.token === token)?.total ?? 0n;
  expect(totalOf(after) - totalOf(before)).toBe(1_000n);
});

test('does not take a part of the history for the whole', async () => {
  const { payer, token } = context;
  const fromBlock = (await payer.getBlockNumber()) + 1n;
  await mined(payer.ledger.withdraw({ token, amount: 1n }));
  const partial = payer.ledger.getLiabilities({ fromBlock });
  await expect(partial).rejects.toThrow(IncompleteHistoryError);
  await expect(partial).rejects.toThrow(/events are missing before Withdrawn in block \d+: balance of 0x\w+ in 0x\w+/);
  await expect(payer.ledger.getLiabilities({ blockRange: 0n })).rejects.toThrow(ValueOutOfRangeError);
});
