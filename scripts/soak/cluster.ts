import { findFreePort } from '../../test/free-port.ts';
import { startPostgres } from '../bench/postgres.ts';
import { createRedis, type SoakRedis } from './redis.ts';
import { createServer, type Server, type ServerWatch } from './server.ts';

const DATABASE = 'marquee_soak';

export interface Cluster {
  readonly servers: readonly [Server, Server];
  readonly redis: SoakRedis;
  readonly databaseUrl: string;
  readonly version: string;
  close(): Promise<void>;
}

/** As it is run in production, every protection on. One organization bears the whole load, so its budgets are large. */
const SETTINGS = {
  LOG_LEVEL: 'info',
  AUTH_SECRET: 'soak: a secret of its own, never used again',
  TRUST_PROXY: 'loopback',
  ORGANIZATION_COST_PER_MINUTE: '1000000000',
  ORGANIZATION_MODEL_CALLS_PER_HOUR: '1000000000',
  BRIEF_CACHE_TTL: '60',
};

/** Starts PostgreSQL, Redis and the first server; whoever has an account there starts the second. */
export async function openCluster(watch: ServerWatch, logs: string | undefined): Promise<Cluster> {
  const postgres = await startPostgres();
  const redis = createRedis(await findFreePort());
  const servers: Server[] = [];
  const close = async () => {
    await Promise.all(servers.map((server) => server.stop('SIGTERM')));
    await redis.close();
    await postgres.stop();
  };
  try {
    const databaseUrl = await postgres.createDatabase(DATABASE);
    await redis.start();
    const create = async (name: string) => {
      const port = await findFreePort();
      const settings = { ...SETTINGS, DATABASE_URL: databaseUrl, REDIS_URL: redis.url };
      const server = createServer({ name, port, settings, watch, logs });
      servers.push(server);
      return server;
    };
    const both = [await create('a'), await create('b')] as const;
    await both[0].start();
    return { servers: both, redis, databaseUrl, version: postgres.version, close };
  } catch (error) {
    await close();
    throw error;
  }
}
