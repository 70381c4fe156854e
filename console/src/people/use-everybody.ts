import { useEffect } from 'react';
import { useConnection } from '../graph/use-connection.ts';
import { EVERYBODY } from './people-queries.ts';

/** Every role of every member, however many pages they come in. */
export function useEverybody() {
  const listing = useConnection({ query: EVERYBODY, variables: {}, select: (data) => data.members });
  const { rows, hasMore, isLoading, error, loadMore } = listing;
  useEffect(() => {
    if (hasMore && !isLoading && error === undefined) loadMore();
  }, [hasMore, isLoading, error, loadMore]);
  return rows;
}
