import { beforeAll, describe, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { statement } from '../database.ts';

const LIST_TABLES = statement(
  'test_row_security_tables',
  `select relname as name, relrowsecurity as "isRowSecured",
          exists (select 1 from pg_policy where polrelid = pg_class.oid) as "hasPolicy"
     from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
      -- Requests have no right to a partition: they ask the table that it belongs to.
      and not (relispartition and not has_table_privilege('marquee_app', oid, 'select, insert, update, delete'))
      and exists (select 1 from pg_attribute
                   where attrelid = pg_class.oid and attname = 'organization_id' and not attisdropped)
    order by 1`,
);

/** A row belongs to a person and only looks at an organization; requests have no right to the table at all. */
const NOT_OF_AN_ORGANIZATION = ['session'];

describeOnBothDatabases('row-level security', (database) => {
  const insertCampaign = (organizationId: string) =>
    statement(
      'test_row_security_insert',
      `insert into campaign (organization_id, id, influencers, posts, views, interactions, last_import_id, last_imported_at)
       values ('${organizationId}', 'spring', 1, 1, 1, 1, 1, now())`,
    );

  beforeAll(async () => {
    await database().execute("insert into organization (id, name) values ('a', 'A'), ('b', 'B')");
    for (const organizationId of ['a', 'b'])
      await database().query({ ...insertCampaign(organizationId), name: `i${organizationId}` });
  });

  it('stands before every table whose rows belong to an organization', async () => {
    const tables = await database().query<{ name: string; isRowSecured: boolean; hasPolicy: boolean }>(
      LIST_TABLES,
    );
    const open = tables
      .filter(({ isRowSecured, hasPolicy }) => !isRowSecured || !hasPolicy)
      .map(({ name }) => name);
    expect(open).toEqual(NOT_OF_AN_ORGANIZATION);
    expect(tables.length).toBeGreaterThan(10);
  });

  it('shows SQL that forgets its condition the rows of one organization', async () => {
    const all = statement(
      'test_row_security_all',
      'select organization_id as "organizationId", id from campaign order by 1',
    );
    for (const organizationId of ['a', 'b', 'a']) {
      const organizationDatabase = database().forOrganization(organizationId);
      expect(await organizationDatabase.query(all)).toEqual([{ organizationId, id: 'spring' }]);
      expect(
        await organizationDatabase.prisma.campaign.findMany({ select: { organizationId: true } }),
      ).toEqual([{ organizationId }]);
    }
    expect(await database().query(all)).toHaveLength(2);
    expect(await database().forOrganization('').query(all)).toEqual([]);
  });

  it('lets no row into another organization, nor out of it', async () => {
    const organizationDatabase = database().forOrganization('a');
    await expect(
      organizationDatabase.query({ ...insertCampaign('b'), name: 'test_row_security_foreign' }),
    ).rejects.toThrow(/row-level security/);
    const steal = statement(
      'test_row_security_steal',
      "update campaign set organization_id = 'b' where id = 'spring'",
    );
    await expect(organizationDatabase.query(steal)).rejects.toThrow(/row-level security/);
    const change = statement(
      'test_row_security_change',
      "update campaign set views = 9 where organization_id = 'b' returning id",
    );
    expect(await organizationDatabase.query(change)).toEqual([]);
  });

  it('holds for many at once, each with an organization of their own', async () => {
    const mine = statement('test_row_security_mine', 'select distinct organization_id as id from campaign');
    const answers = await Promise.all(
      Array.from({ length: 60 }, async (_unused, index) => {
        const organizationId = index % 2 === 0 ? 'a' : 'b';
        const organizationDatabase = database().forOrganization(organizationId);
        const rows =
          index % 3 === 0
            ? await organizationDatabase.transaction((session) => session.query(mine))
            : await organizationDatabase.query(mine);
        return { organizationId, rows };
      }),
    );
    for (const { organizationId, rows } of answers) expect(rows).toEqual([{ id: organizationId }]);
  });

  it('shows the posts of one organization, by the index that finds them', async () => {
    for (const organizationId of ['a', 'b']) {
      await database().execute(
        `insert into post (organization_id, import_id, line, campaign_id, influencer_id, views)
         select '${organizationId}', ${organizationId === 'a' ? 1 : 2}, n, 'c' || n % 500, 'i' || n, n from generate_series(1, 20000) as n`,
      );
    }
    await database().execute('analyze post');
    const count = statement('test_row_security_posts', 'select count(*) from organization_post');
    const organizationDatabase = database().forOrganization('a');
    expect(await organizationDatabase.query(count)).toEqual([{ count: 20_000n }]);
    expect(await database().forOrganization('').query(count)).toEqual([{ count: 0n }]);
    const table = statement('test_row_security_post_table', 'select 1 from post');
    await expect(organizationDatabase.query(table)).rejects.toThrow(/permission denied/);
    const keys = `array[hashtextextended(campaign_id, hashtextextended(organization_id, 0)),
      hashtextextended(influencer_id, hashtextextended(campaign_id, hashtextextended(organization_id, 0)))]`;
    const plan = await organizationDatabase.query<Record<string, string>>(
      statement(
        'test_row_security_plan',
        `explain select * from organization_post where ${keys} @> array[1::bigint]`,
      ),
    );
    expect(plan.map((row) => Object.values(row)[0]).join('\n')).toMatch(/post_keys_idx/);
  });

  describe('around secrets', () => {
    it.each([
      'credential',
      'session',
      'refresh_token',
      'sign_up',
      'identity',
      'password_reset',
      'second_factor',
      'recovery_code',
    ])('gives requests no right to %s', async (table) => {
      const read = statement(`test_row_security_read_${table}`, `select 1 from ${table}`);
      await expect(database().forOrganization('a').query(read)).rejects.toThrow(/permission denied/);
    });
  });
});
