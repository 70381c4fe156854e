import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('mock-cluster.c', import.meta.url));

/** Whether tests can have a Kafka cluster: a C compiler and librdkafka's headers, which CI installs. */
export const hasKafka = spawnSync('gcc', ['-fsyntax-only', SOURCE]).status === 0;

/** A Kafka cluster in memory: librdkafka's mock. */
export interface MockCluster {
  readonly brokers: readonly string[];
  /** Takes the brokers away, or brings them back with all that they had. */
  turn(state: 'down' | 'up'): Promise<void>;
  close(): Promise<void>;
}

/** Compiles the mock, and starts it with one topic. */
export async function startMockCluster(topic: string, partitions: number): Promise<MockCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-kafka-'));
  const program = join(folder, 'mock-cluster');
  const compiled = spawnSync('gcc', ['-o', program, SOURCE, '-lrdkafka'], { encoding: 'utf8' });
  if (compiled.status !== 0) throw new Error(`the mock of Kafka does not compile: ${compiled.stderr}`);
  const child = spawn(program, ['1', topic, String(partitions)], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const nextLine = () => new Promise<string>((resolve) => lines.once('line', resolve));
  const brokers = await nextLine();
  return {
    brokers: brokers.split(','),
    async turn(state) {
      const done = nextLine();
      child.stdin.write(`${state}\n`);
      await done;
    },
    async close() {
      child.stdin.end();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
