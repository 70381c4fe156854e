/** Bounds of followers between which creators are compared: docs/figures.md says where they come from. */
export const FOLLOWER_TIERS = [
  { tier: 'NANO', fromFollowers: 0, belowFollowers: 10_000 },
  { tier: 'MICRO', fromFollowers: 10_000, belowFollowers: 100_000 },
  { tier: 'MID', fromFollowers: 100_000, belowFollowers: 500_000 },
  { tier: 'MACRO', fromFollowers: 500_000, belowFollowers: 1_000_000 },
  { tier: 'MEGA', fromFollowers: 1_000_000, belowFollowers: null },
] as const satisfies readonly FollowerBounds[];

export type FollowerTier = 'NANO' | 'MICRO' | 'MID' | 'MACRO' | 'MEGA';

export interface FollowerBounds {
  readonly tier: FollowerTier;
  readonly fromFollowers: number;
  /** null: there is no bound. */
  readonly belowFollowers: number | null;
}

/** The tier of somebody with so many followers. */
export function tierOf(followers: number | bigint): FollowerBounds {
  const found = FOLLOWER_TIERS.find(
    ({ belowFollowers }) => belowFollowers === null || followers < belowFollowers,
  );
  if (found === undefined) throw new Error('the last tier has no bound');
  return found;
}
