import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { VariablesOf } from '../graph/graphql.ts';
import type { Department } from '../people/people-queries.ts';
import { placeChoices } from '../people/use-departments.ts';
import { MutationForm } from '../session/mutation-form.tsx';
import styles from './sharing.module.css';
import { ASSIGN } from './sharing-queries.ts';

interface AssignPanelProps {
  readonly resource: VariablesOf<typeof ASSIGN>['resource'];
  readonly id: string;
  readonly departments: readonly Department[];
}

/** Gives it to a department: whoever has a role there holds it on this, too. */
export function AssignPanel({ resource, id, departments }: AssignPanelProps) {
  const [place, setPlace] = useState('');
  const [isDone, setIsDone] = useState(false);
  return (
    <section className={styles.panel} aria-labelledby="assign">
      <h2 id="assign">Where it belongs</h2>
      <MutationForm
        mutation={ASSIGN}
        label="Give it to a department"
        submit="Give it there"
        variant="default"
        className={styles.inline}
        variables={() => ({ resource, id, departmentId: place === '' ? null : place })}
        errorsOf={({ assignDepartment }) => assignDepartment.errors}
        onDone={() => setIsDone(true)}
      >
        {(errorOf) => (
          <NativeSelect
            label="To"
            value={place}
            data={placeChoices(departments)}
            error={errorOf('departmentId')}
            onChange={({ currentTarget }) => {
              setPlace(currentTarget.value);
              setIsDone(false);
            }}
          />
        )}
      </MutationForm>
      {isDone && <p role="status">It belongs there now.</p>}
    </section>
  );
}
