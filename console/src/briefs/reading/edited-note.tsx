import { formatTime } from '../../format/times.ts';
import { useEverybody } from '../../people/use-everybody.ts';
import { isGuest } from '../../session/credentials.ts';
import { useViewer } from '../../session/use-viewer.ts';
import { EDITABLE_FIELDS, FIELD_NAMES } from '../brief-names.ts';
import type { Brief } from '../brief-queries.ts';
import styles from '../briefs.module.css';
import sheet from './sheet.module.css';
import { ShotsTable } from './shots-table.tsx';

type Original = NonNullable<Brief['original']>;

/** That people changed a brief, and how it was written before they did. */
export function EditedNote({ brief: { edit, original } }: { readonly brief: Brief }) {
  if (edit === null || original === null) return null;
  const fields = EDITABLE_FIELDS.filter((field) => edit.fields.includes(field));
  return (
    <div className={styles.arrival}>
      Edited by <Editor id={edit.editedBy} /> on {formatTime(edit.editedAt)}.
      <details className={sheet.original}>
        <summary>Show what was written</summary>
        {fields.map((field) => (
          <div key={field} className={sheet.section}>
            <h2>{FIELD_NAMES[field]}</h2>
            <Written original={original} field={field} />
          </div>
        ))}
      </details>
    </div>
  );
}

function Written({
  original,
  field,
}: {
  readonly original: Original;
  readonly field: keyof typeof FIELD_NAMES;
}) {
  if (field === 'shots') return <ShotsTable shots={original.shots} />;
  const value = original[field];
  if (typeof value === 'string') return <p className={sheet.asWritten}>{value}</p>;
  return <p className={sheet.asWritten}>{value.join(field === 'hashtags' ? ' ' : '\n')}</p>;
}

function Editor({ id }: { readonly id: string | null }) {
  const viewer = useViewer();
  if (id === null) return 'a program';
  if (viewer?.person?.id === id) return 'you';
  return isGuest() ? 'somebody of the team' : <Member id={id} />;
}

function Member({ id }: { readonly id: string }) {
  const member = useEverybody().find(({ personId }) => personId === id);
  if (member === undefined) return 'somebody of the team';
  return member.name === '' ? member.email : member.name;
}
