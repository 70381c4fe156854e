import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type DatabaseStream, openStream } from './database-stream.ts';
import type { FromThread, ThreadStart, ToThread } from './messages.ts';

const ENTRY = new URL('./database-thread.js', import.meta.url);

/** PGlite in a thread of its own: the event loop of this one is never held by it. */
export interface DatabaseThread {
  /** A connection to its one session, for node-postgres: one at a time. */
  connect(): DatabaseStream;
  /** Hands over the lines that the next COPY from the device reads. */
  provide(lines: Uint8Array): void;
  close(): Promise<void>;
}

/**
 * Starts the thread; resolves once the database is open.
 * @throws what PGlite throws where the folder cannot be opened
 */
export async function openThread(start: ThreadStart): Promise<DatabaseThread> {
  const worker = new Worker(ENTRY, {
    workerData: start,
    transferList: start.snapshot === undefined ? [] : [start.snapshot],
    // The flags of this process, such as a TypeScript loader's, do not concern the thread.
    execArgv: [],
    // It handles bytes, which are not on its heap: by default, 48 MB of that would be taken for what is short-lived.
    resourceLimits: { maxYoungGenerationSizeMb: 3 },
  });
  const exited = once(worker, 'exit').catch(() => undefined);
  await once(worker, 'message');

  let stream: DatabaseStream | undefined;
  let end: Error | undefined;
  const tell = (message: ToThread, transferred: ArrayBuffer[] = []) =>
    worker.postMessage(message, transferred);
  const endWith = (cause?: unknown) => {
    end ??= Object.assign(new Error('The embedded database has ended.', { cause }), { code: DATABASE_ENDED });
    stream?.destroy(end);
  };
  worker.on('message', (message: FromThread) => {
    if (message.kind === 'answer') stream?.receive(message.bytes);
  });
  worker.on('error', endWith);
  worker.on('exit', () => endWith());

  return {
    connect() {
      stream = openStream({
        send: (bytes) => tell({ kind: 'ask', bytes }, [bytes.buffer]),
        failure: () => end,
        hold: () => worker.ref(),
        letGo: () => worker.unref(),
      });
      return stream;
    },
    provide(lines) {
      const copy = new Uint8Array(lines);
      tell({ kind: 'provide', lines: copy }, [copy.buffer]);
    },
    async close() {
      worker.ref();
      tell({ kind: 'close' });
      await exited;
    },
  };
}

/** PostgreSQL's own code for a server that a crash has ended. */
const DATABASE_ENDED = '57P02';
