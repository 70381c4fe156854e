import type { ReactNode } from 'react';
import { formatCount, formatRate, formatShare, formatShort, toNumber } from '../format/numbers.ts';
import { formatAgo, formatTime } from '../format/times.ts';
import { MoneyFigures } from '../money/money-figures.tsx';
import styles from './campaign.module.css';
import type { Campaign } from './campaign-queries.ts';

interface CampaignTotalsProps {
  readonly campaign: Campaign;
  /** Others are on their way. */
  readonly isStale: boolean;
}

/** The sums of a campaign, and of what kinds its interactions are. */
export function CampaignTotals({ campaign, isStale }: CampaignTotalsProps) {
  const { engagementRate, influencerCount, postCount, views, interactions, lastImportedAt } = campaign;
  return (
    <section aria-label="Totals" className={styles.totals} aria-busy={isStale}>
      <dl className={styles.figures}>
        <Figure name="Engagement rate" isMain>
          {formatRate(engagementRate)}
        </Figure>
        <Figure name="Views" exact={formatCount(views)}>
          {formatShort(views)}
        </Figure>
        <Figure name="Interactions" exact={formatCount(interactions)}>
          {formatShort(interactions)}
        </Figure>
        <Figure name="Influencers">{formatCount(influencerCount)}</Figure>
        <Figure name="Posts">{formatCount(postCount)}</Figure>
        <Figure name="Last imported" isLong exact={formatTime(lastImportedAt)}>
          {formatAgo(lastImportedAt)}
        </Figure>
      </dl>
      <Kinds campaign={campaign} />
      <MoneyFigures money={campaign.money} />
    </section>
  );
}

interface FigureProps {
  readonly name: string;
  readonly exact?: string;
  readonly isMain?: boolean;
  /** Words, which take more room than a number. */
  readonly isLong?: boolean;
  readonly children: ReactNode;
}

function Figure({ name, exact, isMain = false, isLong = false, children }: FigureProps) {
  return (
    <div className={styles.figure} data-main={isMain} data-long={isLong}>
      <dt>{name}</dt>
      <dd title={exact}>{children}</dd>
    </div>
  );
}

const KINDS = ['likes', 'comments', 'shares'] as const;

/** Interactions by kind, as parts of one bar. */
function Kinds({ campaign }: { readonly campaign: Campaign }) {
  const sum = toNumber(campaign.interactions);
  if (sum === 0) return null;
  return (
    <div className={styles.kinds}>
      <div className={styles.kindBar} aria-hidden>
        {KINDS.map((kind) => (
          <div key={kind} data-kind={kind} style={{ flexGrow: toNumber(campaign[kind]) }} />
        ))}
      </div>
      <ul className={styles.kindList}>
        {KINDS.map((kind) => (
          <li key={kind} data-kind={kind}>
            <b>{kind}</b>{' '}
            {campaign[kind] === null ? (
              'not reported'
            ) : (
              <>
                {formatShort(campaign[kind])}
                <span className={styles.share}> · {formatShare(toNumber(campaign[kind]) / sum)}</span>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
