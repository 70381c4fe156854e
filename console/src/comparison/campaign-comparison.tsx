import type { ReactNode } from 'react';
import styles from './comparison.module.css';
import type { CampaignComparison } from './comparison-queries.ts';
import { ComparisonTable } from './comparison-table.tsx';
import { describeRateChange } from './describe-change.ts';

/** One side in words: in its head, and in a sentence. */
export interface SideWords {
  readonly head: ReactNode;
  readonly name: string;
}

interface CampaignComparisonPanelProps {
  readonly comparison: CampaignComparison;
  readonly current: SideWords;
  readonly base: SideWords;
  /** What has to be known to read it. */
  readonly note: string;
}

/** Two sums of posts beside each other. */
export function CampaignComparisonPanel({ comparison, current, base, note }: CampaignComparisonPanelProps) {
  const { change, influencerCount } = comparison;
  return (
    <>
      <p className={styles.sentence}>
        {describeRateChange(change.engagementRate, { current: current.name, base: base.name })}
      </p>
      <ComparisonTable
        caption={`${current.name} beside ${base.name}`}
        columns={[
          {
            key: 'current',
            head: current.head,
            sums: comparison.current.totals,
            change: { ...change, influencerCount },
            isBase: false,
          },
          { key: 'base', head: base.head, sums: comparison.base.totals, change: null, isBase: true },
        ]}
      />
      <p className={styles.about}>{note}</p>
    </>
  );
}
