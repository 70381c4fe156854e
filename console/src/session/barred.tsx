import type { ReactNode } from 'react';
import { Empty } from '../shell/states.tsx';
import { type Deed, maySomewhere, useViewer } from './use-viewer.ts';

interface BarredProps {
  readonly deed: Deed;
  readonly title: string;
  readonly children: ReactNode;
}

/** Shows a page to those who may use it; to others, who came by its address, why it is not for them. */
export function Barred({ deed, title, children }: BarredProps) {
  const viewer = useViewer();
  if (viewer === undefined || maySomewhere(viewer, deed)) return children;
  return <Empty title={title}>An admin of your organization can give you a role that may.</Empty>;
}
