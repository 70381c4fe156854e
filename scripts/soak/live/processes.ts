import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../../test/free-port.ts';
import { startMockCluster } from '../../../test/kafka/mock-cluster.ts';
import { CONSUMER, createServer, type Server, type ServerWatch } from '../server.ts';

/** On what events are logged and counted. */
export const LIVE_DATABASES = ['postgres', 'pglite', 'kafka'] as const;
export type LiveDatabase = (typeof LIVE_DATABASES)[number];

/** The server that takes events in, and those that count. */
export interface LiveProcesses {
  readonly server: Server;
  /** All of them, which may be killed. */
  readonly all: readonly Server[];
  close(): Promise<void>;
}

export interface LiveProcessesOptions {
  readonly database: LiveDatabase;
  /** An empty database with every migration; not for PGlite. */
  readonly databaseUrl: string | undefined;
  readonly watch: ServerWatch;
  readonly logs: string | undefined;
}

/** One organization bears the whole load. */
const SETTINGS = {
  LOG_LEVEL: 'info',
  EVENTS_PER_MINUTE: '0',
  CLIENT_COST_PER_MINUTE: '0',
  ORGANIZATION_COST_PER_MINUTE: '0',
};
const PARTITIONS = 8;

/** Starts a server, which counts too, and two further processes that count; one alone on PGlite; with Kafka the server only takes in. */
export async function startLiveProcesses({
  database,
  databaseUrl,
  watch,
  logs,
}: LiveProcessesOptions): Promise<LiveProcesses> {
  const closings: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closeOne of closings.toReversed()) await closeOne();
  };
  const create = async (name: string, settings: Readonly<Record<string, string>>, isConsumer: boolean) => {
    const server = createServer({
      name,
      port: await findFreePort(),
      settings: { ...SETTINGS, ...settings },
      watch,
      logs,
      ...(isConsumer && { program: CONSUMER }),
    });
    closings.push(() => server.stop('SIGTERM'));
    await server.start();
    return server;
  };
  try {
    if (database === 'pglite') {
      const folder = await mkdtemp(join(tmpdir(), 'marquee-soak-'));
      closings.push(() => rm(folder, { recursive: true, force: true }));
      const server = await create('server', { DATA_DIR: folder }, false);
      return { server, all: [server], close };
    }
    if (databaseUrl === undefined) throw new Error(`${database} takes the address of a database`);
    const settings: Record<string, string> = { DATABASE_URL: databaseUrl };
    if (database === 'kafka') {
      const cluster = await startMockCluster('marquee.events', PARTITIONS);
      closings.push(cluster.close);
      settings.KAFKA_BROKERS = cluster.brokers.join(',');
    }
    const server = await create(
      'server',
      { ...settings, EVENT_CONSUMER: String(database === 'postgres') },
      false,
    );
    const consumers = await Promise.all(
      ['consumer-a', 'consumer-b'].map((name) => create(name, settings, true)),
    );
    return { server, all: [server, ...consumers], close };
  } catch (error) {
    await close();
    throw error;
  }
}
