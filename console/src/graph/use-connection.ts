import { useCallback, useEffect, useRef, useState } from 'react';
import type { AnyVariables, CombinedError, TypedDocumentNode } from 'urql';
import { useClient } from 'urql';

/** A page of a list, as every connection of the graph has it. */
export interface Connection<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** A row of a connection, which is null where it could not be read. */
export type NodeOf<Asked extends Connection<unknown> | null> = NonNullable<Asked>['edges'][number]['node'];

/** What has come of a list so far. */
export interface Listing<Node> {
  readonly rows: readonly Node[];
  /** Whether it goes on behind these rows. */
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly error: CombinedError | undefined;
  loadMore(): void;
  /** Asks again for what failed. */
  retry(): void;
  /** Reads anew from the top, and shows what there was until that has come. */
  reload(): void;
}

interface State<Node> {
  readonly key: string;
  readonly rows: readonly Node[];
  readonly cursor: string | null;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly error: CombinedError | undefined;
}

export interface ListingRequest<Data, Variables extends AnyVariables, Node> {
  readonly query: TypedDocumentNode<Data, Variables & { after: string | null }>;
  readonly variables: Variables;
  select(data: Data): Connection<Node> | null | undefined;
}

/** Reads a list page by page, each when it is asked for, and from the top again when the variables change. */
export function useConnection<Data, Variables extends AnyVariables, Node>({
  query,
  variables,
  select,
}: ListingRequest<Data, Variables, Node>): Listing<Node> {
  const client = useClient();
  const key = JSON.stringify(variables);
  const begin = (): State<Node> => ({
    key,
    rows: [],
    cursor: null,
    hasMore: true,
    isLoading: true,
    error: undefined,
  });
  const [state, setState] = useState<State<Node>>(begin);
  const request = useRef({ query, variables, select });
  request.current = { query, variables, select };
  const asked = useRef('');

  const load = useCallback(
    async (forKey: string, after: string | null, previous: readonly Node[], isFresh: boolean) => {
      const ticket = `${forKey} ${after} ${isFresh ? Math.random() : ''}`;
      if (asked.current === ticket) return;
      asked.current = ticket;
      const { query: document, variables: values, select: pick } = request.current;
      const { data, error } = await client
        .query(document, { ...values, after }, { requestPolicy: 'network-only' })
        .toPromise();
      if (asked.current !== ticket) return;
      const connection = data === undefined || data === null ? undefined : pick(data);
      setState({
        key: forKey,
        rows: [...previous, ...(connection?.edges ?? []).map(({ node }) => node)],
        // After a fault it goes on from where it was.
        cursor: connection === undefined || connection === null ? after : connection.pageInfo.endCursor,
        hasMore: connection?.pageInfo.hasNextPage ?? true,
        isLoading: false,
        error,
      });
    },
    [client],
  );

  useEffect(() => {
    void load(key, null, [], true);
  }, [key, load]);

  const current = state.key === key ? state : begin();
  return {
    rows: current.rows,
    hasMore: current.hasMore,
    isLoading: current.isLoading,
    error: current.error,
    loadMore: () => {
      if (current.isLoading || !current.hasMore || current.error !== undefined) return;
      setState({ ...current, isLoading: true });
      void load(key, current.cursor, current.rows, false);
    },
    retry: () => {
      setState({ ...current, isLoading: true, error: undefined });
      void load(key, current.cursor, current.rows, true);
    },
    reload: () => void load(key, null, [], true),
  };
}
