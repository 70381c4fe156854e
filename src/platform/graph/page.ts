import { CallerError } from '../../errors.ts';

/** The most rows that any list of the graph gives at once. */
export const LONGEST_PAGE = 100;

/** One page of a list, as the connection types of the graph show it. */
export interface Page<Node> {
  readonly edges: readonly { readonly node: Node; readonly cursor: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** How many rows there are over all pages. Called only where a client asks. */
  countAll(): Promise<number | bigint>;
}

/** How a page is asked for: `first` rows, after the cursor `after`. */
export interface PageRequest<Cursor> {
  readonly first: number;
  readonly after: Cursor | undefined;
}

/**
 * Makes a page of rows that were read one further than asked for, which tells whether there is a next page.
 * @param rows up to `first` + 1 rows
 * @param countAll counts the rows of all pages
 */
export function toPage<Node>(
  rows: readonly Node[],
  { first, after }: PageRequest<unknown>,
  cursorOf: (node: Node) => string,
  countAll: () => Promise<number | bigint>,
): Page<Node> {
  const edges = rows.slice(0, first).map((node) => ({ node, cursor: cursorOf(node) }));
  return {
    edges,
    countAll,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/**
 * Checks how many rows a client asks for.
 * @throws CallerError BAD_USER_INPUT that says what would be right
 */
export function checkPageLength(argument: 'first' | 'limit', value: number): number {
  if (value >= 1 && value <= LONGEST_PAGE) return value;
  throw new CallerError(
    'BAD_USER_INPUT',
    `${argument} is ${value}; it takes a number from 1 to ${LONGEST_PAGE}.`,
    {
      argument,
    },
  );
}
