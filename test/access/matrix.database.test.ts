import { randomUUID } from 'node:crypto';
import { type GraphQLSchema, isObjectType } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { buildSchemaOnly } from '../../src/app.ts';
import { hashPassword } from '../../src/capabilities/access/password/password.ts';
import { createAccessTokens } from '../../src/capabilities/access/people/access-token.ts';
import { listRules, type RuledField } from '../../src/capabilities/access/rules/operation-rules.ts';
import { createPermissions, type Holdings } from '../../src/capabilities/access/rules/permissions.ts';
import {
  ACTIONS,
  type Action,
  isAllowed,
  isShareable,
  RESOURCES,
  type Resource,
  type Role,
  SHAREABLE,
} from '../../src/capabilities/access/rules/rules.ts';
import { type Scope, scopeFor } from '../../src/capabilities/access/rules/scopes.ts';
import { encodeNodeId } from '../../src/platform/graph/node.ts';
import type { Database } from '../../src/platform/storage/database.ts';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import { createPostgresDatabase, silentLogger } from '../databases.ts';
import { isLongRun } from '../long-run.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { MATRIX, type Recipe, SELF } from './matrix.ts';
import { AUTH_SECRET, type DepartmentId, type Seed, seedAccess } from './people.ts';

const HOME = 'home';
const FOREIGN = 'foreign';
/** home: north > north-east, and south beside it. */
const PARENTS: Readonly<Record<string, DepartmentId>> = {
  north: null,
  'north-east': 'north',
  south: null,
  abroad: null,
};
const TARGETS = [
  { organizationId: HOME, departmentId: null },
  { organizationId: HOME, departmentId: 'north' },
  { organizationId: HOME, departmentId: 'north-east' },
  { organizationId: HOME, departmentId: 'south' },
  { organizationId: FOREIGN, departmentId: null },
  { organizationId: FOREIGN, departmentId: 'abroad' },
] as const;
const ROLES = ['ADMIN', 'MANAGER', 'CONTRIBUTOR', 'VIEWER'] as const;

type Outcome = 'OK' | 'NOT_FOUND' | 'FORBIDDEN' | 'UNAUTHENTICATED';

/** Who asks: what they hold, as the table of rules sees it, and how they come. */
interface Asker {
  readonly name: string;
  readonly role?: { readonly role: Role; readonly departmentId: DepartmentId };
  readonly shared?: 'VIEW' | 'EDIT';
  readonly scopes?: readonly Scope[];
  readonly kind: 'PERSON' | 'API_TOKEN' | 'GUEST' | 'NOBODY';
  readonly nobody?: 'signed out' | 'expired' | 'revoked' | 'revoked API token' | 'revoked guest link';
}

const ASKERS: readonly Asker[] = [
  ...ROLES.map(
    (role): Asker => ({
      name: `${role} of the organization`,
      role: { role, departmentId: null },
      kind: 'PERSON',
    }),
  ),
  ...ROLES.map(
    (role): Asker => ({ name: `${role} of north`, role: { role, departmentId: 'north' }, kind: 'PERSON' }),
  ),
  {
    name: 'VIEWER of north-east with VIEW',
    role: { role: 'VIEWER', departmentId: 'north-east' },
    shared: 'VIEW',
    kind: 'PERSON',
  },
  {
    name: 'VIEWER of north-east with EDIT',
    role: { role: 'VIEWER', departmentId: 'north-east' },
    shared: 'EDIT',
    kind: 'PERSON',
  },
  {
    name: 'API token to read of an ADMIN',
    role: { role: 'ADMIN', departmentId: null },
    scopes: ['READ'],
    kind: 'API_TOKEN',
  },
  {
    name: 'API token for everything of a CONTRIBUTOR',
    role: { role: 'CONTRIBUTOR', departmentId: null },
    scopes: ['READ', 'IMPORT', 'BRIEF', 'EVENTS', 'SHARE', 'ADMINISTER'],
    kind: 'API_TOKEN',
  },
  { name: 'guest who may view', shared: 'VIEW', kind: 'GUEST' },
  { name: 'guest who may edit', shared: 'EDIT', kind: 'GUEST' },
  ...(['signed out', 'expired', 'revoked', 'revoked API token', 'revoked guest link'] as const).map(
    (nobody): Asker => ({ name: nobody, kind: 'NOBODY', nobody }),
  ),
];

function listAbove(departmentId: DepartmentId): DepartmentId[] {
  return departmentId === null ? [null] : [departmentId, ...listAbove(PARENTS[departmentId] ?? null)];
}

