// Makes `forge` work after a bare `npm ci`. With foundryup and network access there is nothing to do but fetch the
// forge-std submodule; elsewhere forge-std comes from an npm package that carries the same files, and solc from npm.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FETCH_LIMIT_MILLISECONDS = 20_000;
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const forgeStd = join(root, 'lib', 'forge-std');
const npmForgeStd = join(root, 'node_modules', '@layerzerolabs', 'toolbox-foundry', 'lib', 'forge-std');

const submodulePresent = () => existsSync(join(forgeStd, '.git'));

function fetchSubmodule() {
  rmSync(join(forgeStd, 'src'), { recursive: true, force: true });
  spawnSync('git', ['submodule', 'update', '--init', '--depth', '1', 'lib/forge-std'], {
    cwd: root,
    stdio: 'ignore',
    timeout: FETCH_LIMIT_MILLISECONDS,
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
  });
  return submodulePresent();
}

function useNpmToolchain() {
  if (!existsSync(npmForgeStd)) {
    throw new Error(
      'forge-std: the submodule cannot be fetched, and its npm copy is a development dependency that is not installed',
    );
  }
  for (const name of readdirSync(npmForgeStd)) {
    if (name === 'package.json' || name.startsWith('LICENSE')) continue;
    cpSync(join(npmForgeStd, name), join(forgeStd, 'src', name), { recursive: true });
  }
  const environment = {
    FOUNDRY_SOLC: join(root, 'ts', 'setup', 'solc.mjs'),
    FOUNDRY_LIBS: '["lib/forge-std/src","node_modules"]',
    FOUNDRY_OFFLINE: 'true',
  };
  const lines = Object.entries(environment).map(([key, value]) => `${key}=${value}`);
  writeFileSync(join(root, '.env'), `${lines.join('\n')}\n`);
}

if (!submodulePresent() && !fetchSubmodule()) useNpmToolchain();
