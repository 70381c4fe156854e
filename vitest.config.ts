import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/closing-line.reporter.ts';

const filesOf = (suffix: string) => ['src', 'test', 'scripts'].map((folder) => `${folder}/**/*${suffix}`);

/** What a test file stands on is said by its name; a name that says nothing is a unit's. */
const DATABASE = filesOf('.database.test.ts');
const PROCESS = filesOf('.process.test.ts');
const BROWSER = filesOf('.browser.test.ts');
/** Run by `npm run test:clients`, with packages of their own. */
const CLIENT = filesOf('.client.test.ts');

/** Modules are evaluated once a worker, not once a file, which was as dear as the tests: a test leaves nothing global behind. */
const ISOLATE = false;

export default defineConfig({
  resolve: {
    // Vitest and Node would otherwise load graphql twice: once as ESM, once as CommonJS.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    // All that load graphql; not GraphiQL's page, megabytes that load nothing.
    server: { deps: { inline: [/node_modules\/(?!@graphql-yoga\/render-graphiql).*graphql/] } },
    // A guard against what hangs, not a measure: the machine may be busy with something else.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Modules stay for the whole run, and each collection of what is young walks past them: fewer of them, a tenth of the time.
    execArgv: ['--max-semi-space-size=64'],
    // What TypeScript becomes is kept for the next run, and for the next project of this one.
    experimental: { fsModuleCache: true },
    reporters: ['default', new ClosingLine()],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          isolate: ISOLATE,
          include: filesOf('.test.ts'),
          exclude: ['**/node_modules/**', ...DATABASE, ...PROCESS, ...BROWSER, ...CLIENT],
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          isolate: ISOLATE,
          include: DATABASE,
          globalSetup: ['test/databases.setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'process',
          isolate: ISOLATE,
          include: PROCESS,
          globalSetup: ['test/programs.setup.ts', 'test/databases.setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          isolate: ISOLATE,
          include: BROWSER,
          globalSetup: ['test/programs.setup.ts', 'test/pglite.setup.ts', 'test/console.setup.ts'],
        },
      },
    ],
  },
});
