import { createPublicClient, http } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { channelId } from '../../protocol/channel.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { deployWallet } from '../../testing/wallet.ts';
import { ReceiptSignatureError, RequestMismatchError, ResponseMismatchError } from '../errors/index.ts';
import { verifyReceipt } from './verifyReceipt.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

const request = '{"input":"Guten Morgen, wie geht es Ihnen?"}';
const response = '{"language":"deu"}';

async function signedReceipt(receiver = context.provider.account.address) {
  const channel = { ...context.channelOf(1), receiver };
  return context.provider.inference.signReceipt({ channel, sequence: 3n, request, response, cumulativeAmount: 5n });
}

test('shows a third party who answered', async () => {
  const { provider, escrow, chain, rpcUrl } = context;
  const receipt = await signedReceipt();
  const thirdParty = createPublicClient({ chain, transport: http(rpcUrl) });
  expect(await verifyReceipt(thirdParty, { escrow, receipt, request, response })).toEqual({
    provider: provider.account.address,
    channelId: channelId(receipt.channel),
    sequence: 3n,
    cumulativeAmount: 5n,
  });
});

test('tells another request from another response', async () => {
  const { payer } = context;
  const receipt = await signedReceipt();
  const otherRequest = payer.inference.verifyReceipt({ receipt, request: `${request} `, response });
  await expect(otherRequest).rejects.toThrow(RequestMismatchError);
  await expect(otherRequest).rejects.toMatchObject({ values: { expected: receipt.requestHash } });
  const otherResponse = payer.inference.verifyReceipt({ receipt, request, response: '' });
  await expect(otherResponse).rejects.toThrow(ResponseMismatchError);
  await expect(otherResponse).rejects.toMatchObject({ values: { expected: receipt.responseHash } });
});

test('a receipt with any field changed is nobody’s', async () => {
  const { payer, relayer, chain, escrow, token } = context;
  const receipt = await signedReceipt();
  const changes = [
    { channel: { ...receipt.channel, receiver: relayer.account.address } },
    { channel: { ...receipt.channel, signer: relayer.account.address } },
    { channel: { ...receipt.channel, token: escrow } },
    { channel: { ...receipt.channel, salt: 2 } },
    { sequence: 4n },
    { cumulativeAmount: 6n },
    { signature: '0x' as const },
    { signature: `0x${'00'.repeat(65)}` as const },
    { signature: receipt.signature.slice(0, -2) as `0x${string}` },
  ];
  for (const change of changes) {
    const forged = { ...receipt, ...change };
    await expect(payer.inference.verifyReceipt({ receipt: forged, request, response })).rejects.toThrow(
      ReceiptSignatureError,
    );
  }
  const elsewhere = payer.inference.verifyReceipt({ receipt, request, response, escrow: token });
  await expect(elsewhere).rejects.toMatchObject({ values: { chainId: chain.id, escrow: token } });
});

test('a contract account signs by ERC-1271, and only by its owner’s key', async () => {
  const { payer, provider, relayer } = context;
  const own = await deployWallet(relayer, provider.account.address);
  const receipt = await signedReceipt(own);
  expect(await payer.inference.verifyReceipt({ receipt, request, response })).toMatchObject({ provider: own });

  const foreign = await deployWallet(relayer, payer.account.address);
  const forged = await signedReceipt(foreign);
  await expect(payer.inference.verifyReceipt({ receipt: forged, request, response })).rejects.toThrow(
    ReceiptSignatureError,
  );
});

test('an unreachable node is not a bad signature', async () => {
  const { escrow, chain } = context;
  const offline = createPublicClient({ chain, transport: http('http://127.0.0.1:1', { retryCount: 0 }) });
  const wallet = context.token;
  const receipt = await signedReceipt(wallet);
  const attempt = verifyReceipt(offline, { escrow, receipt, request, response });
  await expect(attempt).rejects.not.toThrow(ReceiptSignatureError);
  await expect(attempt).rejects.toThrow(/HTTP request failed|fetch failed/);
});