/** What the table of rules says, and nothing else. */
function mayDo(
  asker: Asker,
  action: Action,
  resource: Resource,
  target: { organizationId: string; departmentId: DepartmentId },
  canBeShared: boolean,
): boolean {
  if (target.organizationId !== HOME) return false;
  if (asker.scopes !== undefined && !asker.scopes.includes(scopeFor(action, resource))) return false;
  const { role, shared } = asker;
  if (
    role !== undefined &&
    listAbove(target.departmentId).includes(role.departmentId) &&
    isAllowed(role.role, action, resource)
  )
    return true;
  return canBeShared && shared !== undefined && isAllowed(shared, action, resource);
}

/** The id of what is shared with those askers with whom something is. */
const THE_ONE = 'the one';

/** What the asker holds, with the role carried down, as the server reads it from the database. */
function holdingsOf({ role, shared }: Asker): Holdings {
  const held = Object.keys(PARENTS).filter(
    (id) => role !== undefined && role.departmentId !== null && listAbove(id).includes(role.departmentId),
  );
  return {
    organizationRoles: role !== undefined && role.departmentId === null ? [role.role] : [],
    departmentRoles: held.flatMap((departmentId) =>
      role === undefined ? [] : [{ departmentId, role: role.role }],
    ),
    grants:
      shared === undefined ? [] : SHAREABLE.map((resource) => ({ resource, id: THE_ONE, access: shared })),
  };
}

/**
 * One target of the six over HTTP for each pair of an operation and an asker, turning: each operation meets every target with
 * several askers, and each asker every target with several operations; `npm run test:fuzz` takes all. Every cell is held against
 * the decision function.
 */
function pairedTargets(turn: number): readonly (typeof TARGETS)[number][] {
  return isLongRun ? TARGETS : TARGETS.filter((_, index) => index === turn % TARGETS.length);
}

/** Whoever is nobody is told the same of everything: one of them a turn in what everybody runs, all in long runs. */
function pairedAskers(turn: number): readonly Asker[] {
  if (isLongRun) return ASKERS;
  const nobodies = ASKERS.filter(({ kind }) => kind === 'NOBODY');
  return ASKERS.filter(
    (asker) => asker.kind !== 'NOBODY' || nobodies.indexOf(asker) === turn % nobodies.length,
  );
}

function expectOutcome(
  asker: Asker,
  { rule }: RuledField,
  recipe: Recipe,
  target: { organizationId: string; departmentId: DepartmentId },
): Outcome {
  if (rule.kind === 'PUBLIC') return 'OK';
  if (asker.kind === 'NOBODY') return 'UNAUTHENTICATED';
  if (rule.kind === 'LET_IN') return 'OK';
  if (rule.kind === 'PERSON') return asker.kind === 'PERSON' ? 'OK' : 'FORBIDDEN';
  const { resource } = recipe;
  const { action } = rule;
  if (asker.scopes !== undefined && !asker.scopes.includes(scopeFor(action, resource))) return 'FORBIDDEN';
  if (recipe.decide !== undefined)
    return recipe.decide({
      asker,
      may: (does, what, at) => mayDo(asker, does, what, { organizationId: HOME, departmentId: at }, false),
      target,
    });
  // The parent of what is made is seen as a department; the organization itself is always there.
  const seen = recipe.isParent ? 'DEPARTMENT' : resource;
  const isAlwaysThere = recipe.isParent && target.departmentId === null && target.organizationId === HOME;
  if (!isAlwaysThere && !mayDo(asker, 'READ', seen, target, recipe.isParent !== true)) return 'NOT_FOUND';
  return mayDo(asker, action, resource, target, recipe.isParent !== true) ? 'OK' : 'FORBIDDEN';
}

let schema: GraphQLSchema;
let drop: () => Promise<void>;
let database: Database;
let app: RunningApp;
let seed: Seed;

beforeAll(async () => {
  schema = await buildSchemaOnly();
  const created = await createPostgresDatabase();
  drop = created.drop;
  database = openPostgres(created.url, silentLogger, { connections: 9 });
  seed = seedAccess(database);
  await seed.organization(HOME);
  await seed.organization(FOREIGN);
  for (const [id, parent] of Object.entries(PARENTS))
    await seed.department(id === 'abroad' ? FOREIGN : HOME, parent, id);
  // Whoever takes a role away leaves an admin behind.
  for (const organizationId of [HOME, FOREIGN]) await seed.member(organizationId, 'ADMIN');
  app = await startApp(database, {
    AUTH_SECRET,
    CLIENT_COST_PER_MINUTE: '0',
    ORGANIZATION_COST_PER_MINUTE: '0',
    ORGANIZATION_MODEL_CALLS_PER_HOUR: '0',
  });
});
afterAll(async () => {
  await app.close();
  await database.close();
  await drop();
});

