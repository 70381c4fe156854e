import {
  buildSchema,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { GraphQLBigInt } from 'graphql-scalars';
import type { Logger } from 'pino';
import { type Config, readConfig } from '../../config.ts';
import { CallerError } from '../../errors.ts';
import { createLogger } from '../../platform/telemetry/logging.ts';
import { createHttpServer, type HttpServer, type HttpServerOptions } from './server.ts';

const SCHEMA = `
  scalar BigInt
  directive @note(text: String) repeatable on FIELD | QUERY
  enum Tone { WARM COLD }
  interface Named { name: String! }
  type Creator implements Named {
    id: ID!
    name: String!
    views: BigInt!
    rate: Float
    tone: Tone
    later: String
    friend: Creator
    friends(first: Int! = 3): [Creator!]!
    fails: String
    failsHard: String!
    failsLater: String!
    neverNull: String!
    wrongCount: Int
  }
  type Brand implements Named { name: String! slogan: String }
  union Party = Creator | Brand
  input Filter { name: String! = "any", views: BigInt, tones: [Tone!] }
  type Query {
    hello(name: String): String!
    creator(id: ID!): Creator
    creators(limit: Int! = 10): [Creator!]!
    sparse: [Creator]
    parties: [Party!]!
    named: [Named]
    echo(filter: Filter, tone: Tone, list: [Int!], big: BigInt): String
    matrix: [[Int]]
    notFound: String
    crash: String
    denied: String
    wait: String
  }
  type Mutation { rename(id: ID!, name: String!): Creator! }
  type Subscription { countTo(last: Int!): Int! }
`;

interface CreatorRow {
  readonly __typename: 'Creator';
  readonly id: string;
  readonly name: string;
  readonly views: bigint;
  readonly rate: number | null;
}

export function makeCreator(index: number): CreatorRow {
  return {
    __typename: 'Creator',
    id: `c${index}`,
    name: `Creator ${index}`,
    views: 2n ** 53n + BigInt(index),
    rate: index === 0 ? null : index / 7,
  };
}

const makeCreators = (count: number) => Array.from({ length: count }, (_, index) => makeCreator(index));

type Resolver = GraphQLFieldResolver<{ readonly id: string }, unknown>;

const SECRET = 'postgresql://marquee:hunter2@db/marquee: SELECT * FROM posts at /srv/marquee/src/main.ts';

const RESOLVERS: Readonly<Record<string, Readonly<Record<string, Resolver>>>> = {
  Creator: {
    tone: async ({ id }) => (id === 'c1' ? 'WARM' : 'COLD'),
    later: async ({ id }) => `later ${id}`,
    friend: ({ id }) => makeCreator(Number(id.slice(1)) + 1),
    friends: async (_row, { first }) => makeCreators(Number(first)),
    fails: () => {
      throw new CallerError('NOT_FOUND', 'There is no such thing; did you mean another?', {
        near: ['a', 'b'],
      });
    },
    failsHard: () => {
      throw new Error(SECRET);
    },
    failsLater: async () => {
      throw new CallerError('CONFLICT', 'Somebody else holds it.', { holder: 'x' });
    },
    neverNull: () => null,
    wrongCount: () => 'seven',
  },
  Query: {
    hello: (_root, { name }) => `hello ${name ?? 'world'}`,
    creator: async (_root, { id }) => (id === 'none' ? null : makeCreator(Number(String(id).slice(1)))),
    creators: async (_root, { limit }) => makeCreators(Number(limit)),
    sparse: () => [makeCreator(0), null, Promise.resolve(makeCreator(2))],
    parties: () => [makeCreator(0), { __typename: 'Brand', name: 'Acme', slogan: 'more' }],
    named: async () => [{ __typename: 'Brand', name: 'Acme' }, makeCreator(1), null],
    echo: (_root, parameters) =>
      JSON.stringify(parameters, (_key, value) => (typeof value === 'bigint' ? `${value}n` : value)),
    matrix: () => [[1, null], [Promise.resolve(2)], null],
    notFound: () => {
      throw new CallerError('NOT_FOUND', 'No campaign "sping". Near: spring.', { near: ['spring'] });
    },
    crash: async () => {
      throw new Error(SECRET);
    },
    denied: () => {
      throw new GraphQLError(SECRET, { extensions: { code: 'BAD_USER_INPUT', sql: SECRET } });
    },
  },
  Mutation: { rename: (_root, { id, name }) => ({ ...makeCreator(Number(String(id).slice(1))), name }) },
};

async function* countTo(_root: unknown, { last }: Readonly<Record<string, unknown>>) {
  for (let count = 1; count <= Number(last); count++) yield { countTo: count };
}

/** The schema of these tests. Every resolver call is told to `reached`. */
export function makeTestSchema(
  reached: (field: string) => void = () => undefined,
  overrides: Readonly<Record<string, Resolver>> = {},
): GraphQLSchema {
  const schema = buildSchema(SCHEMA);
  Object.assign(schema.getTypeMap().BigInt ?? {}, {
    serialize: GraphQLBigInt.serialize,
    parseValue: GraphQLBigInt.parseValue,
    parseLiteral: GraphQLBigInt.parseLiteral,
  });
  Object.assign(schema.getSubscriptionType()?.getFields().countTo ?? {}, { subscribe: countTo });
  for (const [typeName, resolvers] of Object.entries(RESOLVERS)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`no type ${typeName}`);
    for (const [name, field] of Object.entries(type.getFields())) {
      const resolve = overrides[`${typeName}.${name}`] ?? resolvers[name];
      if (resolve === undefined) continue;
      field.resolve = (source, parameters, context, info) => {
        reached(`${typeName}.${name}`);
        return resolve(source, parameters, context, info);
      };
    }
  }
  return schema;
}

export interface TestServer {
  readonly url: string;
  readonly server: HttpServer;
  /** The fields whose resolvers ran, in order. */
  readonly reached: string[];
  readonly logLines: string[];
  /** Posts a GraphQL body. */
  post(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape.
  readonly body: any;
}

export interface TestServerOptions extends Partial<Omit<HttpServerOptions<object>, 'config'>> {
  /** Settings as the environment holds them. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly resolvers?: Readonly<Record<string, Resolver>>;
}

const open: HttpServer[] = [];

/** Serves the test schema on a free loopback port. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { settings, resolvers, ...others } = options;
  const config: Config = readConfig({ NODE_ENV: 'test', PORT: '0', ...settings });
  const reached: string[] = [];
  const logLines: string[] = [];
  const logger: Logger = await createLogger(config, { write: (line) => void logLines.push(line) });
  const server = await createHttpServer({
    config,
    logger,
    schema: makeTestSchema((field) => reached.push(field), resolvers),
    createContext: () => ({}),
    exampleOperations: [{ name: 'Hello', query: 'query Hello { hello }' }],
    ...others,
  });
  open.push(server);
  const { url } = await server.listen();
  return {
    url,
    server,
    reached,
    logLines,
    fetch: (path, init) => fetch(new URL(path, url), init),
    async post(body, headers = {}) {
      const response = await fetch(new URL('/graphql', url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, body: parseJson(text) };
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Closes what the tests of a file opened. */
export async function closeTestServers(): Promise<void> {
  await Promise.all(open.splice(0).map((server) => server.close()));
}
