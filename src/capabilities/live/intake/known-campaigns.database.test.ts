import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnBothDatabases, silentLogger } from '../../../../test/databases.ts';
import { importRows } from '../../../../test/measured-rows.ts';
import { statement } from '../../../platform/storage/database.ts';
import { watchCampaignRevisions } from '../../performance/contract.ts';
import type { CampaignRevisions } from '../../performance/index.ts';
import { createKnownCampaigns } from './known-campaigns.ts';

const SENDER = { organizationId: 'default', permissions: undefined };

describeOnBothDatabases('campaigns that have events', (database) => {
  let revisions: CampaignRevisions;
  beforeEach(async () => {
    revisions = await watchCampaignRevisions(database(), silentLogger);
  });
  afterEach(() => revisions.close());

  const campaigns = () =>
    database().query<{ id: string; posts: bigint; views: bigint }>(
      statement(
        'test_campaigns',
        `select id, posts, views from campaign where organization_id = 'default' order by id`,
      ),
    );

  it('stay when an import takes their last post away, and take posts again', async () => {
    const row = (campaignId: string, views = 10) => ({
      campaignId,
      influencerId: 'ana',
      views,
      postId: campaignId,
    });
    await importRows(database(), [row('kept'), row('gone'), row('other')]);
    const known = createKnownCampaigns({ database: database(), revisions });
    const check = (ids: readonly string[], creates = false) => known.check(SENDER, ids, creates);
    expect([...(await check(['kept', 'nowhere'])).keys()]).toEqual(['nowhere']);
    await importRows(database(), [row('other')]);
    expect(await campaigns()).toEqual([
      { id: 'kept', posts: 0n, views: 0n },
      { id: 'other', posts: 1n, views: 10n },
    ]);
    expect((await check(['kept'])).size).toBe(0);
    // Whoever remembers a campaign that went with its posts learns that it is gone.
    expect([...(await check(['gone'])).keys()]).toEqual(['gone']);
    expect((await check(['made'], true)).size).toBe(0);
    await importRows(database(), [row('other'), row('kept', 30), row('made', 5)]);
    expect(await campaigns()).toEqual([
      { id: 'kept', posts: 1n, views: 30n },
      { id: 'made', posts: 1n, views: 5n },
      { id: 'other', posts: 1n, views: 10n },
    ]);
  });
});
