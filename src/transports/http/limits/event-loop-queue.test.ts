import { expect, it } from 'vitest';
import { createTurns } from './event-loop-queue.ts';

it('everybody has a turn of the event loop, in their order, and others come in between', async () => {
  const takeTurn = createTurns();
  const happened: string[] = [];
  const waiting = ['first', 'second', 'third'].map(async (name) => {
    await takeTurn();
    happened.push(name);
    setImmediate(() => happened.push(`after ${name}`));
  });
  await Promise.all(waiting);
  await takeTurn();
  expect(happened).toEqual(['first', 'after first', 'second', 'after second', 'third', 'after third']);
});
