import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ExportPreview } from '../../../../src/capabilities/imports/contract.ts';
import { countOf, formatCount } from '../../format/numbers.ts';
import { useIsLeftBehind } from '../../session/use-is-left-behind.ts';
import { readOneOf } from '../../shell/search.ts';
import { Failure, Waiting } from '../../shell/states.tsx';
import styles from '../import.module.css';
import { DATE_ORDERS, type ImportDraft, NUMBER_FORMATS, POSTS } from '../import-draft.ts';
import { exceedsLimit } from './exceeds-limit.ts';
import { FieldMapping } from './field-mapping.tsx';
import { requestPreview } from './preview-request.ts';
import { PreviewRows } from './preview-rows.tsx';

interface PreviewStepProps {
  readonly draft: ImportDraft;
  onChange(draft: ImportDraft): void;
  onCancel(): void;
  onImport(): void;
  onCheck(): void;
}

const DELIMITERS = ['', ',', ';', '\t', '|'] as const;
const ENCODINGS = ['utf-8', 'latin1', 'utf-16', 'utf-16le', 'utf-16be'] as const;
const DELIMITER_NAMES = {
  '': 'detect automatically',
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
} as const;

const NUMBER_FORMAT_NAMES = {
  '': 'as the values show',
  en: 'English: 1,234.5',
  de: 'German: 1.234,5',
} as const;
const DATE_ORDER_NAMES = { '': 'as the values show', dmy: 'day first', mdy: 'month first' } as const;
const POSTS_NAMES = { latest: 'count as imported last', sum: 'add up' } as const;

/** How a file was understood, with a menu for each field, and its first rows. */
export function PreviewStep({ draft, onChange, onCancel, onImport, onCheck }: PreviewStepProps) {
  const { preview, error } = usePreview(draft);
  const isOverLimit = preview?.sample != null && exceedsLimit(draft.rejectLimit, preview.sample);
  const isReady = preview !== undefined && preview.problems.length === 0 && draft.source.trim() !== '';
  return (
    <div className={styles.steps}>
      <section className={styles.panel} aria-labelledby="file">
        <h2 id="file" className={styles.title}>
          {draft.file.name}
        </h2>
        <div className={styles.options}>
          <TextInput
            label="Source"
            description="Importing a source again replaces its earlier rows"
            value={draft.source}
            error={draft.source.trim() === '' ? 'Enter a name' : null}
            onChange={({ currentTarget }) => onChange({ ...draft, source: currentTarget.value })}
          />
          <TextInput
            label="Maximum rejected rows"
            description="With more, nothing is published. Example: 10% or 250"
            value={draft.rejectLimit}
            onChange={({ currentTarget }) => onChange({ ...draft, rejectLimit: currentTarget.value })}
          />
          <NativeSelect
            label="Delimiter"
            description={preview === undefined ? ' ' : `Detected: ${DELIMITER_NAMES[preview.delimiter]}`}
            value={draft.delimiter}
            data={DELIMITERS.map((delimiter) => ({ value: delimiter, label: DELIMITER_NAMES[delimiter] }))}
            onChange={({ currentTarget }) =>
              onChange({ ...draft, delimiter: readOneOf(DELIMITERS, currentTarget.value, ''), mapped: {} })
            }
          />
          <NativeSelect
            label="Encoding"
            description={preview === undefined ? ' ' : `Read as ${preview.encoding}`}
            value={draft.encoding}
            data={[...ENCODINGS]}
            onChange={({ currentTarget }) =>
              onChange({ ...draft, encoding: readOneOf(ENCODINGS, currentTarget.value, 'utf-8') })
            }
          />
          <NativeSelect
            label="Number format"
            description={preview === undefined ? ' ' : describeNumbers(preview)}
            value={draft.numberFormat}
            data={NUMBER_FORMATS.map((format) => ({ value: format, label: NUMBER_FORMAT_NAMES[format] }))}
            onChange={({ currentTarget }) =>
              onChange({ ...draft, numberFormat: readOneOf(NUMBER_FORMATS, currentTarget.value, '') })
            }
          />
          <NativeSelect
            label="Date order"
            description="Of dates such as 02/01/2026"
            value={draft.dateOrder}
            data={DATE_ORDERS.map((order) => ({ value: order, label: DATE_ORDER_NAMES[order] }))}
            onChange={({ currentTarget }) =>
              onChange({ ...draft, dateOrder: readOneOf(DATE_ORDERS, currentTarget.value, '') })
            }
          />
          <NativeSelect
            label="Posts that other sources have"
            description="Where platform, post id, campaign and influencer are the same"
            value={draft.posts}
            data={POSTS.map((posts) => ({ value: posts, label: POSTS_NAMES[posts] }))}
            onChange={({ currentTarget }) =>
              onChange({ ...draft, posts: readOneOf(POSTS, currentTarget.value, 'latest') })
            }
          />
          {/\.xlsx$/i.test(draft.file.name) && (
            <TextInput
              label="Sheet"
              description="Its name or number; the first by default"
              value={draft.sheet}
              onChange={({ currentTarget }) => onChange({ ...draft, sheet: currentTarget.value })}
            />
          )}
          {(draft.forgets || isMappedAsBefore(preview)) && (
            <Checkbox
              label="Forget how it was read before"
              description="Columns, values and formats are found anew"
              checked={draft.forgets}
              onChange={({ currentTarget }) => onChange({ ...draft, forgets: currentTarget.checked })}
            />
          )}
        </div>
      </section>
      {error !== undefined && <Failure title="File could not be read" error={error} />}
      {preview === undefined && error === undefined && (
        <Waiting label="Reading the file" heights={[220, 180]} />
      )}
      {preview !== undefined && (
        <>
          <FieldMapping preview={preview} draft={draft} onChange={onChange} />
          <PreviewRows preview={preview} />
        </>
      )}
      <div className={styles.go}>
        <p role="status" className={styles.verdict}>
          {describe(preview)}
          {isOverLimit && (
            <strong className={styles.warning}>
              {`, more than the maximum of ${draft.rejectLimit}. If the rest is like this, nothing is published.`}
            </strong>
          )}
        </p>
        <Button variant="subtle" onClick={onCancel}>
          Choose another file
        </Button>
        <Button variant="default" disabled={!isReady} onClick={onCheck}>
          Check only
        </Button>
        <Button disabled={!isReady} onClick={onImport}>
          Import
        </Button>
      </div>
    </div>
  );
}

