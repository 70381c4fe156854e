import { expect, it } from 'vitest';
import type { ListenHandlers } from './database.ts';
import { openHeardMemory } from './heard-memory.ts';

/** A memory whose channel and connection the test plays. */
async function open(keysEach = 100) {
  let channel: ListenHandlers | undefined;
  const memory = await openHeardMemory(
    {
      async listen(_channel, handlers) {
        channel = handlers;
        handlers.onConnected();
        return async () => undefined;
      },
    },
    'changes',
    (payload) => JSON.parse(payload),
  );
  const values = memory.open<string>({ groups: 10, keysEach });
  const loads: string[] = [];
  const ask = (group: string, key: string) =>
    values.get(group, key, async () => {
      loads.push(`${group}/${key}`);
      return `${group}/${key} ${loads.length}`;
    });
  return { memory, values, loads, ask, hear: () => channel };
}

it('loads once what many ask for, and again what a message makes void', async () => {
  const { ask, loads, hear } = await open();
  await Promise.all([
    ask('acme', 'spring'),
    ask('acme', 'spring'),
    ask('acme', 'autumn'),
    ask('other', 'spring'),
  ]);
  expect(loads).toEqual(['acme/spring', 'acme/autumn', 'other/spring']);
  hear()?.onMessage('{"group":"acme","keys":["spring"]}');
  await Promise.all([ask('acme', 'spring'), ask('acme', 'autumn'), ask('other', 'spring')]);
  expect(loads.slice(3)).toEqual(['acme/spring']);
  hear()?.onMessage('{"group":"acme"}');
  await Promise.all([ask('acme', 'spring'), ask('acme', 'autumn'), ask('other', 'spring')]);
  expect(loads.slice(4)).toEqual(['acme/spring', 'acme/autumn']);
});

it('does not remember what was being loaded when a change was heard', async () => {
  const { values, ask, memory } = await open();
  let finish: (value: string) => void = () => undefined;
  const old = values.get('acme', 'spring', () => new Promise((resolve) => (finish = resolve)));
  memory.forget({ group: 'acme' });
  finish('old');
  expect(await old).toBe('old');
  expect(await ask('acme', 'spring')).toBe('acme/spring 1');
});

it('relies on nothing while it hears nothing, and tells what was known last', async () => {
  const { values, ask, loads, hear } = await open();
  await ask('acme', 'spring');
  hear()?.onDisconnected();
  await ask('acme', 'spring');
  await ask('acme', 'spring');
  expect(loads).toHaveLength(3);
  expect(await values.get('acme', 'spring', async (last) => `was ${await last}`)).toBe('was acme/spring 1');
  hear()?.onConnected();
  await Promise.all([ask('acme', 'spring'), ask('acme', 'spring')]);
  expect(loads).toHaveLength(4);
});

it('remembers no failure, and no more than it may', async () => {
  const { values, ask, loads } = await open(2);
  await expect(values.get('acme', 'spring', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  for (const key of ['spring', 'autumn', 'winter', 'autumn', 'spring']) await ask('acme', key);
  expect(loads).toEqual(['acme/spring', 'acme/autumn', 'acme/winter', 'acme/spring']);
});
