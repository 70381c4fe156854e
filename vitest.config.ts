import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/closing-line.reporter.ts';

const filesOf = (suffix: string) => ['src', 'test', 'scripts'].map((folder) => `${folder}/**/*${suffix}`);

/** What a test file stands on is said by its name; a name that says nothing is a unit's. */
const DATABASE = filesOf('.database.test.ts');
const PROCESS = filesOf('.process.test.ts');
const BROWSER = filesOf('.browser.test.ts');

export default defineConfig({
  resolve: {
    // Vitest and Node would otherwise load graphql twice: once as ESM, once as CommonJS.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    server: { deps: { inline: [/node_modules\/.*graphql/] } },
    // A guard against what hangs, not a measure: the machine may be busy with something else.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: ['default', new ClosingLine()],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          isolate: false,
          include: filesOf('.test.ts'),
          exclude: ['**/node_modules/**', ...DATABASE, ...PROCESS, ...BROWSER],
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          isolate: false,
          include: DATABASE,
          globalSetup: ['test/postgres.setup.ts', 'test/pglite.setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'process',
          include: PROCESS,
          globalSetup: ['test/programs.setup.ts', 'test/postgres.setup.ts', 'test/pglite.setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: BROWSER,
          globalSetup: ['test/programs.setup.ts', 'test/pglite.setup.ts', 'test/console.setup.ts'],
        },
      },
    ],
  },
});
