import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { readOneOf, readWhole } from '../shell/search.ts';
import styles from './campaign.module.css';
import { RANKING_NAMES, RANKINGS } from './campaign-search.ts';

const route = getRouteApi('/campaigns/$campaignId');
const TYPING_PAUSE = 300;

interface LeaderboardControlsProps {
  readonly withRanking?: boolean;
  readonly children?: ReactNode;
}

/** What a leaderboard is ordered by, and who is left out: both stand in the address. */
export function LeaderboardControls({ withRanking = true, children }: LeaderboardControlsProps) {
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
      <LeastViews />
      {children}
    </div>
  );
}

function LeastViews() {
  const { minViews } = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(minViews === 0 ? '' : String(minViews));
  useEffect(() => setTyped(minViews === 0 ? '' : String(minViews)), [minViews]);
  const isWrong = typed !== '' && readWhole(typed, -1) === -1;
  const apply = useDebouncedCallback((text: string) => {
    const least = readWhole(text, -1);
    if (least < 0) return;
    void navigate({
      search: (search) => ({ ...search, minViews: least }),
      replace: true,
      resetScroll: false,
    });
  }, TYPING_PAUSE);
  return (
    <TextInput
      label="Minimum views"
      inputMode="numeric"
      placeholder="any"
      error={isWrong ? 'A whole number, such as 1000' : null}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        apply(currentTarget.value.trim());
      }}
    />
  );
}
