import { Link } from '@tanstack/react-router';
import { ArrowDown, PenLine } from 'lucide-react';
import { wilsonInterval } from '../../../src/capabilities/performance/rate.ts';
import { endOfBulk } from '../charts/bulk.ts';
import { roundScale } from '../charts/round-scale.ts';
import { MOST_COMPARED } from '../comparison/comparison-search.ts';
import { formatCount, formatRate, formatShare, formatShort, toNumber } from '../format/numbers.ts';
import type { Column } from '../table/virtual-table.tsx';
import styles from './campaign.module.css';
import type { Performer } from './campaign-queries.ts';
import { RANKING_NAMES, type Ranking } from './campaign-search.ts';
import { IntervalBar } from './interval-bar.tsx';

interface LeaderboardColumnsRequest {
  readonly campaignId: string;
  readonly rows: readonly Performer[];
  readonly rankBy: Ranking;
  /** From how many views on a place is worth a medal. */
  readonly fairViews: number;
  /** Whether a brief can be asked for. */
  readonly mayWrite: boolean;
  /** Who is chosen to be compared. */
  readonly compared: readonly string[];
  onCompare(influencerId: string, isWanted: boolean): void;
}

/** The columns of a leaderboard. Those that it can be ordered by have a link as their head. */
export function leaderboardColumns({
  campaignId,
  rows,
  rankBy,
  fairViews,
  mayWrite,
  compared,
  onCompare,
}: LeaderboardColumnsRequest): readonly Column<Performer>[] {
  const scale = chooseScale(rows);
  const sortable = (ranking: Ranking) => ({
    header: RANKING_NAMES[ranking],
    head: <SortLink ranking={ranking} isChosen={ranking === rankBy} />,
    sort: ranking === rankBy ? ('descending' as const) : undefined,
  });
  return [
    {
      key: 'rank',
      header: 'Rank',
      width: '3.2rem',
      onPhone: 'hidden',
      cell: ({ rank, views, engagementRate }) => (
        <span
          className={styles.rank}
          data-medal={rank <= 3 && engagementRate !== null && toNumber(views) >= fairViews ? rank : undefined}
        >
          {formatCount(rank)}
        </span>
      ),
    },
    {
      key: 'influencer',
      header: 'Influencer',
      width: 'minmax(0, 1.7fr)',
      isRowHeader: true,
      onPhone: 'title',
      cell: ({ influencerId, rank }) => (
        <Link
          to="/campaigns/$campaignId/influencers/$influencerId"
          params={{ campaignId, influencerId }}
          className={styles.performer}
        >
          <span className={styles.phoneRank} aria-hidden>
            {formatCount(rank)}.
          </span>
          {influencerId}
        </Link>
      ),
    },
    {
      key: 'posts',
      header: 'Posts',
      width: 'minmax(0, 0.5fr)',
      isNumber: true,
      cell: ({ postCount }) => formatCount(postCount),
    },
    {
      key: 'views',
      ...sortable('VIEWS'),
      width: 'minmax(0, 0.75fr)',
      isNumber: true,
      cell: ({ views }) => <span title={formatCount(views)}>{formatShort(views)}</span>,
    },
    {
      key: 'interactions',
      ...sortable('INTERACTIONS'),
      width: 'minmax(0, 0.85fr)',
      isNumber: true,
      cell: ({ interactions }) => <span title={formatCount(interactions)}>{formatShort(interactions)}</span>,
    },
    {
      key: 'engagementRate',
      ...sortable('ENGAGEMENT_RATE'),
      width: 'minmax(0, 1fr)',
      isNumber: true,
      cell: ({ engagementRate }) => formatRate(engagementRate),
    },
    {
      key: 'confidentEngagementRate',
      ...sortable('CONFIDENT_ENGAGEMENT_RATE'),
      width: 'minmax(0, 1fr)',
      isNumber: true,
      cell: ({ confidentEngagementRate }) => formatRate(confidentEngagementRate),
    },
    {
      key: 'interval',
      header: `95 % interval, 0 to ${formatShare(scale / 100)}`,
      width: 'minmax(0, var(--interval-track))',
      onPhone: 'wide',
      cell: ({ engagementRate, interactions, views }) => (
        <IntervalBar
          rate={engagementRate}
          interval={wilsonInterval(toNumber(interactions), toNumber(views))}
          scale={scale}
        />
      ),
    },
    compareColumn({ compared, onCompare }),
    ...(mayWrite ? [briefColumn(campaignId)] : []),
  ];
}

/** Chooses the influencer of a row, to be seen beside others. */
function compareColumn({
  compared,
  onCompare,
}: Pick<LeaderboardColumnsRequest, 'compared' | 'onCompare'>): Column<Performer> {
  return {
    key: 'compare',
    isScreenOnly: true,
    header: 'Compare',
    width: 'var(--compare-track)',
    cell: ({ influencerId }) => {
      const isChosen = compared.includes(influencerId);
      return (
        <input
          type="checkbox"
          className={styles.compare}
          aria-label={`Compare ${influencerId}`}
          checked={isChosen}
          disabled={!isChosen && compared.length >= MOST_COMPARED}
          onChange={({ currentTarget }) => onCompare(influencerId, currentTarget.checked)}
        />
      );
    },
  };
}

/** Leads to the form of a brief for the influencer of a row. */
function briefColumn(campaignId: string): Column<Performer> {
  return {
    key: 'brief',
    isScreenOnly: true,
    header: 'Brief',
    width: 'var(--brief-track)',
    cell: ({ influencerId }) => (
      <Link
        to="/briefs/new"
        search={{ campaignId, creator: influencerId }}
        preload={false}
        className={styles.brief}
        aria-label={`Write a brief for ${influencerId}`}
      >
        <PenLine size={15} aria-hidden /> <span>Write a brief</span>
      </Link>
    ),
  };
}

function SortLink({ ranking, isChosen }: { readonly ranking: Ranking; readonly isChosen: boolean }) {
  return (
    <Link
      from="/campaigns/$campaignId"
      to="."
      search={(search) => ({ ...search, rankBy: ranking })}
      className={styles.sort}
      data-chosen={isChosen}
      resetScroll={false}
      title={`Sort by ${RANKING_NAMES[ranking].toLowerCase()}`}
    >
      {RANKING_NAMES[ranking]}
      {isChosen && <ArrowDown size={13} aria-hidden />}
    </Link>
  );
}

/** How many rows decide the scale: as many as come first, so that it stays while more come. */
const ROWS_OF_SCALE = 100;

/** A round percentage that the bulk of the rates stays below: the luck of three views must not make all others small. */
function chooseScale(rows: readonly Performer[]): number {
  return roundScale(endOfBulk(rows.slice(0, ROWS_OF_SCALE).map(({ engagementRate }) => engagementRate ?? 0)));
}
