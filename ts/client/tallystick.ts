import type { Address } from 'viem';
import { closeWithConsent } from '../actions/inference/closeWithConsent.ts';
import { finishClose } from '../actions/inference/finishClose.ts';
import { getChannel } from '../actions/inference/getChannel.ts';
import { open } from '../actions/inference/open.ts';
import { post } from '../actions/inference/post.ts';
import { settle } from '../actions/inference/settle.ts';
import { signCloseConsent } from '../actions/inference/signCloseConsent.ts';
import { signOpening } from '../actions/inference/signOpening.ts';
import { signReceipt } from '../actions/inference/signReceipt.ts';
import { signSignerConsent } from '../actions/inference/signSignerConsent.ts';
import { signVoucher } from '../actions/inference/signVoucher.ts';
import { startClose } from '../actions/inference/startClose.ts';
import { topUp } from '../actions/inference/topUp.ts';
import { verifyReceipt } from '../actions/inference/verifyReceipt.ts';
import { waitForSettlement } from '../actions/inference/waitForSettlement.ts';
import type { ActionClient, EscrowParameter } from '../actions/internal/client.ts';
import { approve } from '../actions/ledger/approve.ts';
import { deposit } from '../actions/ledger/deposit.ts';
import { depositNative } from '../actions/ledger/depositNative.ts';
import { depositWithAuthorization } from '../actions/ledger/depositWithAuthorization.ts';
import { depositWithPermit, signPermit } from '../actions/ledger/depositWithPermit.ts';
import { getBalance } from '../actions/ledger/getBalance.ts';
import { getLiabilities } from '../actions/ledger/getLiabilities.ts';
import { signDepositAuthorization } from '../actions/ledger/signDepositAuthorization.ts';
import { withdraw } from '../actions/ledger/withdraw.ts';
import {
  type EscrowEventName,
  type WaitForEventParameters,
  type WaitForEventReturnType,
  waitForEvent,
  waitForTransaction,
} from '../actions/waitForTransaction.ts';

const ledgerActions = {
  approve,
  deposit,
  depositNative,
  depositWithAuthorization,
  depositWithPermit,
  getBalance,
  getLiabilities,
  signDepositAuthorization,
  signPermit,
  waitForTransaction,
  withdraw,
};

const inferenceActions = {
  closeWithConsent,
  finishClose,
  getChannel,
  open,
  post,
  settle,
  signCloseConsent,
  signOpening,
  signReceipt,
  signSignerConsent,
  signVoucher,
  startClose,
  topUp,
  verifyReceipt,
  waitForSettlement,
  waitForTransaction,
};

type Action = (client: ActionClient, parameters: never) => Promise<unknown>;

/** Actions without their client. */
type Bound<actions extends Record<string, Action>> = {
  [name in keyof actions]: actions[name] extends (client: ActionClient, ...rest: infer rest) => infer result
    ? (...rest: rest) => result
    : never;
};

/** `waitForEvent` by itself, since its result depends on the event's name. */
type WaitForEvent = {
  waitForEvent: <const name extends EscrowEventName>(
    parameters: WaitForEventParameters<name>,
  ) => Promise<WaitForEventReturnType<name>>;
};

/** What {@link tallystick} adds to a client. */
export type TallystickActions = {
  /** Prepaid balances: deposit, withdraw, read. */
  ledger: Bound<typeof ledgerActions> & WaitForEvent;
  /** Payment channels: open, pay by voucher, settle, close, and receipts. */
  inference: Bound<typeof inferenceActions> & WaitForEvent;
};

/** What every action takes unless a call says otherwise. */
export type TallystickParameters = EscrowParameter;

/**
 * Adds the package's actions to a viem client, public, wallet or bare. Actions that sign or send need an account: the
 * client's, or one in the call.
 *
 * @param parameters.escrow - The escrow's address. Default: the deployment on the client's chain that the package knows.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const { status } = await client.inference.getChannel({ channel })
 */
export function tallystick({ escrow }: TallystickParameters = {}): (client: ActionClient) => TallystickActions {
  return (client) => ({
    ledger: { ...bind(client, escrow, ledgerActions), ...bindWaitForEvent(client, escrow) },
    inference: { ...bind(client, escrow, inferenceActions), ...bindWaitForEvent(client, escrow) },
  });
}

function bind<actions extends Record<string, Action>>(
  client: ActionClient,
  escrow: Address | undefined,
  actions: actions,
): Bound<actions> {
  const bound = Object.entries(actions).map(([name, action]) => [
    name,
    (parameters?: EscrowParameter) => action(client, withEscrow(parameters, escrow) as never),
  ]);
  return Object.fromEntries(bound);
}

function bindWaitForEvent(client: ActionClient, escrow: Address | undefined): WaitForEvent {
  return { waitForEvent: (parameters) => waitForEvent(client, withEscrow(parameters, escrow)) };
}

function withEscrow<parameters extends EscrowParameter>(
  parameters: parameters | undefined,
  escrow: Address | undefined,
): parameters {
  return { ...parameters, escrow: parameters?.escrow ?? escrow } as parameters;
}
