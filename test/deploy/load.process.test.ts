import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ROOT } from './manifests.ts';

async function load(...args: string[]) {
  const command = spawn(process.execPath, ['--import', 'tsx', 'scripts/load.ts', ...args], { cwd: ROOT });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(command.stdout),
    text(command.stderr),
    once(command, 'exit'),
  ]);
  return { stdout, stderr, exitCode };
}

/** A server that gives every request the same answer. */
async function answering(status: number, body: string) {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port }: Pick<AddressInfo, 'port'> = Object(server.address());
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('npm run load', () => {
  it.each([
    ['no answer that is an error', 200, '{"data":{"topPerformers":[]}}', 0, /^\{.*"failed":0,"limited":0\}/],
    ['a GraphQL error that is answered with 200', 200, '{"errors":[{"message":"no"}]}', 1, /"failed":[1-9]/],
    [
      'a refusal by the rate limit, which is no failure',
      429,
      '{"errors":[]}',
      0,
      /"failed":0,"limited":[1-9]/,
    ],
    ['an answer of 503', 503, '{}', 1, /"failed":[1-9]/],
  ])('tells %s', async (_name, status, body, exitCode, report) => {
    await using server = await answering(status, body);
    const { stdout, ...rest } = await load('--url', server.url, '--seconds', '1', '--rate', '50', '--json');
    expect(stdout).toMatch(report);
    expect(rest.exitCode).toBe(exitCode);
  });

  it('prints requests per second and latency', async () => {
    await using server = await answering(200, '{"data":{"topPerformers":[]}}');
    const { stdout } = await load('--url', server.url, '--seconds', '1', '--connections', '2');
    expect(stdout).toMatch(/\d+ answers in [\d.]+ s: \d+ requests\/s\nlatency in ms: .*\n0 failed/);
  });

  it.each([
    [
      'a server elsewhere, unless told that it may',
      ['--url', 'https://marquee.example.com/graphql'],
      '--allow-remote',
    ],
    [
      'a host that only looks like this machine',
      ['--url', 'http://127.0.0.1.example.com/graphql'],
      '--allow-remote',
    ],
    ['no end', ['--seconds', '0'], 'from 1 to 3600'],
  ])('refuses %s', async (_name, args, message) => {
    const { stderr, exitCode } = await load(...args);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(1);
  });
});
