// Builds dist/ afresh: tsc's output, and the gateway's migrations beside its compiled store, since tsc emits no SQL.
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';

rmSync('dist', { recursive: true, force: true });
execFileSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
cpSync('ts/gateway/store/migrations', 'dist/gateway/store/migrations', { recursive: true });
