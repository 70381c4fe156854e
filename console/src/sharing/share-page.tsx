import { getRouteApi, Link } from '@tanstack/react-router';
import { useConnection } from '../graph/use-connection.ts';
import { useDepartments } from '../people/use-departments.ts';
import { useViewer } from '../session/use-viewer.ts';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { PageHead } from '../shell/page-head.tsx';
import { Failure, Waiting } from '../shell/states.tsx';
import { AssignPanel } from './assign-panel.tsx';
import { GrantPanel } from './grant-panel.tsx';
import { GuestLinkPanel } from './guest-link-panel.tsx';
import { type Folder, isFolder, SHAREABLE } from './share-search.ts';
import styles from './sharing.module.css';
import { GRANTS, GUEST_LINKS } from './sharing-queries.ts';
import { useSubject } from './use-subject.ts';

const route = getRouteApi('/share/$folder/$id');

/** With whom one campaign, import or brief is shared. */
export function SharePage() {
  const { folder, id } = route.useParams();
  return isFolder(folder) ? <Sharing folder={folder} id={id} /> : <NotFoundPage />;
}

function Sharing({ folder, id }: { readonly folder: Folder; readonly id: string }) {
  const resource = SHAREABLE[folder];
  const variables = { resource, id };
  const grants = useConnection({ query: GRANTS, variables, select: (data) => data.grants });
  const links = useConnection({ query: GUEST_LINKS, variables, select: (data) => data.guestLinks });
  const { subject, error: missing, reload: reloadSubject } = useSubject(folder, id);
  const organization = useViewer()?.organization?.name ?? 'The organization';
  const { rows: departments } = useDepartments();
  const fault = missing ?? grants.error ?? links.error;
  const isLoading = [grants, links].some((listing) => listing.isLoading && listing.rows.length === 0);
  return (
    <>
      <PageHead
        title={subject === undefined ? 'Share' : `Share ${subject.name}`}
        above={<BackLink folder={folder} id={id} name={subject?.name ?? 'Back'} />}
      >
        Share with people and departments of the organization, or with anyone by a link.
      </PageHead>
      {fault !== undefined && (
        <Failure
          title="Sharing settings could not be loaded"
          error={fault}
          onRetry={() => {
            grants.retry();
            links.retry();
            reloadSubject();
          }}
        />
      )}
      {fault === undefined && isLoading && <Waiting label="Loading sharing settings" heights={[200, 200]} />}
      {fault === undefined && !isLoading && subject !== undefined && (
        <div className={styles.panels}>
          <GrantPanel
            resource={resource}
            id={id}
            listing={grants}
            departments={departments}
            organization={organization}
          />
          <GuestLinkPanel resource={resource} id={id} listing={links} />
          <AssignPanel
            key={subject.departmentId}
            resource={resource}
            id={id}
            departmentId={subject.departmentId}
            departments={departments}
            organization={organization}
            onChanged={reloadSubject}
          />
        </div>
      )}
    </>
  );
}

interface BackLinkProps {
  readonly folder: Folder;
  readonly id: string;
  readonly name: string;
}

function BackLink({ folder, id, name }: BackLinkProps) {
  const words = `← ${name}`;
  switch (folder) {
    case 'campaigns':
      return (
        <Link to="/campaigns/$campaignId" params={{ campaignId: id }}>
          {words}
        </Link>
      );
    case 'imports':
      return (
        <Link to="/imports/$importId" params={{ importId: id }}>
          {words}
        </Link>
      );
    case 'briefs':
      return (
        <Link to="/briefs/$briefId" params={{ briefId: id }}>
          {words}
        </Link>
      );
  }
}
