import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findObjects } from './find-objects.ts';
import { readAnswer } from './output.ts';

/** More than what is looked at for any answer. */
const LONG = 300_000;

describe('the objects of an answer', () => {
  it.each([
    ['an object alone', '{"a":1}', [{ a: 1 }]],
    [
      'behind thoughts, braces and quotes',
      '<think>{"a":0}</think> In {braces "he said: {"a":1} and {"a":2}.',
      [{ a: 1 }, { a: 2 }],
    ],
    ['only in thoughts', '<think>{"a":0}</think> Done.', [{ a: 0 }]],
    ['with braces in texts', '{"a":"}{"}', [{ a: '}{' }]],
    ['never ended', '{"a":1', []],
  ])('are found %s', (_where, text, expected) => {
    expect(findObjects(text).objects.map(({ value }) => value)).toEqual(expected);
  });

  it.each([
    ['braces that open', '{'.repeat(LONG)],
    ['braces that open and close', '{'.repeat(LONG / 2) + '}'.repeat(LONG / 2)],
    ['braces before texts that never end', '{"'.repeat(LONG / 2)],
    ['pairs of braces', '{}'.repeat(LONG / 2)],
    ['a thought of braces', `<think>${'{'.repeat(LONG)}</think>${'{'.repeat(LONG)}`],
  ])('are looked for in a long answer of %s a few times, not once for every brace', (_what, text) => {
    expect(findObjects(text).lookedAt).toBeLessThanOrEqual(5 * text.length);
  });

  it('are held against what is wanted a few times, however many there are', () => {
    let tried = 0;
    const schema = z.custom<never>(() => {
      tried += 1;
      return false;
    });
    const verdict = readAnswer('{}'.repeat(LONG / 2), { form: 'JSON', schema }, []);
    expect(verdict.isFit).toBe(false);
    expect(tried).toBeLessThanOrEqual(51);
  });
});
