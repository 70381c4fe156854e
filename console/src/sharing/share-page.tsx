import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
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
import { SHARED } from './sharing-queries.ts';
import { useSubject } from './use-subject.ts';

const route = getRouteApi('/share/$folder/$id');

/** With whom one campaign, import or brief is shared. */
export function SharePage() {
  const { folder, id } = route.useParams();
  return isFolder(folder) ? <Sharing folder={folder} id={id} /> : <NotFoundPage />;
}

function Sharing({ folder, id }: { readonly folder: Folder; readonly id: string }) {
  const resource = SHAREABLE[folder];
  const [{ data: answer, error, fetching }, ask] = useQuery({ query: SHARED, variables: { resource, id } });
  const data = answer ?? undefined;
  const { subject, error: missing, reload: reloadSubject } = useSubject(folder, id);
  const organization = useViewer()?.organization?.name ?? 'The organization';
  const { rows: departments } = useDepartments();
  const fault = missing ?? error;
  const reload = () => ask({ requestPolicy: 'network-only' });
  return (
    <>
      <PageHead
        title={subject === undefined ? 'Share' : `Share ${subject.name}`}
        above={<BackLink folder={folder} id={id} name={subject?.name ?? 'Back'} />}
      >
        Share with people and departments of the organization, or with anyone by a link.
      </PageHead>
      {fault !== undefined && (data === undefined || subject === undefined) && (
        <Failure
          title="Sharing settings could not be loaded"
          error={fault}
          onRetry={() => {
            reload();
            reloadSubject();
          }}
        />
      )}
      {fetching && data === undefined && <Waiting label="Loading sharing settings" heights={[200, 200]} />}
      {data !== undefined && subject !== undefined && (
        <div className={styles.panels}>
          <GrantPanel
            resource={resource}
            id={id}
            grants={data.grants}
            departments={departments}
            organization={organization}
            onChanged={reload}
          />
          <GuestLinkPanel resource={resource} id={id} links={data.guestLinks} onChanged={reload} />
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
