import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Viewer } from '../session/session-queries.ts';
import { isAllowedIn } from '../session/use-viewer.ts';
import { ConfirmButton } from '../sign-in/confirm-button.tsx';
import { MutationForm } from '../sign-in/mutation-form.tsx';
import styles from './people.module.css';
import {
  CREATE_DEPARTMENT,
  DELETE_DEPARTMENT,
  type Department,
  MOVE_DEPARTMENT,
  RENAME_DEPARTMENT,
} from './people-queries.ts';
import { departmentChoices, withoutBranch } from './use-departments.ts';

interface DepartmentPanelProps {
  readonly viewer: Viewer;
  readonly departments: readonly Department[];
  readonly organization: string;
  readonly selected: string;
  onChanged(): void;
  onChoose(selected: string): void;
}

/** A new department beneath the selected department, and what can be done with the chosen one. */
export function DepartmentPanel(props: DepartmentPanelProps) {
  const { departments, organization, selected, onChanged } = props;
  const chosen = departments.find(({ id }) => id === selected);
  const [newName, setNewName] = useState('');
  return (
    <>
      <section className={styles.panel} aria-labelledby="new-department">
        <h2 id="new-department">New department in {chosen?.name ?? organization}</h2>
        <MutationForm
          mutation={CREATE_DEPARTMENT}
          label="New department"
          submit="Add"
          variant="default"
          className={styles.pair}
          variables={() => ({ name: newName, parentId: selected === '' ? null : selected })}
          errorsOf={({ createDepartment }) => createDepartment?.errors}
          onDone={() => {
            setNewName('');
            onChanged();
          }}
        >
          {(errorOf) => (
            <TextInput
              label="Name of the new department"
              required
              value={newName}
              error={errorOf('name')}
              onChange={({ currentTarget }) => setNewName(currentTarget.value)}
            />
          )}
        </MutationForm>
      </section>
      {chosen !== undefined && <ChosenDepartment key={chosen.id} {...props} chosen={chosen} />}
    </>
  );
}

interface ChosenDepartmentProps extends DepartmentPanelProps {
  readonly chosen: Department;
}

function ChosenDepartment(props: ChosenDepartmentProps) {
  const { viewer, chosen, departments, organization, onChanged, onChoose } = props;
  const [name, setName] = useState(chosen.name);
  const [parent, setParent] = useState(chosen.parentId ?? '');
  useEffect(() => setParent(chosen.parentId ?? ''), [chosen.parentId]);
  return (
    <section className={styles.panel} aria-labelledby="chosen-department">
      <h2 id="chosen-department">Change {chosen.name}</h2>
      <MutationForm
        mutation={RENAME_DEPARTMENT}
        label="Rename the department"
        submit="Rename"
        variant="default"
        className={styles.pair}
        variables={() => ({ id: chosen.id, name })}
        errorsOf={({ renameDepartment }) => renameDepartment?.errors}
        onDone={onChanged}
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
      <MutationForm
        mutation={MOVE_DEPARTMENT}
        label="Move the department"
        submit="Move"
        variant="default"
        className={styles.pair}
        variables={() => ({ id: chosen.id, parentId: parent === '' ? null : parent })}
        errorsOf={({ moveDepartment }) => moveDepartment?.errors}
        onDone={onChanged}
      >
        {(errorOf) => (
          <NativeSelect
            label="Move to"
            value={parent}
            error={errorOf('parentId')}
            data={departmentChoices(withoutBranch(chosen.id, departments), organization)}
            onChange={({ currentTarget }) => setParent(currentTarget.value)}
          />
        )}
      </MutationForm>
      {isAllowedIn(viewer, 'administer', chosen.id, departments) && (
        <ConfirmButton
          mutation={DELETE_DEPARTMENT}
          variables={{ id: chosen.id }}
          label={`Delete ${chosen.name}`}
          question={`Delete ${chosen.name} and all roles in it?`}
          errorsOf={({ deleteDepartment }) => deleteDepartment?.errors}
          onDone={() => {
            onChoose('');
            onChanged();
          }}
        />
      )}
    </section>
  );
}
