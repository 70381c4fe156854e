import { getRouteApi, Link } from '@tanstack/react-router';
import type { Campaign } from '../leaderboard/campaign-queries.ts';
import { isGuest } from '../session/credentials.ts';
import pills from '../shell/pills.module.css';
import { ComparedCampaigns } from './compared-campaigns.tsx';
import { ComparedCreators } from './compared-creators.tsx';
import { ComparedPeriods } from './compared-periods.tsx';
import styles from './comparison.module.css';
import { COMPARISONS, type Comparison } from './comparison-search.ts';

const route = getRouteApi('/campaigns/$campaignId');

const NAMES: Readonly<Record<Comparison, string>> = {
  period: 'Period before',
  campaign: 'Another campaign',
  creators: 'Creators',
};

interface CompareViewProps {
  readonly campaign: Campaign;
  onDaysWanted(): void;
}

/** A campaign beside the days before, beside another one, and its creators side by side. */
export function CompareView({ campaign, onDaysWanted }: CompareViewProps) {
  const { compare } = route.useSearch();
  // A guest sees no other campaign.
  const offered = COMPARISONS.filter((name) => name !== 'campaign' || !isGuest());
  return (
    <section aria-label="Compare">
      <nav className={`${pills.pills} ${styles.kinds}`} aria-label="Compare with">
        {offered.map((name) => (
          <Link
            key={name}
            from="/campaigns/$campaignId"
            to="."
            search={(search) => ({ ...search, compare: name })}
            className={pills.pill}
            activeOptions={{ exact: true, includeSearch: true }}
            resetScroll={false}
          >
            {NAMES[name]}
          </Link>
        ))}
      </nav>
      {compare === 'period' && <ComparedPeriods campaign={campaign} onDaysWanted={onDaysWanted} />}
      {compare === 'campaign' && <ComparedCampaigns campaign={campaign} />}
      {compare === 'creators' && <ComparedCreators campaign={campaign} />}
    </section>
  );
}
