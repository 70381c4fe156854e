import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { VariablesOf } from '../graph/graphql.ts';
import type { Department } from '../people/people-queries.ts';
import { departmentChoices, pathOf } from '../people/use-departments.ts';
import { MutationForm } from '../sign-in/mutation-form.tsx';
import styles from './sharing.module.css';
import { ASSIGN } from './sharing-queries.ts';

interface AssignPanelProps {
  readonly resource: VariablesOf<typeof ASSIGN>['resource'];
  readonly id: string;
  /** Department now; null: to the organization as a whole. */
  readonly departmentId: string | null;
  readonly departments: readonly Department[];
  readonly organization: string;
  onChanged(): void;
}

/** Gives it to a department: whoever has a role there holds it on this, too. */
export function AssignPanel(props: AssignPanelProps) {
  const { resource, id, departmentId, departments, organization, onChanged } = props;
  const [selected, setSelected] = useState(departmentId ?? '');
  return (
    <section className={styles.panel} aria-labelledby="assign">
      <div>
        <h2 id="assign">Department</h2>
        <p className={styles.lead} role="status">
          Now: {pathOf(departmentId, departments, organization)}. Roles in this department and above apply to
          it.
        </p>
      </div>
      <MutationForm
        mutation={ASSIGN}
        label="Move to a department"
        submit="Move"
        variant="default"
        className={styles.inline}
        variables={() => ({ resource, id, departmentId: selected === '' ? null : selected })}
        errorsOf={({ assignDepartment }) => assignDepartment?.errors}
        onDone={onChanged}
      >
        {(errorOf) => (
          <NativeSelect
            label="Move to"
            value={selected}
            data={departmentChoices(departments, organization)}
            error={errorOf('departmentId')}
            onChange={({ currentTarget }) => setSelected(currentTarget.value)}
          />
        )}
      </MutationForm>
    </section>
  );
}
