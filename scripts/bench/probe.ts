import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const HEADERS_END = '\r\n\r\n';

/** A client that costs next to nothing, so that what is measured is the server: one connection, one request at a time. */
export class Probe {
  readonly #socket: Socket;
  readonly #host: string;
  #received = '';
  #settle: { resolve(body: string): void; reject(error: Error): void } | undefined;

  constructor(url: string) {
    const { hostname, port, host } = new URL(url);
    this.#host = host;
    this.#socket = connect(Number(port), hostname);
    this.#socket.setNoDelay(true);
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (chunk: string) => this.#take(chunk));
    this.#socket.on('error', (error) => this.#settle?.reject(error));
    this.#socket.on('close', () => this.#settle?.reject(new Error('the server closed the connection')));
  }

  /** Posts a GraphQL request; resolves to its milliseconds. Throws where the answer is not 200 or holds errors. */
  async time(query: string, variables: Readonly<Record<string, unknown>>): Promise<number> {
    const body = JSON.stringify({ query, variables });
    const startedAt = performance.now();
    const answer = await this.#post(body);
    const milliseconds = performance.now() - startedAt;
    if (!answer.startsWith('HTTP/1.1 200') || answer.includes('"errors"'))
      throw new Error(answer.slice(0, 2_000));
    return milliseconds;
  }

  close(): void {
    this.#settle = undefined;
    this.#socket.removeAllListeners('close').destroy();
  }

  #post(body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#socket.write(
        `POST /graphql HTTP/1.1\r\nhost: ${this.#host}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}${HEADERS_END}${body}`,
      );
    });
  }

  #take(chunk: string): void {
    this.#received += chunk;
    const head = this.#received.indexOf(HEADERS_END);
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.#received)?.[1] ?? 0);
    if (this.#received.length < head + HEADERS_END.length + length) return;
    const answer = this.#received;
    this.#received = '';
    this.#settle?.resolve(answer);
  }
}

/** Asks at a steady rate over several connections until `stop` fires; resolves to every answer's milliseconds. */
export async function probeSteadily(
  url: string,
  { perSecond, ask, stop }: { perSecond: number; ask(probe: Probe): Promise<number>; stop: AbortSignal },
): Promise<number[]> {
  const CONNECTIONS = 8;
  const times: number[] = [];
  const worker = async (index: number) => {
    const probe = new Probe(url);
    const pause = (CONNECTIONS * 1_000) / perSecond;
    let next = performance.now() + (index * pause) / CONNECTIONS;
    try {
      while (!stop.aborted) {
        await delay(Math.max(0, next - performance.now()));
        if (stop.aborted) break;
        next += pause;
        times.push(await ask(probe));
        // A slow answer is counted once, and not made up for by a burst.
        next = Math.max(next, performance.now());
      }
    } finally {
      probe.close();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => worker(index)));
  return times;
}
