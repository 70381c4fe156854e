import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CombinedError } from 'urql';
import { readCredentials } from '../session/credentials.ts';
import styles from '../session/session.module.css';
import { CREATE_ORGANIZATION } from '../session/session-queries.ts';
import { useOrganizationSwitch } from '../session/use-organization-switch.ts';
import { PageHead } from '../shell/page-head.tsx';
import { Empty, Failure } from '../shell/states.tsx';
import { MutationForm } from '../sign-in/mutation-form.tsx';

/** Makes a further organization, and looks at it from then on. */
export function NewOrganizationPage() {
  return (
    <>
      <PageHead title="New organization">
        It has its own campaigns, people and briefs. You become its admin; switch between organizations in the
        account menu.
      </PageHead>
      {readCredentials()?.kind === 'PERSON' ? (
        <NewOrganization />
      ) : (
        <Empty title="You need an account">
          Without signing in, there is one organization. Sign in to create more.
        </Empty>
      )}
    </>
  );
}

function NewOrganization() {
  const lookAt = useOrganizationSwitch();
  const [name, setName] = useState('');
  const [unseen, setUnseen] = useState<{ readonly id: string; readonly error: CombinedError | string }>();
  const enter = async (id: string) => {
    const error = await lookAt(id);
    if (error !== undefined) setUnseen({ id, error });
  };
  // It is there already: sending the form again would make a second.
  if (unseen !== undefined)
    return (
      <Failure
        title="Organization could not be opened"
        error={unseen.error}
        onRetry={() => void enter(unseen.id)}
      />
    );
  return (
    <section className={`${styles.panel} ${styles.narrow}`} aria-label="New organization">
      <MutationForm
        mutation={CREATE_ORGANIZATION}
        label="New organization"
        submit="Create and open"
        className={styles.form}
        variables={() => ({ name })}
        errorsOf={({ createOrganization }) => createOrganization?.errors}
        onDone={({ createOrganization }) => {
          const made = createOrganization?.organization;
          if (made) void enter(made.id);
        }}
      >
        {(errorOf) => (
          <TextInput
            label="Name"
            autoComplete="organization"
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
