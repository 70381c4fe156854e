import { NativeSelect, TextInput } from '@mantine/core';
import { Check, CircleAlert, Minus } from 'lucide-react';
import type { ExportPreview, PreviewedField } from '../../../../src/capabilities/imports/contract.ts';
import styles from '../import.module.css';
import { type ImportDraft, withField } from '../import-draft.ts';

interface FieldMappingProps {
  readonly preview: ExportPreview;
  readonly draft: ImportDraft;
  onChange(draft: ImportDraft): void;
}

/** Fields that are called otherwise than their name says. */
const FIELD_LABELS: Readonly<Partial<Record<PreviewedField['field'], string>>> = {
  campaignId: 'Campaign',
  influencerId: 'Influencer',
  postId: 'Post',
  url: 'URL',
};

const UNREAD = '';
const FIXED = 'fixed';

/** A menu for each field: the column that it is read from. */
export function FieldMapping({ preview, draft, onChange }: FieldMappingProps) {
  return (
    <section className={styles.panel} aria-labelledby="mapping">
      <h2 id="mapping" className={styles.title}>
        Column mapping
      </h2>
      <div role="status">
        {preview.problems.length > 0 && (
          <ul className={styles.problems}>
            {preview.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
        {preview.notices.map((notice) => (
          <p key={notice}>{notice}</p>
        ))}
      </div>
      <div className={styles.fields}>
        {preview.fields.map((field) => (
          <FieldMenu key={field.field} field={field} preview={preview} draft={draft} onChange={onChange} />
        ))}
      </div>
    </section>
  );
}

/** What a field is called for somebody who looks at a table: "Posted at" for postedAt. */
function labelOf(field: PreviewedField['field']): string {
  const words = field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return FIELD_LABELS[field] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function FieldMenu({
  field,
  preview,
  draft,
  onChange,
}: FieldMappingProps & { readonly field: PreviewedField }) {
  const name = labelOf(field.field);
  const isFixed = field.fixed !== null;
  const isFound = field.column !== null || isFixed;
  const isWanting = field.problem !== null && !isFound;
  const columns = preview.columns.map((column, index) => ({
    value: String(index),
    label: `${column.name === '' ? '(no name)' : column.name}${isNear(field, index) ? ' · near' : ''}`,
  }));
  return (
    <div className={styles.field} data-state={isWanting ? 'wanting' : isFound ? 'found' : 'absent'}>
      <span className={styles.mark} aria-hidden>
        {isWanting ? <CircleAlert size={16} /> : isFound ? <Check size={16} /> : <Minus size={16} />}
      </span>
      <NativeSelect
        label={
          <>
            {name}
            {field.need === 'needed' && <span className={styles.need}> required</span>}
            {field.need === 'one' && <span className={styles.need}> one of three required</span>}
          </>
        }
        value={isFixed ? FIXED : (field.column?.toString() ?? UNREAD)}
        data={[
          { value: UNREAD, label: isWanting ? 'Choose a column' : 'not in the file' },
          ...columns,
          ...(field.field === 'campaignId' || field.field === 'platform'
            ? [{ value: FIXED, label: 'Same value for every row …' }]
            : []),
        ]}
        onChange={({ currentTarget: { value } }) =>
          onChange(
            withField(
              draft,
              field.field,
              value === FIXED ? { value: 'campaign' } : value === UNREAD ? null : Number(value),
            ),
          )
        }
      />
      {isFixed && (
        <TextInput
          aria-label={`${name} for every row`}
          mt={6}
          value={field.fixed ?? ''}
          onChange={({ currentTarget }) =>
            onChange(withField(draft, field.field, { value: currentTarget.value }))
          }
        />
      )}
    </div>
  );
}

function isNear({ suggestions }: PreviewedField, column: number): boolean {
  return suggestions.includes(column);
}
