import type { ReactNode } from 'react';
import { isAllowedIn, isAllowedSomewhere, type Permission, useViewer } from '../session/use-viewer.ts';
import { useDepartments } from './use-departments.ts';

interface IfAllowedProps {
  readonly permission: Permission;
  /** Where the thing that it is about belongs; null: to the organization as a whole. */
  readonly departmentId: string | null;
  readonly children: ReactNode;
}

/** Offers something to those whose role allows it where the thing belongs. */
export function IfAllowed(props: IfAllowedProps) {
  const { permission, departmentId, children } = props;
  const viewer = useViewer();
  if (isAllowedIn(viewer, permission, departmentId, [])) return children;
  return departmentId !== null && isAllowedSomewhere(viewer, permission) ? (
    <IfAllowedByTree {...props} />
  ) : null;
}

/** For those whose role stands in a department: only the tree tells what is beneath it. */
function IfAllowedByTree({ permission, departmentId, children }: IfAllowedProps) {
  const viewer = useViewer();
  const { rows: departments } = useDepartments();
  return isAllowedIn(viewer, permission, departmentId, departments) ? children : null;
}
