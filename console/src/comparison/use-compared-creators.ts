import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { MOST_COMPARED } from './comparison-search.ts';

const route = getRouteApi('/campaigns/$campaignId');

/** Who is chosen to be compared, which stands in the address. */
export function useComparedCreators() {
  const navigate = route.useNavigate();
  return useMemo(() => {
    const change = (next: (creators: readonly string[]) => readonly string[]) =>
      void navigate({
        search: (search) => ({ ...search, creators: next(search.creators ?? []) }),
        replace: true,
        resetScroll: false,
      });
    return {
      add: (id: string) =>
        change((creators) =>
          creators.includes(id) || creators.length >= MOST_COMPARED ? creators : [...creators, id],
        ),
      remove: (id: string) => change((creators) => creators.filter((known) => known !== id)),
      clear: () => change(() => []),
    };
  }, [navigate]);
}
