import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPostgresDatabase } from '../../test/databases.ts';
import { makeDataDir, runEtl, startProgram } from '../../test/programs.ts';

let dataDir: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-backup-'));
  dataDir = await makeDataDir();
  const csv = 'campaign_id,influencer_id,views,likes\nspring,ana,10,1\nspring,ben,20,2\n';
  expect((await runEtl(['-', '--source', 'test.csv'], { DATA_DIR: dataDir }, csv)).code).toBe(0);
});

afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

const run = (
  program: 'backup' | 'restore' | 'move',
  args: readonly string[],
  settings: Record<string, string>,
) => startProgram(`scripts/${program}.ts`, args, settings).ended;

it('takes an embedded database into a file that its owner alone can read, and back', async () => {
  const file = join(folder, 'marquee.backup');
  const backup = await run('backup', [file], { DATA_DIR: dataDir });
  expect(backup).toMatchObject({ code: 0, stderr: '' });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const again = await run('backup', [file], { DATA_DIR: dataDir });
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('exists already') });
  const restored = await run('restore', [file], { DATA_DIR: join(folder, 'restored') });
  expect(restored).toMatchObject({ code: 0, stderr: '' });
  expect(restored.stdout).toMatch(/public\.post: 2 rows[\s\S]*every count and checksum is the same/);
  const refused = await run('restore', [file], { DATA_DIR: dataDir });
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('There is a database in') });
});

it('moves an embedded database to PostgreSQL', async () => {
  const created = await createPostgresDatabase();
  const moved = await run('move', ['--to', created.url], { DATA_DIR: dataDir });
  expect(moved).toMatchObject({ code: 0, stderr: '' });
  expect(moved.stdout).toMatch(/public\.post: 2 rows[\s\S]*Set DATABASE_URL to it/);
  await created.drop();
});

const NOWHERE = { DATABASE_URL: 'postgresql://me:secret@127.0.0.1:1/none' };
const UNREACHABLE = /^The database at 127\.0\.0\.1:1\/none cannot be reached: connect ECONNREFUSED .*\.\n$/;

it.each([
  ['backup', ['none.backup'], NOWHERE, UNREACHABLE],
  ['restore', ['BACKUP'], NOWHERE, UNREACHABLE],
  ['move', ['--to', NOWHERE.DATABASE_URL], {}, UNREACHABLE],
  [
    'backup',
    ['/none/x.backup'],
    {},
    /^\/none\/x\.backup\.unfinished cannot be used: there is no such file or folder\.\n$/,
  ],
  [
    'restore',
    ['none.backup'],
    { DATA_DIR: 'EMPTY' },
    /^none\.backup cannot be read to its end as a backup: there is no such file or folder\. /,
  ],
] as const)('ends %s %j with 1 and a sentence', async (program, args, settings, sentence) => {
  const file = join(folder, 'for-faults.backup');
  if (!existsSync(file))
    expect(await run('backup', [file], { DATA_DIR: dataDir })).toMatchObject({ code: 0 });
  const ended = await run(
    program,
    args.map((arg) => (arg === 'BACKUP' ? file : arg)),
    {
      DATA_DIR: dataDir,
      ...settings,
      ...('DATA_DIR' in settings ? { DATA_DIR: join(folder, 'empty') } : {}),
    },
  );
  expect(ended).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(sentence) });
  expect(ended.stderr).not.toMatch(/secret/);
});
