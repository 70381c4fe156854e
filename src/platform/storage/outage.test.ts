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

it('leaves what is no outage to others', () => {
  expect(explainOutage(withCode('P2002'))).toBeUndefined();
});
