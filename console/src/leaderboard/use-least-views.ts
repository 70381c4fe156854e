import { getRouteApi } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { toNumber } from '../format/numbers.ts';
import { type Campaign, SHOWN } from './campaign-queries.ts';
import { ranksRates } from './campaign-search.ts';
import { usePerformerFilter } from './performer-filter.ts';

const route = getRouteApi('/campaigns/$campaignId');

/**
 * From how many views on influencers are shown: as the address says, or else as many as the campaign suggests where rates are
 * compared, and any where they are not.
 * @param comparesRates whether a view compares rates whatever it is ranked by
 */
export function useLeastViews(campaign: Campaign, comparesRates = false): number {
  const { minViews, rankBy } = route.useSearch();
  return minViews ?? (comparesRates || ranksRates(rankBy) ? toNumber(campaign.suggestedMinViews) : 0);
}

/** How many influencers have so many views; undefined until that is known. */
export function useShownCount(campaignId: string, minViews: number): number | undefined {
  const filter = usePerformerFilter();
  const [{ data, stale, fetching }] = useQuery({ query: SHOWN, variables: { campaignId, minViews, filter } });
  return fetching && !stale ? undefined : (data?.campaign?.performers?.totalCount ?? undefined);
}
