import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildSchemaOnly } from '../src/app.ts';
import { statement } from '../src/platform/storage/database.ts';
import { AUTH_SECRET, type Seed, seedAccess } from './access/people.ts';
import { describeOnBothInLongRuns } from './databases.ts';
import { isLongRun } from './long-run.ts';
import { type RunningApp, startApp } from './running-app.ts';

const UNLIMITED = {
  CLIENT_COST_PER_MINUTE: '0',
  ORGANIZATION_COST_PER_MINUTE: '0',
  ORGANIZATION_MODEL_CALLS_PER_HOUR: '0',
};

/** Stands in each row of the other organization, and in no answer. */
const CANARY = 'zebra';
const INJECTED = 'injected-by-sql';

const PAYLOADS = [
  "' or '1'='1",
  "x' or 1=1 --",
  "') or true or ('",
  `'; insert into organization (id, name) values ('${INJECTED}', 'x'); --`,
  `'); update campaign set views = 0; --`,
  `'; drop table campaign_performance cascade; --`,
  `' union select id, id, id from organization --`,
  `'||set_config('app.org', 'org-${CANARY}', false)||'`,
  `'||(select set_config('role', 'none', false))||'`,
  '%',
  '_____________',
  '%\\',
  '$1',
  '{"$ne": null}',
  `"; drop table post; --`,
  "\\'; rollback; --",
];

/** `npm run test:fuzz` puts each text into each argument; otherwise each argument gets every twelfth, and each text every twelfth argument. */
const EACH = isLongRun ? 1 : 12;

/** @param turn of each database its own, so that an argument gets other texts on each */
function payloadsFor(opening: number, turn: number): readonly string[] {
  return PAYLOADS.filter((_, index) => (index + opening + turn) % EACH === 0);
}

/** An argument, or a field of an input object in one, that takes a text. */
interface Opening {
  readonly name: string;
  /** The operation, with the text as `$text`. */
  readonly query: string;
}

function literalOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalOf(type.ofType);
  if (isListType(type)) return `[${literalOf(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{${required.map((field) => `${field.name}: ${literalOf(field.type)}`).join(', ')}}`;
  }
  if (type.name === 'Boolean') return 'false';
  if (type.name === 'CurrencyCode') return '"EUR"';
  return type.name === 'Int' ? '1' : '"spring"';
}

const isText = (type: GraphQLInputType) => ['String', 'ID'].includes(getNamedType(type).name);

/** Where texts go into a value: the value itself, its items, the fields of an input object. */
function openingsOf({
  name,
  type,
}: GraphQLArgument | GraphQLInputField): { path: string; literal: string }[] {
  if (isText(type)) return [{ path: name, literal: type.toString().includes('[') ? '[$text]' : '$text' }];
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [];
  const fields = Object.values(named.getFields());
  return fields.flatMap((field) =>
    openingsOf(field).map(({ path, literal }) => {
      const others = fields.filter((other) => other !== field && isRequiredInputField(other));
      const given = [
        `${field.name}: ${literal}`,
        ...others.map((other) => `${other.name}: ${literalOf(other.type)}`),
      ];
      return { path: `${name}.${path}`, literal: `{${given.join(', ')}}` };
    }),
  );
}

/** Everything that a field shows without arguments, two levels down. */
function selectionOf(field: GraphQLField<unknown, unknown>, depth = 0): string {
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return '';
  const shown = isObjectType(type) ? Object.values(type.getFields()) : [];
  const parts = shown
    .filter(
      ({ args, type: inner }) => args.length === 0 && (depth < 2 || !isCompositeType(getNamedType(inner))),
    )
    .map((inner) => `${inner.name} ${selectionOf(inner, depth + 1)}`);
  return `{ __typename ${parts.join(' ')} }`;
}

/** Where fields with arguments below the roots are reached. */
const BELOW: Readonly<Record<string, readonly [string, string]>> = {
  Department: ['{ departments(first: 5) { nodes', '} }'],
  Viewer: ['{ viewer', '}'],
  Campaign: ['{ campaign(id: "spring")', '}'],
  Import: ['{ imports(first: 5) { edges { node', '} } }'],
  Influencer: ['{ influencer(id: "i-spring")', '}'],
  CampaignPerformance: ['{ campaignPerformance(campaignId: "spring", influencerId: "i-spring")', '}'],
  TopPerformer: ['{ topPerformers(campaignId: "spring")', '}'],
};

function listOpenings(schema: GraphQLSchema): Opening[] {
  const below = Object.keys(BELOW).map((name) => schema.getType(name));
  return [schema.getQueryType(), schema.getMutationType(), ...below].flatMap((type) => {
    if (!isObjectType(type)) throw new Error('a type of this test is gone from the schema');
    const kind = type === schema.getMutationType() ? 'mutation' : 'query';
    const [before, after] = BELOW[type.name] ?? ['', ''];
    return Object.values(type.getFields()).flatMap((field) =>
      field.args.flatMap((argument) =>
        openingsOf(argument).map(({ path, literal }) => {
          const others = field.args.filter((other) => other !== argument && isGiven(other));
          const given = [
            `${argument.name}: ${literal}`,
            ...others.map((other) => `${other.name}: ${literalOf(other.type)}`),
          ];
          const call = `${field.name}(${given.join(', ')}) ${selectionOf(field)}`;
          return {
            name: `${type.name}.${field.name}(${path})`,
            query: `${kind} ($text: ${typeOfText(argument, path)}!) ${before} { ${call} } ${after}`,
          };
        }),
      ),
    );
  });
}

