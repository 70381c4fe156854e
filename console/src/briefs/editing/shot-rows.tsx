import { ActionIcon, Button, Textarea } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useRowKeys } from '../row-keys.ts';
import type { FormShot } from './edit-form.ts';
import styles from './editing.module.css';

const MOST_SHOTS = 8;

const COLUMNS = [
  ['seen', 'Seen'],
  ['said', 'Said'],
  ['onScreen', 'On screen'],
] as const;

interface ShotRowsProps {
  readonly shots: readonly FormShot[];
  readonly error: string | undefined;
  onChange(shots: readonly FormShot[]): void;
}

/** What is seen, said and shown, to be changed. */
export function ShotRows({ shots, error, onChange }: ShotRowsProps) {
  const rows = useRowKeys(shots.length);
  const change = (index: number, change: Partial<FormShot>) =>
    onChange(shots.map((shot, at) => (at === index ? { ...shot, ...change } : shot)));
  return (
    <fieldset className={styles.shots}>
      <legend>Shots</legend>
      {shots.map((shot, index) => (
        <div key={rows.keyOf(index)} className={styles.shot}>
          {COLUMNS.map(([name, label]) => (
            <Textarea
              key={name}
              label={label}
              aria-label={`Shot ${index + 1}: ${label.toLowerCase()}`}
              maxLength={300}
              autosize
              value={shot[name]}
              onChange={({ currentTarget }) => change(index, { [name]: currentTarget.value })}
            />
          ))}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Remove shot ${index + 1}`}
            onClick={() => {
              rows.remove(index);
              onChange(shots.filter((_, at) => at !== index));
            }}
          >
            <X size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {error !== undefined && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      {shots.length < MOST_SHOTS && (
        <Button
          className={styles.add}
          variant="default"
          size="compact-sm"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => {
            rows.add();
            onChange([...shots, { seen: '', said: '', onScreen: '' }]);
          }}
        >
          Add a shot
        </Button>
      )}
    </fieldset>
  );
}
