import { existsSync } from 'node:fs';
import { z } from 'zod';
import { isAllowedEntry } from './platform/outbound/addresses.ts';
import { isSecretsKey } from './platform/secrets/sealed.ts';
import {
  ConfigError,
  type ConfigFault,
  type Environment,
  findFaults,
  readSection,
} from './platform/settings/read-settings.ts';
import {
  integer,
  isAddressRange,
  isOrigin,
  list,
  type SettingsSection,
  setting,
  truth,
  url,
  type ValuesOf,
  wholeNumber,
} from './platform/settings/setting.ts';
import { FEWEST_CONNECTIONS } from './platform/storage/connection-budget.ts';
import { listSecretValues } from './platform/telemetry/secret-values.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Where the server listens, what it keeps its data in, and how it is reached and watched. */
const server = {
  environment: setting('NODE_ENV', z.enum(['development', 'production', 'test']).default('development'), {
    takes: 'development, production or test',
    about: 'production turns introspection, the playground and the development CORS origins off by default.',
  }),
  host: setting('HOST', z.string().min(1).default('127.0.0.1'), {
    takes: 'an address to listen on, such as 127.0.0.1 or 0.0.0.0',
    about: 'The address that the server listens on. The default is reached from this machine alone.',
  }),
  port: setting('PORT', integer(0, 65_535, 4000), {
    takes: 'a port from 0 to 65535 (0 takes a free one)',
    about: 'The port that the server listens on.',
  }),
  healthPort: setting('HEALTH_PORT', wholeNumber(1, 65_535).optional(), {
    takes: 'a port from 1 to 65535',
    about:
      'A port on which /livez, /readyz and /metrics alone are served, beside PORT: probes there do not wait behind new connections of clients.',
  }),
  databaseUrl: setting('DATABASE_URL', url(['postgres:', 'postgresql:']).optional(), {
    takes: 'a PostgreSQL address: postgresql://user:password@host:5432/database',
    about: 'A PostgreSQL 15 or newer. Without it, an embedded PostgreSQL is opened in DATA_DIR.',
    isSecret: true,
  }),
  databaseConnections: setting('DATABASE_CONNECTIONS', integer(FEWEST_CONNECTIONS, 1_000, 20), {
    takes: `a number from ${FEWEST_CONNECTIONS} to 1000`,
    about: 'How many connections one process may open to PostgreSQL, with those of imports.',
  }),
  databasePooler: setting('DATABASE_POOLER', z.enum(['transaction']).optional(), {
    takes: 'transaction, with DATABASE_DIRECT_URL beside it',
    about:
      'Set it where DATABASE_URL leads to a pooler that gives each transaction any session, such as PgBouncer with pool_mode = transaction.',
  }),
  databaseDirectUrl: setting('DATABASE_DIRECT_URL', url(['postgres:', 'postgresql:']).optional(), {
    takes: 'the PostgreSQL address behind the pooler: postgresql://user:password@host:5432/database',
    about:
      'Used beside DATABASE_POOLER for what needs a session of its own: migrations, imports, and hearing of what other processes did.',
    isSecret: true,
  }),
  databaseStatementSeconds: setting('DATABASE_STATEMENT_SECONDS', integer(1, 600, 5), {
    takes: 'seconds from 1 to 600',
    about:
      'How long a statement of a request may take in PostgreSQL before it fails with UNAVAILABLE; one that waits for a lock fails a fifth sooner. Imports take as long as they take.',
  }),
  dataDir: setting('DATA_DIR', z.string().min(1).default('.marquee'), {
    takes: 'a folder',
    about: 'Where the embedded database lives. One process at a time opens it.',
  }),
  redisUrl: setting('REDIS_URL', url(['redis:', 'rediss:']).optional(), {
    takes: 'a Redis address: redis://host:6379 or rediss://host:6379',
    about: 'A Redis that processes share as a cache. Without it, each process caches in its own memory.',
    isSecret: true,
  }),
  logLevel: setting('LOG_LEVEL', z.enum(LOG_LEVELS).default('info'), {
    takes: 'fatal, error, warn, info, debug, trace or silent',
    about: 'The least severe messages that are logged.',
  }),
  corsOrigins: setting('CORS_ORIGINS', list(isOrigin).optional(), {
    takes: 'origins such as https://app.example.com, separated by commas, or *',
    about:
      'The web origins that may call the server. In development, localhost and Apollo Sandbox by default; in production, none.',
  }),
  playground: setting('PLAYGROUND', z.enum(['graphiql', 'sandbox', 'off']).optional(), {
    takes: 'graphiql, sandbox or off',
    about:
      'What a browser sees at /graphql: GraphiQL (needs no other host), Apollo Sandbox (needs the internet) or nothing. off in production by default.',
  }),
  introspection: setting('INTROSPECTION', truth().optional(), {
    takes: 'true or false',
    about: 'Whether the schema can be asked for. false in production by default.',
  }),
  publicUrl: setting('PUBLIC_URL', url(['http:', 'https:']).optional(), {
    takes: 'the address by which people reach the server, such as https://marquee.example.com',
    about:
      'Where links in mails, and providers of sign-in, lead back to. http://localhost and the port by default.',
  }),
  metricsToken: setting('METRICS_TOKEN', z.string().min(16).optional(), {
    takes: 'at least 16 characters',
    about:
      'What /metrics asks for as a bearer token. Without it, /metrics answers clients on private addresses and on this machine.',
    isSecret: true,
  }),
  trustedProxies: setting('TRUST_PROXY', list(isAddressRange).default([]), {
    takes: 'addresses or ranges such as 10.0.0.0/8, or loopback, linklocal, uniquelocal, separated by commas',
    about: 'The proxies whose X-Forwarded-For is believed. By default none: the client is whoever connects.',
  }),
  tracesEndpoint: setting('OTEL_EXPORTER_OTLP_ENDPOINT', url(['http:', 'https:']).optional(), {
    takes: 'the address of an OpenTelemetry collector: http://127.0.0.1:4318',
    about:
      'Where traces are sent, by OTLP over HTTP. Without it there are none. The other OTEL_ variables for traces apply too.',
  }),
  secretsKeys: setting(
    'SECRETS_KEY',
    list(isSecretsKey)
      .refine((keys) => keys.length > 0)
      .transform(asKeys)
      .optional(),
    {
      takes:
        '32 random bytes in base64, as openssl rand -base64 32 prints them, or several separated by commas',
      about:
        "Encrypts customers' secrets (tokens and keys of other services) in the database; the same in every process. The first key encrypts, all decrypt: put a new one before the others.",
      isSecret: true,
    },
  ),
  outboundAllow: setting('OUTBOUND_ALLOW', list(isAllowedEntry).default([]), {
    takes:
      'host names, addresses and ranges such as feeds.example.internal, 10.1.2.3 or 10.1.0.0/16, separated by commas',
    about:
      'The hosts off the public internet that addresses given by users, or found in content, may lead to. By default none. Addresses in settings are always allowed.',
  }),
  shutdownGraceSeconds: setting('SHUTDOWN_GRACE_SECONDS', integer(0, 3_600, 10), {
    takes: 'seconds from 0 to 3600',
    about: 'How long open requests may take to finish after the server is asked to stop.',
  }),
  shutdownDelayMs: setting('SHUTDOWN_DELAY_MS', integer(0, 60_000, 1_000), {
    takes: 'milliseconds from 0 to 60000',
    about:
      'How long connections are still taken after the server was told to stop, before the grace period begins. Not where nothing is open and nobody asks /readyz.',
  }),
  commandToken: setting('MARQUEE_TOKEN', z.string().min(1).optional(), {
    takes: 'an API token with the scope IMPORT; for `npm run demo`, EVENTS and READ',
    about:
      'Whom `npm run etl` imports as: the token decides the organization and what may be changed. Without it, whoever opens the database may do everything. `npm run demo` sends with it. The server does not read it.',
    isSecret: true,
  }),
  runsJobs: setting('RUN_JOBS', truth().default(true), {
    takes: 'true or false',
    about:
      'Whether the server does work in the background. With false it only queues it, for another server that does.',
  }),
  compilesOperations: setting('GRAPHQL_JIT', truth().default(true), {
    takes: 'true or false',
    about: 'Whether repeated queries are compiled to JavaScript. The results are the same.',
  }),
  trustedDocuments: setting('TRUSTED_DOCUMENTS', z.string().min(1).optional(), {
    takes: 'a JSON file: documents by id, or a list of documents',
    about: 'The list of allowed operations. Without it, every operation within the limits is run.',
  }),
};

