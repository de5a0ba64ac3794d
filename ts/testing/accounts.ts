import { type HDAccount, mnemonicToAccount } from 'viem/accounts';

/** The mnemonic that anvil funds. Worthless everywhere else, and only ever used where this process started the chain. */
export const testMnemonic = 'test test test test test test test test test test test junk';

/** The account of `index`, 0 to 9 of which anvil funds with 10,000 coins each. */
export function testAccount(index: number): HDAccount {
  return mnemonicToAccount(testMnemonic, { addressIndex: index });
}
