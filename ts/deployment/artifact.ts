import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Abi, Hex } from 'viem';
import { ROOT } from '../terminal/process.ts';

/** A compiled contract as forge leaves it in `out/`. */
export type Artifact = {
  abi: Abi;
  bytecode: { object: Hex };
  deployedBytecode: {
    object: Hex;
    /** Where the constructor writes immutables, in bytes. */
    immutableReferences?: Record<string, { start: number; length: number }[]>;
  };
};

/** Reads the artifact of `contract` from `out/`, where `forge build` put it. `file` is its source's name, if another. */
export function readArtifact(contract: string, file: string = contract): Artifact {
  return JSON.parse(readFileSync(join(ROOT, 'out', `${file}.sol`, `${contract}.json`), 'utf8'));
}
