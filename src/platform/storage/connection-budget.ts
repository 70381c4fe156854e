/** Connections that are told of what other processes did: one for publications, one for access. */
const LISTENING = 2;
/** An import holds its lock on one, and writes posts and rejected rows on two. */
const LOCK_OF_IMPORT = 1;
const COPIES_OF_IMPORT = 2;
const CONNECTIONS_OF_IMPORT = LOCK_OF_IMPORT + COPIES_OF_IMPORT;
/** Whatever imports do, so many are left for those who read. */
const KEPT_FOR_READERS = 2;
const MOST_IMPORTS = 4;

/** The fewest connections that a process can work with: one import, and one connection for everything else. */
export const FEWEST_CONNECTIONS = LISTENING + CONNECTIONS_OF_IMPORT + 1;

/** How a process divides the connections that it may open. They add up to no more than that. */
export interface ConnectionBudget {
  /** How many files are imported at once. */
  readonly imports: number;
  /** For locks and COPYs, which hold a connection for as long as an import takes. */
  readonly locks: number;
  readonly copies: number;
  /** For everything else: one for a query or a transaction at a time. */
  readonly shared: number;
  /** How many of the shared ones imports may have at once, to keep their records and to publish. */
  readonly sharedWithImports: number;
}

/** Divides the connections of a process. @param total at least {@link FEWEST_CONNECTIONS} */
export function divideConnections(total: number): ConnectionBudget {
  const fitting = Math.floor((total - LISTENING - KEPT_FOR_READERS) / (CONNECTIONS_OF_IMPORT + 1));
  const imports = Math.min(Math.max(fitting, 1), MOST_IMPORTS);
  const shared = total - LISTENING - imports * CONNECTIONS_OF_IMPORT;
  return {
    imports,
    locks: imports * LOCK_OF_IMPORT,
    copies: imports * COPIES_OF_IMPORT,
    shared,
    sharedWithImports: Math.max(1, Math.min(imports, shared - KEPT_FOR_READERS)),
  };
}
