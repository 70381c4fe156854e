/** How a performance stands to the rate of its whole campaign. */
export type Standing = 'good' | 'lucky' | 'below';

/**
 * good: even the lower bound is above the campaign's rate. lucky: the rate is above it and the bound is not, so that it
 * may be chance. below: the rest.
 */
export function standingOf(
  {
    engagementRate,
    confidentEngagementRate,
  }: {
    readonly engagementRate: number | null;
    readonly confidentEngagementRate: number | null;
  },
  campaignRate: number,
): Standing {
  if ((confidentEngagementRate ?? 0) > campaignRate) return 'good';
  return (engagementRate ?? 0) > campaignRate ? 'lucky' : 'below';
}
