import type { Command } from './command.ts';
import { vaultCommands } from './vault/index.ts';

/** Every command, in the order in which the help lists them. */
export const COMMANDS: readonly Command[] = [...vaultCommands];