/** Lists are kept short: what costs too much is refused before it runs. */
const isGiven = (argument: GraphQLArgument) =>
  isRequiredArgument(argument) || ['first', 'limit'].includes(argument.name);

/** ID or String, by the last name of a path through an argument. */
function typeOfText(argument: GraphQLArgument, path: string): string {
  let type: GraphQLInputType = argument.type;
  for (const name of path.split('.').slice(1)) {
    const named = getNamedType(type);
    const field = isInputObjectType(named) ? named.getFields()[name] : undefined;
    if (field === undefined) throw new Error(`there is no ${path}`);
    type = field.type;
  }
  return getNamedType(type).name;
}

const FINGERPRINT = statement(
  'injection_fingerprint',
  `select (select md5(string_agg(c::text, ',' order by id)) from campaign as c where organization_id = $1) as campaigns,
          (select md5(string_agg(p::text, ',' order by campaign_id)) from campaign_performance as p where organization_id = $1) as performances,
          (select md5(string_agg(b::text, ',' order by id)) from brief as b where organization_id = $1) as briefs,
          (select md5(string_agg(m::text, ',' order by id)) from membership as m where organization_id = $1) as members,
          (select count(*) from post where organization_id = $1) as posts,
          (select count(*) from organization where id = '${INJECTED}') as injected,
          (select md5(string_agg(table_name, ',' order by table_name)) from information_schema.tables where table_schema = 'public') as tables`,
);

async function seedTeams(seed: Seed): Promise<void> {
  const other = await seed.organization(`org-${CANARY}`);
  const home = await seed.organization('home');
  await seed.campaign(other, null, CANARY, `i-${CANARY}`);
  await seed.brief(other);
  await seed.member(other, 'ADMIN');
  await seed.campaign(home, null, 'spring', 'i-spring');
  await seed.brief(home);
  await seed.department(home);
}

async function ask(app: RunningApp, query: string, text: string, token: string) {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables: { text } }),
  });
  return { status: response.status, answer: await response.text() };
}

/** An answer without what differs between two texts that are both not there. */
function strip(answer: string, text: string): string {
  const inJson = JSON.stringify(text).slice(1, -1);
  const quotedInJson = JSON.stringify(inJson).slice(1, -1);
  return answer
    .replaceAll(quotedInJson, '')
    .replaceAll(inJson, '')
    .replace(/"(?:requestId|watermark)":"[^"]*"/g, '');
}

describeOnBothInLongRuns('SQL in a text', (database) => {
  let app: RunningApp;
  let openings: Opening[];
  let signIn: () => Promise<string>;
  let turn: number;

  beforeAll(async () => {
    const seed = seedAccess(database());
    await seedTeams(seed);
    signIn = async () => (await seed.signedIn('home', await seed.member('home', 'ADMIN'))).token;
    app = await startApp(database(), { AUTH_SECRET, ...UNLIMITED });
    openings = listOpenings(await buildSchemaOnly());
    turn = database().kind === 'pglite' ? 0 : 2;
  });
  afterAll(() => app.close());

  it('finds no more than a text that is not there', async () => {
    const token = await signIn();
    const harmless = 'quite another text';
    for (const [index, { name, query }] of openings.entries()) {
      if (!name.startsWith('Query.') || name.includes('(after)')) continue;
      const expected = strip((await ask(app, query, harmless, token)).answer, harmless);
      for (const payload of payloadsFor(index, turn)) {
        const { answer } = await ask(app, query, payload, token);
        expect({ name, payload, answer: strip(answer, payload) }).toEqual({
          name,
          payload,
          answer: expected,
        });
      }
    }
  });

  it('is a text, in every argument of the graph that takes one', async () => {
    expect(openings.length).toBeGreaterThan(60);
    const [before] = await database().query(FINGERPRINT, [`org-${CANARY}`]);
    const wrong: string[] = [];
    const reader = await signIn();
    for (const [index, { name, query }] of openings.entries()) {
      for (const payload of payloadsFor(index, turn)) {
        // What ends sessions and memberships ends those of its own.
        const token = name.startsWith('Mutation.') ? await signIn() : reader;
        const { status, answer } = await ask(app, query, payload, token);
        const said = answer.replaceAll(JSON.stringify(payload).slice(1, -1), '');
        const isFault =
          status >= 500 || /INTERNAL_SERVER_ERROR|GRAPHQL_VALIDATION_FAILED|syntax error/.test(said);
        if (isFault || said.includes(CANARY))
          wrong.push(`${name} with ${payload}: ${status} ${answer.slice(0, 300)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await database().query(FINGERPRINT, [`org-${CANARY}`])).toEqual([before]);
  });
});
