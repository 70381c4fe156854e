import { useCallback, useEffect, useRef, useState } from 'react';
import type { AnyVariables, Client, CombinedError, TypedDocumentNode } from 'urql';
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

/** A list that is come back to is read anew behind what it shows, up to so many rows. */
const MOST_READ_ANEW = 500;

/**
 * Reads a list page by page, each when it is asked for, and from the top again when the variables change. One that is come back
 * to shows at once what it showed, so that the browser finds the place where it was.
 */
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
  const [state, setState] = useState<State<Node>>(
    () => findKept(client, { query, variables, select }) ?? begin(),
  );
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

  const readAnew = useCallback(
    async (forKey: string, count: number) => {
      const ticket = `${forKey} anew ${Math.random()}`;
      asked.current = ticket;
      const { query: document, variables: values, select: pick } = request.current;
      const rows: Node[] = [];
      let cursor: string | null = null;
      do {
        const answer: { data?: Data | undefined } = await client
          .query(document, { ...values, after: cursor }, { requestPolicy: 'network-only' })
          .toPromise();
        const page = answer.data === undefined ? undefined : pick(answer.data);
        // What failed is no reason to take away what is shown.
        if (asked.current !== ticket || page === undefined || page === null) return;
        rows.push(...page.edges.map(({ node }) => node));
        const { hasNextPage, endCursor } = page.pageInfo;
        cursor = hasNextPage ? endCursor : null;
        if (rows.length >= count || cursor === null)
          setState({
            key: forKey,
            rows,
            cursor: endCursor,
            hasMore: hasNextPage,
            isLoading: false,
            error: undefined,
          });
      } while (rows.length < count && cursor !== null);
    },
    [client],
  );

  useEffect(() => {
    const known = findKept(client, request.current);
    if (known === undefined) {
      void load(key, null, [], true);
      return;
    }
    setState(known);
    if (known.rows.length <= MOST_READ_ANEW) void readAnew(key, known.rows.length);
  }, [key, load, readAnew, client]);

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

/** The pages of a list that were read before, from the first on; undefined where there is none. */
function findKept<Data, Variables extends AnyVariables, Node>(
  client: Client,
  { query, variables, select }: ListingRequest<Data, Variables, Node>,
): State<Node> | undefined {
  const rows: Node[] = [];
  let cursor: string | null = null;
  let hasMore = true;
  while (hasMore) {
    const data: Data | null | undefined = client.readQuery(
      query,
      { ...variables, after: cursor },
      { requestPolicy: 'cache-only' },
    )?.data;
    const page: Connection<Node> | null | undefined =
      data === undefined || data === null ? undefined : select(data);
    if (page === undefined || page === null) break;
    rows.push(...page.edges.map(({ node }) => node));
    hasMore = page.pageInfo.hasNextPage;
    if (page.pageInfo.endCursor === cursor) break;
    cursor = page.pageInfo.endCursor;
  }
  if (rows.length === 0) return undefined;
  return { key: JSON.stringify(variables), rows, cursor, hasMore, isLoading: false, error: undefined };
}
