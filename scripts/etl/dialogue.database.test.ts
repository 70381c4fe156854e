import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { authorizeOperator } from '../../src/capabilities/access/contract.ts';
import type { Database } from '../../src/platform/storage/database.ts';
import { openMemoryDatabase, silentLogger } from '../../test/databases.ts';
import { makeToolExports } from '../../test/tool-exports.ts';
import { createCommand, type EtlOptions } from './command.ts';
import { checkOptions, importFiles } from './import-files.ts';
import { runAs } from './importer.ts';
import { createReport } from './report.ts';

const PAGE = new URL('../../docs/import.md', import.meta.url);
const COMMAND = 'npm run -s etl -- ';

/** A command of the page, and what it is said to answer. */
interface Step {
  readonly command: string;
  readonly answer: string;
}

function readDialogues(page: string): { readonly title: string; readonly steps: readonly Step[] }[] {
  const blocks = [...page.matchAll(/^### (.+)\n[^#]*?```console\n((?:.|\n)*?)```$/gm)];
  return blocks.map(([, title = '', block = '']) => ({
    title,
    steps: block
      .split(/^\$ /m)
      .slice(1)
      .map((step) => {
        const [command = '', ...answer] = step.split('\n');
        return { command, answer: answer.join('\n').trim() };
      }),
  }));
}

describe('the dialogues of docs/import.md', async () => {
  const dialogues = readDialogues(await readFile(PAGE, 'utf8'));
  let database: Database;
  let folder = '';

  beforeAll(async () => {
    database = await openMemoryDatabase();
    folder = await mkdtemp(join(tmpdir(), 'marquee-dialogue-'));
    for (const { name, content } of makeToolExports()) await writeFile(join(folder, name), content);
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** What the command prints, as the page shows it: without the folder, and without times. */
  async function answer(command: string): Promise<string> {
    const printed: unknown[] = [];
    const print = (text: unknown) => void printed.push(text);
    const spies = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')];
    for (const spy of spies) spy.mockImplementation(print);
    try {
      const program = createCommand().parse(splitWords(command.slice(COMMAND.length)), { from: 'user' });
      const options = program.opts<EtlOptions>();
      const paths = program.args.map((name) => join(folder, name));
      const inFolder =
        options.rejects === undefined ? options : { ...options, rejects: join(folder, options.rejects) };
      checkOptions(paths, inFolder);
      const deps = { database, logger: silentLogger, now: () => performance.now() };
      const identity = { authority: await authorizeOperator(database), departmentId: undefined };
      const report = createReport({ isJson: false, isTerminal: false });
      const { signal } = new AbortController();
      await importFiles(
        {
          run: (request, listeners) => runAs(deps, identity, request, listeners),
          close: async () => undefined,
        },
        { paths, options: inFolder, report, signal },
      );
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
    return printed
      .join('\n')
      .replaceAll(`${folder}/`, '')
      .replaceAll(/\bas in import \d+/g, 'as in import …')
      .replaceAll(/ in [\d.]+ s \([\d,]+ rows\/s\)(?:, then [\d.]+ s for cleanup)?/g, ' in … s')
      .trim();
  }

  it('are there for each of the tools', () => {
    expect(dialogues.map(({ title }) => title)).toEqual([
      'Meta Business Suite',
      'Instagram',
      'TikTok Studio',
      'YouTube Studio',
      'A German Excel',
    ]);
  });

  it.each(dialogues)('load the export of $title by following what the tool says', async ({ steps }) => {
    expect(steps.length).toBeGreaterThan(1);
    const said: Step[] = [];
    for (const { command } of steps) {
      if (command.startsWith(COMMAND)) said.push({ command, answer: await answer(command) });
      else said.push({ command, answer: run(command) });
    }
    const asShown = (shown: readonly Step[]) =>
      shown.map((one) => `$ ${one.command}\n${one.answer}`).join('\n');
    expect(asShown(said)).toBe(asShown(steps));
    expect(said.at(-1)?.answer).toMatch(/: published/);
  });

  function run(command: string): string {
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
    return `${stdout}${stderr}`.trim();
  }
});

/** As a shell does, with single quotes alone. */
function splitWords(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
