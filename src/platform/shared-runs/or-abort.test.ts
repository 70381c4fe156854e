import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { orAbort } from './or-abort.ts';

const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);
beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', note);
});
afterEach(() => void process.off('unhandledRejection', note));

it.each([
  ['before it was asked for', (signal: AbortController) => signal.abort('gone'), () => undefined],
  ['while it is waited for', () => undefined, (signal: AbortController) => signal.abort('gone')],
])(
  'gives a promise up whose signal fires %s, and takes its failure afterwards',
  async (_when, before, during) => {
    const controller = new AbortController();
    before(controller);
    let fail: (reason: Error) => void = () => undefined;
    const promise = new Promise<never>((_resolve, reject) => {
      fail = reject;
    });
    const waiting = orAbort(promise, controller.signal);
    during(controller);
    await expect(waiting).rejects.toBe('gone');
    fail(new Error('nobody listens'));
    await setImmediate();
    expect(unhandled).toEqual([]);
  },
);

it('gives what the promise gives while the signal is silent', async () => {
  const { signal } = new AbortController();
  expect(await orAbort(Promise.resolve(7), signal)).toBe(7);
  await expect(orAbort(Promise.reject(new Error('failed')), signal)).rejects.toThrow('failed');
});
