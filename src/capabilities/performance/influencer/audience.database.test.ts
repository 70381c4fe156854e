import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases, silentLogger } from '../../../../test/databases.ts';
import { importRows, type MeasuredRow } from '../../../../test/measured-rows.ts';
import { adminOf } from '../../../../test/readers.ts';
import { type RunningApp, startApp } from '../../../../test/running-app.ts';
import { createCache } from '../../../platform/cache/cache.ts';
import { createPermissions } from '../../access/contract.ts';
import { findAudiences } from './audience.ts';
import { findTierRates } from './tier-standing.ts';

const post = (
  campaignId: string,
  influencerId: string,
  views: number,
  likes: number,
  more: Partial<MeasuredRow> = {},
): MeasuredRow => ({ campaignId, influencerId, views, likes, platform: 'TIKTOK', ...more });

/** ana has 5 %, and 60,000 followers by the newest post. */
const ANA = [
  post('spring', 'ana', 1_000, 50, { postedAt: '2026-03-01', followers: 9_000, reach: 700 }),
  post('autumn', 'ana', 1_000, 50, { postedAt: '2026-09-01', followers: 60_000 }),
  post('spring', 'ana', 1_000, 50, { postedAt: '2026-10-01', reach: 300 }),
  post('spring', 'ana', 1_000, 50, { followers: 5_000_000 }),
  post('spring', 'ana', 1_000, 50, { platform: 'YOUTUBE' }),
  post('spring', 'ana', 1_000, 50, { platform: 'INSTAGRAM', followers: 100_000 }),
];
/** Twelve others of the tier, with 1 to 12 %; four of them are below 5 %. */
const OTHERS = Array.from({ length: 12 }, (_, index) =>
  post(index < 6 ? 'spring' : 'autumn', `micro-${index}`, 1_000, 10 * (index + 1), {
    postedAt: '2026-03-01',
    followers: 10_000 + index,
  }),
);
const REST = [
  post('spring', 'nano', 1_000, 1, { followers: 9_999 }),
  post('spring', 'mid', 1_000, 1, { followers: 100_000 }),
  post('spring', 'lucky', 10, 10, { followers: 20_000 }),
  post('spring', 'unknown', 1_000, 1),
  // Of two posts without a date, the later row is the newer.
  post('spring', 'grown', 1_000, 1, { followers: 9_000 }),
  post('spring', 'grown', 1_000, 1, { followers: 11_000 }),
];

interface Answer {
  readonly influencer: {
    readonly platforms: readonly {
      readonly platform: string;
      readonly audience: object;
      readonly tierStanding: object | null;
    }[];
  };
}

describeOnBothDatabases('the audience of a creator', (database) => {
  let app: RunningApp;
  beforeAll(async () => {
    await importRows(database(), [...ANA, ...OTHERS, ...REST]);
    app = await startApp(database());
  });
  afterAll(() => app.close());

  const ask = async (id: string) => {
    const { data, errors } = await app.query<Answer>(
      `query ($id: ID!) { influencer(id: $id) { platforms { platform
         audience { followers followersAt reach reachPostCount }
         tierStanding { tier fromFollowers belowFollowers comparedCount percentile } } } }`,
      { id },
    );
    expect(errors).toBeUndefined();
    return new Map(data.influencer.platforms.map(({ platform, ...rest }) => [platform, rest]));
  };

  it('is that of the newest post with followers, and the rate stands among others of the tier', async () => {
    const platforms = await ask('ana');
    expect(platforms.get('TIKTOK')).toEqual({
      audience: {
        followers: 60_000,
        followersAt: '2026-09-01T00:00:00.000Z',
        reach: 1_000,
        reachPostCount: 2,
      },
      // Those of 1 to 4 %, and who has grown into the tier; who has too few views is left out.
      tierStanding: {
        tier: 'MICRO',
        fromFollowers: 10_000,
        belowFollowers: 100_000,
        comparedCount: 13,
        percentile: expect.closeTo((5 / 13) * 100),
      },
    });
  });

  it('is not known where no export says it, and not compared with too few', async () => {
    const platforms = await ask('ana');
    expect(platforms.get('YOUTUBE')).toEqual({
      audience: { followers: null, followersAt: null, reach: null, reachPostCount: 0 },
      tierStanding: null,
    });
    expect(platforms.get('INSTAGRAM')).toMatchObject({
      audience: { followers: 100_000, followersAt: null },
      tierStanding: { tier: 'MID', comparedCount: 0, percentile: null },
    });
    expect((await ask('lucky')).get('TIKTOK')).toMatchObject({
      tierStanding: { tier: 'MICRO', comparedCount: 14, percentile: null },
    });
    expect((await ask('mid')).get('TIKTOK')).toMatchObject({
      tierStanding: { tier: 'MID', comparedCount: 0, percentile: null },
    });
  });

  it('is that of the campaigns that may be seen, for the creator and for the others', async () => {
    const deps = {
      cache: createCache({ redis: undefined, logger: silentLogger }),
      databaseKind: database().kind,
    };
    const ofSpring = {
      ...adminOf(database()),
      permissions: createPermissions({
        organizationRoles: [],
        departmentRoles: [],
        grants: [{ resource: 'CAMPAIGN', id: 'spring', access: 'VIEW' }],
      }),
    };
    const [ana] = await findAudiences(ofSpring, ['ana']);
    expect(ana?.get('TIKTOK')).toMatchObject({ followers: 9_000n, reach: 1_000n });
    const all = await findTierRates(deps, adminOf(database()), 'TIKTOK');
    expect(all.MICRO).toHaveLength(14);
    expect(all.NANO).toHaveLength(1);
    const seen = await findTierRates(deps, ofSpring, 'TIKTOK');
    expect(seen.MICRO).toHaveLength(7);
    expect(seen.NANO).toHaveLength(2);
  });

  it('is another after an import', async () => {
    await importRows(
      database(),
      [post('spring', 'ana', 1_000, 50, { postedAt: '2027-01-01', followers: 1_000_000 })],
      { source: 'later.csv' },
    );
    expect((await ask('ana')).get('TIKTOK')).toMatchObject({
      audience: { followers: 1_000_000 },
      tierStanding: { tier: 'MEGA', fromFollowers: 1_000_000, belowFollowers: null, comparedCount: 0 },
    });
    expect((await ask('lucky')).get('TIKTOK')).toMatchObject({ tierStanding: { comparedCount: 13 } });
  });
});
