import { ActionIcon, Button, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import type { FormFact } from '../brief-search.ts';
import { useRowKeys } from '../row-keys.ts';
import type { FieldErrors } from './field-errors.ts';
import styles from './form.module.css';

const MOST_FACTS = 12;

interface FactRowsProps {
  readonly facts: readonly FormFact[];
  readonly errors: FieldErrors;
  onChange(facts: readonly FormFact[]): void;
}

/** What may be claimed of the product: nothing else is. */
export function FactRows({ facts, errors, onChange }: FactRowsProps) {
  const rows = useRowKeys(facts.length);
  const change = (index: number, change: Partial<FormFact>) =>
    onChange(facts.map((fact, at) => (at === index ? { ...fact, ...change } : fact)));
  return (
    <fieldset className={styles.rows}>
      <legend>Facts</legend>
      <p className={styles.hint}>Only these claims are made of the product. A proof helps who is asked.</p>
      {errors.get('facts') !== undefined && <p className={styles.error}>{errors.get('facts')}</p>}
      {facts.map(({ claim, proof }, index) => (
        <div key={rows.keyOf(index)} className={styles.fact}>
          <TextInput
            aria-label={`Claim ${index + 1}`}
            placeholder="Keeps warm for 12 hours"
            maxLength={200}
            value={claim}
            error={errors.get(`facts.${index}.claim`)}
            onChange={({ currentTarget }) => change(index, { claim: currentTarget.value })}
          />
          <TextInput
            aria-label={`Proof of claim ${index + 1}`}
            placeholder="Proof, such as a test"
            maxLength={300}
            value={proof}
            error={errors.get(`facts.${index}.proof`)}
            onChange={({ currentTarget }) => change(index, { proof: currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Remove claim ${index + 1}`}
            onClick={() => {
              rows.remove(index);
              onChange(facts.filter((_, at) => at !== index));
            }}
          >
            <X size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {facts.length < MOST_FACTS && (
        <Button
          variant="default"
          size="compact-sm"
          className={styles.add}
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => {
            rows.add();
            onChange([...facts, { claim: '', proof: '' }]);
          }}
        >
          Add a fact
        </Button>
      )}
    </fieldset>
  );
}
