import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { PLATFORM_RULES } from '../../../../src/capabilities/briefs/checks/platform-rules.ts';
import { readOneOf } from '../../shell/search.ts';
import { nameFormats } from '../brief-names.ts';
import { FORMATS, type FormDeliverable, PLATFORM_NAMES, type Platform } from '../brief-search.ts';
import type { FieldErrors } from './field-errors.ts';
import styles from './form.module.css';

interface DeliverableRowsProps {
  readonly platform: Platform;
  readonly deliverables: readonly FormDeliverable[];
  readonly errors: FieldErrors;
  onChange(deliverables: readonly FormDeliverable[]): void;
}

/** What the creator delivers, in formats that the platform has, each once. */
export function DeliverableRows({ platform, deliverables, errors, onChange }: DeliverableRowsProps) {
  const { formats } = PLATFORM_RULES[platform];
  const left = formats.filter((format) => deliverables.every((row) => row.format !== format));
  const change = (index: number, change: Partial<FormDeliverable>) =>
    onChange(deliverables.map((row, at) => (at === index ? { ...row, ...change } : row)));
  const [next] = left;
  return (
    <fieldset className={styles.rows}>
      <legend>Deliverables</legend>
      <p className={styles.hint}>If empty, one of the usual format on {PLATFORM_NAMES[platform]}.</p>
      {errors.get('deliverables') !== undefined && (
        <p className={styles.error}>{errors.get('deliverables')}</p>
      )}
      {deliverables.map(({ format, count }, index) => (
        <div key={format} className={styles.deliverable}>
          <TextInput
            type="number"
            min={1}
            max={20}
            required
            aria-label={`How many ${nameFormats(format).toLowerCase()}`}
            value={count === 0 ? '' : count}
            error={errors.get(`deliverables.${index}.count`)}
            onChange={({ currentTarget }) => change(index, { count: Number(currentTarget.value) })}
          />
          <NativeSelect
            aria-label={`Format ${index + 1}`}
            value={format}
            data={formats
              .filter((name) => name === format || left.includes(name))
              .map((name) => ({ value: name, label: nameFormats(name) }))}
            onChange={({ currentTarget }) =>
              change(index, { format: readOneOf(FORMATS, currentTarget.value, format) })
            }
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Remove ${nameFormats(format).toLowerCase()}`}
            onClick={() => onChange(deliverables.filter((_, at) => at !== index))}
          >
            <X size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {next !== undefined && (
        <Button
          variant="default"
          size="compact-sm"
          className={styles.add}
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => onChange([...deliverables, { format: next, count: 1 }])}
        >
          Add a format
        </Button>
      )}
    </fieldset>
  );
}