/** What may wait for the database in one process. */
const databaseQueue = {
  limit: setting('DATABASE_QUEUE_LIMIT', integer(1, 1_000_000, 1_000), {
    takes: 'a number from 1 to 1000000',
    about: 'Maximum work waiting for the database in one process. Further work fails with UNAVAILABLE.',
  }),
  seconds: setting('DATABASE_QUEUE_SECONDS', integer(1, 600, 5), {
    takes: 'seconds from 1 to 600',
    about: 'How long it may wait before it fails with UNAVAILABLE.',
  }),
};

/** How large one operation of the graph may be. */
const operationLimits = {
  depth: setting('MAX_OPERATION_DEPTH', integer(1, 1_000, 12), {
    takes: 'a number from 1 to 1000',
    about: 'How deeply the fields of an operation may be nested.',
  }),
  aliases: setting('MAX_OPERATION_ALIASES', integer(0, 10_000, 30), {
    takes: 'a number from 0 to 10000',
    about: 'Maximum aliases in an operation.',
  }),
  directives: setting('MAX_OPERATION_DIRECTIVES', integer(0, 10_000, 30), {
    takes: 'a number from 0 to 10000',
    about: 'How many directives an operation may have.',
  }),
  tokens: setting('MAX_OPERATION_TOKENS', integer(10, 100_000, 2_000), {
    takes: 'a number from 10 to 100000',
    about: 'How many tokens (names, values, brackets) a document may have.',
  }),
  fields: setting('MAX_OPERATION_FIELDS', integer(1, 100_000, 500), {
    takes: 'a number from 1 to 100000',
    about:
      'How many fields an operation may name, each as often as it is repeated or brought in by a fragment.',
  }),
  cost: setting('MAX_OPERATION_COST', integer(1, 100_000_000, 10_000), {
    takes: 'a number from 1 to 100000000',
    about:
      'How many fields an operation may resolve: those under a list count times the length that is asked for.',
  }),
};

