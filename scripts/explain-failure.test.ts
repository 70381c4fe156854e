import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { CallerError } from '../src/errors.ts';
import { findFreePort } from '../test/free-port.ts';
import { explainFailure } from './explain-failure.ts';

async function failureOf(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

const connection = (host: string, port: number) =>
  failureOf(() => new Promise((_resolve, reject) => connect({ host, port }).on('error', reject)));

it('says in a sentence what a command cannot use or reach', async () => {
  const port = await findFreePort();
  expect(explainFailure(new CallerError('NOT_FOUND', 'There is none.'))).toBe('There is none.');
  expect(explainFailure(await failureOf(() => readFileSync('/none/at/all')))).toBe(
    '/none/at/all cannot be used: there is no such file or folder.',
  );
  expect(explainFailure(await connection('127.0.0.1', port))).toBe(
    `127.0.0.1:${port} cannot be reached: connect ECONNREFUSED 127.0.0.1:${port}.`,
  );
  const unknownHost = Object.assign(new Error('getaddrinfo ENOTFOUND nowhere'), {
    syscall: 'getaddrinfo',
    hostname: 'nowhere',
  });
  expect(explainFailure(unknownHost)).toBe('nowhere cannot be reached: getaddrinfo ENOTFOUND nowhere.');
});

it('says each address of a host that cannot be reached', async () => {
  const port = await findFreePort();
  const faults = await Promise.all(['127.0.0.1', '127.0.0.1'].map((host) => connection(host, port)));
  expect(explainFailure(new AggregateError(faults))).toBe(
    `127.0.0.1:${port} cannot be reached: connect ECONNREFUSED 127.0.0.1:${port}.`,
  );
});

it('leaves any other fault as it is, with its stack', () => {
  for (const fault of [
    new TypeError('a is undefined'),
    'text',
    new AggregateError([new Error('a bug')]),
    new AggregateError([]),
  ])
    expect(explainFailure(fault)).toBe(fault);
});
