import type { TestProject } from 'vitest/node';
import preparePglite from './pglite.setup.ts';
import preparePostgres from './postgres.setup.ts';

/** Prepares both databases at once: they are two programs, and whoever waits for one can wait for the other. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const endings = await Promise.all([preparePostgres(project), preparePglite(project)]);
  return async () => {
    for (const end of endings) await end();
  };
}