/** What may be asked for in a time; 0 stands for no limit. */
const rateLimits = {
  clientCostPerMinute: setting('CLIENT_COST_PER_MINUTE', integer(0, 1_000_000_000, 200_000), {
    takes: 'a number from 0 (no limit) to 1000000000',
    about: 'How much the operations of one client address may cost in a minute, in fields to resolve.',
  }),
  organizationCostPerMinute: setting('ORGANIZATION_COST_PER_MINUTE', integer(0, 1_000_000_000, 1_000_000), {
    takes: 'a number from 0 (no limit) to 1000000000',
    about: 'How much the operations of one organization may cost in a minute, in fields to resolve.',
  }),
  organizationModelCallsPerHour: setting(
    'ORGANIZATION_MODEL_CALLS_PER_HOUR',
    integer(0, 1_000_000_000, 1_000),
    {
      takes: 'a number from 0 (no limit) to 1000000000',
      about: 'How often the language model may be called for one organization in an hour.',
    },
  ),
};

/** How letters go out. */
const mail = {
  smtpUrl: setting('SMTP_URL', url(['smtp:', 'smtps:']).optional(), {
    takes: 'a mail server: smtp://user:password@host:587 or smtps://...',
    about: 'Sends the mails that confirm accounts. Without it they are written to the log.',
    isSecret: true,
  }),
  from: setting('MAIL_FROM', z.string().min(3).default('Marquee <marquee@localhost>'), {
    takes: 'an address, such as Marquee <marquee@example.com>',
    about: 'The sender address of e-mails.',
  }),
};

/** The settings of the server itself. A capability's are declared in its own folder. */
export const PLATFORM_SETTINGS = [server, databaseQueue, operationLimits, rateLimits, mail] as const;

/** The settings, checked, under the names that the code uses. */
export interface Config extends Omit<ValuesOf<typeof server>, 'playground' | 'introspection' | 'publicUrl'> {
  readonly playground: 'graphiql' | 'sandbox' | 'off';
  readonly introspection: boolean;
  /** Where people reach the server. */
  readonly publicUrl: string;
  readonly databaseQueue: ValuesOf<typeof databaseQueue>;
  readonly operationLimits: ValuesOf<typeof operationLimits>;
  readonly rateLimits: ValuesOf<typeof rateLimits>;
  readonly mail: ValuesOf<typeof mail>;
  /** What the secret settings hold, and what must not be written anywhere: see keepSecrets. */
  readonly secretValues: readonly string[];
  /** The settings that a capability declares. @throws ConfigError */
  section<Values>(section: SettingsSection<Values>): Values;
}

/**
 * Reads and checks the settings, from the environment and, for what is not set there, from a file .env in the working
 * folder. An empty variable counts as not set.
 * @param sections what capabilities declare: checked together with the server's own
 * @throws ConfigError that names every wrong variable at once.
 */
export function readConfig(
  environment: Environment = readEnvironment(),
  sections: readonly SettingsSection[] = [],
): Config {
  const faults = [
    ...[...PLATFORM_SETTINGS, ...sections].flatMap((section) => findFaults(section, environment)),
    ...findPoolerFaults(environment),
  ];
  if (faults.length > 0) throw new ConfigError(faults);
  const { playground, introspection, publicUrl, ...values } = readSection(server, environment);
  const isProduction = values.environment === 'production';
  return {
    ...values,
    playground: playground ?? (isProduction ? 'off' : 'graphiql'),
    introspection: introspection ?? !isProduction,
    publicUrl: publicUrl ?? `http://localhost:${values.port}`,
    databaseQueue: readSection(databaseQueue, environment),
    operationLimits: readSection(operationLimits, environment),
    rateLimits: readSection(rateLimits, environment),
    mail: readSection(mail, environment),
    secretValues: listSecretValues([...PLATFORM_SETTINGS, ...sections], environment),
    section: (section) => readSection(section, environment),
  };
}

/** Behind a pooler that shares sessions, nothing can be locked or heard. */
function findPoolerFaults({
  DATABASE_POOLER: pooler,
  DATABASE_DIRECT_URL: directUrl,
}: Environment): ConfigFault[] {
  if (!pooler || directUrl) return [];
  const { variable, takes } = server.databaseDirectUrl;
  return [{ variable, held: `not set beside ${server.databasePooler.variable}`, takes }];
}

/** The first seals, all open. */
function asKeys(keys: readonly string[]): readonly [string, ...string[]] | undefined {
  const [first, ...others] = keys;
  return first === undefined ? undefined : [first, ...others];
}

function readEnvironment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}
