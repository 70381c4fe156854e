import { Button } from '@mantine/core';
import type { Listing } from '../graph/use-connection.ts';

/** The way to the next page of a list that goes on. */
export function ShowMore({
  listing: { hasMore, isLoading, error, loadMore },
}: {
  readonly listing: Pick<Listing<unknown>, 'hasMore' | 'isLoading' | 'error' | 'loadMore'>;
}) {
  if (!hasMore || isLoading || error !== undefined) return null;
  return (
    <Button variant="default" onClick={loadMore}>
      Show more
    </Button>
  );
}
