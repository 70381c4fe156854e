import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { ROOT } from '../bench/children.ts';

const STARTS_WITHIN_MS = 120_000;
const STOPS_WITHIN_MS = 30_000;
const KEPT_LINES = 20;
/** What Node takes by itself in the container of 512 MiB that deploy/kubernetes gives; where memory is plenty it collects late. */
const HEAP_OF_A_POD = '--max-old-space-size=256';

const Line = z.object({ level: z.string(), msg: z.string().default('') });

/** What happens to the servers that nobody asked for. */
export interface ServerWatch {
  onLine(server: string, line: z.output<typeof Line>): void;
  /** The process ended by itself. */
  onEnd(server: string, how: string): void;
}

/** One server of the two: it comes back on the same port, as another process. */
export interface Server {
  readonly name: string;
  readonly url: string;
  /** undefined while there is no process. */
  pid(): number | undefined;
  start(): Promise<void>;
  /** Resolves with the first line of the running process whose message has this, also one that was written before. */
  logged(pattern: RegExp): Promise<RegExpExecArray>;
  /** Ends the process: at once, or as an operator does. @returns how it ended, where that was not as it should be */
  stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<string | undefined>;
  /** Whether it is on its way down or up. */
  isDisturbed(): boolean;
  /** Whether it was on its way down or up at any moment since then (of `performance.now()`). */
  wasDisturbed(since: number): boolean;
}

export interface ServerOptions {
  readonly name: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly watch: ServerWatch;
  readonly logs: string | undefined;
  /** What is run: the server by default. */
  readonly program?: Program;
}

/** A compiled program, and what it says once it works. */
export interface Program {
  readonly file: string;
  readonly ready: RegExp;
}

const SERVER: Program = { file: 'dist/src/main.js', ready: /^serving GraphQL on/ };
/** `npm run consume`, compiled. */
export const CONSUMER: Program = { file: 'dist/scripts/consume.js', ready: /^counting events/ };

export function createServer({ name, port, settings, watch, logs, program = SERVER }: ServerOptions): Server {
  const url = `http://127.0.0.1:${port}`;
  const file: WriteStream | undefined =
    logs === undefined ? undefined : createWriteStream(join(logs, `${name}.log`));
  let child: ChildProcess | undefined;
  let isAskedToEnd = false;
  let isDisturbed = true;
  let settledAt = 0;
  let lines: string[] = [];
  let starting: Promise<void> | undefined;
  const listeners = new Set<() => void>();

  const hear = (text: string) => {
    file?.write(`${text}\n`);
    const line = parseLine(text);
    lines = [...lines.slice(-KEPT_LINES), line?.msg ?? text];
    if (line !== undefined) watch.onLine(name, line);
    for (const listener of listeners) listener();
  };
  const logged = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const timer = setTimeout(
        () => end(() => reject(new Error(`${name} did not say ${pattern}`))),
        STARTS_WITHIN_MS,
      );
      const end = (settle: () => void) => {
        clearTimeout(timer);
        listeners.delete(look);
        settle();
      };
      const look = () => {
        const match = lines.map((line) => pattern.exec(line)).find((found) => found !== null);
        if (match) end(() => resolve(match));
        else if (child === undefined)
          end(() => reject(new Error(`${name} ended; its last words:\n${lines.join('\n')}`)));
      };
      listeners.add(look);
      look();
    });

  const launch = async () => {
    lines = [];
    isAskedToEnd = false;
    // In a group of its own: Ctrl-C reaches the soak alone, which then stops its servers in order.
    const started = spawn(process.execPath, [HEAP_OF_A_POD, program.file], {
      cwd: ROOT,
      detached: true,
      env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: String(port), ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    createInterface({ input: started.stdout }).on('line', hear);
    createInterface({ input: started.stderr }).on('line', hear);
    started.once('exit', (code, signal) => {
      child = undefined;
      for (const listener of listeners) listener();
      if (isAskedToEnd) return;
      isDisturbed = true;
      watch.onEnd(name, `ended by itself with ${code ?? signal}: ${lines.at(-1) ?? ''}`);
      // As a supervisor does. One that cannot even start says so once more, and stays down.
      if (settledAt > 0 && starting === undefined)
        void start().catch((error: unknown) => watch.onEnd(name, String(error)));
    });
    await logged(program.ready);
    isDisturbed = false;
    settledAt = performance.now();
  };
  /** One start at a time: whoever asks meanwhile waits for the same one. */
  const start = (): Promise<void> => {
    if (child !== undefined && starting === undefined) return Promise.resolve();
    starting ??= launch().finally(() => {
      starting = undefined;
    });
    return starting;
  };

  return {
    name,
    url,
    pid: () => child?.pid,
    logged,
    isDisturbed: () => isDisturbed,
    wasDisturbed: (since) => isDisturbed || settledAt >= since,
    start,
    async stop(signal) {
      await starting?.catch(() => undefined);
      const running = child;
      if (running === undefined) return undefined;
      isAskedToEnd = true;
      isDisturbed = true;
      const exited = once(running, 'exit');
      running.kill(signal);
      const timer = setTimeout(() => running.kill('SIGKILL'), STOPS_WITHIN_MS);
      const [code, endedBy] = await exited;
      clearTimeout(timer);
      if (signal === 'SIGKILL' || code === 0) return undefined;
      return `told to stop, it ended with ${code ?? endedBy}`;
    },
  };
}

function parseLine(text: string): z.output<typeof Line> | undefined {
  try {
    return Line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
