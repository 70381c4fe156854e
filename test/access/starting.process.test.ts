import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { AUTH_SECRET } from './people.ts';

describe('without AUTH_SECRET', () => {
  const start = (settings: Readonly<Record<string, string>>) =>
    spawn(process.execPath, [fileURLToPath(new URL('../../dist/src/main.js', import.meta.url))], {
      env: { ...process.env, PORT: '0', DATA_DIR: `/tmp/marquee-${randomUUID()}`, ...settings },
    });

  it.each(['0.0.0.0', '::', '192.0.2.1', 'marquee.example.com'])(
    'a server for others, at %s, ends with exit code 2 and says why',
    async (HOST) => {
      const server = start({ HOST, AUTH_SECRET: '' });
      const [message, [code]] = await Promise.all([text(server.stderr), once(server, 'exit')]);
      expect(code).toBe(2);
      expect(message).toContain(`AUTH_SECRET is not set, and HOST is "${HOST}"`);
    },
  );

  it('and with it, a file that the command line hands over goes in: its way is open to whoever runs the server', async () => {
    const settings = { DATA_DIR: await mkdtemp('/tmp/marquee-'), AUTH_SECRET };
    const server = start(settings);
    const file = `${settings.DATA_DIR}/rows.csv`;
    await writeFile(file, 'campaign_id,creator,views,likes\nhanded-over,i,10,1\n');
    let log = '';
    server.stdout.on('data', (part: Buffer) => {
      log += part.toString();
    });
    await vi.waitFor(() => expect(log).toContain('serving GraphQL'), { timeout: 60_000 });
    // The first admin's way in.
    expect(log).toContain('has no admin yet');
    const etl = spawn(
      process.execPath,
      [fileURLToPath(new URL('../../dist/scripts/etl.js', import.meta.url)), file, '--json'],
      { env: { ...process.env, ...settings } },
    );
    const [outcome] = await Promise.all([text(etl.stdout), once(etl, 'exit')]);
    expect(JSON.parse(outcome)).toMatchObject({ status: 'PUBLISHED', loaded: 1 });
    server.kill('SIGTERM');
    await once(server, 'exit');
    await rm(settings.DATA_DIR, { recursive: true, force: true });
  });

  it('a secret that is too short is refused without being shown', async () => {
    const server = start({ AUTH_SECRET: 'too short' });
    const [message, [code]] = await Promise.all([text(server.stderr), once(server, 'exit')]);
    expect(code).toBe(2);
    expect(message).toContain('AUTH_SECRET');
    expect(message).not.toContain('too short');
  });
});
