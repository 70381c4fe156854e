import { type App, createApp } from '../src/app.ts';
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

/** Starts the product. Closing it leaves the database open. */
export async function startApp(
  database: Database,
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningApp> {
  const config: Config = readConfig({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', ...settings });
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
