import { expect, it } from 'vitest';
import type { LoggedEvent } from '../event/event.ts';
import { createAppender } from './appender.ts';

const EVENT: LoggedEvent = {
  organizationId: 'o',
  id: 'e',
  campaignId: 'c',
  influencerId: 'i',
  postId: null,
  kind: 'VIEW',
  count: 1,
  at: null,
  attributes: null,
  isPublic: false,
};
const events = (...ids: string[]) => ids.map((id) => ({ ...EVENT, id }));

/** A log whose writes end when the test says so. */
function openSlowLog() {
  const writes: { ids: string[]; end(error?: Error): void }[] = [];
  return {
    writes,
    append: (written: readonly LoggedEvent[]) =>
      new Promise<void>((resolve, reject) => {
        writes.push({
          ids: written.map(({ id }) => id),
          end: (error) => (error === undefined ? resolve() : reject(error)),
        });
      }),
  };
}

function createQueue({ isFull = (): boolean => false } = {}) {
  const log = openSlowLog();
  const appender = createAppender({ log, mostWaiting: 10, mostAtOnce: 4, isFull });
  return { ...appender, writes: log.writes };
}

it('writes together what comes while something is written, up to so many at once', async () => {
  const { append, writes, waiting } = createQueue();
  const all = [['a'], ['b'], ['c', 'd'], ['e', 'f']].map((ids) => append(events(...ids)));
  expect(writes.map(({ ids }) => ids)).toEqual([['a']]);
  expect(waiting()).toBe(6);
  for (let write = 0; write < 3; write += 1) {
    writes[write]?.end();
    await all[write];
    await Promise.resolve();
  }
  await Promise.all(all);
  expect(writes.map(({ ids }) => ids)).toEqual([['a'], ['b', 'c', 'd'], ['e', 'f']]);
  expect(waiting()).toBe(0);
});

it('takes one request that is larger than what is written at once', async () => {
  const { append, writes } = createQueue();
  const done = append(events('a', 'b', 'c', 'd', 'e'));
  expect(writes[0]?.ids).toHaveLength(5);
  writes[0]?.end();
  await done;
});

it('refuses what is beyond the bound, and takes more once there is room', async () => {
  const { append, writes, waiting } = createQueue();
  const first = append(events(...'abcdefgh'));
  await expect(append(events('i', 'j', 'k'))).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    details: { retryAfterSeconds: 1 },
  });
  expect(waiting()).toBe(8);
  writes[0]?.end();
  await first;
  const second = append(events('i', 'j', 'k'));
  writes[1]?.end();
  await second;
  expect(writes.map(({ ids }) => ids.length)).toEqual([8, 3]);
});

it('refuses everything while the log is full, and takes nothing of nothing', async () => {
  const { append, writes } = createQueue({ isFull: () => true });
  await expect(append(events('a'))).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  await append([]);
  expect(writes).toEqual([]);
});

it('fails those alone whose write failed, and goes on with the next', async () => {
  const { append, writes, waiting } = createQueue();
  const first = append(events('a'));
  const second = append(events('b'));
  writes[0]?.end(new Error('the disk is full'));
  await expect(first).rejects.toThrow('the disk is full');
  await Promise.resolve();
  writes[1]?.end();
  await second;
  expect(waiting()).toBe(0);
});
