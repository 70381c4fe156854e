import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, statement } from '../../src/platform/storage/database.ts';
import { describeOnBothInLongRuns } from '../databases.ts';
import { type Answer, type RunningApp, startApp } from '../running-app.ts';
import { AUTH_SECRET, type Seed, seedAccess } from './people.ts';

const BY_CREATION = ['CREATED_AT_DESC', 'CREATED_AT_ASC'] as const;
const BY_NAME = ['NAME_ASC', 'NAME_DESC'] as const;

/** Every list, how it is asked for, and where it stands in the answer. */
const LISTS = [
  ['apiTokens', 'apiTokens', '', BY_CREATION],
  ['the apiTokens of everybody', 'apiTokens', 'everybody: true', BY_CREATION],
  ['grants', 'grants', 'resource: CAMPAIGN, id: $campaignId', BY_CREATION],
  ['guestLinks', 'guestLinks', 'resource: CAMPAIGN, id: $campaignId', BY_CREATION],
  ['invitations', 'invitations', '', BY_CREATION],
  ['the auditLog', 'auditLog', '', BY_CREATION],
  ['jobs', 'jobs', '', BY_CREATION],
  ['departments', 'departments', '', [...BY_CREATION, ...BY_NAME]],
  ['the departments beneath one', 'departments', 'parentId: "top"', [...BY_CREATION, ...BY_NAME]],
  ['members', 'members', '', [...BY_CREATION, ...BY_NAME]],
  ['the members of a department', 'members', 'departmentId: "top"', [...BY_CREATION, ...BY_NAME]],
  ['the children of a department', 'department(id: "top") { children', '', [...BY_CREATION, ...BY_NAME]],
  ['memberships', 'viewer { memberships', '', [...BY_CREATION, ...BY_NAME]],
  ['organizations', 'viewer { organizations', '', [...BY_CREATION, ...BY_NAME]],
] as const;

/** The types of the orders, by the field of the list. */
const ORDER_TYPES: Readonly<Record<string, string>> = {
  apiTokens: 'ApiTokenOrder',
  grants: 'GrantOrder',
  guestLinks: 'GuestLinkOrder',
  invitations: 'InvitationOrder',
  auditLog: 'AuditEntryOrder',
  jobs: 'JobOrder',
  departments: 'DepartmentOrder',
  children: 'DepartmentOrder',
  members: 'MemberOrder',
  memberships: 'MemberOrder',
  organizations: 'OrganizationOrder',
};

