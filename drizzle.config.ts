import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: ['./ts/gateway/store/schema.ts', './ts/gatekeeper/store/schema.ts'],
  out: './ts/gateway/store/migrations',
});
