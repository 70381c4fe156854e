import type { ReactNode } from 'react';
import { type Deed, mayIn, maySomewhere, useViewer } from '../session/use-viewer.ts';
import { useDepartments } from './use-departments.ts';

interface WhereMayProps {
  readonly deed: Deed;
  /** Where the thing that it is about belongs; null: to the organization as a whole. */
  readonly departmentId: string | null;
  readonly children: ReactNode;
}

/** Offers something to those whose role allows it where the thing belongs. */
export function WhereMay(props: WhereMayProps) {
  const { deed, departmentId, children } = props;
  const viewer = useViewer();
  if (mayIn(viewer, deed, departmentId, [])) return children;
  return departmentId !== null && maySomewhere(viewer, deed) ? <WhereMayByTree {...props} /> : null;
}

/** For those whose role stands in a department: only the tree tells what is beneath it. */
function WhereMayByTree({ deed, departmentId, children }: WhereMayProps) {
  const viewer = useViewer();
  const { rows: departments } = useDepartments();
  return mayIn(viewer, deed, departmentId, departments) ? children : null;
}
