import { CallerError } from '../../../errors.ts';
import type { PerformanceContext } from '../loaders.ts';
import type { InfluencerTotals } from './influencer.ts';

/** An influencer with their sums. @throws CallerError NOT_FOUND */
export async function requireInfluencer(
  { performance }: PerformanceContext,
  id: string,
): Promise<InfluencerTotals> {
  const influencer = await performance.influencers.load(id);
  if (influencer !== undefined) return influencer;
  throw new CallerError(
    'NOT_FOUND',
    `There is no influencer ${JSON.stringify(id.slice(0, 100))}. An influencer is found by the very id that the exports give.`,
  );
}
