import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases, silentLogger } from '../../../../test/databases.ts';
import { type RunningApp, startApp } from '../../../../test/running-app.ts';
import { statement } from '../../../platform/storage/database.ts';
import { runImport } from '../../imports/run/import.ts';
import { findLabels, KNOWN_LABELS } from '../checks/posted-label.ts';
import { beginningsOfLabels, patternOfLabels } from './label-pattern.ts';

const LATE = `${'A long morning with a new bottle. '.repeat(5)}#ad`;
/** Platform, caption, hashtags: from the least viewed to the most viewed. */
const POSTS = [
  ['INSTAGRAM', '#ad My new bottle', ''],
  ['INSTAGRAM', 'Anzeige: Meine neue Flasche', ''],
  ['INSTAGRAM', LATE, ''],
  ['TIKTOK', 'An adventure with my #adidas shoes and an ad', 'adventure'],
  ['TIKTOK', '', ''],
  ['TIKTOK', '', 'werbung'],
  ['YOUTUBE', 'The bottle that I like', 'ad'],
  ['X', 'Look', ''],
  ['FACEBOOK', 'Paid partnership with Glow. Look', ''],
  ['', 'Werbung', ''],
] as const;

const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
const EXPORT = [
  'campaignId,influencerId,postId,platform,views,likes,caption,hashtags',
  ...POSTS.map(
    ([platform, caption, hashtags], at) =>
      `paid,ana,p${at},${platform},${1_000 + at},1,${quote(caption)},${hashtags}`,
  ),
].join('\n');

interface Answer {
  readonly campaign: {
    readonly disclosure: {
      readonly disclosedCount: number;
      readonly undisclosedCount: number;
      readonly unknownCount: number;
      readonly notNeededCount: number;
      readonly undisclosedPosts: {
        readonly totalCount: number;
        readonly nodes: readonly {
          readonly post: { readonly postId: string };
          readonly finding: string;
          readonly foundLabels: readonly string[];
          readonly rule: { readonly acceptedLabels: readonly string[]; readonly place: string };
        }[];
        readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
      };
    };
  };
}

