import { Link } from '@tanstack/react-router';
import { formatCount, formatRate, formatShort, toNumber } from '../format/numbers.ts';
import { formatAgo, formatTime } from '../format/times.ts';
import type { ResultOf } from '../graph/graphql.ts';
import type { Column } from '../table/virtual-table.tsx';
import styles from './campaigns.module.css';
import type { CAMPAIGNS } from './campaigns-query.ts';

type Campaign = NonNullable<ResultOf<typeof CAMPAIGNS>['campaigns']>['edges'][number]['node'];

/** The columns of the list; a bar shows a rate beside the highest of those that are there. */
export function campaignColumns(campaigns: readonly Campaign[]): readonly Column<Campaign>[] {
  const highest = Math.max(...campaigns.map(({ engagementRate }) => engagementRate ?? 0), 1e-9);
  return [
    {
      key: 'id',
      header: 'Campaign',
      width: 'minmax(0, 2.2fr)',
      isRowHeader: true,
      onPhone: 'title',
      cell: ({ id }) => (
        <Link to="/campaigns/$campaignId" params={{ campaignId: id }} className={styles.name}>
          {id}
        </Link>
      ),
    },
    {
      key: 'influencers',
      header: 'Influencers',
      width: 'minmax(0, 0.8fr)',
      isNumber: true,
      cell: ({ influencerCount }) => formatCount(influencerCount),
    },
    {
      key: 'posts',
      header: 'Posts',
      width: 'minmax(0, 0.7fr)',
      isNumber: true,
      cell: ({ postCount }) => formatCount(postCount),
    },
    {
      key: 'views',
      header: 'Views',
      width: 'minmax(0, 0.8fr)',
      isNumber: true,
      cell: ({ views }) => <span title={formatCount(views)}>{formatShort(views)}</span>,
    },
    {
      key: 'interactions',
      header: 'Interactions',
      width: 'minmax(0, 0.8fr)',
      isNumber: true,
      cell: ({ interactions }) => <span title={formatCount(interactions)}>{formatShort(interactions)}</span>,
    },
    {
      key: 'engagementRate',
      header: 'Engagement rate',
      width: 'minmax(0, 1.3fr)',
      cell: ({ engagementRate }) => (
        <div className={styles.rate}>
          <span>{formatRate(engagementRate)}</span>
          <div className={styles.track} aria-hidden>
            <div style={{ width: `${(toNumber(engagementRate) / highest) * 100}%` }} />
          </div>
        </div>
      ),
    },
    {
      key: 'lastImportedAt',
      header: 'Last imported',
      width: 'minmax(0, 1fr)',
      cell: ({ lastImportedAt }) => (
        <time dateTime={lastImportedAt} title={formatTime(lastImportedAt)} className={styles.when}>
          {formatAgo(lastImportedAt)}
        </time>
      ),
    },
  ];
}
