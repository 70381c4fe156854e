import { formatShare } from '../../format/numbers.ts';

/** How near to the average counts as the average. */
const NEAR = 0.005;

/**
 * How a rate stands to the average of the posts that it is measured by: "31% above the campaign's average".
 * @param lift the rate divided by the average; null where too little was measured to compare
 */
export function describeLift(lift: number | null, average: string): string {
  if (lift === null) return 'too little measured to compare';
  const away = lift - 1;
  if (Math.abs(away) < NEAR) return `at ${average}`;
  return `${formatShare(Math.abs(away))} ${away > 0 ? 'above' : 'below'} ${average}`;
}

/** What an average is called, by whose posts it is of. */
export function nameAverage(scope: string): string {
  return scope === 'CAMPAIGN' || scope === 'CAMPAIGN_AND_PLATFORM'
    ? "the campaign's average"
    : "the platform's average";
}
