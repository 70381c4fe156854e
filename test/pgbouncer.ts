import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findFreePort } from './free-port.ts';

/** Whether this machine has PgBouncer: tests that need it skip without it, and say so. */
export const hasPgBouncer = spawnSync('pgbouncer', ['--version']).status === 0;

/** A PgBouncer of a test's own. */
export interface PgBouncer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts PgBouncer before a database, with pool_mode = transaction.
 * @param sessions how many sessions of PostgreSQL all who connect share
 */
export async function startPgBouncer(databaseUrl: string, sessions: number): Promise<PgBouncer> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-pgbouncer-'));
  await chmod(folder, 0o755);
  const target = new URL(databaseUrl);
  const port = await findFreePort();
  const file = join(folder, 'pgbouncer.ini');
  await writeFile(
    file,
    `[databases]
* = host=127.0.0.1 port=${target.port} user=${target.username} password=${target.password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${sessions}
max_client_conn = 500
${process.getuid?.() === 0 ? 'user = nobody' : ''}
`,
  );
  const server = spawn('pgbouncer', [file], { stdio: ['ignore', 'ignore', 'pipe'] });
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: server.stderr }).on('line', (line) => {
      lines.push(line);
      if (line.includes('process up')) resolve();
    });
    server.once('exit', () => reject(new Error(`PgBouncer did not start:\n${lines.join('\n')}`)));
  });
  const url = new URL(databaseUrl);
  url.port = String(port);
  return {
    url: url.href,
    async stop() {
      server.kill('SIGKILL');
      await once(server, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
