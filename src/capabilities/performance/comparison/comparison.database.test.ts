import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases, silentLogger } from '../../../../test/databases.ts';
import { importRows } from '../../../../test/measured-rows.ts';
import { adminOf } from '../../../../test/readers.ts';
import { type RunningApp, startApp } from '../../../../test/running-app.ts';
import { createCache } from '../../../platform/cache/cache.ts';
import { createPermissions } from '../../access/contract.ts';
import { watchCampaignRevisions } from '../totals/campaign-revisions.ts';
import { compareWithCampaign } from './comparison.ts';

const SIDE = '{ campaignId from to totals { postCount views engagementRate } }';
const CHANGE = 'change { views { absolute percent } engagementRate { points low high isMoreThanChance } }';

interface Comparison {
  readonly current: { readonly totals: object };
  readonly base: object;
  readonly influencerCount: object;
  readonly change: { readonly views: object; readonly engagementRate: Record<string, unknown> };
}

describeOnBothDatabases('a comparison', (database) => {
  let app: RunningApp;
  beforeAll(async () => {
    await importRows(database(), [
      { campaignId: 'spring', influencerId: 'ana', views: 1_000, likes: 100, postedAt: '2026-03-07' },
      { campaignId: 'spring', influencerId: 'ana', views: 1_000, likes: 20, postedAt: '2026-03-08' },
      { campaignId: 'spring', influencerId: 'ben', views: 3_000, likes: 200, postedAt: '2026-03-14' },
      { campaignId: 'spring', influencerId: 'cid', views: 9_000, likes: 9, postedAt: '2026-03-15' },
      { campaignId: 'autumn', influencerId: 'ana', views: 100, likes: 5 },
    ]);
    app = await startApp(database());
  });
  afterAll(() => app.close());

  it('stands beside the period before, which is as long', async () => {
    const { data } = await app.query<{ campaign: { comparisonWithPeriodBefore: Comparison } }>(
      `{ campaign(id: "spring") { comparisonWithPeriodBefore(filter: { from: "2026-03-08", to: "2026-03-14" }) {
         current ${SIDE} base ${SIDE} influencerCount { absolute percent } ${CHANGE} } } }`,
    );
    const found = data.campaign.comparisonWithPeriodBefore;
    expect(found.current).toEqual({
      campaignId: 'spring',
      from: '2026-03-08',
      to: '2026-03-14',
      totals: { postCount: 2, views: 4_000, engagementRate: 5.5 },
    });
    expect(found.base).toMatchObject({ from: '2026-03-01', to: '2026-03-07', totals: { views: 1_000 } });
    expect(found.influencerCount).toEqual({ absolute: 1, percent: 100 });
    expect(found.change.views).toEqual({ absolute: 3_000, percent: 300 });
    expect(found.change.engagementRate).toMatchObject({ points: -4.5, isMoreThanChance: true });
  });

  it('needs both days of a period', async () => {
    const { errors } = await app.query(
      '{ campaign(id: "spring") { comparisonWithPeriodBefore(filter: { from: "2026-03-08" }) { change { views { percent } } } } }',
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'filter' });
  });

  it('stands beside another campaign that may be seen', async () => {
    const { data } = await app.query<{ campaign: { comparisonWith: Comparison } }>(
      `{ campaign(id: "spring") { comparisonWith(campaignId: "autumn") { current ${SIDE} base ${SIDE} influencerCount { absolute } ${CHANGE} } } }`,
    );
    expect(data.campaign.comparisonWith).toMatchObject({
      base: { campaignId: 'autumn', from: null, totals: { postCount: 1 } },
      change: { views: { absolute: 13_900 } },
    });
    const reader = {
      ...adminOf(database()),
      permissions: createPermissions({
        organizationRoles: [],
        departmentRoles: [],
        grants: [{ resource: 'CAMPAIGN', id: 'spring', access: 'VIEW' }],
      }),
    };
    const deps = {
      cache: createCache({ redis: undefined, logger: silentLogger }),
      revisions: await watchCampaignRevisions(database(), silentLogger),
    };
    const sides = { campaignId: 'spring', otherId: 'autumn', filter: undefined };
    await expect(compareWithCampaign(deps, reader, sides)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await deps.revisions.close();
  });

  it('puts influencers side by side, each beside the first', async () => {
    const ask = (ids: string, filter = '') =>
      app.query<{ campaign: { influencerComparison: { influencerId: string }[] } }>(
        `{ campaign(id: "spring") { influencerComparison(influencerIds: ${ids}${filter}) {
           influencerId performance { views engagementRate } ${CHANGE} } } }`,
      );
    expect((await ask('["ben", "ana", "nobody"]')).data.campaign.influencerComparison).toMatchObject([
      { influencerId: 'ben', performance: { views: 3_000 }, change: null },
      {
        influencerId: 'ana',
        performance: { views: 2_000 },
        change: { views: { absolute: -1_000 }, engagementRate: { isMoreThanChance: false } },
      },
      { influencerId: 'nobody', performance: null, change: null },
    ]);
    expect(
      (await ask('["ana", "ben"]', ', filter: { to: "2026-03-08" }')).data.campaign.influencerComparison,
    ).toMatchObject([{ performance: { views: 2_000 } }, { performance: null, change: null }]);
    for (const ids of ['["ana"]', '["ana", "ana"]', '["a", "b", "c", "d", "e", "f"]']) {
      expect((await ask(ids)).errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        argument: 'influencerIds',
      });
    }
  });
});
