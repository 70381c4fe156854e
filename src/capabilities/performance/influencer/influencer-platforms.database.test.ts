import { beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { importRows, type MeasuredRow } from '../../../../test/measured-rows.ts';
import { adminOf } from '../../../../test/readers.ts';
import { createPermissions } from '../../access/contract.ts';
import { listInfluencerPlatforms } from './influencer-platforms.ts';

const rows: MeasuredRow[] = [
  ['spring', 'ana', 'TIKTOK', 2_000, 200],
  ['autumn', 'ana', 'TIKTOK', 2_000, 0],
  ['spring', 'ana', 'INSTAGRAM', 500, 50],
  ['spring', 'ana', undefined, 9_000, 9_000],
  ['spring', 'ben', 'TIKTOK', 1_000, 40],
  ['spring', 'carl', 'TIKTOK', 1_000, 60],
  ['autumn', 'carl', 'TIKTOK', 1_000, 1],
  ['spring', 'lucky', 'TIKTOK', 4, 4],
  ['spring', 'ben', 'INSTAGRAM', 5_000, 1],
].map(([campaignId, influencerId, platform, views, likes]) => ({
  campaignId: String(campaignId),
  influencerId: String(influencerId),
  views: Number(views),
  likes: Number(likes),
  ...(platform !== undefined && { platform: String(platform) }),
}));

describeOnBothDatabases('the platforms of a creator', (database) => {
  beforeAll(() => importRows(database(), rows));

  it('are summed up over all campaigns, and compared with others who have enough views', async () => {
    const [ana, lucky, nobody] = await listInfluencerPlatforms(adminOf(database()), [
      'ana',
      'lucky',
      'nobody',
    ]);
    // ana has 5 % on TikTok, ben 4 %, carl 3.05 %; lucky has too few views to be compared with.
    expect(ana).toEqual([
      {
        influencerId: 'ana',
        platform: 'TIKTOK',
        postCount: 2n,
        views: 4_000n,
        interactions: 200n,
        engagementRate: 5,
        comparedCount: 2n,
        percentile: 100,
      },
      {
        influencerId: 'ana',
        platform: 'INSTAGRAM',
        postCount: 1n,
        views: 500n,
        interactions: 50n,
        engagementRate: 10,
        comparedCount: 1n,
        percentile: null,
      },
    ]);
    expect(lucky).toMatchObject([{ platform: 'TIKTOK', engagementRate: 100, percentile: null }]);
    expect(nobody).toEqual([]);
    const [ben] = await listInfluencerPlatforms(adminOf(database()), ['ben']);
    expect(ben?.find(({ platform }) => platform === 'TIKTOK')?.percentile).toBe(50);
  });

  it('are those of the campaigns that may be seen', async () => {
    const permissions = createPermissions({
      organizationRoles: [],
      departmentRoles: [],
      grants: [{ resource: 'CAMPAIGN', id: 'spring', access: 'VIEW' }],
    });
    const [ana] = await listInfluencerPlatforms({ ...adminOf(database()), permissions }, ['ana']);
    expect(ana).toMatchObject([
      {
        platform: 'TIKTOK',
        postCount: 1n,
        views: 2_000n,
        engagementRate: 10,
        comparedCount: 2n,
        percentile: 100,
      },
      { platform: 'INSTAGRAM', percentile: null },
    ]);
    const [none] = await listInfluencerPlatforms(
      {
        ...adminOf(database()),
        permissions: createPermissions({ organizationRoles: [], departmentRoles: [], grants: [] }),
      },
      ['ana'],
    );
    expect(none).toEqual([]);
  });
});
