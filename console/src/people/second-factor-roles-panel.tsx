import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import sessionStyles from '../session/session.module.css';
import { ROLES, type Role } from '../session/use-viewer.ts';
import { Failure } from '../shell/states.tsx';
import { MutationForm } from '../sign-in/mutation-form.tsx';
import styles from './people.module.css';
import { ORGANIZATION, REQUIRE_SECOND_FACTOR } from './people-queries.ts';
import { ROLE_NAMES } from './roles.ts';

/** Which roles need a second factor, for those who may say so. */
export function SecondFactorRolesPanel() {
  const [{ data, error }] = useQuery({ query: ORGANIZATION, requestPolicy: 'network-only' });
  const [chosen, setChosen] = useState<readonly Role[]>();
  const [isDone, setIsDone] = useState(false);
  const roles = chosen ?? data?.organization?.secondFactorRoles;
  return (
    <section className={styles.panel} aria-labelledby="second-factor-roles">
      <h2 id="second-factor-roles">Second factor</h2>
      {error !== undefined && <Failure title="Organization could not be loaded" error={error} />}
      {roles !== undefined && (
        <MutationForm
          mutation={REQUIRE_SECOND_FACTOR}
          label="Require a second factor"
          submit="Save"
          variant="default"
          className={sessionStyles.form}
          variables={() => ({ roles: [...roles] })}
          errorsOf={({ requireSecondFactor }) => requireSecondFactor?.errors}
          onDone={() => setIsDone(true)}
        >
          {(errorOf) => (
            <Checkbox.Group
              label="Required in these roles"
              description="Whoever has one of them, and no second factor, sees nothing until they add one."
              value={[...roles]}
              error={errorOf('roles')}
              onChange={(values) => {
                setIsDone(false);
                setChosen(ROLES.filter((role) => values.includes(role)));
              }}
            >
              {ROLES.map((role) => (
                <Checkbox key={role} value={role} label={ROLE_NAMES[role]} mt="xs" />
              ))}
            </Checkbox.Group>
          )}
        </MutationForm>
      )}
      {isDone && <p role="status">Saved.</p>}
    </section>
  );
}
