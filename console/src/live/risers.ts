import type { DayPerformer, HourPerformer } from './live-queries.ts';

/** Whose last hour is looked at, by rank. */
export const COMPARED_OF_HOUR = 20;
/** As far down as ranks of the day are known: as many as the graph gives at once. */
export const COMPARED_OF_DAY = 100;
/** With fewer views in the last hour nobody is compared: a handful of views would decide. */
export const LEAST_VIEWS = 100;

/** Somebody who stands higher in the last hour than in the last day. */
export interface Riser extends Pick<HourPerformer, 'influencerId' | 'rank' | 'views' | 'influencer'> {
  /** null: below all ranks that are known. */
  readonly dayRank: number | null;
  readonly dayViews: number | null;
}

/** Those of whom it can be said whether they rise. */
export function findCompared<Performer extends Pick<HourPerformer, 'views'>>(
  hour: readonly Performer[],
): readonly Performer[] {
  return hour.filter(({ views }) => views >= LEAST_VIEWS);
}

/** Who rises: whose rank by views is higher in the last hour than in the last day, by how many places. */
export function findRisers(hour: readonly HourPerformer[], day: readonly DayPerformer[]): Riser[] {
  const inDay = new Map(day.map((performer) => [performer.influencerId, performer]));
  return findCompared(hour)
    .map(({ influencerId, rank, views, influencer }) => {
      const found = inDay.get(influencerId);
      return {
        influencerId,
        rank,
        views,
        influencer,
        dayRank: found?.rank ?? null,
        dayViews: found?.views ?? null,
      };
    })
    .filter((riser) => placesGained(riser) > 0)
    .sort((left, right) => placesGained(right) - placesGained(left) || left.rank - right.rank);
}

/** At least so many, for those of whom the day's rank is not known. */
export function placesGained({ rank, dayRank }: Pick<Riser, 'rank' | 'dayRank'>): number {
  return (dayRank ?? COMPARED_OF_DAY + 1) - rank;
}
