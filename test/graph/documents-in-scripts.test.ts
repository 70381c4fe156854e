import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, parse, validate } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildSchemaOnly } from '../../src/app.ts';

const ROOT = join(import.meta.dirname, '../..');
/** A whole document between quotes, as commands, the soak and the benchmarks have it; what a peer is asked by its own schema is not ours. */
const DOCUMENT = /[`']\s*((?:query|mutation|subscription)\b[^`']*\}|\{ ?[a-zA-Z][^`']*\})\s*[`']/g;

const FOLDERS = ['scripts', 'scripts/soak', 'scripts/doctor', 'scripts/bench'];

const documents = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    // What an attack sends is wrong on purpose.
    .filter((name) => name.endsWith('.ts') && name !== 'attacks.ts')
    .flatMap((name) => findDocuments(`${folder}/${name}`)),
);

function findDocuments(file: string) {
  return [...readFileSync(join(ROOT, file), 'utf8').matchAll(DOCUMENT)].flatMap(([, text = '']) => {
    const document = parseWhole(text.replaceAll(/\$\{[^}]*\}/g, 'x'));
    return document === undefined ? [] : [{ file, begin: text.split('\n')[0]?.slice(0, 60), document }];
  });
}

function parseWhole(text: string): DocumentNode | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

describe('documents in scripts', () => {
  let schema: Awaited<ReturnType<typeof buildSchemaOnly>>;
  beforeAll(async () => {
    schema = await buildSchemaOnly();
  });

  it('are found', () => expect(documents.length).toBeGreaterThan(20));

  it.each(documents)('fit the graph: $file, $begin', ({ document }) => {
    expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
  });
});
