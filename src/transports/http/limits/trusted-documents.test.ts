import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { closeTestServers, startTestServer } from '../test-server.fixture.ts';
import { makeTrustedDocuments } from './trusted-documents.ts';

afterEach(closeTestServers);

const HELLO = 'query Hello { hello }';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

describe('trusted documents', () => {
  it.each([
    ['documents by id', JSON.stringify({ greeting: HELLO })],
    ['a list of documents', JSON.stringify([HELLO])],
    [
      "the manifest of Apollo's tools",
      JSON.stringify({
        format: 'apollo-persisted-query-manifest',
        version: 1,
        operations: [{ id: 'greeting', body: HELLO }],
      }),
    ],
  ])('are read from %s', (_name, json) => {
    const documents = makeTrustedDocuments(json, 'list.json');
    expect(documents.size).toBe(1);
    expect(documents.has(HELLO)).toBe(true);
    expect(documents.has('# the same\nquery Hello {\n  hello\n}')).toBe(true);
    expect(documents.has('query Hello { hello other: hello }')).toBe(false);
    expect(documents.has('{')).toBe(false);
    expect(documents.find(hashOf(HELLO))).toBe(HELLO);
  });

  it.each([
    ['{', 'list.json is not JSON'],
    ['{"a": 1}', 'list.json must hold a JSON object of documents by id, or a JSON list of documents'],
    [
      '{"a": "query {"}',
      'list.json: the document a is not GraphQL: Syntax Error: Expected Name, found <EOF>.',
    ],
  ])('say what is wrong with %s', (json, message) => {
    expect(() => makeTrustedDocuments(json, 'list.json')).toThrow(message);
  });

  it('are all that a server runs, as text and by id', async () => {
    const trustedDocuments = makeTrustedDocuments(JSON.stringify({ greeting: HELLO }), 'list.json');
    const { post, fetch, reached } = await startTestServer({ trustedDocuments });
    const hello = { data: { hello: 'hello world' } };
    expect((await post({ query: HELLO })).body).toEqual(hello);
    for (const id of ['greeting', hashOf(HELLO)]) {
      const { body } = await post({ extensions: { persistedQuery: { version: 1, sha256Hash: id } } });
      expect(body).toEqual(hello);
    }
    reached.length = 0;

    const other = '{ creators { id } }';
    const refused = await post({ query: other });
    expect([refused.status, refused.body.errors[0].extensions.code]).toEqual([403, 'FORBIDDEN']);
    expect((await post({ query: '{ unknownField }' })).body.errors[0].extensions.code).toBe('FORBIDDEN');
    const registering = { version: 1, sha256Hash: hashOf(other) };
    expect((await post({ query: other, extensions: { persistedQuery: registering } })).status).toBe(403);
    const registered = await post({ extensions: { persistedQuery: registering } });
    expect(registered.body.errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
    const byGet = await fetch(`/graphql?query=${encodeURIComponent(other)}`, {
      headers: { 'apollo-require-preflight': 'yes' },
    });
    expect(byGet.status).toBe(403);
    expect(reached).toEqual([]);
  });
});
