import { readFile } from 'node:fs/promises';
import { buildSchema, isAbstractType } from 'graphql';
import { expect, it } from 'vitest';

/** Which types each interface and union of the schema stands for, in the order of the alphabet. */
async function findPossibleTypes(): Promise<Record<string, string[]>> {
  const schema = buildSchema(await readFile('schema.graphql', 'utf8'));
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  return Object.fromEntries(
    abstract.map((type) => [
      type.name,
      schema
        .getPossibleTypes(type)
        .map(({ name }) => name)
        .sort(),
    ]),
  );
}

/** The same as it is written down for Apollo Client. */
async function readPossibleTypes(path: string): Promise<Record<string, string[]>> {
  const text = await readFile(path, 'utf8');
  const [, written = ''] = /export const possibleTypes = \{(.*?)\n\};/s.exec(text) ?? [];
  const entries = written.matchAll(/(\w+): \[([^\]]*)\]/g);
  return Object.fromEntries(
    [...entries].map(([, name = '', types = '']) => [name, types.match(/\w+/g) ?? []]),
  );
}

it.each(['test/clients/apollo-client/cache.js', 'docs/graph.md'])(
  'tells Apollo Client in %s of every type of the schema that stands for an interface or a union',
  async (path) => {
    expect(await readPossibleTypes(path)).toEqual(await findPossibleTypes());
  },
);
