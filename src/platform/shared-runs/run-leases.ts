import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { type Database, statement } from '../storage/database.ts';
import { createRunEnds, encodeEnd, RUN_ENDS_CHANNEL } from './run-ends.ts';

/** What is done once over all processes. */
export interface RunName {
  readonly organizationId: string;
  /** Short: it has to fit into a message of the database. Hash what is long. */
  readonly key: string;
}

export interface LeasedRun<Result> {
  /** The result, where another process has it already: asked before the work, and whenever a run of the name has ended. */
  find(): Promise<Result | undefined>;
  work(): Promise<Result>;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/** Lets one process at a time work under a name. */
export interface RunLeases {
  /**
   * Gives what is found, or does the work while no other process does. The lease is a row that its holder renews: it ends
   * by itself soon after its process does, and another one takes over.
   */
  run<Result>(name: RunName, leased: LeasedRun<Result>): Promise<Result>;
}

/** How long a lease outlives a process that dies with it, in milliseconds. */
const LEASE_MS = 10_000;

/** Served by run_lease_pkey. It takes out what dead processes of the organization have left, too. */
const TAKE = statement(
  'run_lease_take',
  `with left_behind as (
     delete from run_lease where (organization_id, key) in (
       select organization_id, key from run_lease
        where organization_id = $1 and key <> $2 and leased_until < now() - interval '1 minute'
        for update skip locked)
   )
   insert into run_lease (organization_id, key, holder, leased_until)
   values ($1, $2, $3::uuid, now() + $4 * interval '1 millisecond')
   on conflict (organization_id, key) do update set holder = excluded.holder, leased_until = excluded.leased_until
    where run_lease.leased_until < now()
   returning 1 as taken`,
);

/** Served by run_lease_pkey. */
const FIND_REST = statement(
  'run_lease_find_rest',
  `select (extract(epoch from leased_until - now()) * 1000)::float8 as "restMs"
     from run_lease where organization_id = $1 and key = $2`,
);

/** Served by run_lease_pkey. */
const RENEW = statement(
  'run_lease_renew',
  `update run_lease set leased_until = now() + $4 * interval '1 millisecond'
    where organization_id = $1 and key = $2 and holder = $3::uuid returning 1 as renewed`,
);

/** Served by run_lease_pkey. */
const GIVE_BACK = statement(
  'run_lease_give_back',
  `with given_back as (
     delete from run_lease where organization_id = $1 and key = $2 and holder = $3::uuid
   )
   select pg_notify($4, $5)`,
);

/** Makes the leases of a database; on the embedded one, which has one process, whoever asks may work. */
export function createRunLeases(database: Database, logger: Logger): RunLeases {
  if (database.kind === 'pglite') {
    return { run: async (_name, { find, work }) => (await find()) ?? work() };
  }
  const ends = createRunEnds(database);
  return {
    async run(name, { find, work, signal }) {
      for (let isListening = false; ; ) {
        const end = isListening ? await ends.expect(name) : undefined;
        try {
          const lease = await take(database, name, logger);
          try {
            const found = await find();
            if (found !== undefined) return found;
            if (lease !== undefined) return await work();
          } finally {
            await lease?.giveBack();
          }
          // Whoever was not listening may have missed the end: it is tried once more before it is waited for.
          await end?.wait(await findRest(database, name), signal);
          isListening = true;
        } finally {
          end?.forget();
        }
      }
    },
  };
}

interface Lease {
  /** Never rejects: a lease that cannot be given back ends by itself. */
  giveBack(): Promise<void>;
}

/** The lease, renewed until it is given back; undefined where somebody else has it. */
async function take(database: Database, name: RunName, logger: Logger): Promise<Lease | undefined> {
  const { organizationId, key } = name;
  const id = [organizationId, key, randomUUID()] as const;
  const taken = await database.query(TAKE, [...id, LEASE_MS]);
  if (taken.length === 0) return undefined;
  const warn = (message: string) => (error: unknown) => logger.warn({ err: error, key }, message);
  // A third of its life, so that one renewal may fail.
  const renewal = setInterval(() => {
    database.query(RENEW, [...id, LEASE_MS]).catch(warn('a lease could not be renewed'));
  }, LEASE_MS / 3).unref();
  return {
    async giveBack() {
      clearInterval(renewal);
      await database
        .query(GIVE_BACK, [...id, RUN_ENDS_CHANNEL, encodeEnd(name)])
        .catch(warn('a lease could not be given back'));
    },
  };
}

async function findRest(database: Database, { organizationId, key }: RunName): Promise<number> {
  const [row] = await database.query<{ restMs: number }>(FIND_REST, [organizationId, key]);
  return Math.max(0, row?.restMs ?? 0);
}
