import { expect, it } from 'vitest';
import { createEventLoopQueue } from './event-loop-queue.ts';

it('each caller has an iteration of the event loop, in their order, and others come in between', async () => {
  const waitInQueue = createEventLoopQueue();
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
