import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/closing-line.reporter.ts';

export default defineConfig({
  resolve: {
    // Vitest and Node would otherwise load graphql twice: once as ESM, once as CommonJS.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['node_modules/**', 'scripts/bench/**'],
    globalSetup: ['test/postgres.setup.ts', 'test/console.setup.ts'],
    server: { deps: { inline: [/graphql/] } },
    // A guard against what hangs, not a measure: the machine may be busy with something else.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: ['default', new ClosingLine()],
  },
});
