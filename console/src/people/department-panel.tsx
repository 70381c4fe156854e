import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { MutationForm } from '../session/mutation-form.tsx';
import styles from './people.module.css';
import {
  CREATE_DEPARTMENT,
  DELETE_DEPARTMENT,
  type Department,
  MOVE_DEPARTMENT,
  RENAME_DEPARTMENT,
} from './people-queries.ts';
import { placeChoices } from './use-departments.ts';

interface DepartmentPanelProps {
  readonly departments: readonly Department[];
  readonly place: string;
  onChanged(): void;
  onChoose(place: string): void;
}

/** What can be done with the chosen department, and a new one beneath it. */
export function DepartmentPanel({ departments, place, onChanged, onChoose }: DepartmentPanelProps) {
  const chosen = departments.find(({ id }) => id === place);
  const [newName, setNewName] = useState('');
  return (
    <section className={styles.panel} aria-label="Change departments">
      <MutationForm
        mutation={CREATE_DEPARTMENT}
        label="New department"
        submit="Make it"
        variant="default"
        className={styles.form}
        variables={() => ({ name: newName, parentId: place === '' ? null : place })}
        errorsOf={({ createDepartment }) => createDepartment.errors}
        onDone={() => {
          setNewName('');
          onChanged();
        }}
      >
        {(errorOf) => (
          <TextInput
            label={chosen === undefined ? 'New department' : `New department in ${chosen.name}`}
            required
            value={newName}
            error={errorOf('name')}
            onChange={({ currentTarget }) => setNewName(currentTarget.value)}
          />
        )}
      </MutationForm>
      {chosen !== undefined && (
        <ChosenDepartment
          key={chosen.id}
          chosen={chosen}
          departments={departments}
          onChanged={onChanged}
          onDeleted={() => {
            onChoose('');
            onChanged();
          }}
        />
      )}
    </section>
  );
}

interface ChosenDepartmentProps {
  readonly chosen: Department;
  readonly departments: readonly Department[];
  onChanged(): void;
  onDeleted(): void;
}

function ChosenDepartment({ chosen, departments, onChanged, onDeleted }: ChosenDepartmentProps) {
  const [name, setName] = useState(chosen.name);
  const [parent, setParent] = useState(chosen.parentId ?? '');
  useEffect(() => setParent(chosen.parentId ?? ''), [chosen.parentId]);
  return (
    <>
      <MutationForm
        mutation={RENAME_DEPARTMENT}
        label="Rename the department"
        submit="Rename it"
        variant="default"
        className={styles.form}
        variables={() => ({ id: chosen.id, name })}
        errorsOf={({ renameDepartment }) => renameDepartment.errors}
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
        submit="Move it"
        variant="default"
        className={styles.form}
        variables={() => ({ id: chosen.id, parentId: parent === '' ? null : parent })}
        errorsOf={({ moveDepartment }) => moveDepartment.errors}
        onDone={onChanged}
      >
        {(errorOf) => (
          <NativeSelect
            label="Beneath"
            value={parent}
            error={errorOf('parentId')}
            data={placeChoices(departments.filter(({ id }) => id !== chosen.id))}
            onChange={({ currentTarget }) => setParent(currentTarget.value)}
          />
        )}
      </MutationForm>
      <MutationForm
        mutation={DELETE_DEPARTMENT}
        label="Delete the department"
        submit={`Delete ${chosen.name}`}
        variant="subtle"
        variables={() => ({ id: chosen.id })}
        errorsOf={({ deleteDepartment }) => deleteDepartment.errors}
        onDone={onDeleted}
      />
    </>
  );
}
