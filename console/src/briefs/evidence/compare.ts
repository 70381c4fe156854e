import { LEAST_POSTS, LEAST_VIEWS } from '../../../../src/capabilities/performance/team-results/enough.ts';
import { countOf, formatShare } from '../../format/numbers.ts';

/** How near to the average counts as the average. */
const NEAR = 0.005;

/** What was counted of somebody or something; undefined where briefs of before did not say. */
interface Counted {
  /** The rate divided by the average; null where it was not compared. */
  readonly lift: number | null | undefined;
  readonly posts: number | null;
  readonly views: number | null;
}

/** How a rate stands to the average, and on how much it rests: "31% above the campaign's average", "9 posts", "164,078 views". */
export function describeCounted({ lift, posts, views }: Counted, average: string): string[] {
  const isFew = lift === null && posts !== null && posts < LEAST_POSTS;
  const isSeldomSeen = lift === null && views !== null && views < LEAST_VIEWS;
  return [
    lift == null ? '' : describeLift(lift, average),
    posts === null ? '' : `${isFew ? 'only ' : ''}${countOf(posts, 'post')}`,
    views === null ? '' : `${isSeldomSeen ? 'only ' : ''}${countOf(views, 'view')}`,
  ].filter((fact) => fact !== '');
}

function describeLift(lift: number, average: string): string {
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
