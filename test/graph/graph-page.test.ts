import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../deploy/manifests.ts';

const PAGE = 'docs/graph.md';
const CLIENTS = join(ROOT, 'test/clients');

const page = readFileSync(join(ROOT, PAGE), 'utf8');
const listFolders = (folder: string) =>
  readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== 'node_modules',
  );

/** What a reader copies: every file of a client but its tests. */
const programs = listFolders(CLIENTS).flatMap(({ name: client }) =>
  readdirSync(join(CLIENTS, client), { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.client.'))
    .map(({ name }) => `${client}/${name}`),
);

describe(PAGE, () => {
  it('shows the programs of test/clients as they are run, and no other', () => {
    const shown = [...page.matchAll(/^```\w+\n(.*?)^```$/gms)].map(([, text]) => text);
    const run = programs.map((path) => readFileSync(join(CLIENTS, path), 'utf8'));
    expect(shown.toSorted()).toEqual(run.toSorted());
  });

  it('has a first query for each client', () => {
    const clients = listFolders(CLIENTS).map(({ name }) => name);
    expect(
      clients.filter((name) => !programs.some((path) => path.startsWith(`${name}/first-query.`))),
    ).toEqual([]);
  });

  it('names tests and pages that are there', () => {
    const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(join(ROOT, dirname(PAGE), path)))).toEqual([]);
    expect(links.length).toBeGreaterThan(5);
  });
});
