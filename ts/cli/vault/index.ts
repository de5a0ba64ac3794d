import type { Command } from '../command.ts';
import { fetch } from './fetch.ts';
import { grant } from './grant.ts';
import { key } from './key.ts';
import { receipts } from './receipts.ts';
import { register } from './register.ts';
import { revoke } from './revoke.ts';
import { rewrap } from './rewrap.ts';
import { seal } from './seal.ts';
import { serve } from './serve.ts';

/** The owner's commands, the researcher's, and the gatekeeper's. */
export const vaultCommands: readonly Command[] = [key, seal, register, grant, rewrap, revoke, serve, fetch, receipts];
