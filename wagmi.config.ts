import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defineConfig } from '@wagmi/cli';
import { foundry } from '@wagmi/cli/plugins';
import type { Address } from 'viem';
import { CONTRACTS } from './ts/deployment/contracts.ts';

const LOCAL_CHAIN_ID = 31337;

/** Addresses by chain id, from the files that script/Deploy.s.sol wrote. */
function deploymentsOf(contract: string): Record<number, Address> {
  const addresses: Record<number, Address> = {};
  for (const file of readdirSync('deployments').filter((name) => name.endsWith('.json'))) {
    const chainId = Number(basename(file, '.json'));
    if (chainId === LOCAL_CHAIN_ID) continue;
    const address = JSON.parse(readFileSync(join('deployments', file), 'utf8'))[contract];
    if (address) addresses[chainId] = address;
  }
  return addresses;
}

export default defineConfig({
  out: 'ts/generated/contracts.ts',
  plugins: [
    foundry({
      forge: { build: false },
      include: CONTRACTS.map((name) => `${name}.sol/${name}.json`),
      deployments: Object.fromEntries(CONTRACTS.map((name) => [name, deploymentsOf(name)])),
    }),
  ],
});
