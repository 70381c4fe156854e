import { Link } from '@tanstack/react-router';
import { POST_COLUMN, POSTED_COLUMN, VIEWS_COLUMN } from '../influencer/post-columns.tsx';
import type { Column } from '../table/virtual-table.tsx';
import styles from './compliance.module.css';
import type { UndisclosedRow } from './compliance-queries.ts';
import { describeFinding, describeRule } from './describe-finding.ts';

/** The columns of posts without a label that will do. */
export function undisclosedColumns(
  campaignId: string,
): readonly Column<UndisclosedRow & { readonly index: number }>[] {
  return [
    POST_COLUMN,
    {
      key: 'creator',
      header: 'Creator',
      width: 'minmax(0, 1.1fr)',
      cell: ({ influencerId }) => (
        <Link
          to="/campaigns/$campaignId/influencers/$influencerId"
          params={{ campaignId, influencerId }}
          preload={false}
        >
          {influencerId}
        </Link>
      ),
    },
    POSTED_COLUMN,
    VIEWS_COLUMN,
    {
      key: 'finding',
      header: 'Found',
      width: 'minmax(0, 1.1fr)',
      cell: (row) => <b className={styles.finding}>{describeFinding(row)}</b>,
    },
    {
      key: 'rule',
      header: 'Would be right',
      width: 'minmax(0, 1.4fr)',
      onPhone: 'wide',
      cell: ({ rule }) => (
        <span title={rule.acceptedLabels.join(', ')}>
          {describeRule(rule)}
          {rule.source !== null && <span className={styles.source}>{rule.source}</span>}
        </span>
      ),
    },
  ];
}