describeOnBothDatabases('disclosure', (database) => {
  let app: RunningApp;
  beforeAll(async () => {
    await importPosts('paid.csv', EXPORT.split('\n'));
    app = await startApp(database());
  });
  afterAll(() => app.close());

  const importPosts = async (source: string, lines: readonly string[]) =>
    runImport(
      { database: database(), logger: silentLogger, now: () => performance.now() },
      {
        organizationId: 'default',
        file: { source, open: () => Readable.from([Buffer.from(lines.join('\n'))]), size: null },
        readOptions: { encoding: 'utf-8', map: {}, set: {} },
        rejectLimit: { rows: 0 },
        isDryRun: false,
      },
    );

  const ask = async (country: string | null, page = '', campaignId = 'paid') => {
    const { data, errors } = await app.query<Answer>(
      `query ($country: String, $campaignId: ID!) { campaign(id: $campaignId) { disclosure(country: $country) {
         disclosedCount undisclosedCount unknownCount notNeededCount
         undisclosedPosts${page} { totalCount nodes { post { postId } finding foundLabels rule { acceptedLabels place source } }
           pageInfo { endCursor hasNextPage } } } } }`,
      { country, campaignId },
    );
    expect(errors).toBeUndefined();
    return data.campaign.disclosure;
  };

  it('is missing where no label of any country stands in the caption; without a caption it is not known', async () => {
    const { undisclosedPosts, ...counts } = await ask(null);
    expect(counts).toEqual({ disclosedCount: 7, undisclosedCount: 2, unknownCount: 1, notNeededCount: 0 });
    expect(undisclosedPosts.totalCount).toBe(2);
    expect(undisclosedPosts.nodes).toMatchObject([
      { post: { postId: 'p7' }, finding: 'NO_LABEL', foundLabels: [] },
      { post: { postId: 'p3' }, finding: 'NO_LABEL', foundLabels: [] },
    ]);
  });

  it('follows the rules of a country: what was found, and what would be right', async () => {
    const { undisclosedPosts, ...counts } = await ask('DE');
    expect(counts).toEqual({ disclosedCount: 3, undisclosedCount: 6, unknownCount: 1, notNeededCount: 0 });
    expect(
      undisclosedPosts.nodes.map(({ post, finding, foundLabels }) => [post.postId, finding, foundLabels]),
    ).toEqual([
      ['p8', 'OTHER_LABEL', expect.arrayContaining(['Paid partnership with'])],
      ['p7', 'NO_LABEL', []],
      ['p6', 'NO_LABEL', []],
      ['p3', 'NO_LABEL', []],
      ['p2', 'OTHER_LABEL', expect.arrayContaining(['#ad'])],
      ['p0', 'OTHER_LABEL', expect.arrayContaining(['#ad'])],
    ]);
    expect(undisclosedPosts.nodes[1]?.rule).toEqual({
      acceptedLabels: ['Anzeige', 'Werbung'],
      place: 'BEGINNING',
      source: expect.stringContaining('UWG'),
    });
    const american = await ask('US');
    expect(american.undisclosedPosts.nodes.find(({ post }) => post.postId === 'p2')).toMatchObject({
      finding: 'LABEL_NOT_SEEN',
      foundLabels: expect.arrayContaining(['#ad']),
    });
  });

  it('needs no label where the label of the platform is enough', async () => {
    expect(await ask('MX')).toMatchObject({
      undisclosedCount: 1,
      notNeededCount: 9,
      undisclosedPosts: { nodes: [{ post: { postId: 'p7' }, rule: { acceptedLabels: ['#ad'] } }] },
    });
  });

  it('is paged', async () => {
    const first = await ask('DE', '(first: 4)');
    expect(first.undisclosedPosts.pageInfo.hasNextPage).toBe(true);
    const rest = await ask('DE', `(first: 3, after: "${first.undisclosedPosts.pageInfo.endCursor}")`);
    expect(rest.undisclosedPosts.nodes.map(({ post }) => post.postId)).toEqual(['p2', 'p0']);
  });

  it.each([
    ['one creator', 1],
    ['more creators than are kept by name', 501],
  ])(
    'is found behind many posts that are disclosed, of %s, and again after an import',
    async (_title, count) => {
      const campaignId = `rare-${count}`;
      const head = 'campaignId,influencerId,postId,platform,views,likes,caption';
      const disclosed = Array.from(
        { length: 600 },
        (_, at) => `${campaignId},ana,a${at},TIKTOK,${9_000 + at},1,#ad Look`,
      );
      const undisclosed = Array.from(
        { length: count },
        (_, at) => `${campaignId},creator-${at},u${at},TIKTOK,${1_000 + at},1,Look`,
      );
      await importPosts(`${campaignId}.csv`, [head, ...disclosed, ...undisclosed]);
      const { undisclosedPosts, ...counts } = await ask(null, '(first: 15)', campaignId);
      expect(counts).toMatchObject({ disclosedCount: 600, undisclosedCount: count });
      const most = [...undisclosed.keys()].reverse().map((at) => `u${at}`);
      expect(undisclosedPosts.nodes.map(({ post }) => post.postId)).toEqual(most.slice(0, 15));
      expect(undisclosedPosts.pageInfo.hasNextPage).toBe(count > 15);
      if (count > 15) {
        const next = await ask(
          null,
          `(first: 15, after: "${undisclosedPosts.pageInfo.endCursor}")`,
          campaignId,
        );
        expect(next.undisclosedPosts.nodes.map(({ post }) => post.postId)).toEqual(most.slice(15, 30));
      }
      await importPosts(`${campaignId}.csv`, [head, ...disclosed]);
      expect(await ask(null, '', campaignId)).toMatchObject({
        undisclosedCount: 0,
        undisclosedPosts: { nodes: [] },
      });
    },
  );

  it('refuses what is no country', async () => {
    const { errors } = await app.query(
      '{ campaign(id: "paid") { disclosure(country: "Germany") { disclosedCount } } }',
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'country' });
  });

  it('is found by the database where the check of briefs finds it', async () => {
    const part = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...KNOWN_LABELS) },
      {
        weight: 3,
        arbitrary: fc.constantFrom(' ', '\n', ': ', '#', '(', ')', '*', '|', '–', ' - ', '\t', '[', ']', '/'),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          'my',
          'ad',
          'adventure',
          'PR',
          'é',
          '1',
          '_',
          '新商品',
          'Ångström',
          '😀',
          'ANZEIGE',
          '\u212aaupallinen yhteistyö',
        ),
      },
    );
    const captions = fc
      .tuple(fc.array(part, { maxLength: 6 }), fc.constantFrom('NFC', 'NFD'))
      .map(([parts, form]) => parts.join('').normalize(form));
    const FIND = statement(
      'test_labels',
      `select ordinal, normalize(caption) ~ $2::text as "isFound", caption ~ $3::text as "mayBeFound" from jsonb_array_elements_text($1::jsonb) with ordinality as given (caption, ordinal) order by 1`,
    );
    const labels = fc.oneof(
      fc.constant(KNOWN_LABELS),
      fc.subarray([...KNOWN_LABELS], { minLength: 1, maxLength: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(captions, { minLength: 30, maxLength: 60 }),
        labels,
        async (texts, accepted) => {
          const found = await database().query<{ isFound: boolean; mayBeFound: boolean }>(FIND, [
            JSON.stringify(texts),
            patternOfLabels(accepted),
            beginningsOfLabels(accepted),
          ]);
          for (const [at, text] of texts.entries()) {
            const isFound = findLabels(text, accepted).length > 0;
            expect([text, found[at]?.isFound]).toEqual([text, isFound]);
            if (isFound) expect([text, found[at]?.mayBeFound]).toEqual([text, true]);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});
