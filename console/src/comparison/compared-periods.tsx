import { Button } from '@mantine/core';
import { ListFilter } from 'lucide-react';
import { useQuery } from 'urql';
import { formatDay } from '../format/times.ts';
import type { Campaign } from '../leaderboard/campaign-queries.ts';
import { usePerformerFilter } from '../leaderboard/performer-filter.ts';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { CampaignComparisonPanel } from './campaign-comparison.tsx';
import { COMPARED_PERIODS } from './comparison-queries.ts';

interface ComparedPeriodsProps {
  readonly campaign: Campaign;
  onDaysWanted(): void;
}

/** The days of the filter beside as many before them. */
export function ComparedPeriods({ campaign, onDaysWanted }: ComparedPeriodsProps) {
  const filter = usePerformerFilter();
  const hasDays = filter !== null && filter.from !== null && filter.to !== null;
  const [{ data, error, fetching }, ask] = useQuery({
    query: COMPARED_PERIODS,
    variables: { campaignId: campaign.id, filter: filter ?? {} },
    pause: !hasDays,
  });
  if (!hasDays) {
    return (
      <Empty
        title="Which days?"
        action={
          <Button variant="default" leftSection={<ListFilter size={16} aria-hidden />} onClick={onDaysWanted}>
            Choose the days
          </Button>
        }
      >
        Choose the first and the last day in the filter: they are compared with as many days before them.
      </Empty>
    );
  }
  const comparison = data?.campaign?.comparisonWithPeriodBefore ?? undefined;
  if (comparison === undefined) {
    return error !== undefined && !fetching ? (
      <Failure
        title="The periods could not be compared"
        error={error}
        onRetry={() => ask({ requestPolicy: 'network-only' })}
      />
    ) : (
      <Waiting label="Comparing the periods" heights={[28, 420]} />
    );
  }
  const current = nameDays(comparison.current);
  const base = nameDays(comparison.base);
  return (
    <CampaignComparisonPanel
      comparison={comparison}
      current={{ head: current, name: current }}
      base={{ head: base, name: base }}
      note="A post counts on the day when it was posted, in UTC, with all that it achieved until its export: posts of the last days have had less time. Views are taken as independent of each other, and a difference is not a cause."
    />
  );
}

function nameDays({ from, to }: { readonly from: string | null; readonly to: string | null }): string {
  if (from === to && from !== null) return formatDay(from);
  return `${from === null ? 'the first day' : formatDay(from)} to ${to === null ? 'the last' : formatDay(to)}`;
}
