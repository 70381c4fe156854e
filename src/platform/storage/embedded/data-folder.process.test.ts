import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDataFolder } from './data-folder.ts';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'marquee-data-folder-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

it('creates a folder once, and removes what a killed process left of another', async () => {
  const folder = join(parent, 'postgres');
  const left = await mkdtemp(join(parent, 'postgres-unfinished-'));
  await writeFile(join(left, 'PG_VERSION'), '18\n');
  await createDataFolder(folder);
  expect(await readdir(parent)).toEqual(['postgres']);
  const { ino } = await stat(folder);
  await createDataFolder(folder);
  expect((await stat(folder)).ino).toBe(ino);
});
