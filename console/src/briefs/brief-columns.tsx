import { Link } from '@tanstack/react-router';
import { NOTHING } from '../format/numbers.ts';
import { formatAgo, formatTime } from '../format/times.ts';
import type { Column } from '../table/virtual-table.tsx';
import type { ListedBrief } from './brief-queries.ts';
import { GOAL_NAMES, PLATFORM_NAMES } from './brief-search.ts';
import styles from './briefs.module.css';

/** The columns of the list of briefs. */
export const briefColumns: readonly Column<ListedBrief>[] = [
  {
    key: 'brief',
    header: 'Brief',
    width: 'minmax(0, 3fr)',
    isRowHeader: true,
    onPhone: 'title',
    cell: ({ id, request, caption, variant }) => (
      <>
        <Link to="/briefs/$briefId" params={{ briefId: id }} className={styles.name}>
          {request.product} by {request.brand}
          {variant > 0 && `, variant ${variant + 1}`}
        </Link>
        <span className={styles.excerpt}>{caption}</span>
      </>
    ),
  },
  {
    key: 'platform',
    header: 'Platform',
    width: 'minmax(0, 0.8fr)',
    cell: ({ request }) => PLATFORM_NAMES[request.platform],
  },
  {
    key: 'goal',
    header: 'Goal',
    width: 'minmax(0, 0.8fr)',
    cell: ({ request }) => GOAL_NAMES[request.goal],
  },
  {
    key: 'campaign',
    header: 'Campaign',
    width: 'minmax(0, 1.1fr)',
    cell: ({ request }) => request.campaignId ?? NOTHING,
  },
  {
    key: 'rating',
    header: 'Rating',
    width: 'minmax(0, 0.6fr)',
    cell: ({ rating }) => (rating === null ? NOTHING : `${rating.score} of 5`),
  },
  {
    key: 'createdAt',
    header: 'Written',
    width: 'minmax(0, 0.8fr)',
    cell: ({ createdAt }) => (
      <time dateTime={createdAt} title={formatTime(createdAt)}>
        {formatAgo(createdAt)}
      </time>
    ),
  },
];
