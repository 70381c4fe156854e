import { randomUUID } from 'node:crypto';
import { createAccessTokens } from '../../src/capabilities/access/people/access-token.ts';
import { createSecret, formatToken, hashSecret } from '../../src/capabilities/access/people/secrets.ts';
import type { Access, Role, Shareable } from '../../src/capabilities/access/rules/rules.ts';
import type { Scope } from '../../src/capabilities/access/rules/scopes.ts';
import { type Database, type SqlValue, statement } from '../../src/platform/storage/database.ts';

export const AUTH_SECRET = 'a secret of the tests, long enough to be one';

/** A department of a test's organization; null: the organization itself. */
export type DepartmentId = string | null;

/** Puts rows of access into a database, as its functions would have. */
export function seedAccess(database: Database) {
  const tokens = createAccessTokens(AUTH_SECRET, 900);
  const run = (sql: string, values: readonly SqlValue[]) =>
    database.query(statement(`seed_${hashSecret(sql)}`.slice(0, 60), sql), values);

  const seed = {
    async organization(id: string) {
      await run('insert into organization (id, name) values ($1, $1) on conflict do nothing', [id]);
      return id;
    },
    async department(organizationId: string, parentId: DepartmentId = null, id: string = randomUUID()) {
      await run('insert into department (organization_id, id, parent_id, name) values ($1, $2, $3, $4)', [
        organizationId,
        id,
        parentId,
        `department ${id}`,
      ]);
      return id;
    },
    async person(name: string = randomUUID()) {
      const id = `person-${name}`;
      await run('insert into person (id, email, name) values ($1, $2, $3)', [
        id,
        `${name}@example.com`.toLowerCase(),
        name,
      ]);
      return id;
    },
    async membership(
      organizationId: string,
      personId: string,
      role: Role,
      departmentId: DepartmentId = null,
    ) {
      const id = randomUUID();
      await run(
        'insert into membership (organization_id, id, person_id, department_id, role) values ($1, $2, $3, $4, $5)',
        [organizationId, id, personId, departmentId, role],
      );
      return id;
    },
    async member(organizationId: string, role: Role, departmentId: DepartmentId = null) {
      const personId = await seed.person();
      await seed.membership(organizationId, personId, role, departmentId);
      return personId;
    },
    /** A session of a person, and an access token for it. */
    async signedIn(organizationId: string, personId: string) {
      const sessionId = randomUUID();
      await run(
        `insert into session (id, person_id, organization_id, expires_at) values ($1, $2, $3, now() + interval '1 day')`,
        [sessionId, personId, organizationId],
      );
      return { sessionId, token: await tokens.signPerson({ personId, sessionId, organizationId }) };
    },
    async apiToken(organizationId: string, personId: string, scopes: readonly Scope[]) {
      const secret = createSecret();
      const id = randomUUID();
      await run(
        `insert into api_token (organization_id, id, token_hash, person_id, name, scopes) values ($1, $2, $3, $4, 'test', $5::text[])`,
        [organizationId, id, hashSecret(secret), personId, [...scopes]],
      );
      return { id, token: formatToken('api', organizationId, secret) };
    },
    async grant(
      organizationId: string,
      on: { resource: Shareable; id: string },
      to: { personId?: string; departmentId?: string },
      access: Access,
    ) {
      const id = randomUUID();
      await run(
        `insert into resource_grant (organization_id, id, resource, resource_id, person_id, department_id, access, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, 'test')`,
        [organizationId, id, on.resource, on.id, to.personId ?? null, to.departmentId ?? null, access],
      );
      return id;
    },
    async guestLink(organizationId: string, on: { resource: Shareable; id: string }, access: Access) {
      const secret = createSecret();
      const id = randomUUID();
      await run(
        `insert into guest_link (organization_id, id, token_hash, resource, resource_id, access, expires_at, created_by)
         values ($1, $2, $3, $4, $5, $6, now() + interval '1 day', 'test')`,
        [organizationId, id, hashSecret(secret), on.resource, on.id, access],
      );
      const token = formatToken('guest', organizationId, secret);
      return { id, token, accessToken: await tokens.signGuest({ guestLinkId: id, organizationId }) };
    },
    async invitation(organizationId: string, departmentId: DepartmentId = null, role: Role = 'VIEWER') {
      const secret = createSecret();
      const id = randomUUID();
      await run(
        `insert into invitation (organization_id, id, token_hash, department_id, role, expires_at)
         values ($1, $2, $3, $4, $5, now() + interval '1 day')`,
        [organizationId, id, hashSecret(secret), departmentId, role],
      );
      return { id, token: formatToken('invite', organizationId, secret) };
    },
    /** A campaign with one influencer and one published post. */
    async campaign(
      organizationId: string,
      departmentId: DepartmentId = null,
      id: string = `c-${randomUUID()}`,
      influencerId = `i-${id}`,
    ) {
      const importId = await seed.import(organizationId, departmentId);
      await run(
        `insert into campaign (organization_id, id, influencers, posts, views, interactions, last_import_id, last_imported_at, department_id)
         values ($1, $2, 1, 1, 100, 10, $3::bigint, now(), $4)`,
        [organizationId, id, importId, departmentId],
      );
      await run(
        `insert into campaign_performance (organization_id, campaign_id, influencer_id, posts, views, likes, interactions)
         values ($1, $2, $3, 1, 100, 10, 10)`,
        [organizationId, id, influencerId],
      );
      await run('insert into influencer (organization_id, id) values ($1, $2) on conflict do nothing', [
        organizationId,
        influencerId,
      ]);
      await run(
        `insert into post (organization_id, import_id, line, campaign_id, influencer_id, platform, views, likes, hashtags)
         values ($1, $2::bigint, 1, $3, $4, 'TIKTOK', 100, 10, array['tag'])`,
        [organizationId, importId, id, influencerId],
      );
      await run(
        `insert into post_sum (organization_id, import_id, number, kind, campaign_id, platform, keys, posts, views, likes, comments, shares)
         select $1, $2::bigint, row_number() over (), kind, campaign_id, 'TIKTOK', array[key], array[1], array[100], array[10],
                array[null::bigint], array[null::bigint]
           from (values ('CREATOR', $3, $4::text), ('HASHTAG', $3, 'tag'), ('HASHTAG', null, 'tag')) as sums (kind, campaign_id, key)`,
        [organizationId, importId, id, influencerId],
      );
      await run(
        `insert into platform_performance as performance (organization_id, platform, influencer_id, posts, views, interactions)
         values ($1, 'TIKTOK', $2, 1, 100, 10)
         on conflict (organization_id, platform, influencer_id) do update
            set posts = performance.posts + 1, views = performance.views + 100, interactions = performance.interactions + 10`,
        [organizationId, influencerId],
      );
      return id;
    },
    async import(organizationId: string, departmentId: DepartmentId = null) {
      const [made] = await database.query<{ id: bigint }>(
        statement(
          'seed_import',
          `insert into import (organization_id, source, status, department_id, header, finished_at)
           values ($1, $2, 'PUBLISHED', $3, array['campaignId'], now()) returning id`,
        ),
        [organizationId, randomUUID(), departmentId],
      );
      return String(made?.id);
    },
    async brief(organizationId: string, departmentId: DepartmentId = null) {
      const id = randomUUID();
      const draft = {
        caption: 'c',
        hookIdeas: ['a', 'b', 'c'],
        hashtags: ['#a'],
        cta: 'c',
        tone: 't',
        persona: { name: 'p', description: 'd' },
        creativeAngle: 'a',
        disclosure: 'ad',
      };
      const request = {
        brand: 'b',
        product: 'p',
        goal: 'AWARENESS',
        platform: 'TIKTOK',
        campaignId: null,
        audience: null,
        tone: null,
        locale: 'en',
        mustMention: [],
        mustAvoid: [],
      };
      await run(
        `insert into brief (organization_id, id, created_at, brand, brand_key, platform, request_hash, request, draft, evidence,
                            writer_kind, writer_model, prompt_version, input_tokens, output_tokens, model_calls, department_id)
         values ($1, $2::uuid, now(), 'b', 'b', 'TIKTOK', 'h', $3::jsonb, $4::jsonb, '[]', 'OFFLINE', 'm', '1', 0, 0, 0, $5)`,
        [organizationId, id, JSON.stringify(request), JSON.stringify(draft), departmentId],
      );
      return id;
    },
    tokens,
    run,
  };
  return seed;
}

export type Seed = ReturnType<typeof seedAccess>;
