// tsc emits no SQL: the gateway's migrations go beside its compiled store.
import { cpSync } from 'node:fs';

cpSync('ts/gateway/store/migrations', 'dist/gateway/store/migrations', { recursive: true });
