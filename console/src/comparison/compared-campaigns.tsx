import { useDebouncedValue } from '@mantine/hooks';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { CAMPAIGN_IDS } from '../campaigns/campaign-id-queries.ts';
import type { Campaign } from '../leaderboard/campaign-queries.ts';
import { usePerformerFilter } from '../leaderboard/performer-filter.ts';
import { Failure, Waiting } from '../shell/states.tsx';
import { CampaignComparisonPanel } from './campaign-comparison.tsx';
import { COMPARED_CAMPAIGNS } from './comparison-queries.ts';
import { IdField } from './id-field.tsx';

const route = getRouteApi('/campaigns/$campaignId');
const TYPING_PAUSE = 250;

/** The campaign beside another one, under the same filter. */
export function ComparedCampaigns({ campaign }: { readonly campaign: Campaign }) {
  const { other } = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(other);
  const filter = usePerformerFilter();
  const [found] = useQuery({
    query: CAMPAIGN_IDS,
    variables: { search: useDebouncedValue(typed.trim(), TYPING_PAUSE)[0] || null },
  });
  const [{ data, error, fetching }, ask] = useQuery({
    query: COMPARED_CAMPAIGNS,
    variables: { campaignId: campaign.id, other, filter },
    pause: other === '',
  });
  const comparison = other === '' ? undefined : (data?.campaign?.comparisonWith ?? undefined);
  const isOfOther = comparison?.base.campaignId === other;
  return (
    <>
      <IdField
        label="Campaign"
        submit="Compare"
        value={typed}
        suggestions={(found.data?.campaigns?.edges ?? [])
          .map(({ node: { id } }) => id)
          .filter((id) => id !== campaign.id)}
        onType={setTyped}
        onChoose={(id) =>
          void navigate({ search: (search) => ({ ...search, other: id }), resetScroll: false })
        }
      />
      {error !== undefined && !fetching && !isOfOther && other !== '' && (
        <Failure
          title={`${other} could not be compared`}
          error={error}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      )}
      {fetching && !isOfOther && <Waiting label="Comparing the campaigns" heights={[28, 420]} />}
      {comparison !== undefined && isOfOther && (
        <CampaignComparisonPanel
          comparison={comparison}
          current={{ head: campaign.id, name: campaign.id }}
          base={{
            head: (
              <Link to="/campaigns/$campaignId" params={{ campaignId: other }}>
                {other}
              </Link>
            ),
            name: other,
          }}
          note="The filter holds for both. Views are taken as independent of each other, and a difference is not a cause."
        />
      )}
    </>
  );
}
