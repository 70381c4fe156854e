import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { silentLogger } from '../../../../test/databases.ts';
import { openStorage } from '../open.ts';
import { holdDataDir } from './data-dir.ts';

const CONTENDERS = 8;
const ROUNDS = 12;

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-data-dir-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it('is held by one, and the next is told where to reach it', async () => {
  const first = await holdDataDir(folder);
  const second = await holdDataDir(folder);
  if (!first.held || second.held) throw new Error('the first holds it and the second does not');
  expect(await statusOf(second.socketPath)).toBe(503);
  first.serve((_request, response) => response.writeHead(204).end());
  expect(await statusOf(second.socketPath)).toBe(204);
  await first.release();
  const third = await holdDataDir(folder);
  expect(third.held).toBe(true);
  if (third.held) await third.release();
  expect(await readdir(folder)).toEqual([]);
});

it('is made with the folders above it', async () => {
  const hold = await holdDataDir(join(folder, 'made', 'data'));
  expect(hold.held).toBe(true);
  if (hold.held) await hold.release();
});

it.skipIf(!existsSync('/proc/self')).each([
  ['below a file system that takes no folders', () => '/proc/marquee/data', 'it cannot be made there'],
  ['below a file', () => join(folder, 'file', 'data'), 'a file stands in its path'],
])('that cannot be made, %s, is told at once', async (_where, place, reason) => {
  await writeFile(join(folder, 'file'), '');
  await expect(openStorage({ databaseUrl: undefined, dataDir: place() }, silentLogger)).rejects.toMatchObject(
    { code: 'UNAVAILABLE', message: expect.stringContaining(reason) },
  );
});

it('is held by exactly one of many who come at once, where killed holders left their sockets', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let dead = 0; dead < 3; dead += 1) await leaveDeadSocket(folder);
    let holders = 0;
    const contend = async () => {
      const hold = await holdDataDir(folder);
      if (hold.held) holders += 1;
      expect(holders).toBeLessThanOrEqual(1);
      return hold;
    };
    const holds = await Promise.all(Array.from({ length: CONTENDERS }, contend));
    expect(holders).toBe(1);
    for (const hold of holds) if (hold.held) await hold.release();
  }
});

it('passes from hand to hand without two ever holding it', async () => {
  let holders = 0;
  let turns = 0;
  const contend = async () => {
    for (let hold = await holdDataDir(folder); ; hold = await holdDataDir(folder)) {
      if (!hold.held) continue;
      holders += 1;
      expect(holders).toBe(1);
      turns += 1;
      await new Promise(setImmediate);
      holders -= 1;
      await hold.release();
      return;
    }
  };
  await Promise.all(Array.from({ length: CONTENDERS }, contend));
  expect(turns).toBe(CONTENDERS);
});

it('says so where the folder is too deep for a socket', async () => {
  await expect(holdDataDir(join(folder, 'x'.repeat(120)))).rejects.toThrow(/^DATA_DIR is too deep/);
});

async function leaveDeadSocket(dataDir: string): Promise<void> {
  const path = join(dataDir, 'ending.sock');
  const server = createServer().listen(path);
  await once(server, 'listening');
  const left = `holder-${Math.random().toString(16).slice(2, 10).padEnd(8, '0')}.sock`;
  await rename(path, join(dataDir, left));
  server.close();
  await once(server, 'close');
}

async function statusOf(socketPath: string): Promise<number | undefined> {
  const asking = request({ socketPath, path: '/' }).end();
  const [response] = await once(asking, 'response');
  response.resume();
  return response.statusCode;
}
