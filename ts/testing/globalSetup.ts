import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { readArtifact } from '../deployment/artifact.ts';
import { CONTRACTS } from '../deployment/contracts.ts';
import { startAnvil } from './anvil.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the chain listens that all test files share. */
    rpcUrl: string;
  }
}

/** Starts the chain that all test files share, and ends it after the last of them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  requireArtifacts([...CONTRACTS, 'TokenMock']);
  const anvil = await startAnvil();
  project.provide('rpcUrl', anvil.rpcUrl);
  return anvil.stop;
}

function requireArtifacts(contracts: readonly string[]) {
  for (const contract of contracts) {
    try {
      readArtifact(contract);
    } catch (cause) {
      throw new Error(`out/${contract}.sol/${contract}.json cannot be read: run \`forge build\` first`, { cause });
    }
  }
}
