/** What the samples of a page take as given, by page. Types are named in place, so that no sample's import clashes with them. */
export const PREAMBLES: Readonly<Record<string, string>> = {
  'README.md': `
declare const account: import('viem').LocalAccount;
declare const sessionKey: import('viem').LocalAccount;
declare const chain: import('viem').Chain;
declare const escrow: import('viem').Address;
declare const provider: import('viem').Address;
declare const deadline: bigint;
`,
  'docs/gateway.md': `
declare const client: import('tallystick').ActionClient & import('tallystick').TallystickActions;
declare const settings: import('tallystick/payer').PayerOptions;
declare const archive: import('tallystick/payer').PaidReceipt[];
`,
  'docs/licences.md': `
declare const creatorAccount: import('viem').LocalAccount;
declare const buyerAccount: import('viem').LocalAccount;
declare const chain: import('viem').Chain;
declare const license: import('viem').Address;
declare const modelURI: string;
declare const contentDigest: import('viem').Hex;
declare const termsHash: import('viem').Hex;
`,
  'docs/licensing-servers.md': `
declare const account: import('viem').LocalAccount;
declare const seat: import('viem').LocalAccount;
declare const chain: import('viem').Chain;
declare const client: import('viem').Client<import('viem').Transport, import('viem').Chain> &
  import('tallystick').TallystickActions;
declare const license: import('viem').Address;
declare const licensee: import('viem').Address;
declare const modelId: import('viem').Hex;
`,
  'docs/content.md': `
declare const client: import('tallystick').ActionClient & import('tallystick').TallystickActions;
declare const modelId: import('viem').Hex;
`,
  'docs/gatekeeper.md': `
declare const account: import('viem').LocalAccount;
declare const chain: import('viem').Chain;
declare const client: import('viem').Client;
declare const walletClient: import('tallystick/gatekeeper').PurchaseOptions['walletClient'];
declare const rpcUrls: string[];
declare const vault: import('viem').Address;
declare const datasetId: import('viem').Hex;
declare const dataKey: import('viem').Hex;
declare const privateKey: import('viem').Hex;
`,
  'docs/sealing.md': `
declare const password: string;
declare const datasetId: import('viem').Hex;
declare const context: import('tallystick/sealing').WrapContext;
declare const url: string;
declare const sealedSize: bigint;
`,
};
