import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { isLoopback } from './loopback.ts';
import { isAllowedEntry } from './platform/outbound/addresses.ts';
import { isSecretsKey } from './platform/secrets/sealed.ts';

/** A setting that is wrong, with what it held and what it takes. */
export interface ConfigFault {
  readonly variable: string;
  readonly held: string;
  readonly takes: string;
}

/** Thrown by {@link readConfig} with every fault at once; its message is ready to print. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    const lines = faults.map((fault) => `  ${fault.variable} is ${fault.held}; it takes ${fault.takes}.`);
    super(`${faults.length === 1 ? 'A setting is' : 'Settings are'} wrong:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/** Settings whose values must not be repeated in a message, a log or a metric. */
const SECRETS: ReadonlySet<string> = new Set([
  'DATABASE_URL',
  'REDIS_URL',
  'OPENAI_API_KEY',
  'AUTH_SECRET',
  'METRICS_TOKEN',
  'SMTP_URL',
  'SECRETS_KEY',
  'OPENID_CLIENT_SECRET',
  'GITHUB_CLIENT_SECRET',
]);

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol));

const integer = (from: number, to: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number)
    .refine((value) => value >= from && value <= to)
    .default(fallback);

const truth = () => z.enum(['true', 'false']).transform((text) => text === 'true');

/** Texts separated by commas, each of which passes the check. */
const list = (isItem: (text: string) => boolean) =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    )
    .refine((items) => items.every(isItem));

const isAddressRange = (text: string) => {
  const [address = '', bits, ...rest] = text.split('/');
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
};

const isOrigin = (text: string) => text === '*' || (URL.canParse(text) && new URL(text).origin === text);

const settingNotes = z.registry<SettingNotes>();

/** What a setting takes in words (shown when it is wrong), and what it is for (shown in docs/settings.md). */
interface SettingNotes {
  readonly takes: string;
  readonly about: string;
}

