import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import type { BriefForm } from '../brief-search.ts';
import { CATEGORIES } from './categories.ts';
import { listCountries } from './countries.ts';
import { DeliverableRows } from './deliverable-rows.tsx';
import type { FieldErrors } from './field-errors.ts';
import styles from './form.module.css';

interface MoreFieldsProps {
  readonly form: BriefForm;
  readonly errors: FieldErrors;
  set(change: Partial<BriefForm>): void;
}

/** What is rarely said of a brief. */
export function MoreFields({ form, errors, set }: MoreFieldsProps) {
  const countries = useMemo(listCountries, []);
  return (
    <div className={styles.more}>
      <div className={styles.column}>
        <DeliverableRows
          platform={form.platform}
          deliverables={form.deliverables}
          errors={errors}
          onChange={(deliverables) => set({ deliverables })}
        />
        <fieldset className={styles.rows}>
          <legend>Dates</legend>
          {errors.get('dates') !== undefined && <p className={styles.error}>{errors.get('dates')}</p>}
          <div className={styles.dates}>
            <TextInput
              type="date"
              label="First day"
              required={form.to !== ''}
              value={form.from}
              error={errors.get('dates.from')}
              onChange={({ currentTarget }) => set({ from: currentTarget.value })}
            />
            <TextInput
              type="date"
              label="Last day"
              required={form.from !== ''}
              min={form.from}
              value={form.to}
              error={errors.get('dates.to')}
              onChange={({ currentTarget }) => set({ to: currentTarget.value })}
            />
          </div>
        </fieldset>
        <NativeSelect
          label="Country"
          description="Whose rules for advertising apply"
          value={form.country}
          data={[{ value: '', label: 'Not known' }, ...countries]}
          error={errors.get('country')}
          onChange={({ currentTarget }) => set({ country: currentTarget.value })}
        />
        <NativeSelect
          label="Category"
          value={form.category}
          data={[
            { value: '', label: 'Chosen by the product' },
            ...CATEGORIES.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          error={errors.get('category')}
          onChange={({ currentTarget }) => set({ category: currentTarget.value })}
        />
      </div>
      <div className={styles.column}>
        <TextInput
          label="Tone"
          placeholder="such as playful, or calm and expert"
          maxLength={80}
          value={form.tone}
          error={errors.get('tone')}
          onChange={({ currentTarget }) => set({ tone: currentTarget.value })}
        />
        <TextInput
          label="Language"
          description="A tag such as en, de or pt-BR"
          value={form.locale}
          error={errors.get('locale')}
          onChange={({ currentTarget }) => set({ locale: currentTarget.value })}
        />
        <Textarea
          label="Must mention"
          description="One phrase per line, used word for word"
          autosize
          minRows={2}
          value={form.mustMention}
          error={errorOfLines(errors, 'mustMention')}
          onChange={({ currentTarget }) => set({ mustMention: currentTarget.value })}
        />
        <Textarea
          label="Must avoid"
          description="One word or phrase per line"
          autosize
          minRows={2}
          value={form.mustAvoid}
          error={errorOfLines(errors, 'mustAvoid')}
          onChange={({ currentTarget }) => set({ mustAvoid: currentTarget.value })}
        />
      </div>
    </div>
  );
}

/** What is wrong with a field of lines, or with the first of its lines that something is wrong with. */
function errorOfLines(errors: FieldErrors, field: string): string | undefined {
  return errors.get(field) ?? [...errors].find(([name]) => name.startsWith(`${field}.`))?.[1];
}
