import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { ListFilter, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { formatCount } from '../format/numbers.ts';
import { namePlatform } from '../format/platforms.ts';
import styles from './campaign-filter.module.css';
import type { Campaign } from './campaign-queries.ts';
import { describeFilter, type FilterSearch, NO_FILTER, splitPlatforms } from './performer-filter.ts';

const route = getRouteApi('/campaigns/$campaignId');
const TYPING_PAUSE = 300;
const PANEL = 'campaign-filter';
/** Leads to the field of the first day. */
export const FIRST_DAY = 'campaign-filter-from';

interface FilterToggleProps {
  readonly isOpen: boolean;
  onToggle(): void;
}

/** Opens and closes the fields of the filter. */
export function FilterToggle({ isOpen, onToggle }: FilterToggleProps) {
  return (
    <Button
      variant="default"
      leftSection={<ListFilter size={16} aria-hidden />}
      aria-expanded={isOpen}
      aria-controls={isOpen ? PANEL : undefined}
      onClick={onToggle}
    >
      Filter
    </Button>
  );
}

/** Sets what the address says, and leaves what else it says. */
function useSetFilter() {
  const navigate = route.useNavigate();
  return (change: Partial<FilterSearch>) =>
    void navigate({
      search: (search) => ({ ...search, ...change }),
      replace: true,
      resetScroll: false,
    });
}

/** Which posts of a campaign count, and whose rows are shown: all views of the page follow it. */
export function CampaignFilter({ campaign }: { readonly campaign: Campaign }) {
  const { platforms, from, to, search } = route.useSearch();
  const set = useSetFilter();
  const setLater = useDebouncedCallback(set, TYPING_PAUSE);
  const [typed, setTyped] = useState(search);
  useEffect(() => setTyped(search), [search]);
  const chosen = splitPlatforms(platforms);
  const known = (campaign.platforms ?? []).flatMap(({ platform, influencerCount }) =>
    platform === null ? [] : [{ platform, influencerCount }],
  );
  const choose = (platform: string, isChosen: boolean) =>
    set({
      platforms: known
        .map(({ platform: name }) => name)
        .filter((name) => (name === platform ? isChosen : chosen.includes(name)))
        .join(','),
    });
  return (
    <section id={PANEL} aria-label="Filter" className={styles.panel}>
      {known.length > 0 && (
        <fieldset className={styles.platforms}>
          <legend>Platforms</legend>
          {known.map(({ platform, influencerCount }) => (
            <label key={platform} className={styles.platform}>
              <input
                type="checkbox"
                checked={chosen.includes(platform)}
                onChange={({ currentTarget }) => choose(platform, currentTarget.checked)}
              />
              {namePlatform(platform)} <span>{formatCount(influencerCount)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <TextInput
        id={FIRST_DAY}
        type="date"
        label="Posted from"
        max={to}
        value={from}
        onChange={({ currentTarget }) => set({ from: currentTarget.value })}
      />
      <TextInput
        type="date"
        label="Posted until"
        min={from}
        value={to}
        onChange={({ currentTarget }) => set({ to: currentTarget.value })}
      />
      <TextInput
        type="search"
        label="Influencer"
        placeholder="part of a name"
        maxLength={200}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setLater({ search: currentTarget.value.trim() });
        }}
      />
    </section>
  );
}

/** What is left out, in words, and the way to see all again. */
export function FilterNote() {
  const filter = route.useSearch();
  const set = useSetFilter();
  const { platforms, from, to, search } = filter;
  const words = describeFilter({ platforms, from, to, search });
  if (words === '') return null;
  const hasDays = from !== '' || to !== '';
  return (
    <p className={styles.note} role="status">
      <span>
        Only {words}
        {hasDays && '; posts without a date are left out'}
      </span>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<X size={14} aria-hidden />}
        onClick={() => set(NO_FILTER)}
      >
        Clear the filter
      </Button>
    </p>
  );
}