interface Row {
  readonly id: string;
  readonly createdAt: string;
  readonly name?: string;
}
interface Connection {
  readonly nodes: readonly Row[];
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describeOnBothInLongRuns('lists of access', (database) => {
  let app: RunningApp;
  let seed: Seed;
  let organizationId: string;
  let personId: string;
  let token: string;
  let campaignId: string;

  beforeAll(async () => {
    seed = seedAccess(database());
    organizationId = await seed.organization(`lists-${randomUUID()}`);
    await seed.organization('foreign to lists');
    personId = await seed.person(`Ada ${randomUUID()}`);
    await seed.membership(organizationId, personId, 'ADMIN');
    ({ token } = await seed.signedIn(organizationId, personId));
    campaignId = await seed.campaign(organizationId);
    await seed.department(organizationId, null, 'top');
    for (const id of ['b', 'A', 'c', 'D', 'e']) {
      await seed.department(organizationId, 'top', id);
      await seed.membership(organizationId, personId, 'VIEWER', id);
      await seed.member(organizationId, 'VIEWER', 'top');
      await seed.membership(await seed.organization(`${id} of lists`), personId, 'VIEWER');
      await seed.apiToken(organizationId, personId, ['READ']);
      await seed.apiToken(organizationId, await seed.member(organizationId, 'VIEWER'), ['READ']);
      await seed.grant(
        organizationId,
        { resource: 'CAMPAIGN', id: campaignId },
        { departmentId: id },
        'VIEW',
      );
      await seed.guestLink(organizationId, { resource: 'CAMPAIGN', id: campaignId }, 'VIEW');
      await seed.invitation(organizationId);
      await seed.run(
        `insert into audit_entry (organization_id, actor_kind, actor_name, action, resource) values ($1, 'NOBODY', '', 'member.invited', 'MEMBER')`,
        [organizationId],
      );
    }
    app = await startApp(database(), { AUTH_SECRET });
    for (let count = 0; count < 5; count += 1)
      await seed.run(
        `insert into pgboss.job (id, name, state, data, completed_on, policy)
         values (gen_random_uuid(), 'forget-expired', 'failed', jsonb_build_object('organizationId', $1::text, 'payload', '{}'::jsonb), now(), 'short')`,
        [organizationId],
      );
    // Two of one moment, and one that is older than all.
    for (const table of [
      'api_token',
      'resource_grant',
      'guest_link',
      'invitation',
      'membership',
      'department',
    ])
      await seed.run(
        `update ${table} set created_at = created_at - interval '1 day'
          where organization_id = $1 and id in (select max(id) from ${table} where organization_id = $1)`,
        [organizationId],
      );
  });
  afterAll(() => app.close());

  const ask = <Data = unknown>(query: string, variables = {}, by = token): Promise<Answer<Data>> =>
    app.query<Data>(query, variables, by);

  describe.each(LISTS)('%s', (_list, field, given, orders) => {
    const [outer = '', name = outer] = field.split(' { ');
    const hasName = orders.length > BY_CREATION.length;

    const read = async (first: number | null, after: string | null, orderBy: string | null) => {
      const inner = `${field}(${given} first: $first, after: $after, orderBy: $orderBy) {
        nodes { id createdAt ${hasName ? 'name' : ''} } edges { node { id } } totalCount pageInfo { hasNextPage endCursor }
      }${outer === name ? '' : ' }'}`;
      const usesCampaign = given.includes('$campaignId');
      const { data, errors } = await ask<Record<string, Connection & Record<string, Connection>>>(
        `query ($first: Int, $after: String, $orderBy: ${ORDER_TYPES[name]} ${usesCampaign ? ', $campaignId: ID!' : ''}) { ${inner} }`,
        { first, after, orderBy, ...(usesCampaign && { campaignId }) },
      );
      const found = outer === name ? data?.[outer] : data?.[outer.split('(')[0] ?? '']?.[name];
      return { page: found, code: errors?.[0]?.extensions.code };
    };

    it.each(orders)('are read page by page in the order %s, and counted', async (orderBy) => {
      const whole = (await read(100, null, orderBy)).page;
      const rows = whole?.nodes ?? [];
      expect(rows.length).toBeGreaterThan(4);
      expect(whole?.totalCount).toBe(rows.length);
      expect(whole?.edges.map(({ node }) => node.id)).toEqual(rows.map(({ id }) => id));
      const paged: string[] = [];
      for (let page = (await read(2, null, orderBy)).page; page !== undefined; ) {
        paged.push(...page.nodes.map(({ id }) => id));
        expect(page.totalCount).toBe(rows.length);
        if (!page.pageInfo.hasNextPage) break;
        page = (await read(2, page.pageInfo.endCursor, orderBy)).page;
      }
      expect(paged).toEqual(rows.map(({ id }) => id));
      const keys = rows.map((row) =>
        orderBy.startsWith('NAME') ? (row.name ?? '').toLowerCase() : row.createdAt,
      );
      const sorted = keys.toSorted();
      expect(keys).toEqual(orderBy.endsWith('ASC') ? sorted : sorted.toReversed());
    });

    it('take null for an order, and no cursor of another one', async () => {
      const [byDefault, more] = [await read(null, null, null), await read(1, null, 'CREATED_AT_ASC')];
      expect(byDefault.page?.nodes.length).toBeGreaterThan(4);
      const cursor = more.page?.pageInfo.endCursor ?? '';
      expect((await read(1, cursor, 'CREATED_AT_ASC')).page?.nodes).toHaveLength(1);
      expect((await read(1, cursor, 'CREATED_AT_DESC')).code).toBe('BAD_USER_INPUT');
    });
  });

  it('show beside an id what it names, as far as the viewer may see it', async () => {
    const nested = await seed.department(organizationId, 'top');
    const viewer = await seed.member(organizationId, 'MANAGER', nested);
    const { token: by } = await seed.signedIn(organizationId, viewer);
    const shared = await seed.campaign(organizationId, nested);
    for (const to of [{ personId }, { personId: viewer }, { departmentId: 'top' }, { departmentId: nested }])
      await seed.grant(organizationId, { resource: 'CAMPAIGN', id: shared }, to, 'VIEW');
    const query = `query ($campaignId: ID!, $nested: ID!) {
      department(id: $nested) { parentId parent { id } children { totalCount } }
      grants(resource: CAMPAIGN, id: $campaignId, orderBy: CREATED_AT_ASC) {
        nodes { personId departmentId person { id } department { id } }
      }
    }`;
    const parts = { campaignId: shared, nested };
    const seen = (person: string | null, department: string | null) => ({
      person: person === null ? null : { id: person },
      department: department === null ? null : { id: department },
    });
    const byAdmin = await ask<Record<string, unknown>>(query, parts);
    expect(byAdmin.data.department).toMatchObject({ parent: { id: 'top' }, children: { totalCount: 0 } });
    expect(byAdmin.data.grants).toMatchObject({
      nodes: expect.arrayContaining([
        { personId, departmentId: null, ...seen(personId, null) },
        { personId: null, departmentId: 'top', ...seen(null, 'top') },
      ]),
    });
    const byManager = await ask<Record<string, unknown>>(query, parts, by);
    expect(byManager.data.department).toEqual({ parentId: 'top', parent: null, children: { totalCount: 0 } });
    expect(byManager.data.grants).toMatchObject({
      nodes: expect.arrayContaining([
        { personId, departmentId: null, ...seen(null, null) },
        { personId: viewer, departmentId: null, ...seen(viewer, null) },
        { personId: null, departmentId: 'top', ...seen(null, null) },
        { personId: null, departmentId: nested, ...seen(null, nested) },
      ]),
    });
  });

  it('load what stands beside ids for all rows at once', async () => {
    const counting = countStatements(database());
    const counted = await startApp(counting.database, { AUTH_SECRET });
    const query = `query ($first: Int) {
      members(departmentId: "top", first: $first) { nodes { person { id } department { id } } }
      departments(parentId: "top", first: $first) { nodes { parent { id } children(first: 2) { nodes { id } totalCount } } }
    }`;
    const costs: string[][] = [];
    // Who asks is remembered from the first request on.
    for (const first of [1, 1, 5]) {
      counting.names.length = 0;
      const answer = await counted.query<{ members: { nodes: unknown[] } }>(query, { first }, token);
      expect(answer.data.members.nodes).toHaveLength(first);
      costs.push(counting.names.toSorted());
    }
    expect(costs[2]).toEqual(costs[1]);
    expect(costs[2]).toContain('department_children_count');
    await counted.close();
  });

  it('are found again as nodes: every organization of a person, and no other', async () => {
    const node = 'query ($nodeId: ID!) { node(nodeId: $nodeId) { nodeId ... on Organization { id } } }';
    const own = await ask<{ viewer: { organizations: { nodes: { id: string; nodeId: string }[] } } }>(
      '{ viewer { organizations { nodes { id nodeId } } } }',
    );
    for (const organization of own.data.viewer.organizations.nodes)
      expect((await ask(node, { nodeId: organization.nodeId })).data).toEqual({ node: organization });
    const nodeId = Buffer.from('["Organization","foreign to lists"]').toString('base64url');
    const foreign = await ask(node, { nodeId });
    expect([foreign.data, foreign.errors?.[0]?.extensions.code]).toEqual([{ node: null }, 'NOT_FOUND']);
  });

  it.each([
    ['department(id: "none") { id }', 'department', 'id'],
    ['departments(parentId: "none") { totalCount }', 'departments', 'parentId'],
    ['members(departmentId: "none") { totalCount }', 'members', 'departmentId'],
    ['grants(resource: BRIEF, id: "none") { totalCount }', 'grants', 'id'],
    ['guestLinks(resource: IMPORT, id: "none") { totalCount }', 'guestLinks', 'id'],
    ['job(id: "none") { id }', 'job', 'id'],
  ])('are NOT_FOUND where an id is unknown: %s', async (query, field, argument) => {
    const { data, errors } = await ask(`{ ${query} }`);
    expect(data).toEqual({ [field]: null });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', argument });
  });

  it.each([
    ['revokeApiToken(input: { id: "none" })', 'id'],
    ['renameDepartment(input: { id: "none", name: "n" })', 'id'],
    ['moveDepartment(input: { id: "none" })', 'id'],
    ['deleteDepartment(input: { id: "none" })', 'id'],
    ['createDepartment(input: { parentId: "none", name: "n" })', 'parentId'],
    ['inviteMember(input: { departmentId: "none", role: VIEWER })', 'departmentId'],
    ['revokeInvitation(input: { id: "none" })', 'id'],
    ['changeRole(input: { personId: "none", role: VIEWER })', 'personId'],
    ['removeMember(input: { personId: "none" })', 'personId'],
    ['shareResource(input: { resource: CAMPAIGN, id: "none", access: VIEW, personId: "none" })', 'id'],
    ['revokeGrant(input: { id: "none" })', 'id'],
    ['createGuestLink(input: { resource: CAMPAIGN, id: "none" })', 'id'],
    ['revokeGuestLink(input: { id: "none" })', 'id'],
    ['assignDepartment(input: { resource: CAMPAIGN, id: "none" })', 'id'],
    ['retryJob(input: { id: "none" })', 'id'],
    ['switchOrganization(input: { organizationId: "none" })', 'organizationId'],
  ])('are NOT_FOUND as data in a mutation: %s', async (mutation, field) => {
    const { data, errors } = await ask<Record<string, unknown>>(
      `mutation { done: ${mutation} { errors { code path } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ done: { errors: [{ code: 'NOT_FOUND', path: ['input', field] }] } });
  });

  it('show what a later version of the server did', async () => {
    const resourceId = randomUUID();
    await database().query(
      statement(
        'test_later_action',
        `insert into audit_entry (organization_id, actor_kind, actor_name, action, resource, resource_id)
         values ($1, 'PERSON', '', 'planet.moved', 'MEMBER', $2)`,
      ),
      [organizationId, resourceId],
    );
    const { data } = await ask('query ($id: ID!) { auditLog(resourceId: $id) { nodes { action } } }', {
      id: resourceId,
    });
    expect(data).toEqual({ auditLog: { nodes: [{ action: 'OTHER' }] } });
  });
});

/** The same database, with the name of every statement that requests run as their organization. */
function countStatements(database: Database): { database: Database; names: string[] } {
  const names: string[] = [];
  const counting: Database = {
    ...database,
    forOrganization(organizationId) {
      const own = database.forOrganization(organizationId);
      return {
        get prisma() {
          return own.prisma;
        },
        query(asked, values) {
          names.push(asked.name);
          return own.query(asked, values);
        },
        transaction: (work) => own.transaction(work),
      };
    },
  };
  return { database: counting, names };
}
