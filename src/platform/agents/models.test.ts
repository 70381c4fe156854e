import { expect, it } from 'vitest';
import { connectModels } from './models.ts';

const FAILED_RUNS = 5;
const server = (apiKey: string, models: readonly string[]) =>
  connectModels({ apiKey, baseUrl: 'http://127.0.0.1:9', models });

it('a model that fails again and again is given up for its key, and neither for another one nor another model', async () => {
  const [failing, beside] = server('one', ['a', 'b']);
  const [otherKey] = server('two', ['a']);
  for (let failure = 0; failure < FAILED_RUNS; failure += 1) {
    await failing?.breaker.execute(() => Promise.reject(new Error('planted'))).catch(() => undefined);
  }
  const answer = async () => 'answer';
  await expect(failing?.breaker.execute(answer)).rejects.toThrow(/circuit/i);
  await expect(beside?.breaker.execute(answer)).resolves.toBe('answer');
  await expect(otherKey?.breaker.execute(answer)).resolves.toBe('answer');
});
