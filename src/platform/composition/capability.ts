import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { ClassType } from 'type-graphql';
import type { Config } from '../../config.ts';
import type { Cache } from '../cache/cache.ts';
import type { CountCacheAnswer } from '../cache/cache-metrics.ts';
import type { RequestContext } from '../graph/context.ts';
import type { Job, Jobs, ScheduledJob } from '../jobs/index.ts';
import type { Budget, RateLimits } from '../limits/rate-limits.ts';
import type { Mailer } from '../mail/index.ts';
import type { Outbound } from '../outbound/index.ts';
import type { ChargeRequest } from '../rest/index.ts';
import type { ConfigFault } from '../settings/read-settings.ts';
import type { SettingsSection } from '../settings/setting.ts';
import type { Database } from '../storage/database.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import type { Contribution, ContributionPoint } from './contributions.ts';

/** What every capability is given to build on. */
export interface Platform {
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly countCacheAnswer: CountCacheAnswer;
  readonly tracing: Tracing | undefined;
  /** As the owner: it sees the rows of every organization. */
  readonly database: Database;
  readonly redis: Redis | undefined;
  readonly cache: Cache;
  readonly rateLimits: RateLimits;
  /** Charges requests that are no graph from the budgets of those that are. */
  readonly charge: ChargeRequest;
  /** The one way to other hosts. */
  readonly outbound: Outbound;
  readonly mailer: Mailer;
  /** Queues work of the background; what a capability may queue stands in its `jobs`. */
  readonly jobs: Pick<Jobs, 'send'>;
  /** Fires when the server is told to end: what waits for something to happen ends, such as a stream of events. */
  readonly closing: AbortSignal;
  /** Fires when the server is about to end: what still runs gives back what it has begun. */
  readonly stopping: AbortSignal;
  /** Whether a request came by the socket in the data folder, which is open to whoever runs the server alone. */
  isFromOperator(request: IncomingMessage): boolean;
  /** What a capability that was opened before offers to those that build on it. */
  use<Api>(definition: CapabilityDefinition<unknown, Api>): Api;
  /** What all capabilities contribute to a point. To be asked when it is needed: every capability is open then. */
  contributionsTo<Item>(point: ContributionPoint<Item>): readonly Item[];
}

/** An operation that the playground offers, ready to run. */
export interface ExampleOperation {
  readonly name: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** What is known of a capability before anything is opened. What it does not have is absent. */
export interface CapabilityDefinition<Values = unknown, Api = unknown> {
  readonly name: string;
  /** What it reads from the environment. */
  readonly settings?: SettingsSection;
  /** What is wrong with settings that are right each by itself, before a server is opened with them. */
  checkServing?(settings: Values, config: Config): readonly ConfigFault[];
  /** The resolver classes that it adds to the graph. */
  readonly resolvers?: readonly ClassType[];
  /** What may be spent of something in a time: see {@link Platform.rateLimits}. */
  readonly budgets?: readonly Budget[];
  /** The same where settings say how much. */
  listBudgets?(settings: Values): readonly Budget[];
  /** Operations for the playground, on the sample data. */
  readonly examples?: readonly ExampleOperation[];
  /** Puts rules on the whole graph, once it is built. @throws where the graph lacks what they need */
  completeSchema?(schema: GraphQLSchema): void;
  /** Begins to work. The capabilities that it builds on are open already. */
  open(platform: Platform, settings: Values): Promise<Capability<Api>> | Capability<Api>;
}

/** A capability at work. What it does not have is absent. */
export interface Capability<Api = unknown> {
  /** What others may call, by {@link Platform.use}. */
  readonly api: Api;
  /** An instance of each resolver class. */
  readonly resolvers?: readonly object[];
  /** Adds its routes. Bodies arrive unread: see HttpServerOptions.registerRoutes. */
  registerRoutes?(server: FastifyInstance): void;
  /** Makes the context of a request, which everybody's parts stand on. One capability does. */
  createContext?(request: IncomingRequest): Promise<RequestContext>;
  /** What its own resolvers find in the context of a request, under this name. */
  readonly contextPart?: { readonly name: string; create(context: RequestContext): unknown };
  /** What is done in the background: queued by somebody, or by itself at set times. */
  readonly jobs?: readonly Job[];
  readonly scheduledJobs?: readonly ScheduledJob[];
  /** What it offers others against the direction of imports. */
  readonly contributions?: readonly Contribution[];
  /** Who else lets people in, by the names that stand in /auth/NAME. */
  readonly signInWith?: readonly string[];
  /**
   * What it cannot do at the moment while everything else works, as far as is known: /readyz tells it, and says ready all the
   * same. `message` is fit to be shown.
   */
  findImpairments?(): readonly Impairment[];
  /** Called when the server stops, the last opened first. */
  close?(): Promise<void>;
}

/** A part of the product that does not work at the moment. */
export interface Impairment {
  readonly part: string;
  readonly message: string;
}

/** What is known of a request before anybody is let in. */
export interface IncomingRequest {
  readonly id: string;
  readonly ip: string;
  readonly headers: IncomingMessage['headers'];
  /** Fires when the client goes away before its answer is complete. */
  readonly signal: AbortSignal;
}

/** Declares a capability, with the types of its settings and of what it offers. */
export function defineCapability<Values, Api>(
  definition: CapabilityDefinition<Values, Api> & { readonly settings?: SettingsSection<Values> },
): CapabilityDefinition<Values, Api> {
  return definition;
}
