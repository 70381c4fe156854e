import pg from 'pg';

const CAMPAIGNS_LARGE = 1_000;
const CAMPAIGNS_SMALL = 10;

/** Fills a database with aggregates as an import would leave them: 1,000 influencers in each campaign. */
export async function seedPerformances(url: string, aggregates: number): Promise<void> {
  const campaigns = aggregates > 10_000 ? CAMPAIGNS_LARGE : CAMPAIGNS_SMALL;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`insert into organization (id) values ('default')`);
  await client.query(
    `insert into import (organization_id, source, status) values ('default', 'seed', 'PUBLISHED')`,
  );
  await client.query(
    `insert into campaign_performance
       (organization_id, campaign_id, influencer_id, posts, views, likes, comments, shares,
        likes_posts, comments_posts, shares_posts, interactions)
     select 'default', 'campaign-' || lpad(campaign::text, 4, '0'), 'creator.' || lpad(influencer::text, 5, '0'), 3, views,
            views / 20, views / 100, views / 200, 3, 3, 3, views / 20 + views / 100 + views / 200
       from generate_series(0, $1::int - 1) as campaign, generate_series(0, $2::int - 1) as influencer,
            lateral (select 1000 + (hashint4(campaign * 100000 + influencer)::bigint & 1048575) as views) as counted`,
    [campaigns, aggregates / campaigns],
  );
  await client.query(
    `insert into campaign
       (organization_id, id, influencers, posts, views, likes, comments, shares, interactions, last_import_id, last_imported_at)
     select organization_id, campaign_id, count(*), sum(posts), sum(views), sum(likes), sum(comments), sum(shares),
            sum(interactions), 1, now()
       from campaign_performance group by 1, 2`,
  );
  await client.query('vacuum (analyze)');
  await client.end();
}
