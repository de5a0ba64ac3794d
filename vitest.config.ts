import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['ts/**/*.test.ts'],
    globalSetup: ['ts/testing/globalSetup.ts'],
    // Files share their worker's modules: a fresh viem for each would take most of the time.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
