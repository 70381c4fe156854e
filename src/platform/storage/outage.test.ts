import { expect, it } from 'vitest';
import { explainOutage } from './outage.ts';

const withCode = (code: string) => Object.assign(new Error('planted'), { code });

it.each([
  ['Prisma gets no transaction in time (P2028)', withCode('P2028')],
  ['Prisma gets no connection in time (P2024)', withCode('P2024')],
  ['the pool gives no connection in time', new Error('timeout exceeded when trying to connect')],
  ['PostgreSQL takes no more connections (53300)', withCode('53300')],
  ['one of these is the cause', new Error('outer', { cause: withCode('P2028') })],
])('says that the database has nothing to spare where %s', (_name, error) => {
  expect(explainOutage(error)).toMatchObject({
    code: 'UNAVAILABLE',
    message: 'The database has no free connection or memory. Try again in a moment.',
    details: { retryAfterSeconds: 5 },
  });
});

it.each([
  ['a connection is not made in time', new Error('timeout expired')],
  ['a connection is refused', withCode('ECONNREFUSED')],
])('says that the database cannot be reached where %s', (_name, error) => {
  expect(explainOutage(error)).toMatchObject({
    code: 'UNAVAILABLE',
    message: 'The database cannot be reached. Try again in a moment.',
  });
});

/** As Prisma throws what PostgreSQL said to its adapter. */
const byPrisma = (code: string, adapterCause: object) =>
  Object.assign(withCode(code), {
    meta: { driverAdapterError: new Error('planted', { cause: adapterCause }) },
  });

it.each([
  ['P2039', '57P01'],
  ['P2039', '57P03'],
  ['P2028', '57P01'],
  ['P2028', '57P03'],
])(
  'says that the database cannot be reached where Prisma says %s and PostgreSQL %s',
  (code, originalCode) => {
    const error = byPrisma(code, { kind: 'postgres', originalCode, originalMessage: 'planted' });
    expect(explainOutage(error)).toMatchObject({
      code: 'UNAVAILABLE',
      message: 'The database cannot be reached. Try again in a moment.',
      details: { retryAfterSeconds: 5 },
    });
  },
);

it.each(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout'])(
  "says so where Prisma's adapter says %s",
  (kind) => {
    expect(explainOutage(byPrisma('P2039', { kind }))?.message).toMatch(/cannot be reached/);
  },
);

it.each([
  ['PostgreSQL ended the statement (57014)', withCode('57014'), /did not answer in time/],
  ['nothing came in time', new Error('Query read timeout'), /did not answer in time/],
  ['a lock was not to be had in time (55P03)', withCode('55P03'), /busy with another change/],
])('says what a caller can do where %s', (_name, error, message) => {
  expect(explainOutage(error)?.message).toMatch(message);
});

it('leaves what is no outage to others', () => {
  expect(explainOutage(withCode('P2002'))).toBeUndefined();
  const known = byPrisma('P2039', { kind: 'postgres', originalCode: '42P01' });
  expect(explainOutage(known)).toBeUndefined();
});
