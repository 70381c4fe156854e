import { expect, it } from 'vitest';
import { createEventLoopQueue } from './event-loop-queue.ts';

it('each caller has an iteration of the event loop, in their order, and others come in between', async () => {
  const waitInQueue = createEventLoopQueue(() => 0);
  const happened: string[] = [];
  const waiting = ['first', 'second', 'third'].map(async (name) => {
    await waitInQueue();
    happened.push(name);
    setImmediate(() => happened.push(`after ${name}`));
  });
  await Promise.all(waiting);
  await waitInQueue();
  expect(happened).toEqual(['first', 'after first', 'second', 'after second', 'third', 'after third']);
});

it('lets connections in first that wait to be accepted, but not for good', async () => {
  let accepted = 0;
  let coming = 5;
  const waitInQueue = createEventLoopQueue(() => accepted);
  const accept = () => {
    accepted += 1;
    coming -= 1;
    if (coming > 0) setImmediate(accept);
  };
  setImmediate(accept);
  await waitInQueue();
  expect(accepted).toBe(5);

  coming = Number.POSITIVE_INFINITY;
  setImmediate(accept);
  await waitInQueue();
  expect(accepted).toBeLessThanOrEqual(5 + 101);
  coming = 1;
});
