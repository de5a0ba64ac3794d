#!/usr/bin/env node
// The `tallystick` command. `tallystick --help` lists what it does.
import { runMain } from '../terminal/process.ts';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.ts';

await runMain(async () => {
  const output = await runCommand(COMMANDS, process.argv.slice(2));
  process.stdout.write(`${output}\n`);
});