/** Every setting that the server and its commands read. The key is the environment variable. */
const Settings = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development').register(settingNotes, {
    takes: 'development, production or test',
    about: 'production turns introspection, the playground and the development CORS origins off by default.',
  }),
  HOST: z.string().min(1).default('127.0.0.1').register(settingNotes, {
    takes: 'an address to listen on, such as 127.0.0.1 or 0.0.0.0',
    about: 'The address that the server listens on. The default is reached from this machine alone.',
  }),
  PORT: integer(0, 65_535, 4000).register(settingNotes, {
    takes: 'a port from 0 to 65535 (0 takes a free one)',
    about: 'The port that the server listens on.',
  }),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional().register(settingNotes, {
    takes: 'a PostgreSQL address: postgresql://user:password@host:5432/database',
    about: 'A PostgreSQL 15 or newer. Without it, an embedded PostgreSQL is opened in DATA_DIR.',
  }),
  DATA_DIR: z.string().min(1).default('.marquee').register(settingNotes, {
    takes: 'a folder',
    about: 'Where the embedded database lives. One process at a time opens it.',
  }),
  REDIS_URL: url(['redis:', 'rediss:']).optional().register(settingNotes, {
    takes: 'a Redis address: redis://host:6379 or rediss://host:6379',
    about: 'A Redis that processes share as a cache. Without it, each process caches in its own memory.',
  }),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info').register(settingNotes, {
    takes: 'fatal, error, warn, info, debug, trace or silent',
    about: 'The least severe messages that are logged.',
  }),
  CORS_ORIGINS: list(isOrigin).optional().register(settingNotes, {
    takes: 'origins such as https://app.example.com, separated by commas, or *',
    about:
      'The web origins that may call the server. In development, localhost and Apollo Sandbox by default; in production, none.',
  }),
  PLAYGROUND: z.enum(['graphiql', 'sandbox', 'off']).optional().register(settingNotes, {
    takes: 'graphiql, sandbox or off',
    about:
      'What a browser sees at /graphql: GraphiQL (needs no other host), Apollo Sandbox (needs the internet) or nothing. off in production by default.',
  }),
  INTROSPECTION: truth().optional().register(settingNotes, {
    takes: 'true or false',
    about: 'Whether the schema can be asked for. false in production by default.',
  }),
  AUTH_SECRET: z.string().min(32).max(1_000).optional().register(settingNotes, {
    takes: 'at least 32 random characters, such as openssl rand -base64 32 prints',
    about:
      'Signs access tokens; the same in every process. Without it the server listens on this machine alone, and everybody there is the owner.',
  }),
  ACCESS_TOKEN_MINUTES: integer(1, 1_440, 15).register(settingNotes, {
    takes: 'minutes from 1 to 1440',
    about: 'How long an access token is good. A revoked session ends at once all the same.',
  }),
  SESSION_DAYS: integer(1, 365, 30).register(settingNotes, {
    takes: 'days from 1 to 365',
    about: 'How long a session lasts that nobody uses.',
  }),
  SIGN_UP: z.enum(['open', 'invited']).default('open').register(settingNotes, {
    takes: 'open or invited',
    about:
      'Whether whoever comes may sign up, with an organization of their own, or only who has an invitation.',
  }),
  PUBLIC_URL: url(['http:', 'https:']).optional().register(settingNotes, {
    takes: 'the address by which people reach the server, such as https://marquee.example.com',
    about:
      'Where links in mails, and providers of sign-in, lead back to. http://localhost and the port by default.',
  }),
  SMTP_URL: url(['smtp:', 'smtps:']).optional().register(settingNotes, {
    takes: 'a mail server: smtp://user:password@host:587 or smtps://...',
    about: 'Sends the mails that confirm accounts. Without it they are written to the log.',
  }),
  MAIL_FROM: z.string().min(3).default('Marquee <marquee@localhost>').register(settingNotes, {
    takes: 'an address, such as Marquee <marquee@example.com>',
    about: 'Who mails are from.',
  }),
  OPENID_ISSUER: url(['http:', 'https:']).optional().register(settingNotes, {
    takes: 'the address of an OpenID Connect issuer, such as https://accounts.google.com',
    about: 'Lets people sign in there, at /auth/openid. It takes OPENID_CLIENT_ID too.',
  }),
  OPENID_CLIENT_ID: z.string().min(1).optional().register(settingNotes, {
    takes: 'the id that the issuer gave this server',
    about: 'Who this server is to OPENID_ISSUER. Its redirect address is PUBLIC_URL/auth/openid/callback.',
  }),
  OPENID_CLIENT_SECRET: z.string().min(1).optional().register(settingNotes, {
    takes: 'the secret that the issuer gave this server',
    about: 'Left out for a public client.',
  }),
  GITHUB_CLIENT_ID: z.string().min(1).optional().register(settingNotes, {
    takes: 'the client id of a GitHub OAuth app',
    about:
      'Lets people sign in with GitHub, at /auth/github. The callback address is PUBLIC_URL/auth/github/callback.',
  }),
  GITHUB_CLIENT_SECRET: z.string().min(1).optional().register(settingNotes, {
    takes: 'the client secret of that app',
    about: 'Goes with GITHUB_CLIENT_ID.',
  }),
  SECRETS_KEY: list(isSecretsKey)
    .refine((keys) => keys.length > 0)
    .optional()
    .register(settingNotes, {
      takes:
        '32 random bytes in base64, as openssl rand -base64 32 prints them, or several separated by commas',
      about:
        "Encrypts customers' secrets (tokens and keys of other services) in the database; the same in every process. The first key encrypts, all decrypt: put a new one before the others.",
    }),
  METRICS_TOKEN: z.string().min(16).optional().register(settingNotes, {
    takes: 'at least 16 characters',
    about:
      'What /metrics asks for as a bearer token. Without it, /metrics answers clients on private addresses and on this machine.',
  }),
  TRUST_PROXY: list(isAddressRange).optional().register(settingNotes, {
    takes: 'addresses or ranges such as 10.0.0.0/8, or loopback, linklocal, uniquelocal, separated by commas',
    about: 'The proxies whose X-Forwarded-For is believed. By default none: the client is whoever connects.',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(['http:', 'https:']).optional().register(settingNotes, {
    takes: 'the address of an OpenTelemetry collector: http://127.0.0.1:4318',
    about:
      'Where traces are sent, by OTLP over HTTP. Without it there are none. The other OTEL_ variables of traces are heard too.',
  }),
  OUTBOUND_ALLOW: list(isAllowedEntry).optional().register(settingNotes, {
    takes:
      'host names, addresses and ranges such as feeds.example.internal, 10.1.2.3 or 10.1.0.0/16, separated by commas',
    about:
      'The hosts off the public internet that addresses given by users, or found in content, may lead to. By default none. Addresses in settings need no leave.',
  }),
  SHUTDOWN_GRACE_SECONDS: integer(0, 3_600, 10).register(settingNotes, {
    takes: 'seconds from 0 to 3600',
    about: 'How long open requests may take to end when the server is told to stop.',
  }),
  MAX_OPERATION_DEPTH: integer(1, 1_000, 12).register(settingNotes, {
    takes: 'a number from 1 to 1000',
    about: 'How deeply the fields of an operation may be nested.',
  }),
  MAX_OPERATION_ALIASES: integer(0, 10_000, 30).register(settingNotes, {
    takes: 'a number from 0 to 10000',
    about: 'How many aliases an operation may have.',
  }),
  MAX_OPERATION_DIRECTIVES: integer(0, 10_000, 30).register(settingNotes, {
    takes: 'a number from 0 to 10000',
    about: 'How many directives an operation may have.',
  }),
  MAX_OPERATION_TOKENS: integer(10, 100_000, 2_000).register(settingNotes, {
    takes: 'a number from 10 to 100000',
    about: 'How many tokens (names, values, brackets) a document may have.',
  }),
  MAX_OPERATION_FIELDS: integer(1, 100_000, 500).register(settingNotes, {
    takes: 'a number from 1 to 100000',
    about:
      'How many fields an operation may name, each as often as it is repeated or brought in by a fragment.',
  }),
  MAX_OPERATION_COST: integer(1, 100_000_000, 10_000).register(settingNotes, {
    takes: 'a number from 1 to 100000000',
    about:
      'How many fields an operation may resolve: those under a list count times the length that is asked for.',
  }),
  GRAPHQL_JIT: truth().default(true).register(settingNotes, {
    takes: 'true or false',
    about: 'Whether queries that come again are compiled to JavaScript. The answers are the same.',
  }),
  TRUSTED_DOCUMENTS: z.string().min(1).optional().register(settingNotes, {
    takes: 'a JSON file: documents by id, or a list of documents',
    about: 'The only operations that are run. Without it, every operation is that keeps the limits.',
  }),
  CLIENT_COST_PER_MINUTE: integer(0, 1_000_000_000, 200_000).register(settingNotes, {
    takes: 'a number from 0 (no limit) to 1000000000',
    about: 'How much the operations of one client address may cost in a minute, in fields to resolve.',
  }),
  ORGANIZATION_COST_PER_MINUTE: integer(0, 1_000_000_000, 1_000_000).register(settingNotes, {
    takes: 'a number from 0 (no limit) to 1000000000',
    about: 'How much the operations of one organization may cost in a minute, in fields to resolve.',
  }),
  ORGANIZATION_MODEL_CALLS_PER_HOUR: integer(0, 1_000_000_000, 1_000).register(settingNotes, {
    takes: 'a number from 0 (no limit) to 1000000000',
    about: 'How often the language model may be called for one organization in an hour.',
  }),
  OPENAI_API_KEY: z.string().min(1).optional().register(settingNotes, {
    takes: 'the key of an OpenAI-compatible server (Ollama and vLLM take any text)',
    about: 'Has briefs written by a language model. Without it, they are written offline, in English.',
  }),
  OPENAI_BASE_URL: url(['http:', 'https:']).default('https://api.openai.com/v1').register(settingNotes, {
    takes: 'the address of an OpenAI-compatible API, such as http://127.0.0.1:11434/v1',
    about: 'Where the language model is: OpenAI by default, or OpenRouter, Ollama, vLLM.',
  }),
  BRIEF_MODEL: z.string().min(1).default('gpt-4.1-mini').register(settingNotes, {
    takes: 'the name of a model that can call tools',
    about: 'The model that writes briefs.',
  }),
  BRIEF_FALLBACK_MODELS: list((name) => name !== '')
    .optional()
    .register(settingNotes, {
      takes: 'names of models, separated by commas',
      about: 'The models that stand in, in this order, where the one before does not answer.',
    }),
  BRIEF_TIMEOUT_MS: integer(100, 600_000, 60_000).register(settingNotes, {
    takes: 'milliseconds from 100 to 600000',
    about: 'How long the writing of one brief may take, with everything that is tried again.',
  }),
  BRIEF_MAX_MODEL_CALLS: integer(3, 100, 12).register(settingNotes, {
    takes: 'a number from 3 to 100',
    about: 'How many model calls one brief may take, with those that fail.',
  }),
  BRIEF_MAX_TOKENS: integer(1_000, 10_000_000, 100_000).register(settingNotes, {
    takes: 'a number from 1000 to 10000000',
    about: 'How many tokens one brief may take, input and output together.',
  }),
  BRIEF_CACHE_TTL: integer(1, 2_592_000, 1_800).register(settingNotes, {
    takes: 'seconds from 1 to 2592000',
    about: 'How long a brief is served again for the same request. Every time it is, the time begins anew.',
  }),
  BRIEF_OFFLINE_FALLBACK: truth().default(false).register(settingNotes, {
    takes: 'true or false',
    about: 'Whether a brief is written offline where there is a key and no model answers.',
  }),
});

