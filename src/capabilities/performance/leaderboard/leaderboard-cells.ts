import { neutralizeCell } from '../../../platform/csv/formula-mark.ts';
import type { Reader } from '../../access/contract.ts';
import type { PerformerFilter } from '../filter/performer-filter.ts';
import { computeFigures, type MoneyFigures } from '../money/figures.ts';
import { createMoneyLoaders } from '../money/money.ts';
import type { RankedPerformance } from './ranking.ts';

/** The columns of the file behind the campaign and the date, and the numbers that stand in them. */
const NUMBERS = {
  rank: 'rank',
  influencerId: 'influencerId',
  posts: 'postCount',
  views: 'views',
  likes: 'likes',
  comments: 'comments',
  shares: 'shares',
  interactions: 'interactions',
  engagementRate: 'engagementRate',
  confidentEngagementRate: 'confidentEngagementRate',
} as const satisfies Readonly<Record<string, keyof RankedPerformance>>;

const RATES: ReadonlySet<keyof RankedPerformance> = new Set(['engagementRate', 'confidentEngagementRate']);

/** Blank where a figure is not known; `currency` where there are several, and `costPosts` says how many posts have a cost. */
const MONEY: Readonly<Record<string, (figures: MoneyFigures) => string | bigint | undefined>> = {
  currency: currencyOf,
  cost: ({ cost }) => cost.value?.amount,
  revenue: ({ revenue }) => revenue.value?.amount,
  clicks: ({ clicks }) => clicks.value ?? undefined,
  conversions: ({ conversions }) => conversions.value ?? undefined,
  cpm: ({ cpm }) => cpm.value?.amount,
  cpe: ({ cpe }) => cpe.value?.amount,
  cpc: ({ cpc }) => cpc.value?.amount,
  cpa: ({ cpa }) => cpa.value?.amount,
  roas: ({ roas }) => roas.value ?? undefined,
  costPosts: ({ cost }) => cost.postCount,
};

export const LEADERBOARD_HEADER = [
  'campaignId',
  'date',
  ...Object.keys(NUMBERS),
  ...Object.keys(MONEY),
] as const;

/** How many rows have their money looked up at once. */
const ROWS_AT_ONCE = 500;

export interface LeaderboardCells {
  readonly reader: Reader;
  readonly rows: AsyncIterable<RankedPerformance>;
  readonly filter: PerformerFilter | undefined;
  /** What stands before every row: the campaign, and the day of the file. */
  readonly first: readonly string[];
}

/** The rows of a leaderboard as cells under {@link LEADERBOARD_HEADER}, in bounded memory. */
export async function* toLeaderboardCells({
  reader,
  rows,
  filter,
  first,
}: LeaderboardCells): AsyncGenerator<string[]> {
  let some: RankedPerformance[] = [];
  for await (const row of rows) {
    some.push(row);
    if (some.length < ROWS_AT_ONCE) continue;
    yield* withMoney(reader, some, filter, first);
    some = [];
  }
  yield* withMoney(reader, some, filter, first);
}

async function* withMoney(
  reader: Reader,
  rows: readonly RankedPerformance[],
  filter: PerformerFilter | undefined,
  first: readonly string[],
): AsyncGenerator<string[]> {
  const { ofPerformances } = createMoneyLoaders(reader);
  const sums = await Promise.all(
    rows.map(({ campaignId, influencerId }) => ofPerformances.load({ campaignId, influencerId, filter })),
  );
  for (const [index, row] of rows.entries()) {
    const figures = computeFigures(sums[index] ?? [], row.postCount);
    const numbers = Object.values(NUMBERS).map((field) =>
      RATES.has(field) ? writeRate(row[field]) : String(row[field] ?? ''),
    );
    const money = Object.values(MONEY).map((valueIn) => String(valueIn(figures) ?? ''));
    yield [...first, ...numbers, ...money].map(neutralizeCell);
  }
}

function currencyOf({ cost, revenue }: MoneyFigures): string | undefined {
  const currencies = new Set([...cost.currencies, ...revenue.currencies]);
  return currencies.size === 1 ? [...currencies][0] : undefined;
}

/** In percent, with four decimals; blank where there are no views. */
function writeRate(rate: unknown): string {
  return typeof rate === 'number' ? rate.toFixed(4) : '';
}