/** A token of the asker, who for things that can be shared has a share of this very one. */
async function tokenOf(
  asker: Asker,
  shared: { readonly resource: 'CAMPAIGN' | 'IMPORT' | 'BRIEF'; readonly id: string } | undefined,
): Promise<{ token: string | undefined; personId: string; sessionId: string }> {
  const personId = await seed.person();
  if (asker.role !== undefined)
    await seed.membership(HOME, personId, asker.role.role, asker.role.departmentId);
  const none = { token: undefined, personId, sessionId: '' };
  const forever = createAccessTokens(AUTH_SECRET, 900);
  switch (asker.kind) {
    case 'GUEST': {
      const on = shared ?? { resource: 'CAMPAIGN' as const, id: 'none' };
      // A link is about a resource of its own organization, whatever its id says.
      const link = await seed.guestLink(HOME, on, asker.shared ?? 'VIEW');
      return { ...none, token: link.accessToken };
    }
    case 'API_TOKEN':
      return { ...none, token: (await seed.apiToken(HOME, personId, asker.scopes ?? [])).token };
    case 'PERSON': {
      if (asker.shared !== undefined && shared !== undefined)
        await seed.grant(HOME, shared, { personId }, asker.shared);
      const { token, sessionId } = await seed.signedIn(HOME, personId);
      return { token, personId, sessionId };
    }
    case 'NOBODY': {
      if (asker.nobody === 'signed out') return none;
      await seed.membership(HOME, personId, 'ADMIN');
      if (asker.nobody === 'revoked API token') {
        const { id, token } = await seed.apiToken(HOME, personId, [
          'READ',
          'IMPORT',
          'BRIEF',
          'EVENTS',
          'SHARE',
          'ADMINISTER',
        ]);
        await seed.run('update api_token set revoked_at = now() where id = $1', [id]);
        return { ...none, token };
      }
      if (asker.nobody === 'revoked guest link') {
        const { id, accessToken } = await seed.guestLink(
          HOME,
          shared ?? { resource: 'CAMPAIGN', id: 'none' },
          'EDIT',
        );
        await seed.run('update guest_link set revoked_at = now() where id = $1', [id]);
        return { ...none, token: accessToken };
      }
      const { sessionId } = await seed.signedIn(HOME, personId);
      if (asker.nobody === 'revoked')
        await seed.run('update session set revoked_at = now() where id = $1', [sessionId]);
      const tokens = asker.nobody === 'expired' ? createAccessTokens(AUTH_SECRET, -10) : forever;
      return { ...none, token: await tokens.signPerson({ personId, sessionId, organizationId: HOME }) };
    }
  }
}

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

