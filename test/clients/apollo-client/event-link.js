// npm install graphql-sse
import { ApolloLink, Observable } from '@apollo/client';
import { print } from 'graphql';
import { createClient } from 'graphql-sse';

/** Sends subscriptions to /graphql, and gives what comes as events. Put it before HttpLink by ApolloLink.split. */
export class EventLink extends ApolloLink {
  /** @param {import('graphql-sse').ClientOptions} options */
  constructor(options) {
    super();
    this.client = createClient(options);
  }

  /** @param {ApolloLink.Operation} operation @returns {Observable<ApolloLink.Result>} */
  request({ operationName, query, variables }) {
    return new Observable((observer) =>
      this.client.subscribe({ operationName, query: print(query), variables }, observer),
    );
  }
}
