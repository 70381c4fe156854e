import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildServer } from '../built-server.ts';
import { startServerProcess } from '../server-process.ts';
import { COLLIDING_EXPORT } from './operations.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of the graph. */
    url: string;
  }
}

/** Starts one server for all clients, as a visitor does: embedded, with the sample, on a free port. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  buildServer();
  const folder = await mkdtemp(join(tmpdir(), 'marquee-clients-'));
  const server = await startServerProcess({ NODE_ENV: 'development', DATA_DIR: folder });
  const end = async () => {
    server.signal('SIGTERM');
    await server.exited;
    await rm(folder, { recursive: true });
  };
  const url = `${server.url}/graphql`;
  const imported = await fetch(`${server.url}/imports?source=nike`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: COLLIDING_EXPORT,
  });
  if (!imported.ok) {
    await end();
    throw new Error(`the rows of the test were not imported: ${await imported.text()}`);
  }
  // Programs read it, as they stand in docs/graph.md; tests ask for what is provided.
  process.env.MARQUEE_URL = url;
  provide('url', url);
  return end;
}
