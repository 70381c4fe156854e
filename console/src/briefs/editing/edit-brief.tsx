import { Button, Textarea } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { PLATFORM_RULES } from '../../../../src/capabilities/briefs/checks/platform-rules.ts';
import { countOf, formatCount } from '../../format/numbers.ts';
import { Failure } from '../../shell/states.tsx';
import { type EditableField, FIELD_NAMES } from '../brief-names.ts';
import { type Brief, EDIT_BRIEF } from '../brief-queries.ts';
import { PLATFORM_NAMES } from '../brief-search.ts';
import styles from '../briefs.module.css';
import { type EditErrors, readEditErrors } from './edit-errors.ts';
import { changedFields, type EditForm, toEditForm, toEdits } from './edit-form.ts';
import editing from './editing.module.css';
import { ShotRows } from './shot-rows.tsx';

interface EditBriefProps {
  readonly brief: Brief;
  onDone(): void;
}

const QUESTION = 'Leave without saving your changes?';

const NO_ERRORS: EditErrors = new Map();

/** The written fields of a brief as inputs. What was typed is not lost without a question. */
export function EditBrief({ brief, onDone }: EditBriefProps) {
  const client = useClient();
  const [before] = useState(() => toEditForm(brief));
  const [form, setForm] = useState(before);
  const [errors, setErrors] = useState(NO_ERRORS);
  const [failure, setFailure] = useState<CombinedError>();
  const [isUnderWay, setIsUnderWay] = useState(false);
  const changed = changedFields(before, form);
  const isDirty = changed.length > 0;
  const mayLeave = () => !isDirty || window.confirm(QUESTION);
  useBlocker({ shouldBlockFn: () => !mayLeave(), enableBeforeUnload: isDirty, disabled: !isDirty });

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!isDirty) return onDone();
    setIsUnderWay(true);
    const input = toEdits(brief.id, form, changed);
    const { data, error } = await client.mutation(EDIT_BRIEF, { input }).toPromise();
    setIsUnderWay(false);
    setFailure(error);
    setErrors(readEditErrors(data?.editBrief?.errors ?? []));
    if (data?.editBrief?.brief != null) onDone();
  };

  const set = (change: Partial<EditForm>) => setForm((known) => ({ ...known, ...change }));
  const { name, captionIs, captionLength, hashtags } = PLATFORM_RULES[brief.request.platform];
  const field = (key: Exclude<EditableField, 'shots'>, minRows: number, description?: string) => (
    <Textarea
      label={FIELD_NAMES[key]}
      description={description}
      autosize
      minRows={minRows}
      value={form[key]}
      error={errors.get(key)}
      onChange={({ currentTarget }) => set({ [key]: currentTarget.value })}
    />
  );
  const general = errors.get('');
  return (
    <form className={`${styles.panel} ${editing.form}`} onSubmit={save} aria-labelledby="edit">
      <h2 id="edit">Edit the brief for {PLATFORM_NAMES[brief.request.platform]}</h2>
      {field('keyMessage', 1)}
      {field('creativeAngle', 3, 'What the creator should make, and why')}
      {field('hookIdeas', 3, 'One per line, 3 to 5')}
      <ShotRows shots={form.shots} error={errors.get('shots')} onChange={(shots) => set({ shots })} />
      {field(
        'caption',
        5,
        `${countOf(form.caption.length, 'character')}. A ${name} ${captionIs} has up to ${formatCount(captionLength)}`,
      )}
      {field('hashtags', 1, `${hashtags.least} to ${hashtags.most}, with spaces between`)}
      {field('cta', 1)}
      {field('tone', 1)}
      <div className={editing.pair}>
        {field('dos', 3, 'One per line, 2 to 6')}
        {field('donts', 3, 'One per line, 2 to 6')}
      </div>
      {field('objective', 1, 'For you: the creator does not see it')}
      {failure !== undefined && <Failure title="Changes could not be saved" error={failure} />}
      {general !== undefined && <Failure title="Changes could not be saved" error={general} />}
      <div className={editing.end}>
        <Button type="submit" loading={isUnderWay} disabled={!isDirty}>
          Save
        </Button>
        <Button
          variant="default"
          onClick={() => {
            if (mayLeave()) onDone();
          }}
        >
          Cancel
        </Button>
        {errors.size > 0 && <span role="status">Not saved: see what is marked above.</span>}
        {errors.size === 0 && isDirty && <span role="status">Not saved yet</span>}
      </div>
    </form>
  );
}
