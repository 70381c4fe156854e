import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { VariablesOf } from '../graph/graphql.ts';
import type { Listing } from '../graph/use-connection.ts';
import type { Department } from '../people/people-queries.ts';
import { pathOf } from '../people/use-departments.ts';
import { useEverybody } from '../people/use-everybody.ts';
import { readOneOf } from '../shell/search.ts';
import { ShowMore } from '../shell/show-more.tsx';
import { ConfirmButton } from '../sign-in/confirm-button.tsx';
import { MutationForm } from '../sign-in/mutation-form.tsx';
import { ACCESS_CHOICES, ACCESS_NAMES, ACCESSES, type Access } from './accesses.ts';
import styles from './sharing.module.css';
import { type Grant, REVOKE_GRANT, SHARE } from './sharing-queries.ts';

interface GrantPanelProps {
  readonly resource: VariablesOf<typeof SHARE>['resource'];
  readonly id: string;
  readonly listing: Listing<Grant>;
  readonly departments: readonly Department[];
  readonly organization: string;
}

/** People and departments that it is shared with. */
export function GrantPanel(props: GrantPanelProps) {
  const { resource, id, listing, departments, organization } = props;
  const { rows: grants, reload } = listing;
  const members = useEverybody();
  const [whom, setWhom] = useState('');
  const [access, setAccess] = useState<Access>('VIEW');
  const people = new Map(members.map((member) => [member.personId, member]));
  const nameOf = ({ personId, departmentId }: Grant) =>
    personId === null
      ? pathOf(departmentId, departments, organization)
      : (people.get(personId)?.name ?? 'Unknown person');
  return (
    <section className={styles.panel} aria-labelledby="grants">
      <div>
        <h2 id="grants">People and departments</h2>
        <p className={styles.lead}>In addition to those who have access by their role.</p>
      </div>
      <MutationForm
        mutation={SHARE}
        label="Share it"
        submit="Share"
        className={styles.inline}
        variables={() => {
          const [kind, key = ''] = whom.split(' ');
          return { resource, id, access, ...(kind === 'person' ? { personId: key } : { departmentId: key }) };
        }}
        errorsOf={({ shareResource }) => shareResource?.errors}
        onDone={() => {
          setWhom('');
          reload();
        }}
      >
        {() => (
          <>
            <NativeSelect
              label="With"
              required
              value={whom}
              data={[
                { value: '', label: 'Choose a person or department' },
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
                    label: pathOf(department.id, departments, organization),
                  })),
                },
              ]}
              onChange={({ currentTarget }) => setWhom(currentTarget.value)}
            />
            <NativeSelect
              label="Permission"
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
              <ConfirmButton
                mutation={REVOKE_GRANT}
                variables={{ id: grant.id }}
                label="Revoke"
                name={`Revoke access of ${nameOf(grant)}`}
                question={`Stop sharing with ${nameOf(grant)}?`}
                errorsOf={({ revokeGrant }) => revokeGrant?.errors}
                onDone={reload}
              />
            </li>
          ))}
        </ul>
      )}
      <ShowMore listing={listing} />
    </section>
  );
}
