import { Share2 } from 'lucide-react';
import { useDepartments } from '../people/use-departments.ts';
import { mayIn, maySomewhere, useViewer } from '../session/use-viewer.ts';
import { ButtonLink } from '../shell/button-link.tsx';
import type { Folder } from './share-search.ts';

interface ShareLinkProps {
  readonly folder: Folder;
  readonly id: string;
  /** Where it belongs; null: to the organization as a whole. */
  readonly departmentId: string | null;
}

/** Leads those who may share to whom it is shared with. */
export function ShareLink(props: ShareLinkProps) {
  const viewer = useViewer();
  if (mayIn(viewer, 'manage', props.departmentId, [])) return <ToSharing {...props} />;
  return props.departmentId !== null && maySomewhere(viewer, 'manage') ? (
    <ShareLinkByTree {...props} />
  ) : null;
}

/** For those whose role stands in a department: only the tree tells what is beneath it. */
function ShareLinkByTree(props: ShareLinkProps) {
  const viewer = useViewer();
  const { rows: departments } = useDepartments();
  return mayIn(viewer, 'manage', props.departmentId, departments) ? <ToSharing {...props} /> : null;
}

function ToSharing({ folder, id }: ShareLinkProps) {
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
