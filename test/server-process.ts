import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ROOT } from './deploy/manifests.ts';

/** One line of the server's log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string };

/** The server as its own process, as an operator runs it. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  readonly log: readonly LogLine[];
  signal(name: NodeJS.Signals): void;
  /** Resolves with the first line whose message matches, also one that was written before. */
  logged(message: RegExp): Promise<LogLine>;
  /** Resolves once the process has ended: its exit code, or the signal that killed it. */
  readonly exited: Promise<number | NodeJS.Signals>;
}

/**
 * Starts the compiled server, as `buildServer` leaves it, on a free port, and resolves once it listens.
 * @param preload JavaScript that runs in the process first, to plant a fault
 */
export async function startServerProcess(
  settings: Readonly<Record<string, string>>,
  preload = '',
): Promise<ServerProcess> {
  const flags = ['--import', `data:text/javascript,${encodeURIComponent(preload)}`];
  const child = spawn(process.execPath, [...flags, 'dist/src/main.js'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit').then(([code, signal]) => code ?? signal);
  const log: LogLine[] = [];
  const waiting = new Set<() => void>();
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    log.push(JSON.parse(line));
    for (const look of waiting) look();
  });
  const logged = (message: RegExp) =>
    new Promise<LogLine>((resolve, reject) => {
      const look = () => {
        const found = log.find(({ msg }) => message.test(msg));
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      lines.once('close', () =>
        reject(new Error(`the server ended without saying ${message}; last: ${log.at(-1)?.msg}`)),
      );
      look();
    });
  const { msg } = await logged(/^serving GraphQL on/);
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(msg) ?? [];
  return { url, pid: child.pid ?? 0, log, signal: (name) => void child.kill(name), logged, exited };
}
