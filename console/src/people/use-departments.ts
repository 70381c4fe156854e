import { useEffect } from 'react';
import { type Listing, useConnection } from '../graph/use-connection.ts';
import { DEPARTMENTS, type Department } from './people-queries.ts';

/** All departments that the viewer may see, however many pages they come in. */
export function useDepartments(): Listing<Department> {
  const listing = useConnection({ query: DEPARTMENTS, variables: {}, select: (data) => data.departments });
  const { hasMore, isLoading, loadMore } = listing;
  useEffect(() => {
    if (hasMore && !isLoading) loadMore();
  }, [hasMore, isLoading, loadMore]);
  return listing;
}

/** What a menu of places offers: the organization as a whole, and each department by the way to it. */
export function placeChoices(departments: readonly Department[]) {
  return [
    { value: '', label: 'The organization as a whole' },
    ...departments
      .map(({ id }) => ({ value: id, label: pathOf(id, departments) }))
      .sort((left, right) => left.label.localeCompare(right.label)),
  ];
}

/** Marketing / Beauty: the names from the top down to a department. */
export function pathOf(id: string | null, departments: readonly Department[]): string {
  const found = departments.find((department) => department.id === id);
  if (found === undefined) return 'The organization as a whole';
  const isTop =
    found.parentId === null || !departments.some((department) => department.id === found.parentId);
  return isTop ? found.name : `${pathOf(found.parentId, departments)} / ${found.name}`;
}
