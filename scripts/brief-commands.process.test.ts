import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDataDir, startProgram } from '../test/programs.ts';

let dataDir: string;
beforeAll(async () => {
  dataDir = await makeDataDir();
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const BRIEF = ['--brand', 'Northwind', '--product', 'running shoes'];

it.each<[string, 'brief' | 'evaluate', string[], Record<string, string>, number, RegExp]>([
  ['a campaign that is not there', 'brief', ['--campaign', 'none'], {}, 1, /^There is no campaign "none"/],
  ['a count that is none', 'evaluate', ['--first', 'abc'], {}, 2, /whole number from 1 on/],
  [
    'a setting that is wrong',
    'evaluate',
    [],
    { OPENAI_BASE_URL: 'nowhere' },
    2,
    /OPENAI_BASE_URL is "nowhere"/,
  ],
])('%s is told in a sentence by %s', async (_what, program, more, settings, code, sentence) => {
  const args = program === 'brief' ? [...BRIEF, ...more] : ['briefs', ...more];
  const ended = await startProgram(`scripts/${program}.ts`, args, { DATA_DIR: dataDir, ...settings }).ended;
  expect(ended).toMatchObject({ code, stderr: expect.stringMatching(sentence) });
  expect(ended.stderr).not.toMatch(/^\s+at /m);
});
