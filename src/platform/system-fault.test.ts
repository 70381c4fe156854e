import { mkdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { checkDataDir, explainDataDirFault } from './storage/embedded/data-dir-faults.ts';
import { describeSystemFault } from './system-fault.ts';

let folder = '';
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

it('says in words why a file cannot be used', async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-fault-'));
  const faults = await Promise.all(
    [join(folder, 'none'), folder].map((path) =>
      readFile(path).catch((error: Error) => describeSystemFault(error)),
    ),
  );
  expect(faults).toEqual(['there is no such file or folder', 'it is a folder']);
  expect(describeSystemFault(new Error('something else'))).toBe('something else');
});

it('says that a data folder belongs to another user', async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-fault-'));
  mkdirSync(join(folder, 'postgres'));
  vi.spyOn(process, 'getuid').mockReturnValue(54_321);
  await expect(checkDataDir(folder)).rejects.toThrow(
    /^The data folder .* cannot be used: it belongs to another user\. .*DATA_DIR\.$/,
  );
});

it.each([
  ['EACCES', 'this user may not write there'],
  ['ENOSPC', 'the disk is full'],
  ['EROFS', 'it is on a file system that can only be read'],
])('says of a data folder with %s that %s', (code, words) => {
  const error = Object.assign(new Error(code), { code, syscall: 'mkdir' });
  expect(explainDataDirFault(error, '/data')).toMatchObject({
    code: 'UNAVAILABLE',
    message: `The data folder /data cannot be used: ${words}. Make it writable for this user, or name another folder with DATA_DIR.`,
  });
});
