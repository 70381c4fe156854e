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
export function departmentChoices(departments: readonly Department[], organization: string) {
  return [
    { value: '', label: organization },
    ...departments
      .map(({ id }) => ({ value: id, label: pathOf(id, departments, organization) }))
      .sort((left, right) => left.label.localeCompare(right.label)),
  ];
}

/** Marketing / Beauty: the names from the top down to a department; of none, that of the organization. */
export function pathOf(id: string | null, departments: readonly Department[], organization: string): string {
  const found = departments.find((department) => department.id === id);
  if (found === undefined) return organization;
  const isTop =
    found.parentId === null || !departments.some((department) => department.id === found.parentId);
  return isTop ? found.name : `${pathOf(found.parentId, departments, organization)} / ${found.name}`;
}

/** All but one department and what is beneath it: where it can be moved to. */
export function withoutBranch(id: string, departments: readonly Department[]): readonly Department[] {
  const branch = new Set([id]);
  for (let before = 0; before < branch.size; ) {
    before = branch.size;
    for (const department of departments) {
      if (department.parentId !== null && branch.has(department.parentId)) branch.add(department.id);
    }
  }
  return departments.filter((department) => !branch.has(department.id));
}
