import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const BENCH = dirname(fileURLToPath(import.meta.url));
export const ROOT = join(BENCH, '..', '..');

const STARTS_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 15_000;

/** What a process used. CPU in microseconds, memory in MB. */
export interface Usage {
  readonly cpu: number;
  readonly peakMegabytes: number;
}

export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** The CPU time that it has used so far, in microseconds: user and system, all threads. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a TypeScript program that serves HTTP, and waits until it says "serving ... on URL" on its output. */
export async function startServer(
  script: string,
  environment: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--import', join(BENCH, 'tell-usage.mjs'), script],
    {
      cwd: ROOT,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  let output = '';
  const url = new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}:\n${output}`)));
    setTimeout(() => reject(new Error(`${script} did not start:\n${output}`)), STARTS_WITHIN_MS).unref();
  });
  return {
    url: await url.catch(async (error: unknown) => {
      await stopChild(child);
      throw error;
    }),
    pid: child.pid ?? 0,
    async cpu() {
      child.send('usage');
      const [usage] = await once(child, 'message');
      return usage.user + usage.system;
    },
    stop: () => stopChild(child),
  };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
  await exited;
  clearTimeout(timer);
}

export interface Ended extends Usage {
  readonly output: string;
  readonly seconds: number;
}

/** Runs a program to its end, of TypeScript or compiled. Throws where it fails. */
export async function runProgram(
  script: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-bench-usage-'));
  const usageFile = join(folder, 'usage.json');
  try {
    const { output, seconds } = await runCommand(
      process.execPath,
      [
        ...(script.endsWith('.ts') ? ['--import', 'tsx'] : []),
        '--import',
        join(BENCH, 'tell-usage.mjs'),
        script,
        ...parameters,
      ],
      { ...environment, BENCH_USAGE_FILE: usageFile },
    );
    const usage: Usage = JSON.parse(await readFile(usageFile, 'utf8'));
    return { ...usage, output, seconds };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a command to its end. Throws where it fails. */
export async function runCommand(
  command: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ output: string; seconds: number }> {
  const startedAt = performance.now();
  const child = spawn(command, [...parameters], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  const [code] = await once(child, 'close');
  if (code !== 0)
    throw new Error(`${command} ${parameters.join(' ')} ended with ${code}:\n${complaints}${output}`);
  return { output, seconds: (performance.now() - startedAt) / 1_000 };
}
