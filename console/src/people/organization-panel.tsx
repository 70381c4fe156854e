import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { VIEWER } from '../session/session-queries.ts';
import { MutationForm } from '../sign-in/mutation-form.tsx';
import styles from './people.module.css';
import { RENAME_ORGANIZATION } from './people-queries.ts';

/** The name of the organization, for those who may change it. */
export function OrganizationPanel({ name: present }: { readonly name: string }) {
  const [name, setName] = useState(present);
  const [, askAgain] = useQuery({ query: VIEWER, pause: true });
  return (
    <section className={styles.panel} aria-labelledby="organization">
      <h2 id="organization">The organization</h2>
      <MutationForm
        mutation={RENAME_ORGANIZATION}
        label="Rename the organization"
        submit="Rename"
        variant="default"
        className={styles.pair}
        variables={() => ({ name })}
        errorsOf={({ renameOrganization }) => renameOrganization?.errors}
        onDone={() => askAgain({ requestPolicy: 'network-only' })}
      >
        {(errorOf) => (
          <TextInput
            label="Name"
            required
            value={name}
            error={errorOf('name')}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
        )}
      </MutationForm>
    </section>
  );
}
