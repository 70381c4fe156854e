import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type {
  FromHealthThread,
  HealthAnswer,
  HealthQuestion,
  HealthThreadStart,
  ToHealthThread,
} from './messages.ts';

const ENTRY = new URL('./health-thread.js', import.meta.url);

/** Kubernetes asks every 10 s; a process that answers nothing for that long is not healthy. */
const FRESH_MILLISECONDS = 15_000;
const PATIENCE_MILLISECONDS = 100;

const UNAVAILABLE = { status: 503, headers: {}, body: '' } as const;

/** A server for probes and for Prometheus alone, on a port and in a thread of its own. */
export interface HealthServer {
  /** To be called when what was answered so far is no longer true. */
  forgetAnswers(): void;
  close(): Promise<void>;
}

export interface HealthHandlers {
  /** Answers /livez, /readyz and /metrics; no other request reaches it. */
  answer(question: HealthQuestion): Promise<Omit<HealthAnswer, 'id'>>;
  /** Told when the thread ends by an error: nothing answers on the port from then on. */
  onFailure(error: unknown): void;
}

/**
 * Starts the server; resolves once it listens. It passes every request on, and where no answer comes within 100 ms, because
 * the event loop is reading a few thousand requests of others, a probe gets the answer of the probe before.
 * @throws what Node throws where the port is taken
 */
export async function openHealthServer(
  listen: { readonly host: string; readonly port: number; readonly freshMilliseconds?: number },
  { answer, onFailure }: HealthHandlers,
): Promise<HealthServer> {
  const start: HealthThreadStart = {
    freshMilliseconds: FRESH_MILLISECONDS,
    patienceMilliseconds: PATIENCE_MILLISECONDS,
    ...listen,
  };
  const worker = new Worker(ENTRY, {
    workerData: start,
    // The flags of this process, such as a TypeScript loader's, do not concern the thread.
    execArgv: [],
    // A probe takes a few hundred bytes.
    resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32 },
  });
  const exited = once(worker, 'exit').catch(() => undefined);
  const tell = (message: ToHealthThread) => worker.postMessage(message);
  await new Promise<void>((resolve, reject) => {
    let isListening = false;
    worker.on('error', (error) => (isListening ? onFailure(error) : reject(error)));
    worker.on('message', (message: FromHealthThread) => {
      if (message.kind === 'listening') {
        isListening = true;
        resolve();
      } else if (message.kind === 'failed') reject(message.error);
      else
        answer(message).then(
          (given) => tell({ kind: 'answer', id: message.id, ...given }),
          // The server has closed meanwhile.
          () => tell({ kind: 'answer', id: message.id, ...UNAVAILABLE }),
        );
    });
  });
  worker.unref();
  return {
    forgetAnswers: () => tell({ kind: 'forget' }),
    async close() {
      tell({ kind: 'close' });
      await exited;
    },
  };
}
