import { Readable } from 'node:stream';
import { pino } from 'pino';
import { runImport } from '../../src/capabilities/imports/run/import.ts';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import type { Bench } from './bench-context.ts';
import { median, ratio, show } from './figures.ts';
import { startMarquee } from './marquee.ts';
import { Probe } from './probe.ts';

const POSTS = 50_000;
const CREATORS = 5_000;
const PLATFORMS = ['TIKTOK', 'INSTAGRAM', 'YOUTUBE'];

const PAGE = `query Page($filter: PerformerFilterInput, $minViews: Count) { campaign(id: "filtered") {
  performers(first: 100, orderBy: CONFIDENT_ENGAGEMENT_RATE, filter: $filter, minViews: $minViews) {
    edges { rank node { influencerId postCount views interactions engagementRate confidentEngagementRate } }
  }
} }`;

/** What is filtered, and how its cost beside a page without a filter is told. */
const FILTERS = [
  { name: 'one platform', filter: { platforms: ['TIKTOK'] } },
  { name: 'a month', filter: { from: '2026-03-01', to: '2026-03-31' } },
  {
    name: 'one platform in a month',
    filter: { platforms: ['TIKTOK'], from: '2026-03-01', to: '2026-03-31' },
  },
] as const;

/** Pages of a leaderboard with a filter beside pages without one, of the same campaign and in turns, none of which was asked for before. */
export async function measureFilter({ postgres, isQuick, runs, report, tell }: Bench): Promise<void> {
  const url = await postgres.createDatabase('bench_filter');
  tell(`importing ${POSTS} posts of ${CREATORS} creators`);
  await importCampaign(url);
  await postgres.settle('bench_filter');
  const marquee = await startMarquee({ DATABASE_URL: url });
  const probe = new Probe(marquee.url);
  const turns = runs * (isQuick ? 10 : 30);
  let minViews = 0;
  // Another least number of views is another question, however few it leaves out.
  const ask = (filter: object | null) => probe.time(PAGE, { filter, minViews: minViews++ });
  try {
    const times = new Map<object | null, number[]>(
      [null, ...FILTERS.map(({ filter }) => filter)].map((filter) => [filter, []]),
    );
    for (let warming = 0; warming < 10; warming++) for (const filter of times.keys()) await ask(filter);
    for (let turn = 0; turn < turns; turn++)
      for (const [filter, measured] of times) measured.push(await ask(filter));
    const whole = times.get(null) ?? [];
    tell(`a page without a filter: ${show(median(whole))} ms`);
    for (const { name, filter } of FILTERS) {
      const filtered = times.get(filter) ?? [];
      report.figures.push({
        measure: `uncached page of a leaderboard filtered by ${name}, p50, ${POSTS.toLocaleString('en-US')} posts`,
        value: `${show(median(filtered))} ms`,
        beside: `the same page without a filter: ${show(median(whole))} ms`,
        figure: ratio(filtered, whole),
        unit: 'times',
        limit: null,
      });
    }
  } finally {
    probe.close();
    await marquee.stop();
  }
}

async function importCampaign(url: string): Promise<void> {
  const logger = pino({ level: 'silent' });
  const database = openPostgres(url, logger);
  const outcome = await runImport(
    { database, logger, now: () => performance.now() },
    {
      organizationId: 'default',
      file: { source: 'filtered.csv', open: () => Readable.from(writeLines()), size: null },
      readOptions: { encoding: 'utf-8', map: {}, set: {} },
      rejectLimit: { rows: 0 },
      isDryRun: false,
    },
  );
  await database.close();
  if (outcome.status !== 'PUBLISHED') throw new Error(`the import was not published: ${outcome.message}`);
}

/** Ten posts of each creator, on all platforms, over a year. */
function* writeLines(): Generator<Buffer> {
  yield Buffer.from('campaignId,influencerId,postId,platform,postedAt,views,likes,comments\n');
  for (let post = 0; post < POSTS; post++) {
    const creator = post % CREATORS;
    const number = Math.floor(post / CREATORS);
    const dice = (post * 7_919) % 104_729;
    const day = new Date(Date.UTC(2026, 0, 1 + ((creator * 13 + number * 37) % 365))).toISOString();
    const views = 500 + (dice % 50_000);
    yield Buffer.from(
      `filtered,creator-${creator},p${post},${PLATFORMS[(creator + number) % PLATFORMS.length]},${day},${views},${dice % Math.ceil(views / 10)},${dice % 20}\n`,
    );
  }
}
