import { LEAST_IN_TIER, LEAST_VIEWS } from '../../../src/capabilities/performance/team-results/enough.ts';
import { countOf, formatCount, formatShare, formatShort, toNumber } from '../format/numbers.ts';
import { formatDate } from '../format/times.ts';
import type { Profile } from './profile-queries.ts';

type ProfilePlatform = NonNullable<Profile['platforms']>[number];

/** Where the rate stands among the other creators of the platform, and of those with about as many followers. */
export function describeStanding({
  views,
  percentile,
  comparedCount,
  tierStanding,
}: Pick<ProfilePlatform, 'views' | 'percentile' | 'comparedCount' | 'tierStanding'>): string[] {
  if (percentile === null)
    return [`Too few to compare: it takes ${formatCount(LEAST_VIEWS)} views, and others who have them`];
  const among = `${describePlace(percentile)} ${countOf(toNumber(comparedCount), 'other creator')} with ${formatCount(LEAST_VIEWS)} views or more there`;
  if (tierStanding === null || toNumber(views) < LEAST_VIEWS) return [among];
  const count = toNumber(tierStanding.comparedCount);
  const followers = describeBounds(tierStanding);
  return [
    among,
    tierStanding.percentile === null
      ? `${count === 0 ? 'None' : `Only ${formatCount(count)}`} of them ${count === 1 ? 'has' : 'have'} ${followers}: it takes ${LEAST_IN_TIER} to compare`
      : `${describePlace(tierStanding.percentile)} ${formatCount(count)} creators with ${followers}`,
  ];
}

/** Followers and reach, as far as exports have them. */
export function describeAudience(audience: ProfilePlatform['audience']): string[] {
  if (audience === null) return [];
  const { followers, followersAt, reach, reachPostCount } = audience;
  return [
    ...(followers === null
      ? []
      : [
          `${countOf(toNumber(followers), 'follower')}${followersAt === null ? '' : ` as of ${formatDate(followersAt)}`}`,
        ]),
    ...(reach === null
      ? []
      : [`reach ${formatShort(reach)}, reported by ${countOf(toNumber(reachPostCount), 'post')}`]),
  ];
}

/** Rounded down: better than 99.8 % is not better than all. */
function describePlace(percentile: number): string {
  return percentile === 100
    ? 'Better than all'
    : `Better than ${formatShare(Math.floor(percentile) / 100)} of`;
}

function describeBounds({
  fromFollowers,
  belowFollowers,
}: {
  readonly fromFollowers: number;
  readonly belowFollowers: number | null;
}): string {
  if (belowFollowers === null) return `${formatCount(fromFollowers)} followers or more`;
  if (fromFollowers === 0) return `fewer than ${formatCount(belowFollowers)} followers`;
  return `${formatCount(fromFollowers)} to ${formatCount(belowFollowers)} followers`;
}
