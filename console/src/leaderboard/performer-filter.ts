import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { namePlatform } from '../format/platforms.ts';
import { formatDay } from '../format/times.ts';
import type { CampaignSearch } from './campaign-search.ts';

/** What is looked at of a campaign, as the address says it; each is blank where it leaves out nothing. */
export type FilterSearch = Pick<CampaignSearch, 'platforms' | 'from' | 'to' | 'search'>;

export const NO_FILTER: FilterSearch = { platforms: '', from: '', to: '', search: '' };

/** The same as the graph takes it. */
export interface PerformerFilter {
  readonly platforms: string[] | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly search: string | null;
}

const route = getRouteApi('/campaigns/$campaignId');

/** The filter of the address; null: all of the campaign. The same object until it changes. */
export function usePerformerFilter(): PerformerFilter | null {
  const { platforms, from, to, search } = route.useSearch();
  return useMemo(() => toFilter({ platforms, from, to, search }), [platforms, from, to, search]);
}

export function toFilter(filter: FilterSearch): PerformerFilter | null {
  const { platforms, from, to, search } = filter;
  if (Object.values(filter).every((text) => text === '')) return null;
  return {
    platforms: platforms === '' ? null : splitPlatforms(platforms),
    from: from || null,
    to: to || null,
    search: search || null,
  };
}

/** The platforms of an address, which stand there with commas between them. */
export function splitPlatforms(platforms: string): string[] {
  return platforms.split(',').filter((platform) => platform !== '');
}

/** The filter in words. */
export function describeFilter({ platforms, from, to, search }: FilterSearch): string {
  const days =
    from !== '' && to !== ''
      ? `${formatDay(from)} to ${formatDay(to)}`
      : `${from === '' ? '' : `from ${formatDay(from)}`}${to === '' ? '' : `until ${formatDay(to)}`}`;
  const names = splitPlatforms(platforms).map(namePlatform).join(', ');
  return [names, days, search === '' ? '' : `“${search}”`].filter((part) => part !== '').join(' · ');
}
