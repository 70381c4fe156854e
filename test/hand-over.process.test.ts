import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSecret, formatToken } from '../src/capabilities/access/people/secrets.ts';
import { holdDataDir } from '../src/platform/storage/embedded/data-dir.ts';
import { openPglite } from '../src/platform/storage/embedded/pglite.ts';
import { countOrphans, countRows } from './exports.ts';
import { makeDataDir, type RunningProgram, runEtl, startProgram, startServer } from './programs.ts';

const HEADER = 'campaignId,influencerId,views,likes,postId\n';
const rowsOf = (campaignId: string, count: number) =>
  Array.from(
    { length: count },
    (_, row) => `${campaignId},influencer-${row % 50},${row + 100},10,p${row}\n`,
  ).join('');
/** Good rows, rows that come again, and rows that are rejected in several ways. */
const MIXED = `${HEADER}${rowsOf('mixed', 60)}mixed,influencer-0,5,1,p0\nmixed,"ada,1,1,1\nmixed,ada,-1,1,\nmixed,ada,many,"1, or 2",x\n`;
/** More than one block of the reader, so that its first rows are on their way before it ends. */
const LARGE = HEADER + rowsOf('large', 20_000);

let folder = '';
const folders: string[] = [];
const running: RunningProgram[] = [];

async function newDataDir(): Promise<string> {
  const dataDir = await makeDataDir();
  folders.push(dataDir);
  return dataDir;
}

async function serve(dataDir: string) {
  const server = await startServer({ DATA_DIR: dataDir, LOG_LEVEL: 'info' });
  running.push(server);
  return server;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-hand-over-'));
  folders.push(folder);
  await writeFile(join(folder, 'mixed.csv'), MIXED);
  await writeFile(join(folder, 'mixed.csv.gz'), gzipSync(MIXED));
  await writeFile(join(folder, 'wrong.csv'), `campaign,who,plays\n${'a,b,1\n'.repeat(200_000)}`);
});

afterAll(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await Promise.all(running.map(({ ended }) => ended));
  await Promise.all(folders.map((path) => rm(path, { recursive: true, force: true })));
});

