import { readFile } from 'node:fs/promises';
import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { listRules } from './operation-rules.ts';
import { describeRules } from './rules-document.ts';

it('docs/access.md is the table of rules', async () => {
  const document = await readFile(new URL('../../../../docs/access.md', import.meta.url), 'utf8');
  expect(document).toBe(describeRules());
});

it('a schema with an operation that has no rule is refused, by its name', () => {
  const schema = buildSchema('type Query { everything: String } type Mutation { change: String }');
  expect(() => listRules(schema)).toThrow('Query.everything, Mutation.change have no rule');
});