async function ask(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  token: string | undefined,
): Promise<Answer> {
  if (!query.trimStart().startsWith('subscription')) {
    const answer = await app.query<Record<string, unknown>>(query, variables, token);
    return answer as Answer;
  }
  const response = await fetch(`${app.url}/graphql/stream`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const isEndless = query.includes('campaignMetricsChanged');
  const events = [...(await readStream(response, isEndless)).matchAll(/^data: (\{.*\})$/gm)].map(
    ([, json]): Answer => JSON.parse(json ?? '{}'),
  );
  return events.find(({ errors }) => errors !== undefined) ?? events.at(-1) ?? {};
}

/** A stream to its end, or to its first event. */
async function readStream({ body }: Response, isEndless: boolean): Promise<string> {
  let text = '';
  for await (const chunk of body ?? []) {
    text += Buffer.from(chunk).toString();
    // Leaving the loop hangs up.
    if (isEndless && /^data: \{.*\}$/m.test(text)) break;
  }
  return text;
}

/** What a caller was told of an operation; of a mutation, its payload says what was not found. */
function outcomeOf({ data, errors }: Answer): string {
  const code = errors?.[0]?.extensions.code;
  if (code !== undefined) return code;
  return Object.values(data ?? {}).some(isNotFound) ? 'NOT_FOUND' : 'OK';
}

function isNotFound(payload: unknown): boolean {
  return NotFound.safeParse(payload).success;
}

const NotFound = z.object({ errors: z.tuple([z.object({ code: z.literal('NOT_FOUND') })]) });

/** By the query that finds the same: what node(nodeId) is asked of below. */
const NODES = {
  Campaign: 'campaign',
  Import: 'import',
  Brief: 'brief',
  Department: 'department',
  Job: 'job',
} as const;

/** Each makes what it acts on for itself. */
const CELLS_AT_ONCE = 8;

it('knows every operation of the schema', () => {
  const known = listRules(schema).filter(({ type }) => ['Query', 'Mutation', 'Subscription'].includes(type));
  expect(
    known
      .map(({ field }) => field)
      .filter((field) => MATRIX[field] === undefined && SELF[field] === undefined),
  ).toEqual(['node']);
  expect(known.length).toBeGreaterThan(40);
});

it('decides on every action, for everybody, on everything, as the table of rules says', () => {
  for (const asker of ASKERS.filter(({ kind }) => kind !== 'NOBODY')) {
    const permissions = createPermissions(holdingsOf(asker), asker.scopes);
    for (const resource of RESOURCES)
      for (const action of ACTIONS)
        for (const target of TARGETS.filter(({ organizationId }) => organizationId === HOME)) {
          const { departmentId } = target;
          const cell = `${asker.name}: ${action} ${resource} in ${departmentId}`;
          const isAllowedHere = permissions.allows(action, { resource, id: THE_ONE, departmentId });
          expect([cell, isAllowedHere]).toEqual([
            cell,
            mayDo(asker, action, resource, target, isShareable(resource)),
          ]);
        }
  }
});

it('gives each operation to each asker, and on each target, what the table of rules says', async () => {
  const fields = listRules(schema).filter(({ type }) => ['Query', 'Mutation', 'Subscription'].includes(type));
  const wrong: string[] = [];
  let cells = 0;
  for (const field of fields) {
    const recipe = MATRIX[field.field];
    if (recipe === undefined) continue;
    const turn = fields.indexOf(field);
    const check = async (asker: Asker, target: (typeof TARGETS)[number]) => {
      const description = `${asker.name} at ${target.organizationId}/${target.departmentId}`;
      const made = await recipe.make(seed, target);
      const { token } = await tokenOf(asker, made.shared);
      const answer = await ask(recipe.query, made.variables, token);
      const expected = expectOutcome(asker, field, recipe, target);
      cells += 1;
      const seen = outcomeOf(answer);
      if (seen !== expected) {
        const message = answer.errors?.[0]?.message ?? 'no error';
        wrong.push(`${field.field} by ${description}: ${seen}, not ${expected} (${message})`);
      } else if (expected === 'OK' && recipe.lists !== undefined && made.id !== '') {
        const isVisible = mayDo(asker, recipe.lists.action ?? 'READ', recipe.resource, target, true);
        const isShown = JSON.stringify(answer.data).includes(made.id);
        if (isShown !== isVisible)
          wrong.push(`${field.field} by ${description}: ${isShown ? 'shows' : 'hides'} ${made.id}`);
      }
    };
    const pairs = pairedAskers(turn).flatMap((asker, index) =>
      pairedTargets(turn + index).map((target) => ({ asker, target })),
    );
    // A list shows what the other cells make, too.
    const atOnce = recipe.lists === undefined ? CELLS_AT_ONCE : 1;
    for (let from = 0; from < pairs.length; from += atOnce)
      await Promise.all(pairs.slice(from, from + atOnce).map(({ asker, target }) => check(asker, target)));
  }
  expect(cells).toBeGreaterThan(isLongRun ? 4_000 : 600);
  expect(wrong).toEqual([]);
}, 900_000);

it('gives a node to those to whom the query by its id gives it', async () => {
  const wrong: string[] = [];
  for (const [turn, [type, name]] of Object.entries(NODES).entries()) {
    const field = listRules(schema).find((ruled) => ruled.field === name);
    const recipe = MATRIX[name];
    if (field === undefined || recipe === undefined || !isNode(type)) continue;
    for (const [index, asker] of ASKERS.entries()) {
      for (const target of pairedTargets(turn + index)) {
        const made = await recipe.make(seed, target);
        const { token } = await tokenOf(asker, made.shared);
        const nodeId = encodeNodeId(type, String(made.variables.id));
        const seen = outcomeOf(
          await ask(
            'query ($nodeId: ID!) { node(nodeId: $nodeId) { __typename nodeId } }',
            { nodeId },
            token,
          ),
        );
        const expected = expectOutcome(asker, field, recipe, target);
        const description = `${asker.name} at ${target.organizationId}/${target.departmentId}`;
        if (seen !== expected) wrong.push(`${type} by ${description}: ${seen}, not ${expected}`);
      }
    }
  }
  expect(wrong).toEqual([]);
}, 300_000);

function isNode(type: string): boolean {
  const found = schema.getType(type);
  return isObjectType(found) && found.getInterfaces().some(({ name }) => name === 'Node');
}

it('lets everybody do what is about themselves, and lets nobody in by it', async () => {
  const fields = listRules(schema).filter(
    ({ field, type }) => SELF[field] !== undefined && ['Query', 'Mutation'].includes(type),
  );
  const passwordHash = await hashPassword('the password of the test');
  for (const field of fields) {
    const recipe = SELF[field.field];
    if (recipe === undefined) continue;
    const check = async (asker: Asker) => {
      const { token, personId } = await tokenOf(asker, undefined);
      const variables = await recipe.variables({ seed, personId, home: HOME, passwordHash });
      const answer = await ask(recipe.query, variables, token);
      // What is wrong with a token or a password stands in the payload.
      const outcome = answer.errors?.[0]?.extensions.code ?? 'OK';
      expect({ field: field.field, asker: asker.name, outcome }).toEqual({
        field: field.field,
        asker: asker.name,
        outcome: expectOutcome(
          asker,
          field,
          { resource: 'ORGANIZATION', query: '', make: async () => ({ id: '', variables: {} }) },
          TARGETS[0],
        ),
      });
    };
    for (let from = 0; from < ASKERS.length; from += CELLS_AT_ONCE)
      await Promise.all(ASKERS.slice(from, from + CELLS_AT_ONCE).map(check));
  }
}, 300_000);

it('asks the import route the same', async () => {
  const wrong: string[] = [];
  for (const [index, asker] of ASKERS.entries()) {
    for (const target of pairedTargets(index)) {
      const { token } = await tokenOf(asker, undefined);
      const query = target.departmentId === null ? '' : `&departmentId=${target.departmentId}`;
      const response = await fetch(`${app.url}/imports?source=${randomUUID()}${query}`, {
        method: 'POST',
        headers: {
          'content-type': 'text/csv',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: `campaignId,influencerId,views,likes\nc-${randomUUID()},i,10,1\n`,
      });
      const body: { code?: string } = await response.json();
      const field: RuledField = {
        type: 'Route',
        field: 'imports',
        rule: { kind: 'RESOURCE', action: 'CREATE', resource: 'IMPORT' },
      };
      const recipe: Recipe = {
        resource: 'IMPORT',
        isParent: true,
        query: '',
        make: async () => ({ id: '', variables: {} }),
      };
      // No file names another organization: without a department, it goes to one's own.
      const at = target.departmentId === null ? { organizationId: HOME, departmentId: null } : target;
      const expected = expectOutcome(asker, field, recipe, at);
      const seen = response.status === 200 ? 'OK' : body.code;
      if (seen !== expected)
        wrong.push(
          `${asker.name} at ${target.organizationId}/${target.departmentId}: ${seen}, not ${expected}`,
        );
    }
  }
  expect(wrong).toEqual([]);
}, 300_000);

it.each([
  ['leaderboard.csv', 'CAMPAIGN'],
  ['rejects.csv', 'IMPORT'],
] as const)(
  'asks %s the same',
  async (file, resource) => {
    const wrong: string[] = [];
    for (const [index, asker] of ASKERS.entries()) {
      for (const target of pairedTargets(index)) {
        const { organizationId, departmentId } = target;
        const id =
          resource === 'CAMPAIGN'
            ? await seed.campaign(organizationId, departmentId)
            : await seed.import(organizationId, departmentId);
        const { token } = await tokenOf(asker, { resource, id });
        const path = resource === 'CAMPAIGN' ? `/${file}?campaignId=${id}` : `/imports/${id}/${file}`;
        const response = await fetch(`${app.url}${path}`, {
          headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        });
        const field: RuledField = {
          type: 'Route',
          field: file,
          rule: { kind: 'RESOURCE', action: 'READ', resource },
        };
        const recipe: Recipe = { resource, query: '', make: async () => ({ id: '', variables: {} }) };
        const expected = expectOutcome(asker, field, recipe, target);
        const text = await response.text();
        const seen = response.status === 200 ? 'OK' : JSON.parse(text).code;
        if (seen !== expected)
          wrong.push(`${asker.name} at ${organizationId}/${departmentId}: ${seen}, not ${expected}`);
      }
    }
    expect(wrong).toEqual([]);
  },
  300_000,
);