/** The settings, checked, under the names that the code uses. */
export interface Config {
  readonly environment: 'development' | 'production' | 'test';
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly redisUrl: string | undefined;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly corsOrigins: readonly string[] | undefined;
  readonly playground: 'graphiql' | 'sandbox' | 'off';
  readonly introspection: boolean;
  readonly access: {
    /** undefined: nobody signs in, and everybody on this machine is the owner. */
    readonly authSecret: string | undefined;
    readonly accessTokenSeconds: number;
    readonly sessionDays: number;
    readonly signUp: 'open' | 'invited';
    readonly publicUrl: string;
    readonly openId:
      | { readonly issuer: string; readonly clientId: string; readonly clientSecret: string | undefined }
      | undefined;
    readonly github: { readonly clientId: string; readonly clientSecret: string } | undefined;
  };
  readonly mail: { readonly smtpUrl: string | undefined; readonly from: string };
  /** The first seals, all open; undefined: customers' secrets cannot be kept. */
  readonly secretsKeys: readonly [string, ...string[]] | undefined;
  readonly metricsToken: string | undefined;
  readonly trustedProxies: readonly string[];
  readonly tracesEndpoint: string | undefined;
  /** Hosts, addresses and ranges off the public internet that guarded requests may ask. */
  readonly outboundAllow: readonly string[];
  readonly shutdownGraceSeconds: number;
  readonly operationLimits: {
    readonly depth: number;
    readonly aliases: number;
    readonly directives: number;
    readonly tokens: number;
    readonly fields: number;
    readonly cost: number;
  };
  readonly compilesOperations: boolean;
  readonly trustedDocuments: string | undefined;
  /** 0 stands for no limit. */
  readonly rateLimits: {
    readonly clientCostPerMinute: number;
    readonly organizationCostPerMinute: number;
    readonly organizationModelCallsPerHour: number;
  };
  readonly briefs: {
    readonly apiKey: string | undefined;
    readonly baseUrl: string;
    /** The one to use first, then those that stand in. */
    readonly models: readonly string[];
    readonly timeoutMs: number;
    readonly maxModelCalls: number;
    readonly maxTokens: number;
    readonly cacheSeconds: number;
    readonly fallsBackOffline: boolean;
  };
}

