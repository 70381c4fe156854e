import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { describeOnBothDatabases } from '../../../test/databases.ts';
import { type Database, statement } from '../storage/database.ts';
import { runOnce } from './idempotency.ts';

const Made = z.object({ id: z.number() });

const ENSURE = statement('test_organization', 'insert into organization (id) values ($1)');
const AGE = statement(
  'test_age',
  `update idempotency_key set claimed_until = claimed_until - $1::text::interval, expires_at = expires_at - $1::text::interval`,
);
const COUNT = statement(
  'test_count',
  'select count(*) as count from idempotency_key where organization_id = $1',
);

describeOnBothDatabases('a request with an idempotency-key', (database) => {
  let made = 0;

  beforeAll(async () => {
    for (const id of ['ours', 'theirs', 'third']) await database().query(ENSURE, [id]);
  });

  const make = async () => {
    made += 1;
    return { id: made };
  };

  const send = (
    key: string | undefined,
    {
      organizationId = 'ours',
      caller = 'ana',
      input = { brand: 'Acme', list: [1, 2] } as unknown,
      work = make,
    } = {},
  ) =>
    runOnce(
      {
        database: database().forOrganization(organizationId),
        organizationId,
        caller,
        headers: { 'idempotency-key': key },
        operation: 'POST /things',
        input,
        longestMs: 60_000,
      },
      Made,
      work,
    );

  it('is carried out once, and answered as before', async () => {
    const first = await send('once');
    expect(first.isReplayed).toBe(false);
    expect(await send('once')).toEqual({ answer: first.answer, isReplayed: true });
    expect(await send('once', { input: { list: [1, 2], brand: 'Acme' } })).toMatchObject({
      isReplayed: true,
    });
    const another = await send('another');
    expect(another.answer.id).toBe(first.answer.id + 1);
  });

  it('is carried out each time without a key', async () => {
    const first = await send(undefined);
    expect((await send(undefined)).answer.id).toBe(first.answer.id + 1);
  });

  it('is another one of another caller, and of another organization', async () => {
    const { answer } = await send('shared');
    expect((await send('shared', { caller: 'ben' })).answer).not.toEqual(answer);
    expect((await send('shared', { organizationId: 'theirs' })).answer).not.toEqual(answer);
  });

  it('is refused where the key came with another request, also with another order of a list', async () => {
    await send('reused');
    for (const input of [{ brand: 'Acme', list: [2, 1] }, { brand: 'Other' }, null]) {
      await expect(send('reused', { input })).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    }
  });

  it('runs once of many at the same time; the others are told to come again, and then get its answer', async () => {
    let end: (value: { id: number }) => void = () => undefined;
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const work = () => {
      begin();
      return new Promise<{ id: number }>((resolve) => {
        end = resolve;
      });
    };
    const first = send('running', { work });
    await begun;
    const others = await Promise.allSettled([send('running'), send('running')]);
    expect(others.map((other) => other.status === 'rejected' && other.reason)).toEqual([
      expect.objectContaining({ code: 'CONFLICT' }),
      expect.objectContaining({ code: 'CONFLICT' }),
    ]);
    end({ id: -1 });
    expect(await first).toEqual({ answer: { id: -1 }, isReplayed: false });
    expect(await send('running')).toEqual({ answer: { id: -1 }, isReplayed: true });
  });

  it('frees its key where it fails', async () => {
    const fail = async () => {
      throw new Error('out of order');
    };
    await expect(send('failing', { work: fail })).rejects.toThrow('out of order');
    expect(await send('failing')).toMatchObject({ isReplayed: false });
  });

  it('may be run by another where its process died, and is forgotten after a day', async () => {
    const options = { organizationId: 'third' };
    await new Promise<void>((begun) => {
      const work = () => {
        begun();
        return new Promise<{ id: number }>(() => undefined);
      };
      void send('dead', { ...options, work });
    });
    const kept = await send('kept', options);
    await expect(send('dead', options)).rejects.toMatchObject({ code: 'CONFLICT' });
    await database().query(AGE, ['2 minutes']);
    expect(await send('dead', options)).toMatchObject({ isReplayed: false });
    expect(await send('kept', options)).toEqual({ answer: kept.answer, isReplayed: true });
    await database().query(AGE, ['24 hours']);
    expect(await send('new', options)).toMatchObject({ isReplayed: false });
    expect(await countKeys(database(), 'third')).toBe(1n);
    expect(await send('kept', options)).toMatchObject({ isReplayed: false });
  });

  it.each(['', 'with space', 'x'.repeat(256), 'ü'])('takes no key %j', async (key) => {
    await expect(send(key)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

async function countKeys(database: Database, organizationId: string): Promise<bigint | undefined> {
  const [row] = await database.query<{ count: bigint }>(COUNT, [organizationId]);
  return row?.count;
}
