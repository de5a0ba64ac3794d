#!/usr/bin/env node
// The solc command as forge calls it, on top of npm's WebAssembly build, for machines that cannot download the native one.
import { readFileSync } from 'node:fs';
import solc from 'solc';

if (process.argv.includes('--version')) {
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}`);
} else if (process.argv.includes('--standard-json')) {
  process.stdout.write(solc.compile(readFileSync(0, 'utf8')));
} else {
  console.error(`solc.mjs answers --version and --standard-json, not: ${process.argv.slice(2).join(' ')}`);
  process.exitCode = 1;
}
