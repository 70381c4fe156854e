import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import styles from '../import.module.css';
import type { RejectedRow } from '../import-queries.ts';

interface RowMenderProps {
  readonly row: RejectedRow;
  readonly header: readonly string[];
  readonly cells: readonly string[];
  onMend(cells: readonly string[]): void;
  onCancel(): void;
}

/** A field for each cell of a rejected row; the one at fault has the focus. */
export function RowMender({ row, header, cells, onMend, onCancel }: RowMenderProps) {
  const [typed, setTyped] = useState(() => header.map((_, index) => cells[index] ?? ''));
  const surplus = cells.slice(header.length);
  const atFault = Math.max(0, row.column === null ? 0 : header.indexOf(row.column));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onMend(typed);
  };
  return (
    <form className={styles.mender} onSubmit={submit} aria-label={`Correct line ${row.line}`}>
      <code className={styles.raw}>{row.raw}</code>
      {surplus.length > 0 && <p>Extra cells: {surplus.join(', ')}</p>}
      <div className={styles.cells}>
        {header.map((name, index) => (
          <TextInput
            // biome-ignore lint/suspicious/noArrayIndexKey: a column has no other identity than its index.
            key={index}
            size="xs"
            label={name === '' ? `Column ${index + 1}` : name}
            data-autofocus={index === atFault}
            autoFocus={index === atFault}
            error={name === row.column}
            value={typed[index] ?? ''}
            onChange={({ currentTarget: { value } }) =>
              setTyped((known) => known.map((cell, other) => (other === index ? value : cell)))
            }
          />
        ))}
      </div>
      <Group gap="xs">
        <Button type="submit" size="compact-sm">
          Done
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
