import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { countOf, formatCount, toNumber } from '../format/numbers.ts';
import { readCount } from '../format/read-count.ts';
import { readOneOf } from '../shell/search.ts';
import styles from './campaign.module.css';
import type { Campaign } from './campaign-queries.ts';
import { RANKING_NAMES, RANKINGS } from './campaign-search.ts';
import { useShownCount } from './use-least-views.ts';

const route = getRouteApi('/campaigns/$campaignId');
const TYPING_PAUSE = 300;

interface LeaderboardControlsProps {
  readonly campaign: Campaign;
  /** From how many views on influencers are shown. */
  readonly leastViews: number;
  readonly withRanking?: boolean;
  readonly children?: ReactNode;
}

/** What a leaderboard is ordered by, and who is left out: both stand in the address. */
export function LeaderboardControls({
  campaign,
  leastViews,
  withRanking = true,
  children,
}: LeaderboardControlsProps) {
  const { rankBy } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className={styles.controls}>
      {withRanking && (
        <NativeSelect
          label="Rank by"
          value={rankBy}
          data={RANKINGS.map((ranking) => ({ value: ranking, label: RANKING_NAMES[ranking] }))}
          onChange={({ currentTarget }) =>
            void navigate({
              search: (search) => ({ ...search, rankBy: readOneOf(RANKINGS, currentTarget.value, rankBy) }),
              resetScroll: false,
            })
          }
        />
      )}
      <LeastViews leastViews={leastViews} />
      {children}
      {leastViews > 0 && <LeastViewsChip campaign={campaign} leastViews={leastViews} />}
    </div>
  );
}

/** Who is left out, and the way to see them all. */
function LeastViewsChip({ campaign, leastViews }: Pick<LeaderboardControlsProps, 'campaign' | 'leastViews'>) {
  const navigate = route.useNavigate();
  const shown = useShownCount(campaign.id, leastViews);
  const hidden = shown === undefined ? undefined : toNumber(campaign.influencerCount) - shown;
  return (
    <Button
      className={styles.chip}
      size="compact-sm"
      radius="xl"
      variant="light"
      rightSection={<X size={14} aria-hidden />}
      title="Show influencers with fewer views too"
      onClick={() =>
        void navigate({ search: (search) => ({ ...search, minViews: 0 }), replace: true, resetScroll: false })
      }
    >
      At least {countOf(leastViews, 'view')}
      {hidden !== undefined && `, ${formatCount(hidden)} hidden`}
    </Button>
  );
}

function LeastViews({ leastViews }: Pick<LeaderboardControlsProps, 'leastViews'>) {
  const navigate = route.useNavigate();
  const written = leastViews === 0 ? '' : formatCount(leastViews);
  const [typed, setTyped] = useState(written);
  // What somebody writes as 10k stays as they wrote it.
  useEffect(
    () => setTyped((known) => (readCount(known) === leastViews ? known : written)),
    [leastViews, written],
  );
  const isWrong = readCount(typed) === undefined;
  const apply = useDebouncedCallback((text: string) => {
    const least = readCount(text);
    if (least === undefined) return;
    void navigate({
      search: (search) => ({ ...search, minViews: least }),
      replace: true,
      resetScroll: false,
    });
  }, TYPING_PAUSE);
  return (
    <TextInput
      label="Minimum views"
      placeholder="any"
      error={isWrong ? 'A number, such as 1,000 or 10k' : null}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        apply(currentTarget.value);
      }}
    />
  );
}
