import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ROOT } from './deploy/manifests.ts';
import type { LogLine } from './server-process.ts';

/** `npm run consume` as its own process. */
export interface ConsumeProcess {
  readonly log: readonly LogLine[];
  signal(name: NodeJS.Signals): void;
  /** Resolves once the process has ended: its exit code, or the signal that killed it. */
  readonly exited: Promise<number | NodeJS.Signals>;
}

/** Starts a process that counts events, and resolves once it does. */
export async function startConsumeProcess(
  settings: Readonly<Record<string, string>>,
): Promise<ConsumeProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/consume.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit').then(([code, signal]) => code ?? signal);
  const log: LogLine[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout })
      .on('line', (line) => {
        const read: LogLine = JSON.parse(line);
        log.push(read);
        if (read.msg === 'counting events') resolve();
      })
      .once('close', () => reject(new Error(`npm run consume ended: ${log.at(-1)?.msg}`)));
  });
  return { log, signal: (name) => void child.kill(name), exited };
}