/**
 * Reads and checks every setting, from the environment and, for what is not set there, from a file .env in the working
 * folder. An empty variable counts as not set.
 * @throws ConfigError that names every wrong variable at once.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = readEnvironment(),
): Config {
  const settings = checkSettings(environment);
  const isProduction = settings.NODE_ENV === 'production';
  return {
    environment: settings.NODE_ENV,
    host: settings.HOST,
    port: settings.PORT,
    databaseUrl: settings.DATABASE_URL,
    dataDir: settings.DATA_DIR,
    redisUrl: settings.REDIS_URL,
    logLevel: settings.LOG_LEVEL,
    corsOrigins: settings.CORS_ORIGINS,
    playground: settings.PLAYGROUND ?? (isProduction ? 'off' : 'graphiql'),
    introspection: settings.INTROSPECTION ?? !isProduction,
    access: {
      authSecret: settings.AUTH_SECRET,
      accessTokenSeconds: settings.ACCESS_TOKEN_MINUTES * 60,
      sessionDays: settings.SESSION_DAYS,
      signUp: settings.SIGN_UP,
      publicUrl: settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`,
      openId:
        settings.OPENID_ISSUER === undefined || settings.OPENID_CLIENT_ID === undefined
          ? undefined
          : {
              issuer: settings.OPENID_ISSUER,
              clientId: settings.OPENID_CLIENT_ID,
              clientSecret: settings.OPENID_CLIENT_SECRET,
            },
      github:
        settings.GITHUB_CLIENT_ID === undefined || settings.GITHUB_CLIENT_SECRET === undefined
          ? undefined
          : { clientId: settings.GITHUB_CLIENT_ID, clientSecret: settings.GITHUB_CLIENT_SECRET },
    },
    mail: { smtpUrl: settings.SMTP_URL, from: settings.MAIL_FROM },
    secretsKeys: asKeys(settings.SECRETS_KEY),
    metricsToken: settings.METRICS_TOKEN,
    trustedProxies: settings.TRUST_PROXY ?? [],
    tracesEndpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT,
    outboundAllow: settings.OUTBOUND_ALLOW ?? [],
    shutdownGraceSeconds: settings.SHUTDOWN_GRACE_SECONDS,
    operationLimits: {
      depth: settings.MAX_OPERATION_DEPTH,
      aliases: settings.MAX_OPERATION_ALIASES,
      directives: settings.MAX_OPERATION_DIRECTIVES,
      tokens: settings.MAX_OPERATION_TOKENS,
      fields: settings.MAX_OPERATION_FIELDS,
      cost: settings.MAX_OPERATION_COST,
    },
    compilesOperations: settings.GRAPHQL_JIT,
    trustedDocuments: settings.TRUSTED_DOCUMENTS,
    rateLimits: {
      clientCostPerMinute: settings.CLIENT_COST_PER_MINUTE,
      organizationCostPerMinute: settings.ORGANIZATION_COST_PER_MINUTE,
      organizationModelCallsPerHour: settings.ORGANIZATION_MODEL_CALLS_PER_HOUR,
    },
    briefs: {
      apiKey: settings.OPENAI_API_KEY,
      baseUrl: settings.OPENAI_BASE_URL,
      models: [...new Set([settings.BRIEF_MODEL, ...(settings.BRIEF_FALLBACK_MODELS ?? [])])],
      timeoutMs: settings.BRIEF_TIMEOUT_MS,
      maxModelCalls: settings.BRIEF_MAX_MODEL_CALLS,
      maxTokens: settings.BRIEF_MAX_TOKENS,
      cacheSeconds: settings.BRIEF_CACHE_TTL,
      fallsBackOffline: settings.BRIEF_OFFLINE_FALLBACK,
    },
  };
}

/**
 * Refuses to serve others while nobody has to sign in: for the server, before it opens anything.
 * @throws ConfigError
 */
