import type { PerformanceContext } from '../loaders.ts';
import type { InfluencerTotals } from './influencer.ts';
import { influencerNotFound } from './influencer-not-found.ts';

/** An influencer with their sums. @throws CallerError NOT_FOUND that names near ids */
export async function requireInfluencer(
  { performance, database, organizationId, permissions }: PerformanceContext,
  id: string,
): Promise<InfluencerTotals> {
  const influencer = await performance.influencers.load(id);
  if (influencer !== undefined) return influencer;
  throw await influencerNotFound(
    database,
    { organizationId, visible: permissions.filter('READ', 'CAMPAIGN') },
    id,
  );
}