/** Whether options were taken from the last import of the source, or from the one that rejected these rows. */
function isMappedAsBefore(preview: ExportPreview | undefined): boolean {
  return preview?.notices.some((notice) => notice.startsWith('Mapped as ')) === true;
}

function describeNumbers({ columns }: ExportPreview): string {
  const read = new Set(columns.flatMap(({ numberFormat }) => (numberFormat === null ? [] : [numberFormat])));
  return read.size === 0 ? 'All read the same either way' : `Read as ${[...read].join(' and ')}`;
}

function describe(preview: ExportPreview | undefined): string {
  if (preview === undefined) return '';
  const { problems, sample } = preview;
  if (problems.length > 0 || sample === null) return `${countOf(problems.length, 'problem')} to solve above`;
  if (sample.rejected === 0) return `The first ${countOf(sample.read, 'row')} are valid`;
  return `${formatCount(sample.rejected)} of the first ${countOf(sample.read, 'row')} would be rejected`;
}

/** The preview of a draft, asked for anew whenever something is said that changes how the file is read. */
function usePreview({
  file,
  rejectLimit: _limit,
  posts: _posts,
  allowsShrinking: _allowed,
  ...reading
}: ImportDraft) {
  const [state, setState] = useState<{ preview?: ExportPreview; error?: Error }>({});
  const isLeftBehind = useIsLeftBehind();
  const options = JSON.stringify(reading);
  useEffect(() => {
    // It would be refused until the session is back in its organization.
    if (isLeftBehind) return;
    const departure = new AbortController();
    requestPreview(file, JSON.parse(options), departure.signal).then(
      (preview) => setState({ preview }),
      (error: unknown) => {
        if (!departure.signal.aborted)
          setState({ error: error instanceof Error ? error : new Error(String(error)) });
      },
    );
    return () => departure.abort();
  }, [file, options, isLeftBehind]);
  return state;
}
