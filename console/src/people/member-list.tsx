import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { useConnection } from '../graph/use-connection.ts';
import { readOneOf } from '../shell/search.ts';
import { Empty, Failure, Waiting } from '../shell/states.tsx';
import styles from './people.module.css';
import { CHANGE_ROLE, MEMBERS, type Member, REMOVE_MEMBER, type Role } from './people-queries.ts';
import { ROLE_CHOICES, ROLE_NAMES, ROLES } from './roles.ts';

interface MemberListProps {
  readonly place: string;
  readonly title: string;
  readonly mayManage: boolean;
}

/** Who has a role in a place, and which. */
export function MemberList({ place, title, mayManage }: MemberListProps) {
  const client = useClient();
  const [failure, setFailure] = useState<CombinedError | string>();
  const listing = useConnection({
    query: MEMBERS,
    variables: { departmentId: place === '' ? null : place },
    select: (data) => data.members,
  });
  const { rows, isLoading, error, hasMore, loadMore, retry } = listing;
  // Without a department the graph lists everybody: here they stand by the place of their role.
  const members = place === '' ? rows.filter(({ departmentId }) => departmentId === null) : rows;

  const settle = (
    errors: readonly { readonly message: string }[] | undefined,
    fault: CombinedError | undefined,
  ) => {
    setFailure(fault ?? errors?.[0]?.message);
    if (fault === undefined && (errors?.length ?? 0) === 0) retry();
  };
  const change = async ({ personId, departmentId }: Member, role: Role) => {
    const { data, error: fault } = await client
      .mutation(CHANGE_ROLE, { personId, departmentId, role })
      .toPromise();
    settle(data?.changeRole.errors, fault);
  };
  const remove = async ({ personId, departmentId }: Member) => {
    const { data, error: fault } = await client
      .mutation(REMOVE_MEMBER, { personId, departmentId })
      .toPromise();
    settle(data?.removeMember.errors, fault);
  };

  return (
    <section className={styles.panel} aria-labelledby="members">
      <h2 id="members">{title}</h2>
      {failure !== undefined && <Failure error={failure} />}
      {error !== undefined && <Failure error={error} onRetry={retry} />}
      {isLoading && rows.length === 0 && <Waiting label="People are on their way" heights={[44, 44]} />}
      {!isLoading && error === undefined && members.length === 0 && (
        <Empty title="Nobody has a role just here">Whoever has one above this place holds it here too.</Empty>
      )}
      {members.length > 0 && (
        <ul className={styles.members}>
          {members.map((member) => (
            <li key={member.id}>
              <span>
                <b>{member.name}</b>
                <span className={styles.email}>{member.email}</span>
              </span>
              {mayManage ? (
                <>
                  <NativeSelect
                    aria-label={`Role of ${member.name}`}
                    size="xs"
                    value={member.role}
                    data={ROLE_CHOICES}
                    onChange={({ currentTarget }) =>
                      void change(member, readOneOf(ROLES, currentTarget.value, member.role))
                    }
                  />
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    aria-label={`Remove ${member.name}`}
                    onClick={() => void remove(member)}
                  >
                    Remove
                  </Button>
                </>
              ) : (
                <span>{ROLE_NAMES[member.role]}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      {hasMore && !isLoading && (
        <Button variant="default" onClick={loadMore}>
          Show more
        </Button>
      )}
    </section>
  );
}
