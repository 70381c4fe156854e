import { Share2 } from 'lucide-react';
import { IfAllowed } from '../people/if-allowed.tsx';
import { ButtonLink } from '../shell/button-link.tsx';
import type { Folder } from './share-search.ts';

interface ShareLinkProps {
  readonly folder: Folder;
  readonly id: string;
  /** Department; null: to the organization as a whole. */
  readonly departmentId: string | null;
}

/** Leads those who may share to whom it is shared with. */
export function ShareLink({ folder, id, departmentId }: ShareLinkProps) {
  return (
    <IfAllowed permission="manage" departmentId={departmentId}>
      <ButtonLink
        to="/share/$folder/$id"
        params={{ folder, id }}
        variant="default"
        leftSection={<Share2 size={16} aria-hidden />}
      >
        Share
      </ButtonLink>
    </IfAllowed>
  );
}
