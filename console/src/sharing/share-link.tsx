import { Share2 } from 'lucide-react';
import { hasRole, useViewer } from '../session/use-viewer.ts';
import { ButtonLink } from '../shell/button-link.tsx';
import type { Folder } from './share-search.ts';

/** Leads those who may share to whom it is shared with. */
export function ShareLink({ folder, id }: { readonly folder: Folder; readonly id: string }) {
  const viewer = useViewer();
  if (!hasRole(viewer, ['ADMIN', 'MANAGER'])) return null;
  return (
    <ButtonLink
      to="/share/$folder/$id"
      params={{ folder, id }}
      variant="default"
      leftSection={<Share2 size={16} aria-hidden />}
    >
      Share
    </ButtonLink>
  );
}
