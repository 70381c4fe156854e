import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { useConnection } from '../graph/use-connection.ts';
import type { Viewer } from '../session/session-queries.ts';
import { isAllowedIn, ROLES, type Role, roleIn, rolesUpTo } from '../session/use-viewer.ts';
import { readOneOf } from '../shell/search.ts';
import { ShowMore } from '../shell/show-more.tsx';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import { ConfirmButton } from '../sign-in/confirm-button.tsx';
import styles from './people.module.css';
import { CHANGE_ROLE, type Department, MEMBERS, type Member, REMOVE_MEMBER } from './people-queries.ts';
import { ROLE_NAMES, roleChoices } from './roles.ts';

interface MemberListProps {
  readonly viewer: Viewer;
  readonly departments: readonly Department[];
  readonly selected: string;
  readonly title: string;
}

/** Who has a role in a department, and which. */
export function MemberList({ viewer, departments, selected, title }: MemberListProps) {
  const client = useClient();
  const [failure, setFailure] = useState<CombinedError | string>();
  const listing = useConnection({
    query: MEMBERS,
    variables: { departmentId: selected === '' ? null : selected },
    select: (data) => data.members,
  });
  const { rows, isLoading, error, retry, reload } = listing;
  const departmentId = selected === '' ? null : selected;
  const ownRoles = rolesUpTo(roleIn(viewer, departmentId, departments));
  const mayManage = isAllowedIn(viewer, 'manage', departmentId, departments);
  const mayRemove = isAllowedIn(viewer, 'administer', departmentId, departments);
  // Without a department the graph lists everybody: here they stand by the department of their role.
  const members = selected === '' ? rows.filter(({ departmentId }) => departmentId === null) : rows;

  const change = async (member: Member, role: Role) => {
    const { data, error: fault } = await client
      .mutation(CHANGE_ROLE, { personId: member.personId, departmentId: member.departmentId, role })
      .toPromise();
    setFailure(fault ?? data?.changeRole?.errors[0]?.message);
    reload();
  };

  return (
    <section className={styles.panel} aria-labelledby="members">
      <h2 id="members">People in {title}</h2>
      {failure !== undefined && <Failure title="Role could not be changed" error={failure} />}
      {error !== undefined && <Failure title="People could not be loaded" error={error} onRetry={retry} />}
      {isLoading && rows.length === 0 && <Waiting label="Loading people" heights={[44, 44]} />}
      {!isLoading && error === undefined && members.length === 0 && (
        <Empty title="No roles assigned here">Roles from higher levels apply here too.</Empty>
      )}
      {members.length > 0 && (
        <ul className={styles.members}>
          {members.map((member) => (
            <li key={member.id}>
              <span>
                <b>{member.name}</b>
                <span className={styles.email}>{member.email}</span>
              </span>
              {mayManage && ownRoles.includes(member.role) ? (
                <NativeSelect
                  aria-label={`Role of ${member.name}`}
                  size="sm"
                  value={member.role}
                  data={roleChoices(ownRoles)}
                  onChange={({ currentTarget }) =>
                    void change(member, readOneOf(ROLES, currentTarget.value, member.role))
                  }
                />
              ) : (
                <span>{ROLE_NAMES[member.role]}</span>
              )}
              {((mayRemove && ownRoles.includes(member.role)) || member.personId === viewer.person?.id) && (
                <ConfirmButton
                  mutation={REMOVE_MEMBER}
                  variables={{ personId: member.personId, departmentId: member.departmentId }}
                  {...removalWords(member, viewer)}
                  errorsOf={({ removeMember }) => removeMember?.errors}
                  onDone={reload}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <ShowMore listing={listing} />
    </section>
  );
}

function removalWords({ personId, name }: Member, viewer: Viewer) {
  return personId === viewer.person?.id
    ? { label: 'Leave', name: 'Leave this department', question: 'Give up your own role here?' }
    : { label: 'Remove', name: `Remove ${name}`, question: `Remove the role of ${name}?` };
}
