// npm install relay-runtime graphql-sse, and relay-compiler and babel-plugin-relay to build with
import { createClient } from 'graphql-sse';
import { Environment, Network, Observable, RecordSource, Store } from 'relay-runtime';

const url = process.env.MARQUEE_URL ?? 'http://127.0.0.1:4000/graphql';
const events = createClient({ url });

export const environment = new Environment({
  network: Network.create(
    async ({ text: query }, variables) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      return response.json();
    },
    ({ text: query }, variables) => Observable.create((sink) => events.subscribe({ query, variables }, sink)),
  ),
  store: new Store(new RecordSource()),
  // What nodeInterfaceIdField is to the compiler, this is to the store: an id alone is one only within its type.
  getDataID: ({ nodeId }) => nodeId,
});
