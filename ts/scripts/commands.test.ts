import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, run } from '../terminal/process.ts';

function command(script: string, ...args: string[]) {
  return run(process.execPath, ['--import', 'tsx', join(ROOT, 'ts', 'scripts', script), ...args]);
}

test.each([
  ['start.ts', ['bogus'], 'there is no story "bogus"; there are: inference'],
  ['start.ts', ['--story', 'bogus'], 'there is no story "bogus"; there are: inference'],
  ['start.ts', ['--inferences', '0'], '--inferences=0: must be a whole number from 1 to 2000'],
  ['start.ts', ['--inferences', '2001'], '--inferences=2001: must be a whole number from 1 to 2000'],
  ['start.ts', ['--colour'], "Unknown option '--colour'"],
  ['start.ts', ['--provider-keystore', 'x'], '--provider-keystore is for a real network, which --rpc-url names'],
  ['start.ts', ['--rpc-url', 'http://127.0.0.1:1'], '--rpc-url needs --client-keystore too'],
  ['sealingSpeed.ts', ['--sizes', '10MB'], '--sizes has "10MB"; a size is a whole number of KiB, MiB or GiB'],
  ['sealingSpeed.ts', ['--sizes', '10MiB,'], '--sizes has ""; a size is a whole number of KiB, MiB or GiB'],
  ['deploy.ts', [], '--rpc-url is missing'],
  ['deploy.ts', ['--rpc-url', 'http://127.0.0.1:1'], '--keystore is missing'],
  ['deploy.ts', ['--rpc-url', 'x', '--keystore', 'y'], '--password-file is missing'],
])('%s %j ends with one clear line', async (script, args, line) => {
  const { code, stdout, stderr } = await command(script, ...args);
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(line);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
