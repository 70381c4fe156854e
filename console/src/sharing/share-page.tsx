import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { useDepartments } from '../people/use-departments.ts';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { PageHead } from '../shell/page-head.tsx';
import { Failure, Waiting } from '../shell/states.tsx';
import { AssignPanel } from './assign-panel.tsx';
import { GrantPanel } from './grant-panel.tsx';
import { GuestLinkPanel } from './guest-link-panel.tsx';
import { isFolder, SHAREABLE } from './share-search.ts';
import styles from './sharing.module.css';
import { SHARED } from './sharing-queries.ts';

const route = getRouteApi('/share/$folder/$id');

/** With whom one campaign, import or brief is shared. */
export function SharePage() {
  const { folder, id } = route.useParams();
  return isFolder(folder) ? <Sharing folder={folder} id={id} /> : <NotFoundPage />;
}

function Sharing({ folder, id }: { readonly folder: keyof typeof SHAREABLE; readonly id: string }) {
  const resource = SHAREABLE[folder];
  const [{ data, error, fetching }, ask] = useQuery({ query: SHARED, variables: { resource, id } });
  const { rows: departments } = useDepartments();
  const reload = () => ask({ requestPolicy: 'network-only' });
  return (
    <>
      <PageHead title={`Share ${id}`} above={<BackLink folder={folder} id={id} />}>
        With people and departments of the organization, or by a link with whoever has it.
      </PageHead>
      {error !== undefined && data === undefined && <Failure error={error} onRetry={reload} />}
      {fetching && data === undefined && <Waiting label="Sharing is on its way" heights={[200, 200]} />}
      {data !== undefined && (
        <div className={styles.panels}>
          <GrantPanel
            resource={resource}
            id={id}
            grants={data.grants}
            departments={departments}
            onChanged={reload}
          />
          <GuestLinkPanel resource={resource} id={id} links={data.guestLinks} onChanged={reload} />
          <AssignPanel resource={resource} id={id} departments={departments} />
        </div>
      )}
    </>
  );
}

function BackLink({ folder, id }: { readonly folder: keyof typeof SHAREABLE; readonly id: string }) {
  const words = '← Back to it';
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
