import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import type { VariablesOf } from '../graph/graphql.ts';
import type { Department } from '../people/people-queries.ts';
import { pathOf } from '../people/use-departments.ts';
import { MutationForm } from '../session/mutation-form.tsx';
import { readOneOf } from '../shell/search.ts';
import { ACCESS_CHOICES, ACCESS_NAMES, ACCESSES, type Access } from './accesses.ts';
import styles from './sharing.module.css';
import { EVERYBODY, REVOKE_GRANT, SHARE, type Shared } from './sharing-queries.ts';

interface GrantPanelProps {
  readonly resource: VariablesOf<typeof SHARE>['resource'];
  readonly id: string;
  readonly grants: Shared['grants'];
  readonly departments: readonly Department[];
  onChanged(): void;
}

/** People and departments that it is shared with. */
export function GrantPanel({ resource, id, grants, departments, onChanged }: GrantPanelProps) {
  const [everybody] = useQuery({ query: EVERYBODY });
  const [, revoke] = useMutation(REVOKE_GRANT);
  const [whom, setWhom] = useState('');
  const [access, setAccess] = useState<Access>('VIEW');
  const people = new Map(everybody.data?.members.edges.map(({ node }) => [node.personId, node]));
  const nameOf = ({ personId, departmentId }: Shared['grants'][number]) =>
    personId === null ? pathOf(departmentId, departments) : (people.get(personId)?.name ?? 'Somebody');
  return (
    <section className={styles.panel} aria-labelledby="grants">
      <h2 id="grants">People and departments</h2>
      <MutationForm
        mutation={SHARE}
        label="Share it"
        submit="Share"
        className={styles.inline}
        variables={() => {
          const [kind, key = ''] = whom.split(' ');
          return { resource, id, access, ...(kind === 'person' ? { personId: key } : { departmentId: key }) };
        }}
        errorsOf={({ share }) => share.errors}
        onDone={() => {
          setWhom('');
          onChanged();
        }}
      >
        {() => (
          <>
            <NativeSelect
              label="With"
              required
              value={whom}
              data={[
                { value: '', label: 'Choose somebody' },
                {
                  group: 'People',
                  items: [...people.values()].map(({ personId, name, email }) => ({
                    value: `person ${personId}`,
                    label: `${name}, ${email}`,
                  })),
                },
                {
                  group: 'Departments',
                  items: departments.map((department) => ({
                    value: `department ${department.id}`,
                    label: pathOf(department.id, departments),
                  })),
                },
              ]}
              onChange={({ currentTarget }) => setWhom(currentTarget.value)}
            />
            <NativeSelect
              label="Who may"
              value={access}
              data={ACCESS_CHOICES}
              onChange={({ currentTarget }) => setAccess(readOneOf(ACCESSES, currentTarget.value, access))}
            />
          </>
        )}
      </MutationForm>
      {grants.length > 0 && (
        <ul className={styles.list}>
          {grants.map((grant) => (
            <li key={grant.id}>
              <span>
                <b>{nameOf(grant)}</b> may {ACCESS_NAMES[grant.access]}
              </span>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={`Revoke what ${nameOf(grant)} may`}
                onClick={() => void revoke({ id: grant.id }).then(onChanged)}
              >
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
