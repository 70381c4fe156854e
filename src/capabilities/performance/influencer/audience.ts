import { filterValues, type Reader } from '../../access/contract.ts';
import { FIND_AUDIENCES } from './audience.sql.ts';

/** Whom a creator reaches on one platform, as far as exports say it. */
export interface InfluencerAudience {
  /** As the newest post says that reports them; null where none does. */
  readonly followers: bigint | null;
  /** When that post was posted; null where it has no date. */
  readonly followersAt: Date | null;
  /** The sum over the posts that report it; null where none does. */
  readonly reach: bigint | null;
  readonly reachPostCount: bigint;
}

/** Of whom no export says anything. */
export const NO_AUDIENCE: InfluencerAudience = {
  followers: null,
  followersAt: null,
  reach: null,
  reachPostCount: 0n,
};

type AudienceRow = InfluencerAudience & { readonly influencerId: string; readonly platform: string };

/** For each creator, the audience on each platform that exports say anything of, over the posts in campaigns that the reader may see. */
export async function findAudiences(
  { database, organizationId, permissions }: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, InfluencerAudience>[]> {
  const rows = await database.query<AudienceRow>(FIND_AUDIENCES, [
    organizationId,
    [...ids],
    ...filterValues(permissions.filter('READ', 'CAMPAIGN')),
  ]);
  const found = new Map(ids.map((id) => [id, new Map<string, InfluencerAudience>()]));
  for (const { influencerId, platform, ...audience } of rows)
    found.get(influencerId)?.set(platform, audience);
  return ids.map((id) => found.get(id) ?? new Map());
}
