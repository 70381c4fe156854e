import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBothInLongRuns, silentLogger } from '../../../../test/databases.ts';
import { exportOf, importExport } from '../../../../test/exports.ts';
import { importRows } from '../../../../test/measured-rows.ts';
import { type RunningApp, startApp } from '../../../../test/running-app.ts';
import { runImport } from '../run/import.ts';

const ROWS = Array.from({ length: 10_000 }, (_, index) => ({
  campaignId: 'spring',
  influencerId: `i${index}`.padEnd(100, '-'),
  views: 10,
  likes: 1,
}));
const PROGRESS = `query ($id: ID!) {
  import(id: $id) { status readCount progress { readCount rejectedCount byteCount } }
}`;

interface Progress {
  readonly import: {
    readonly status: string;
    readonly readCount: number;
    readonly progress: { readonly readCount: number; readonly byteCount: number } | null;
  };
}

describeOnBothInLongRuns('imports in the graph', (database) => {
  let app: RunningApp;

  beforeAll(async () => {
    app = await startApp(database());
  });
  afterAll(() => app.close());

  it('tell how far a running import is, and end with its counts', async () => {
    const file = Buffer.from(exportOf(ROWS));
    let now = 0;
    const passSecond = () => {
      now += 1_000;
      return now;
    };
    const seen: Progress['import'][] = [];
    let importId = '';
    await runImport(
      // Each look at the clock is a second later than the last.
      { database: database(), logger: silentLogger, now: passSecond },
      {
        organizationId: 'default',
        file: {
          source: 'long.csv',
          size: null,
          open: () =>
            Readable.from(
              (async function* () {
                for (let at = 0; at < file.length; at += 100_000) {
                  yield file.subarray(at, at + 100_000);
                  if (importId === '') continue;
                  seen.push((await app.query<Progress>(PROGRESS, { id: importId })).data.import);
                }
              })(),
            ),
        },
        readOptions: { encoding: 'utf-8', map: {}, set: {} },
        rejectLimit: { rows: 0 },
        isDryRun: false,
        onBegin: (id) => {
          importId = id;
        },
      },
    );
    expect(seen.every(({ status, readCount }) => status === 'RUNNING' && readCount === 0)).toBe(true);
    const read = seen.map(({ progress }) => progress?.readCount ?? -1);
    expect(read).toEqual(read.toSorted((left, right) => left - right));
    expect(read.at(-1)).toBeGreaterThan(0);
    expect((await app.query<Progress>(PROGRESS, { id: importId })).data.import).toEqual({
      status: 'PUBLISHED',
      readCount: ROWS.length,
      progress: null,
    });
    expect(await database().prisma.importProgress.count()).toBe(0);
  });

  it('say what became of each column, an example of each code, and how many posts other sources have too', async () => {
    const june = 'campaign,creator,postId,views,likes\nsummer,ada,1,100,10\nsummer,ada,2,100,10\n';
    await importExport(database(), june, { source: 'june.csv' });
    const july =
      'campaign;creator;postId;views;lkes;plays;likes\nsummer;ada;1;300;0;;10\nsummer;ada;3;;0;7;1\n';
    const { importId } = await importExport(database(), july, {
      source: 'july.csv',
      rejectLimit: { percent: 50 },
    });
    const query = `query ($id: ID!) {
      import(id: $id) {
        status code overlappingCount
        columns { name field nearest numberFormat }
        rejectedByCode { code rowCount example { line column value message advice { sentence option } } }
      }
    }`;
    const { data } = await app.query<{ import: object }>(query, { id: importId });
    expect(data.import).toMatchObject({
      status: 'PUBLISHED',
      code: null,
      overlappingCount: 1,
      columns: [
        { name: 'campaign', field: 'CAMPAIGN_ID', nearest: null },
        { name: 'creator', field: 'INFLUENCER_ID', nearest: null },
        { name: 'postId', field: 'POST_ID', nearest: null },
        { name: 'views', field: 'VIEWS', nearest: null },
        { name: 'lkes', field: null, nearest: null },
        { name: 'plays', field: null, nearest: null },
        { name: 'likes', field: 'LIKES', nearest: null },
      ],
      rejectedByCode: [
        {
          code: 'MISSING_VALUE',
          rowCount: 1,
          example: { line: 3, column: 'views', value: '', advice: { option: 'views from plays' } },
        },
      ],
    });
    const refused = await importExport(database(), july, { source: 'other.csv' });
    const asked = await app.query<{ import: object }>(query, { id: refused.importId });
    expect(asked.data.import).toMatchObject({
      status: 'REJECTED',
      code: 'REJECT_LIMIT_EXCEEDED',
      overlappingCount: 0,
    });
  });

  it.each([
    [
      'too many rejected rows',
      'summer,ada,x,1\nsummer,ada,5,1\n',
      /import it with a maximum of 50% rejected rows/,
    ],
    [
      'numbers of two readings',
      'summer,ada,25.000,2.000\n',
      /the number format “English” or the number format “German”/,
    ],
    ['another character set', 'summer,ad\u00e9,5,1\nsummer,ada,5,1\n', /use the encoding latin1/],
  ])('tell of %s what to do without an option of the command', async (what, rows, advice) => {
    const file = Buffer.from(`campaign,creator,views,likes\n${rows}`, 'latin1');
    const { importId } = await importExport(database(), file, { source: `${what}.csv` });
    const { data } = await app.query<{ import: object }>(
      `query ($id: ID!) { import(id: $id) {
        message
        rejectedRows { nodes { message } }
        rejectedByCode { example { message advice { sentence option } } }
      } }`,
      { id: importId },
    );
    const told = JSON.stringify(data.import).replaceAll('\\"', '"');
    expect(told).toMatch(advice);
    expect(told).not.toContain('--');
    const rejects = await (await fetch(`${app.url}/imports/${importId}/rejects.csv`)).text();
    expect(rejects).not.toContain('--');
  });

  it('stand under the campaigns that they brought posts to, whose posts are listed in each order', async () => {
    const rows = [1, 2, 3].map((index) => ({
      campaignId: 'autumn',
      influencerId: `a${index % 2}`,
      postId: `p${index}`,
      views: index * 100,
      likes: index,
    }));
    await importRows(database(), rows.slice(0, 2), { source: 'one.csv' });
    await importRows(database(), rows.slice(2), { source: 'two.csv' });
    const { data, errors } = await app.query(`{
      campaign(id: "autumn") {
        imports(orderBy: CREATED_AT_ASC) { totalCount nodes { source loadedCount } }
        posts(first: 2) { totalCount nodes { postId influencer { id } campaign { id postCount } } pageInfo { hasNextPage } }
        performers(orderBy: VIEWS) { totalCount edges { rank node { postCount posts(orderBy: POSTED_AT_DESC) { totalCount nodes { postId } } } } }
      }
      campaigns(orderBy: LAST_IMPORTED_AT_DESC, first: 1, search: "AUTUMN") { totalCount nodes { id } }
      imports(first: 2) { nodes { source } }
    }`);
    expect(errors).toBeUndefined();
    const campaign = { id: 'autumn', postCount: 3 };
    expect(data).toEqual({
      campaign: {
        imports: {
          totalCount: 2,
          nodes: [
            { source: 'one.csv', loadedCount: 2 },
            { source: 'two.csv', loadedCount: 1 },
          ],
        },
        posts: {
          totalCount: 3,
          nodes: [
            { postId: 'p3', influencer: { id: 'a1' }, campaign },
            { postId: 'p2', influencer: { id: 'a0' }, campaign },
          ],
          pageInfo: { hasNextPage: true },
        },
        performers: {
          totalCount: 2,
          edges: [
            {
              rank: 1,
              node: { postCount: 2, posts: { totalCount: 2, nodes: [{ postId: 'p3' }, { postId: 'p1' }] } },
            },
            { rank: 2, node: { postCount: 1, posts: { totalCount: 1, nodes: [{ postId: 'p2' }] } } },
          ],
        },
      },
      campaigns: { totalCount: 1, nodes: [{ id: 'autumn' }] },
      imports: { nodes: [{ source: 'two.csv' }, { source: 'one.csv' }] },
    });
  });

  it('and all that has a nodeId are found again by it', async () => {
    const FIND = `{
      campaign(id: "autumn") { nodeId }
      influencer(id: "a1") { nodeId }
      campaignPerformance(campaignId: "autumn", influencerId: "a1") { nodeId }
      imports(first: 1) { nodes { nodeId } }
    }`;
    interface Found {
      readonly campaign: { readonly nodeId: string };
      readonly influencer: { readonly nodeId: string };
      readonly campaignPerformance: { readonly nodeId: string };
      readonly imports: { readonly nodes: readonly { readonly nodeId: string }[] };
    }
    const { data } = await app.query<Found>(FIND);
    const { campaign, influencer, campaignPerformance, imports } = data;
    const nodes = [campaign, influencer, campaignPerformance, ...imports.nodes];
    const types = [];
    for (const { nodeId } of nodes) {
      const again = await app.query<{ node: { __typename: string } }>(
        `query ($nodeId: ID!) { node(nodeId: $nodeId) { __typename nodeId } }`,
        { nodeId },
      );
      expect(again.data.node).toMatchObject({ nodeId });
      types.push(again.data.node.__typename);
    }
    expect(types).toEqual(['Campaign', 'Influencer', 'CampaignPerformance', 'Import']);
  });
});
