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
import type { ActionClient } from '../actions/internal/client.ts';
import type { Contract } from '../actions/internal/contracts/contract.ts';
import { dataVault, type VaultParameter } from '../actions/internal/contracts/dataVault.ts';
import { type EscrowParameter, inferenceEscrow } from '../actions/internal/contracts/inferenceEscrow.ts';
import { type LicenseParameter, modelLicense } from '../actions/internal/contracts/modelLicense.ts';
import { approve } from '../actions/ledger/approve.ts';
import { deposit } from '../actions/ledger/deposit.ts';
import { depositNative } from '../actions/ledger/depositNative.ts';
import { depositWithAuthorization } from '../actions/ledger/depositWithAuthorization.ts';
import { depositWithPermit, signPermit } from '../actions/ledger/depositWithPermit.ts';
import { getBalance } from '../actions/ledger/getBalance.ts';
import { getLiabilities } from '../actions/ledger/getLiabilities.ts';
import { signDepositAuthorization } from '../actions/ledger/signDepositAuthorization.ts';
import {
  type EscrowEventName,
  type WaitForEventParameters,
  type WaitForEventReturnType,
  waitForEvent,
} from '../actions/ledger/waitForEvent.ts';
import { withdraw } from '../actions/ledger/withdraw.ts';
import * as licenseEvents from '../actions/license/waitForEvent.ts';
import * as vaultEvents from '../actions/vault/waitForEvent.ts';
import { waitForTransaction } from '../actions/waitForTransaction.ts';
import { licenseActions } from './licenseActions.ts';
import { vaultActions } from './vaultActions.ts';

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

/** The same for the licence contract. */
type WaitForLicenseEvent = {
  waitForEvent: <const name extends licenseEvents.LicenseEventName>(
    parameters: licenseEvents.WaitForEventParameters<name>,
  ) => Promise<licenseEvents.WaitForEventReturnType<name>>;
};

/** The same for the vault. */
type WaitForVaultEvent = {
  waitForEvent: <const name extends vaultEvents.VaultEventName>(
    parameters: vaultEvents.WaitForEventParameters<name>,
  ) => Promise<vaultEvents.WaitForEventReturnType<name>>;
};

/** What {@link tallystick} adds to a client. */
export type TallystickActions = {
  /** Prepaid balances: deposit, withdraw, read. */
  ledger: Bound<typeof ledgerActions> & WaitForEvent;
  /** Payment channels: open, pay by voucher, settle, close, and receipts. */
  inference: Bound<typeof inferenceActions> & WaitForEvent;
  /** Models and licences: publish, sell, buy, use, and who is owed what. */
  license: Bound<typeof licenseActions> & WaitForLicenseEvent;
  /** Encrypted datasets: register, grant, revoke, sell access, and who may read what. */
  vault: Bound<typeof vaultActions> & WaitForVaultEvent;
};

/** Where the contracts are, for every action of theirs unless a call says otherwise. */
export type TallystickParameters = EscrowParameter & LicenseParameter & VaultParameter;

/**
 * Adds the package's actions to a viem client, public, wallet or bare. Actions that sign or send need an account: the
 * client's, or one in the call.
 *
 * @param addresses.escrow - The escrow's address. Default: the deployment on the client's chain that the package knows.
 * @param addresses.license - The licence contract's address. Default: the same.
 * @param addresses.vault - The vault's address. Default: the same.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const { status } = await client.inference.getChannel({ channel })
 */
export function tallystick(addresses: TallystickParameters = {}): (client: ActionClient) => TallystickActions {
  return (client) => {
    const ofEscrow: WaitForEvent = {
      waitForEvent: (parameters) => waitForEvent(client, withAddress(inferenceEscrow, addresses, parameters)),
    };
    const ofLicense: WaitForLicenseEvent = {
      waitForEvent: (parameters) =>
        licenseEvents.waitForEvent(client, withAddress(modelLicense, addresses, parameters)),
    };
    const ofVault: WaitForVaultEvent = {
      waitForEvent: (parameters) => vaultEvents.waitForEvent(client, withAddress(dataVault, addresses, parameters)),
    };
    return {
      ledger: { ...bind(client, inferenceEscrow, addresses, ledgerActions), ...ofEscrow },
      inference: { ...bind(client, inferenceEscrow, addresses, inferenceActions), ...ofEscrow },
      license: { ...bind(client, modelLicense, addresses, licenseActions), ...ofLicense },
      vault: { ...bind(client, dataVault, addresses, vaultActions), ...ofVault },
    };
  };
}

function bind<actions extends Record<string, Action>>(
  client: ActionClient,
  contract: Contract<keyof TallystickParameters>,
  addresses: TallystickParameters,
  actions: actions,
): Bound<actions> {
  const bound = Object.entries(actions).map(([name, action]) => [
    name,
    (parameters?: TallystickParameters) => action(client, withAddress(contract, addresses, parameters) as never),
  ]);
  return Object.fromEntries(bound);
}

/** A call's parameters, with the contract's address from `addresses` unless they say where it is. */
function withAddress<parameters extends TallystickParameters>(
  { parameter }: Contract<keyof TallystickParameters>,
  addresses: TallystickParameters,
  parameters: parameters | undefined,
): parameters {
  return { ...parameters, [parameter]: parameters?.[parameter] ?? addresses[parameter] } as parameters;
}