describe('an ETL beside a running server', () => {
  const own = { dataDir: '' };
  const served = { dataDir: '', url: '' };

  beforeAll(async () => {
    own.dataDir = await newDataDir();
    served.dataDir = await newDataDir();
    served.url = (await serve(served.dataDir)).url;
  });

  const runBoth = (args: readonly string[], input = '') =>
    Promise.all([own.dataDir, served.dataDir].map((dataDir) => runEtl(args, { DATA_DIR: dataDir }, input)));

  const outcomeOf = (stdout = '') => {
    const { importId, seconds, tidySeconds, rowsPerSecond, ...outcome } = JSON.parse(stdout);
    expect([typeof importId, typeof seconds, typeof tidySeconds, typeof rowsPerSecond]).toEqual([
      'string',
      'number',
      'number',
      'number',
    ]);
    return outcome;
  };

  it('prints the same object and writes the same bytes of rejected rows as one by itself', async () => {
    const file = join(folder, 'mixed.csv');
    const [alone, handedOver] = await Promise.all(
      [own.dataDir, served.dataDir].map((dataDir) =>
        runEtl([file, '--json', '--rejects', join(dataDir, 'rejects.csv')], { DATA_DIR: dataDir }),
      ),
    );
    expect([alone?.code, handedOver?.code]).toEqual([0, 0]);
    expect(handedOver?.stderr).toBe(alone?.stderr);
    const outcome = outcomeOf(alone?.stdout);
    expect(outcomeOf(handedOver?.stdout)).toEqual(outcome);
    expect(outcome).toMatchObject({ status: 'PUBLISHED', read: 64, loaded: 60, rejected: 3, superseded: 1 });
    // Each row names its import, and the server has the sample before this one.
    const rejectsOf = async (dataDir: string) =>
      (await readFile(join(dataDir, 'rejects.csv'), 'utf8')).replaceAll(/,\d+,(?="mixed)/g, ',ID,');
    const rejects = await rejectsOf(own.dataDir);
    expect(await rejectsOf(served.dataDir)).toBe(rejects);
    expect(rejects.trim().split('\n')).toHaveLength(4);
  });

  it('hands over as whom it imports, and where to', async () => {
    const file = join(folder, 'mixed.csv');
    const nowhere = await runBoth([file, '--organization', 'nowhere', '--source', 'elsewhere']);
    for (const { code, stderr } of nowhere) {
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringMatching(/^There is no organization "nowhere"\. There are default\./),
      });
    }
    const unknown = formatToken('api', 'default', createSecret());
    for (const dataDir of [own.dataDir, served.dataDir]) {
      const { code, stderr } = await runEtl([file], { DATA_DIR: dataDir, MARQUEE_TOKEN: unknown });
      expect({ code, stderr }).toEqual({ code: 1, stderr: 'The token is invalid or no longer valid.\n' });
    }
  });

  it('prints the same summary of the same file again', async () => {
    const [alone, handedOver] = await runBoth([join(folder, 'mixed.csv')]);
    const withoutTimes = (summary = '') => summary.replace(/rows in .*/, 'rows');
    expect(withoutTimes(handedOver?.stdout)).toBe(withoutTimes(alone?.stdout));
    expect(handedOver?.stdout).toMatch(/^mixed\.csv: unchanged/);
  });

  it('says the same of a header that cannot be used, however long the file is', async () => {
    const [alone, handedOver] = await runBoth([join(folder, 'wrong.csv')]);
    expect([alone?.code, handedOver?.code]).toEqual([1, 1]);
    expect(alone?.stderr).toMatch(/^The header cannot be used\.(.|\n)*--map/);
    expect(handedOver?.stderr).toBe(alone?.stderr);
  });

  it('hands standard input and packed files over', async () => {
    const input = HEADER + rowsOf('from-stdin', 3);
    const [piped, packed] = await Promise.all([
      runEtl(['-', '--source', 'piped', '--json'], { DATA_DIR: served.dataDir }, input),
      runEtl([join(folder, 'mixed.csv.gz'), '--json'], { DATA_DIR: served.dataDir }),
    ]);
    expect(outcomeOf(piped?.stdout)).toMatchObject({ source: 'piped', status: 'PUBLISHED', loaded: 3 });
    expect(outcomeOf(packed?.stdout)).toMatchObject({
      source: 'mixed.csv.gz',
      status: 'PUBLISHED',
      loaded: 60,
    });
  });

  it('publishes nothing over its limit, with exit code 1', async () => {
    const [alone, handedOver] = await runBoth(['-', '--reject-limit', '0', '--json'], MIXED);
    expect([alone?.code, handedOver?.code]).toEqual([1, 1]);
    expect(outcomeOf(handedOver?.stdout)).toEqual(outcomeOf(alone?.stdout));
  });

  it('takes its import back from the server on Ctrl-C', async () => {
    const etl = startProgram('scripts/etl.ts', ['-', '--source', 'stopped'], { DATA_DIR: served.dataDir });
    etl.child.stdin?.write(LARGE);
    expect(await untilImport(served.url, 'stopped', 'RUNNING')).toMatchObject({ status: 'RUNNING' });
    etl.child.kill('SIGINT');
    const { code, stderr } = await etl.ended;
    expect(code).toBe(130);
    expect(stderr).toBe('Stopped. Nothing of - was published; what it brought before stays.\n');
    expect(await untilImport(served.url, 'stopped', 'FAILED')).toMatchObject({
      message: 'It was stopped before it finished: nothing was published. Import the file again.',
    });
  });
});

