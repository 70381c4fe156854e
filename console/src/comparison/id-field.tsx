import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useId } from 'react';
import styles from './comparison.module.css';

interface IdFieldProps {
  readonly label: string;
  readonly submit: string;
  readonly value: string;
  readonly suggestions: readonly string[];
  readonly isDisabled?: boolean;
  onType(text: string): void;
  onChoose(id: string): void;
}

/** A search for something by its id: what is typed brings suggestions, and Enter takes it. */
export function IdField({
  label,
  submit,
  value,
  suggestions,
  isDisabled = false,
  onType,
  onChoose,
}: IdFieldProps) {
  const listId = useId();
  const choose = (event: FormEvent) => {
    event.preventDefault();
    const typed = value.trim();
    // Of what was typed in part there may be only one.
    const [only, another] = suggestions;
    const id = suggestions.includes(typed) || another !== undefined || only === undefined ? typed : only;
    if (id !== '') onChoose(id);
  };
  return (
    <form className={styles.search} onSubmit={choose} aria-label={`${submit} ${label.toLowerCase()}`}>
      <TextInput
        type="search"
        label={label}
        placeholder="part of a name"
        list={listId}
        autoComplete="off"
        maxLength={200}
        disabled={isDisabled}
        value={value}
        onChange={({ currentTarget }) => onType(currentTarget.value)}
      />
      <datalist id={listId}>
        {suggestions.map((id) => (
          <option key={id} value={id} />
        ))}
      </datalist>
      <Button type="submit" variant="default" disabled={isDisabled}>
        {submit}
      </Button>
    </form>
  );
}
