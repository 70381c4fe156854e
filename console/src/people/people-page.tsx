import { NativeSelect } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { Viewer } from '../session/session-queries.ts';
import { isAllowedIn, useViewer } from '../session/use-viewer.ts';
import { PageHead } from '../shell/page-head.tsx';
import { Failure, Waiting } from '../shell/states.tsx';
import { DepartmentPanel } from './department-panel.tsx';
import { DepartmentTree } from './department-tree.tsx';
import { InvitePanel } from './invite-panel.tsx';
import { MemberList } from './member-list.tsx';
import { OrganizationDataPanel } from './organization-data-panel.tsx';
import { OrganizationPanel } from './organization-panel.tsx';
import styles from './people.module.css';
import { SecondFactorRolesPanel } from './second-factor-roles-panel.tsx';
import { departmentChoices, pathOf, useDepartments } from './use-departments.ts';

const route = getRouteApi('/people');

/** Who is in the organization, in which departments, and with which roles. */
export function PeoplePage() {
  const viewer = useViewer();
  const departments = useDepartments();
  const { rows, isLoading, error, retry, reload } = departments;
  return (
    <>
      <PageHead title="People and departments">
        A role applies to its department and everything below it; a role in the organization applies
        everywhere.
      </PageHead>
      {error !== undefined && (
        <Failure title="Departments could not be loaded" error={error} onRetry={retry} />
      )}
      {viewer === undefined || (isLoading && rows.length === 0) ? (
        <Waiting label="Loading departments" heights={[240]} />
      ) : (
        <DepartmentView viewer={viewer} departments={rows} onChanged={reload} />
      )}
    </>
  );
}

interface DepartmentViewProps {
  readonly viewer: Viewer;
  readonly departments: ReturnType<typeof useDepartments>['rows'];
  onChanged(): void;
}

function DepartmentView({ viewer, departments, onChanged }: DepartmentViewProps) {
  const { department: selected } = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (next: string) => void navigate({ search: { department: next } });
  const organization = viewer.organization?.name ?? 'The organization';
  const departmentId = selected === '' ? null : selected;
  const mayManage = isAllowedIn(viewer, 'manage', departmentId, departments);
  const title = pathOf(departmentId, departments, organization);
  return (
    <div className={styles.columns}>
      <section className={`${styles.panel} ${styles.departments}`} aria-label="Departments">
        <DepartmentTree
          key={departments.map(({ id, name, parentId }) => `${id} ${name} ${parentId}`).join()}
          organization={organization}
          departments={departments}
          selected={selected}
          onChoose={choose}
        />
        <NativeSelect
          label="Show"
          value={selected}
          data={departmentChoices(departments, organization)}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        />
      </section>
      <div className={styles.main}>
        <MemberList viewer={viewer} departments={departments} selected={selected} title={title} />
        {mayManage && (
          <InvitePanel
            key={selected}
            viewer={viewer}
            departments={departments}
            organization={organization}
            selected={selected}
          />
        )}
      </div>
      <div className={styles.changes}>
        {mayManage && (
          <DepartmentPanel
            viewer={viewer}
            departments={departments}
            organization={organization}
            selected={selected}
            onChanged={onChanged}
            onChoose={choose}
          />
        )}
        {departmentId === null && isAllowedIn(viewer, 'administer', null, departments) && (
          <>
            <OrganizationPanel key={organization} name={organization} />
            <SecondFactorRolesPanel />
            <OrganizationDataPanel />
          </>
        )}
      </div>
    </div>
  );
}
