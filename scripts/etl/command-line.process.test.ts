import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import { seedAccess } from '../../test/access/people.ts';
import { createPostgresDatabase, silentLogger } from '../../test/databases.ts';
import { canMount, mountSmallDisk } from '../../test/faults/small-disk.ts';
import { runEtl } from '../../test/programs.ts';

const FILE = 'campaignId,influencerId,views,likes\nspring,ada,100,10\n';
const hasTerminals = spawnSync('script', ['--version']).status === 0;

let folder = '';
let path = '';
let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
let settings: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-etl-'));
  path = join(folder, 'spring.csv');
  await writeFile(path, FILE);
  created = await createPostgresDatabase();
  settings = { DATABASE_URL: created.url };
});

afterAll(async () => {
  await created.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('npm run etl', () => {
  it.each([
    ['an option that there is not', ['--colour', 'red'], /unknown option '--colour'/],
    ['no file', [], /missing required argument/],
    ['a limit that is none', ['x.csv', '--reject-limit', 'lots'], /"lots" is neither a share/],
    ['a field that there is not', ['x.csv', '--map', 'like=hearts'], /the closest is likes/],
    ['one source for two files', ['x.csv', 'y.csv', '--source', 'z'], /are for one file/],
  ])('ends with 2 on %s', async (_what, args, message) => {
    const { code, stdout, stderr } = await runEtl(args, settings);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('exits with 2 on invalid settings, and names them all', async () => {
    const { code, stderr } = await runEtl([path], { PORT: 'many', LOG_LEVEL: 'loud' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/PORT is "many"(.|\n)*LOG_LEVEL is "loud"/);
  });

  it.each([
    [
      'there is no such file',
      ['none.csv'],
      /^none\.csv cannot be read: there is no such file or folder\.\n$/,
    ],
    ['the file is a folder', ['.'], /^\. is a folder: name the files in it\.\n$/],
    [
      'its rejects cannot be written',
      ['FILE', '--rejects', '/none/x.csv'],
      /^The rejects file cannot be written: \/none\/x\.csv: there is no such file or folder\.\n$/,
    ],
    [
      'its rejects would go into itself',
      ['FILE', '--rejects', 'FILE'],
      /^--rejects names the file that is to be/,
    ],
  ])('ends with 1 and a sentence where %s', async (_what, args, message) => {
    const { code, stdout, stderr } = await runEtl(
      args.map((arg) => (arg === 'FILE' ? path : arg)),
      settings,
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(await readFile(path, 'utf8')).toBe(FILE);
  });

  it('tries every file, names each, and ends with 1 where any failed', async () => {
    const bad = join(folder, 'bad.csv');
    await writeFile(bad, 'a,b\n1,2\n');
    const { code, stdout, stderr } = await runEtl(['none.csv', bad, path, '--dry-run'], settings);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^none\.csv cannot be read(.|\n)*bad\.csv: The header cannot be used/);
    expect(stdout).toMatch(/^spring\.csv: checked/);
    const json = await runEtl(['none.csv', bad, path, '--dry-run', '--json'], settings);
    expect(
      json.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { file: 'none.csv', status: 'FAILED', code: 'BAD_USER_INPUT' },
      { file: bad, status: 'FAILED', code: 'BAD_USER_INPUT' },
      { source: 'spring.csv', status: 'CHECKED', code: null },
    ]);
  });

  it('reads nothing of two files that have one name', async () => {
    const { code, stderr } = await runEtl(['a/export.csv', 'b/export.csv'], settings);
    expect(code).toBe(2);
    expect(stderr).toMatch(/SOURCE_AMBIGUOUS.*b\/export\.csv --source b-export\.csv/);
  });

  it.each([
    ['a file stands in its place', () => path, /a file stands in its path/],
    ['nobody may write', () => '/sys/marquee', /this user may not write there/],
  ])('says that the data folder cannot be used where %s', async (_what, dataDir, reason) => {
    const { code, stdout, stderr } = await runEtl([path], { DATA_DIR: dataDir() });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^The data folder .* cannot be used: .*name another folder with DATA_DIR\.\n$/);
    expect(stderr).toMatch(reason);
  });

  it.skipIf(!canMount)(
    'says that the disk is full where the data folder or the rejects file has no room (skipped without the right to mount one)',
    async () => {
      const disk = mountSmallDisk(1);
      try {
        const full = await runEtl([path], { DATA_DIR: join(disk.folder, 'data') });
        expect(full).toMatchObject({
          code: 1,
          stderr: expect.stringMatching(/^The data folder .* cannot be used: the disk is full\./),
        });
        const bad = join(folder, 'all-bad.csv');
        await writeFile(bad, `a,b,views,likes\n${`x,y,${'many '.repeat(1_000)},1\n`.repeat(300)}`);
        const rejects = join(disk.folder, 'rejects.csv');
        const map = ['--map', 'campaignId=a', '--map', 'influencerId=b'];
        const { code, stderr } = await runEtl([bad, ...map, '--rejects', rejects], settings);
        expect({ code, stderr }).toEqual({
          code: 1,
          stderr: `The rejects file cannot be written: ${rejects}: the disk is full.\n`,
        });
      } finally {
        disk.remove();
      }
    },
  );

  it('imports as whom the token in a file or in MARQUEE_TOKEN says, and says who may not', async () => {
    const database = openPostgres(created.url, silentLogger);
    const seed = seedAccess(database);
    await seed.organization('acme');
    const person = await seed.member('acme', 'MANAGER');
    const { token } = await seed.apiToken('acme', person, ['IMPORT', 'READ']);
    const { token: reading } = await seed.apiToken('acme', person, ['READ']);
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, `${token}\n`);
    const refused = await runEtl([path], { ...settings, MARQUEE_TOKEN: reading });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/lacks the scope IMPORT/) });
    const { code } = await runEtl([path, '--token-file', tokenFile], { ...settings, MARQUEE_TOKEN: reading });
    expect(code).toBe(0);
    const operator = await runEtl([path, '--organization', 'acme', '--source', 'x', '--dry-run'], settings);
    expect(operator.stdout).toMatch(/overlapping|x: checked/);
    const imports = await database.prisma.import.findMany({ select: { organizationId: true, source: true } });
    expect(imports).toContainEqual({ organizationId: 'acme', source: 'spring.csv' });
    expect(imports).not.toContainEqual({ organizationId: 'acme', source: 'x' });
    const nowhere = await runEtl([path, '--organization', 'acmee'], settings);
    expect(nowhere).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^There is no organization "acmee"/),
    });
    const noFile = await runEtl([path, '--token-file', '/none'], settings);
    expect(noFile).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^The token file cannot be read/),
    });
    await database.close();
  });

  it('exits with 1 if the database cannot be reached, without showing its password', async () => {
    const { code, stderr } = await runEtl([path], {
      DATABASE_URL: 'postgresql://me:secret@127.0.0.1:1/none',
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^The database at 127\.0\.0\.1:1\/none cannot be reached: connect ECONNREFUSED .*\.\n$/,
    );
    expect(stderr).not.toMatch(/secret/);
  });

  it('prints only one JSON object per file on standard output, and no bar without a terminal', async () => {
    const other = join(folder, 'autumn.csv');
    await writeFile(other, FILE.replace('spring', 'autumn'));
    const { code, stdout, stderr } = await runEtl([path, other, '--json'], settings);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const outcomes = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(outcomes).toMatchObject([{ source: 'spring.csv' }, { source: 'autumn.csv', status: 'PUBLISHED' }]);
  });

  it.skipIf(!hasTerminals)('draws a bar on a terminal (needs the program `script`)', () => {
    const command = `${process.execPath} dist/scripts/etl.js ${path} --source on-a-terminal`;
    const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, TERM: 'xterm', NODE_ENV: 'test', ...settings },
    });
    expect(stdout).toMatch(/on-a-terminal .*left \| \d+ rows \| .* rows\/s/);
    expect(stdout).toMatch(/on-a-terminal: published/);
  });
});
