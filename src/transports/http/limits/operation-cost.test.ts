import fc from 'fast-check';
import { buildSchema, getIntrospectionQuery, getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { measureOperation, type Variables } from './operation-cost.ts';

const schema = buildSchema(`
  type Query {
    hello: String
    top(limit: Int! = 10, name: String): [Row!]!
    rows(first: Int = 20, after: String, last: Int): RowConnection!
    all: [Row!]!
    tags: [String!]!
    node: Node
  }
  interface Node { id: ID! parent: Row }
  type Row implements Node { id: ID! name: String parent: Row posts(first: Int): PostConnection! codes: [Code!]! }
  type Code { name: String count: Int }
  type RowConnection { edges: [RowEdge!]! nodes: [Row!]! pageInfo: PageInfo! }
  type RowEdge { cursor: String! node: Row! }
  type PostConnection { nodes: [Post!]! }
  type Post { id: ID! author: Row }
  type PageInfo { hasNextPage: Boolean! }
`);

function measure(text: string, variables: Variables = {}) {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('the text has no operation');
  const { fields, cost } = measureOperation(schema, document, operation);
  return { fields, cost: cost(variables) };
}

describe('the cost of an operation', () => {
  it.each<[string, string, Variables, number]>([
    ['counts each field once', '{ hello again: hello tags }', {}, 3],
    ['multiplies what is under a list by a literal limit', '{ top(limit: 50) { id name } }', {}, 1 + 50 * 2],
    ['takes the schema default where there is no argument', '{ top { id } }', {}, 1 + 10],
    ['reads a variable', 'query ($n: Int!) { top(limit: $n) { id } }', { n: 70 }, 1 + 70],
    ["takes the variable's default", 'query ($n: Int! = 30) { top(limit: $n) { id } }', {}, 1 + 30],
    [
      'takes the schema default for a variable left out',
      'query ($n: Int) { rows(first: $n) { nodes { id } } }',
      {},
      1 + 20 * 2,
    ],
    ['counts a huge list as what it is', '{ top(limit: 1000000) { id } }', {}, 1_000_001],
    ['counts nothing under an empty list', '{ top(limit: 0) { id name } }', {}, 1],
    ['does not go below nothing', '{ top(limit: -5) { id } }', {}, 1],
    [
      'multiplies a connection once',
      '{ rows(first: 5) { edges { cursor node { id } } pageInfo { hasNextPage } } }',
      {},
      1 + 5 * 6,
    ],
    ['takes the larger of first and last', '{ rows(first: 5, last: 7) { nodes { id } } }', {}, 1 + 7 * 2],
    [
      'multiplies down nested lists',
      '{ top(limit: 10) { posts(first: 10) { nodes { author { id } } } } }',
      {},
      1 + 10 * (1 + 10 * 3),
    ],
    ['assumes a length for a list without one', '{ all { id } }', {}, 1 + 10],
    [
      'assumes a length for a list inside a sized one',
      '{ top(limit: 2) { codes { name } } }',
      {},
      1 + 2 * (1 + 10),
    ],
    [
      'follows fragments and inline fragments',
      '{ ...Q } fragment Q on Query { top(limit: 3) { ... { id } ... on Row { name } } }',
      {},
      1 + 3 * 2,
    ],
    [
      'follows a fragment under a connection',
      '{ rows(first: 4) { ...C } } fragment C on RowConnection { nodes { id } }',
      {},
      1 + 4 * 2,
    ],
    ['follows interfaces', '{ node { id ... on Row { top: codes { name } } } }', {}, 2 + 1 + 10],
    [
      'takes a number that is no number as unknown',
      'query ($n: Int!) { top(limit: $n) { id } }',
      { n: 'many' },
      1 + 10,
    ],
  ])('%s', (_name, text, variables, expected) => {
    expect(measure(text, variables).cost).toBe(expected);
  });

  it('is finite for introspection and no more than its fields', () => {
    const { cost, fields } = measure(getIntrospectionQuery());
    expect(cost).toBe(fields);
    expect(fields).toBeLessThan(400);
  });

  it('does not take exponential time for fragments that spread each other', () => {
    const fragments = Array.from(
      { length: 200 },
      (_, index) =>
        `fragment F${index} on Row { a: parent { ...F${index + 1} } b: parent { ...F${index + 1} } }`,
    );
    const text = `query ($n: Int!) { top(limit: $n) { ...F0 } } ${fragments.join(' ')} fragment F200 on Row { id posts(first: $n) { nodes { id } } }`;
    expect(measure(text, { n: 10 }).cost).toBeGreaterThan(1e50);
  });

  it('is endless for fragments in a circle', () => {
    const { cost, fields } = measure(
      '{ all { ...A } } fragment A on Row { parent { ...B } } fragment B on Row { parent { ...A } }',
    );
    expect([cost, fields]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });

  it('is the product of the lengths, whatever they are and however they are written', () => {
    const length = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(length, length, (outer, inner) => {
        const expected = 1 + outer * (1 + inner * 2);
        const literal = `{ top(limit: ${outer}) { posts(first: ${inner}) { nodes { id } } } }`;
        const variable =
          'query ($o: Int!, $i: Int) { top(limit: $o) { ...P } } fragment P on Row { posts(first: $i) { nodes { id } } }';
        expect(measure(literal).cost).toBe(expected);
        expect(measure(variable, { o: outer, i: inner }).cost).toBe(expected);
      }),
    );
  });
});

describe('the fields of an operation', () => {
  it('count as often as they are repeated and as often as a fragment is spread', () => {
    expect(measure('{ hello hello ...F ...F } fragment F on Query { hello tags }').fields).toBe(6);
  });
});
