import { NativeSelect } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { hasRole, useViewer } from '../session/use-viewer.ts';
import { PageHead } from '../shell/page-head.tsx';
import { Failure, Waiting } from '../shell/states.tsx';
import { DepartmentPanel } from './department-panel.tsx';
import { DepartmentTree } from './department-tree.tsx';
import { InvitePanel } from './invite-panel.tsx';
import { MemberList } from './member-list.tsx';
import styles from './people.module.css';
import { pathOf, placeChoices, useDepartments } from './use-departments.ts';

const route = getRouteApi('/people');

/** Who is in the organization, in which departments, and with which roles. */
export function PeoplePage() {
  const { place } = route.useSearch();
  const navigate = route.useNavigate();
  const viewer = useViewer();
  const { rows: departments, isLoading, error, retry } = useDepartments();
  const choose = (next: string) => void navigate({ search: { place: next } });
  const mayManage = hasRole(viewer, ['ADMIN', 'MANAGER']);
  return (
    <>
      <PageHead title="People and departments">
        A role holds in a department and in everything beneath it; one in the organization holds everywhere.
      </PageHead>
      {error !== undefined && <Failure error={error} onRetry={retry} />}
      {viewer === undefined || (isLoading && departments.length === 0) ? (
        <Waiting label="Departments are on their way" heights={[240]} />
      ) : (
        <div className={styles.columns}>
          <div className={styles.side}>
            <section className={styles.panel} aria-label="Departments">
              <DepartmentTree
                key={departments.map(({ id, name, parentId }) => `${id} ${name} ${parentId}`).join()}
                organization={viewer.organization?.name ?? 'Organization'}
                departments={departments}
                place={place}
                onChoose={choose}
              />
              <NativeSelect
                label="Show"
                value={place}
                data={placeChoices(departments)}
                onChange={({ currentTarget }) => choose(currentTarget.value)}
              />
            </section>
            {mayManage && (
              <DepartmentPanel departments={departments} place={place} onChanged={retry} onChoose={choose} />
            )}
          </div>
          <div className={styles.main}>
            <MemberList
              place={place}
              title={pathOf(place === '' ? null : place, departments)}
              mayManage={mayManage}
            />
            {mayManage && <InvitePanel place={place} departments={departments} />}
          </div>
        </div>
      )}
    </>
  );
}
