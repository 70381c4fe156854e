import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { getRouteApi, Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import type { Campaign } from '../leaderboard/campaign-queries.ts';
import { usePerformerFilter } from '../leaderboard/performer-filter.ts';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import styles from './comparison.module.css';
import { COMPARED_CREATORS, CREATORS_FOUND } from './comparison-queries.ts';
import { MOST_COMPARED } from './comparison-search.ts';
import { ComparisonTable } from './comparison-table.tsx';
import { describeRateChanges } from './describe-change.ts';
import { IdField } from './id-field.tsx';
import { useComparedCreators } from './use-compared-creators.ts';

const route = getRouteApi('/campaigns/$campaignId');
const TYPING_PAUSE = 250;

/** Two to five creators side by side, each beside the first. */
export function ComparedCreators({ campaign }: { readonly campaign: Campaign }) {
  const { creators } = route.useSearch();
  const { add, remove } = useComparedCreators();
  const [typed, setTyped] = useState('');
  const filter = usePerformerFilter();
  const [found] = useQuery({
    query: CREATORS_FOUND,
    variables: { campaignId: campaign.id, search: useDebouncedValue(typed.trim(), TYPING_PAUSE)[0] || null },
  });
  const isEnough = creators.length >= 2;
  const [{ data, error, fetching }, ask] = useQuery({
    query: COMPARED_CREATORS,
    variables: { campaignId: campaign.id, influencerIds: [...creators], filter },
    pause: !isEnough,
  });
  const known = isEnough ? (data?.campaign?.influencerComparison ?? undefined) : undefined;
  const compared =
    known?.length === creators.length && known.every(({ influencerId }, at) => influencerId === creators[at])
      ? known
      : undefined;
  return (
    <>
      <IdField
        label="Creator"
        submit="Add"
        value={typed}
        suggestions={(found.data?.campaign?.performers?.nodes ?? [])
          .map(({ influencerId }) => influencerId)
          .filter((id) => !creators.includes(id))}
        isDisabled={creators.length >= MOST_COMPARED}
        onType={setTyped}
        onChoose={(id) => {
          add(id);
          setTyped('');
        }}
      />
      {creators.length > 0 && (
        <ul className={styles.chosen} aria-label="Chosen creators">
          {creators.map((id) => (
            <li key={id}>
              <Button
                size="compact-sm"
                radius="xl"
                variant="light"
                rightSection={<X size={14} aria-hidden />}
                aria-label={`Remove ${id}`}
                onClick={() => remove(id)}
              >
                {id}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {!isEnough && (
        <Empty title={creators.length === 0 ? 'Which creators?' : 'And which other?'}>
          Two to five stand side by side. Add them here, or tick them on the leaderboard.
        </Empty>
      )}
      {isEnough && error !== undefined && !fetching && compared === undefined && (
        <Failure
          title="The creators could not be compared"
          error={error}
          onRetry={() => ask({ requestPolicy: 'network-only' })}
        />
      )}
      {isEnough && fetching && compared === undefined && (
        <Waiting label="Comparing the creators" heights={[28, 420]} />
      )}
      {compared !== undefined && (
        <>
          <p className={styles.sentence}>
            {describeRateChanges(
              creators[0] ?? '',
              compared.slice(1).map(({ influencerId, change }) => ({
                name: influencerId,
                change: change?.engagementRate ?? null,
              })),
            )}
          </p>
          <ComparisonTable
            caption={`${creators.length} creators side by side`}
            columns={compared.map(({ influencerId, performance, change }, at) => ({
              key: influencerId,
              head: (
                <>
                  <Link
                    to="/campaigns/$campaignId/influencers/$influencerId"
                    params={{ campaignId: campaign.id, influencerId }}
                  >
                    {influencerId}
                  </Link>
                  {performance === null && <span className={styles.note}>no posts that count</span>}
                </>
              ),
              sums: performance,
              change,
              isBase: at === 0,
            }))}
          />
          <p className={styles.about}>
            Each is compared with the first. Of several comparisons the intervals are so wide that one of all
            is wrong in one of twenty cases at most. Views are taken as independent of each other, and a
            difference is not a cause.
          </p>
        </>
      )}
    </>
  );
}