export function checkServes({ host, access }: Pick<Config, 'host' | 'access'>): void {
  if (access.authSecret !== undefined || isLoopback(host)) return;
  const { takes } = listSettings().find(({ variable }) => variable === 'AUTH_SECRET') ?? {
    takes: 'a secret',
  };
  const held = `not set, and HOST is ${JSON.stringify(host)}, which others reach`;
  throw new ConfigError([{ variable: 'AUTH_SECRET', held, takes }]);
}

function asKeys(keys: readonly string[] | undefined): Config['secretsKeys'] {
  const [first, ...others] = keys ?? [];
  return first === undefined ? undefined : [first, ...others];
}

function readEnvironment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

function checkSettings(environment: Readonly<Record<string, string | undefined>>): z.output<typeof Settings> {
  const texts = Object.fromEntries(
    Object.keys(Settings.shape).map((variable) => [variable, environment[variable] || undefined]),
  );
  const result = Settings.safeParse(texts);
  if (result.success) return result.data;
  const wrong = new Set(result.error.issues.map((issue) => String(issue.path[0])));
  throw new ConfigError(
    listSettings()
      .filter(({ variable }) => wrong.has(variable))
      .map(({ variable, takes }) => ({ variable, held: describeHeld(variable, texts[variable]), takes })),
  );
}

/** Every setting with its notes, in the order in which they are documented. */
export function listSettings(): ({ readonly variable: string } & SettingNotes)[] {
  return Object.entries(Settings.shape).map(([variable, schema]) => {
    const notes = settingNotes.get(schema);
    if (notes === undefined) throw new Error(`the setting ${variable} has no notes`);
    return { variable, ...notes };
  });
}

function describeHeld(variable: string, text: string | undefined): string {
  if (text === undefined) return 'not set';
  return SECRETS.has(variable)
    ? 'set to something else (not shown: it may hold a secret)'
    : JSON.stringify(text);
}
