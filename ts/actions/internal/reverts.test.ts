import { type AbiParameter, ContractFunctionRevertedError, encodeErrorResult, type Hex } from 'viem';
import { expect, test } from 'vitest';
import { inferenceEscrowAbi } from '../../generated/contracts.ts';
import { ContractRevertedError, TallystickError, WrongStatusError } from '../errors.ts';
import { channelStatuses, nameAt } from './names.ts';
import { escrowAbi, toTallystickError } from './reverts.ts';

const errors = inferenceEscrowAbi.filter((item) => item.type === 'error');
const own = errors.filter(({ name }) => name.startsWith('InferenceEscrow_') || name.startsWith('PrepaidLedger_'));

function sampleOf({ type }: AbiParameter, index: number) {
  if (type === 'address') return `0x${String(index + 1).repeat(40)}`;
  if (type === 'bytes32') return `0x${String(index + 1).repeat(64)}`;
  return type === 'uint8' ? index + 1 : BigInt(index + 1);
}

function revertWith(data: Hex) {
  return toTallystickError(new ContractFunctionRevertedError({ abi: escrowAbi, data, functionName: 'open' }));
}

test.each(own.map((error) => [error.name, error] as const))('%s has a class that names its values', (name, error) => {
  const args = error.inputs.map(sampleOf);
  const thrown = revertWith(encodeErrorResult({ abi: [error], errorName: name, args } as never));
  expect(thrown).toBeInstanceOf(TallystickError);
  expect(thrown).not.toBeInstanceOf(ContractRevertedError);
  if (!(thrown instanceof TallystickError)) return;

  expect(thrown.cause).toBeInstanceOf(ContractFunctionRevertedError);
  const values = Object.values(thrown.values).map(String);
  expect(values).toEqual(name === 'InferenceEscrow_WrongStatus' ? ['open', 'closing'] : args.map(String));
  for (const value of values) expect(thrown.message.toLowerCase()).toContain(value.toLowerCase());
});

test('what is not the escrow’s own says what the contract said', () => {
  const reasonOf = (data: Hex) => (revertWith(data) as ContractRevertedError).values.reason;
  const text = encodeErrorResult({
    abi: [{ type: 'error', name: 'Error', inputs: [{ type: 'string', name: 'message' }] }],
    errorName: 'Error',
    args: ['paused'],
  });
  expect(reasonOf(text)).toBe('paused');
  expect(reasonOf('0xdeadbeef')).toBe('error 0xdeadbeef of the token');
  expect(reasonOf('0x')).toBe('no reason given');
  const guard = encodeErrorResult({ abi: inferenceEscrowAbi, errorName: 'ReentrancyGuardReentrantCall' });
  expect(reasonOf(guard)).toBe('ReentrancyGuardReentrantCall()');
});

test('what is no revert is thrown on as it is', () => {
  const error = new Error('socket closed');
  expect(toTallystickError(error)).toBe(error);
  expect(toTallystickError('text')).toBe('text');
});

test('a name that this version does not know is an error', () => {
  expect(nameAt(channelStatuses, 3)).toBe('closed');
  expect(() => nameAt(channelStatuses, 4)).toThrow('the escrow named 4, known are 0 to 3');
  expect(new WrongStatusError({ actual: 'none', required: 'open' }).message).toBe(
    "the channel's status is none, needed is open",
  );
});
