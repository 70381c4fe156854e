import { type App, createApp } from '../src/app.ts';
import {
  ensureFirstOrganization,
  FIRST_ORGANIZATION,
} from '../src/capabilities/access/viewer/local-owner.ts';
import { type Config, readConfig } from '../src/config.ts';
import type { Database } from '../src/platform/storage/database.ts';
import { silentLogger } from './databases.ts';

/** A GraphQL answer, as it came over HTTP. */
export interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

/** The whole product on a free port, over a database that stays the test's. */
export interface RunningApp {
  readonly url: string;
  readonly app: App;
  /** @param token goes into the Authorization header */
  query<Data>(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    token?: string,
  ): Promise<Answer<Data>>;
  close(): Promise<void>;
}

/**
 * Starts the product. Closing it leaves the database open.
 * @param options.withSample whether an embedded database that is empty gets the sample, as it does for visitors: that takes seconds
 */
export async function startApp(
  database: Database,
  settings: Readonly<Record<string, string>> = {},
  { withSample = false }: { readonly withSample?: boolean } = {},
): Promise<RunningApp> {
  const config: Config = readConfig({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', ...settings });
  const letSampleIn = withSample ? undefined : await keepSampleOut(database);
  const app = await createApp({
    config,
    logger: silentLogger,
    storage: {
      taken: undefined,
      database,
      serveHolder: () => undefined,
      close: async () => undefined,
    },
  });
  await letSampleIn?.();
  const { url } = await app.http.listen();
  return {
    url,
    app,
    async query<Data>(query: string, variables: Readonly<Record<string, unknown>> = {}, token?: string) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query, variables }),
      });
      const answer: Answer<Data> = await response.json();
      return answer;
    },
    close: () => app.close(),
  };
}

/** The sample goes where nothing was imported yet: for as long as the product starts, something was. */
async function keepSampleOut(database: Database): Promise<() => Promise<unknown>> {
  if (database.kind !== 'pglite') return async () => undefined;
  await ensureFirstOrganization(database);
  const { id } = await database.prisma.import.create({
    data: {
      organizationId: FIRST_ORGANIZATION,
      source: 'none',
      status: 'FAILED',
      header: [],
      finishedAt: new Date(),
      purgedAt: new Date(),
    },
  });
  return () => database.prisma.import.deleteMany({ where: { id } });
}
