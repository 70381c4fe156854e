import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeTestServers, startTestServer, type TestServer } from '../test-server.fixture.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(closeTestServers);

const QUERY = 'query ($name: String, $filter: Filter) { hello(name: $name) echo(filter: $filter) }';

describe('a text that no database could hold', () => {
  it.each([
    ['in the document', { query: '{ hello(name: "a\\u0000b") }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['half of a pair in the document', { query: '{ hello(name: "\\uD800") }' }, 'GRAPHQL_PARSE_FAILED'],
    ['in a variable', { query: QUERY, variables: { name: 'a\0b' } }, 'BAD_USER_INPUT'],
    ['half of a pair in a variable', { query: QUERY, variables: { name: 'a\ud800' } }, 'BAD_USER_INPUT'],
    ['deep in a variable', { query: QUERY, variables: { filter: { name: '\0' } } }, 'BAD_USER_INPUT'],
    ['in the name of a variable', { query: QUERY, variables: { 'na\0me': 1 } }, 'BAD_USER_INPUT'],
  ])('is refused with the argument that holds it, and reaches no resolver: %s', async (_name, body, code) => {
    for (const _again of [1, 2]) {
      const { status, body: answer } = await server.post(body);
      expect(status).toBe(400);
      expect(answer.errors[0].extensions.code).toBe(code);
    }
    expect(server.reached).toEqual([]);
  });

  it('is refused in an address', async () => {
    const response = await server.fetch('/graphql?query=%7Bhello%28name%3A%22%00%22%29%7D');
    expect(response.status).toBe(400);
  });

  it('is not what other signs are', async () => {
    const name = 'tab\t, 🙂, \\u0000 as it is written, \u202e, \uffff';
    const { status, body } = await server.post({ query: QUERY, variables: { name } });
    expect(status).toBe(200);
    expect(body.data.hello).toBe(`hello ${name}`);
  });
});
