import { expect, it } from 'vitest';
import { CopyLines } from './copy-lines.ts';

it('leaves lines alone that are still being sent, also where nothing was written after them', () => {
  const lines = new CopyLines();
  lines.writeText('first');
  const sent = lines.swapBuffers();
  expect(lines.swapBuffers().toString()).toBe('');
  lines.writeText('second');
  expect(sent.toString()).toBe('first');
  expect(lines.swapBuffers().toString()).toBe('second');
});
