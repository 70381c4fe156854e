import type { ReactNode } from 'react';
import { Empty } from '../shell/states.tsx';
import { isAllowedSomewhere, type Permission, useViewer } from './use-viewer.ts';

interface RequirePermissionProps {
  readonly permission: Permission;
  readonly title: string;
  readonly children: ReactNode;
}

/** Shows a page to those who may use it; to others, who came by its address, why it is not for them. */
export function RequirePermission({ permission, title, children }: RequirePermissionProps) {
  const viewer = useViewer();
  if (viewer === undefined || isAllowedSomewhere(viewer, permission)) return children;
  return <Empty title={title}>Ask an admin of your organization for a role that includes it.</Empty>;
}