describe('a server that ends while a file is handed over', () => {
  it('gives back what it staged on SIGTERM, says so, and ends in time', async () => {
    const dataDir = await newDataDir();
    const server = await serve(dataDir);
    const etl = startProgram('scripts/etl.ts', ['-'], { DATA_DIR: dataDir });
    etl.child.stdin?.write(LARGE);
    await untilImport(server.url, 'stdin', 'RUNNING');
    server.child.kill('SIGTERM');
    const { code, stderr } = await etl.ended;
    expect(stderr).toBe('The server is stopping; nothing was published. Import the file again.\n');
    expect(code).toBe(1);
    const end = await server.ended;
    expect(end.code).toBe(0);
    expect(end.stdout).not.toMatch(/ending at once|"level":"error"/);
    await checkFolder(dataDir, { stdin: 'FAILED' });
  });

  it('that is killed leaves a clear sentence and a whole database', async () => {
    const dataDir = await newDataDir();
    const server = await serve(dataDir);
    const etl = startProgram('scripts/etl.ts', ['-'], { DATA_DIR: dataDir });
    etl.child.stdin?.write(LARGE);
    await untilImport(server.url, 'stdin', 'RUNNING');
    server.child.kill('SIGKILL');
    const { code, stderr } = await etl.ended;
    expect(stderr).toMatch(
      /^The connection to the server was lost before the import finished\. .* import it again\.\n$/,
    );
    expect(code).toBe(1);
    const again = await runEtl(['-', '--json'], { DATA_DIR: dataDir }, LARGE);
    expect(JSON.parse(again.stdout)).toMatchObject({ status: 'PUBLISHED', loaded: 20_000 });
    await checkFolder(dataDir, { stdin: 'PUBLISHED' });
  });
});

describe('two ETLs without a server', () => {
  it('take turns: the second says that it waits, and then runs', async () => {
    const dataDir = await newDataDir();
    const first = startProgram('scripts/etl.ts', ['-', '--source', 'first'], { DATA_DIR: dataDir });
    first.child.stdin?.write(LARGE);
    await untilHeld(dataDir);
    const second = startProgram('scripts/etl.ts', ['-', '--source', 'second'], { DATA_DIR: dataDir });
    second.child.stdin?.end(HEADER + rowsOf('second', 2));
    expect(await second.says(/^Waiting/)).toMatch(/^Waiting: another process is using the database/);
    first.child.stdin?.end();
    expect((await first.ended).stdout).toMatch(/^first: published/);
    const end = await second.ended;
    expect(end.stdout).toMatch(/^second: published/);
    expect([(await first.ended).code, end.code]).toEqual([0, 0]);
    await checkFolder(dataDir, { first: 'PUBLISHED', second: 'PUBLISHED' });
  });
});

interface SeenImport {
  readonly source: string;
  readonly status: string;
  readonly message: string | null;
}

/** The latest import of a source, once the server shows it in this state. */
async function untilImport(url: string, source: string, status: string): Promise<SeenImport> {
  for (;;) {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ imports(first: 20) { edges { node { source status message } } } }' }),
    });
    const { data }: { data: { imports: { edges: { node: SeenImport }[] } } } = await answer.json();
    const found = data.imports.edges
      .map(({ node }) => node)
      .find((one) => one.source === source && one.status === status);
    if (found !== undefined) return found;
  }
}

async function untilHeld(dataDir: string): Promise<void> {
  for (;;) {
    const hold = await holdDataDir(dataDir);
    if (!hold.held) return;
    await hold.release();
  }
}

/** Opens a folder that nobody holds any more, and looks how each source stands. */
async function checkFolder(dataDir: string, statuses: Readonly<Record<string, string>>): Promise<void> {
  const database = await openPglite(join(dataDir, 'postgres'));
  try {
    const imports = await database.prisma.import.findMany({ orderBy: { id: 'asc' } });
    expect(Object.fromEntries(imports.map(({ source, status }) => [source, status]))).toMatchObject(statuses);
    expect(await countOrphans(database)).toBe(0);
    expect((await countRows(database)).post).toBe(
      Number(imports.reduce((sum, one) => sum + (one.status === 'PUBLISHED' ? one.loadedCount : 0n), 0n)),
    );
  } finally {
    await database.close();
  }
}
