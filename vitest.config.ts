import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Vitest and Node would otherwise load graphql twice: once as ESM, once as CommonJS.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['node_modules/**', 'scripts/bench/**'],
    globalSetup: ['test/postgres.setup.ts'],
    server: { deps: { inline: [/graphql/] } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
