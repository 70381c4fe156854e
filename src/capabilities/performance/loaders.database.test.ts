import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../test/databases.ts';
import { importRows } from '../../../test/measured-rows.ts';
import { type RunningApp, startApp } from '../../../test/running-app.ts';
import type { Database } from '../../platform/storage/database.ts';

const NESTED = `query ($first: Int!) {
  campaign(id: "spring") {
    performers(first: $first, orderBy: VIEWS) {
      edges { node {
        influencerId
        campaign { id influencerCount }
        money { cost { postCount } emv { postCount } }
        influencer { id campaignCount money { cpm { postCount } } campaigns(first: 2) { totalCount edges { node { campaignId campaign { id } } } } }
        posts(first: 2) { totalCount edges { node { postId views campaign { id views } } } }
      } }
    }
  }
}`;

describeOnBothDatabases('a nested query', (database) => {
  let app: RunningApp;
  let counted: { queries: number };

  beforeAll(async () => {
    const rows = Array.from({ length: 60 }, (_unused, index) =>
      ['spring', 'autumn', 'winter'].flatMap((campaignId) =>
        [1, 2, 3].map((post) => ({
          campaignId,
          influencerId: `i${index}`,
          views: 1_000 * index + post,
          likes: index,
          postId: `${campaignId}-${index}-${post}`,
        })),
      ),
    ).flat();
    await importRows(database(), rows);
    const counting = countQueries(database());
    counted = counting.counted;
    app = await startApp(counting.database);
  });
  afterAll(() => app.close());

  it('takes as many queries for fifty rows as for one', async () => {
    const costs: number[] = [];
    for (const first of [1, 50]) {
      const before = counted.queries;
      const answer = await app.query<{ campaign: { performers: { edges: unknown[] } } }>(NESTED, { first });
      expect(answer.errors).toBeUndefined();
      expect(answer.data.campaign.performers.edges).toHaveLength(first);
      costs.push(counted.queries - before);
    }
    const [one, fifty] = costs;
    expect(one).toBeGreaterThan(0);
    // The second request finds the campaign's revision remembered; nothing else may differ.
    expect(fifty).toBeLessThanOrEqual(one ?? 0);
  });

  it('shows each performer their own posts, campaigns and sums', async () => {
    interface Nested {
      readonly campaign: {
        readonly performers: {
          readonly edges: readonly {
            readonly node: {
              readonly influencerId: string;
              readonly campaign: { readonly id: string; readonly influencerCount: number };
              readonly influencer: {
                readonly id: string;
                readonly campaignCount: number;
                readonly campaigns: {
                  readonly edges: readonly { readonly node: { readonly campaignId: string } }[];
                };
              };
              readonly posts: {
                readonly edges: readonly { readonly node: { readonly postId: string } }[];
              };
            };
          }[];
        };
      };
    }
    const { data } = await app.query<Nested>(NESTED, { first: 50 });
    for (const { node } of data.campaign.performers.edges) {
      const index = node.influencerId.slice(1);
      expect(node.campaign).toEqual({ id: 'spring', influencerCount: 60 });
      expect(node.influencer).toMatchObject({ id: node.influencerId, campaignCount: 3 });
      expect(node.influencer.campaigns.edges.map((edge) => edge.node.campaignId)).toEqual([
        'autumn',
        'spring',
      ]);
      expect(node.posts.edges.map((edge) => edge.node.postId)).toEqual([
        `spring-${index}-3`,
        `spring-${index}-2`,
      ]);
    }
  });
});

/** The same database, with every query counted, those of Prisma too. */
function countQueries(database: Database): { database: Database; counted: { queries: number } } {
  const counted = { queries: 0 };
  const counting: Database = {
    ...database,
    query(statement, values) {
      counted.queries += 1;
      return database.query(statement, values);
    },
    forOrganization(organizationId) {
      const seen = database.forOrganization(organizationId);
      return {
        get prisma() {
          counted.queries += 1;
          return seen.prisma;
        },
        query(statement, values) {
          counted.queries += 1;
          return seen.query(statement, values);
        },
        transaction(work) {
          counted.queries += 1;
          return seen.transaction(work);
        },
      };
    },
    get prisma() {
      counted.queries += 1;
      return database.prisma;
    },
  };
  return { database: counting, counted };
}
