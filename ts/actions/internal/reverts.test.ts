import { type Abi, type AbiParameter, ContractFunctionRevertedError, encodeErrorResult, type Hex } from 'viem';
import { expect, test } from 'vitest';
import { ContractRevertedError, TallystickError, WrongStatusError } from '../errors/index.ts';
import type { Contract } from './contracts/contract.ts';
import { inferenceEscrow } from './contracts/inferenceEscrow.ts';
import { modelLicense } from './contracts/modelLicense.ts';
import { channelStatuses, nameAt } from './names.ts';
import { toTallystickError } from './reverts.ts';

const { abi } = inferenceEscrow;

/** The errors that each contract has a class for: its own, and of OpenZeppelin's those that users meet. */
const named = /^(InferenceEscrow|PrepaidLedger|ModelLicense|ModelRegistry|Payments)_|^InvalidAccountNonce$/;

/** What an enum in an error is called. */
const translated: Record<string, string[]> = {
  InferenceEscrow_WrongStatus: ['open', 'closing'],
  ModelLicense_InvalidPlan: ['timed', '2', '3'],
};

const own = [inferenceEscrow, modelLicense].flatMap((contract) => {
  const items: Abi = contract.abi;
  const errors = items.filter((item) => item.type === 'error').filter(({ name }) => named.test(name));
  return errors.map((error) => [`${contract.name}: ${error.name}`, contract, error] as const);
});

function sampleOf({ type }: AbiParameter, index: number) {
  if (type === 'address') return `0x${String(index + 1).repeat(40)}`;
  if (type === 'bytes32') return `0x${String(index + 1).repeat(64)}`;
  return type === 'uint8' ? index + 1 : BigInt(index + 1);
}

function revertWith(data: Hex, contract: Contract = inferenceEscrow) {
  const reverted = new ContractFunctionRevertedError({ abi: contract.abi, data, functionName: 'open' });
  return toTallystickError(contract, reverted);
}

test.each(own)('%s has a class that names its values', (_, contract, error) => {
  const { name } = error;
  const args = error.inputs.map(sampleOf);
  const thrown = revertWith(encodeErrorResult({ abi: [error], errorName: name, args }), contract);
  expect(thrown).toBeInstanceOf(TallystickError);
  expect(thrown).not.toBeInstanceOf(ContractRevertedError);
  if (!(thrown instanceof TallystickError)) return;

  expect(thrown.cause).toBeInstanceOf(ContractFunctionRevertedError);
  const values = Object.values(thrown.values).map(String);
  expect(values).toEqual(translated[name] ?? args.map(String));
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
  const guard = encodeErrorResult({ abi, errorName: 'ReentrancyGuardReentrantCall' });
  expect(reasonOf(guard)).toBe('ReentrancyGuardReentrantCall()');
});

test('what is no revert is thrown on as it is', () => {
  const error = new Error('socket closed');
  expect(toTallystickError(inferenceEscrow, error)).toBe(error);
  expect(toTallystickError(inferenceEscrow, 'text')).toBe('text');
});

test('a name that this version does not know is an error', () => {
  expect(nameAt(channelStatuses, 3)).toBe('closed');
  expect(() => nameAt(channelStatuses, 4)).toThrow('the contract named 4, known are 0 to 3');
  expect(new WrongStatusError({ actual: 'none', required: 'open' }).message).toBe(
    "the channel's status is none, needed is open",
  );
});
