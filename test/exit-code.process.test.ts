import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const RUN = `
  import setup from './test/postgres.setup.ts';
  const stop = await setup({ provide: () => undefined });
  process.exitCode = 3;
  await stop();
`;

it('a run of tests with PostgreSQL ends with the code that it was given, and not with 0', async () => {
  const parameters = ['--import', 'tsx', '--input-type=module', '--eval', RUN];
  const child = spawn(process.execPath, parameters, { stdio: ['ignore', 'inherit', 'inherit'] });
  expect(await once(child, 'exit')).toEqual([3, null]);
});
