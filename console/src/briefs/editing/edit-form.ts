import { EDITABLE_FIELDS, type EditableField } from '../brief-names.ts';
import type { Brief, Edits } from '../brief-queries.ts';
import { linesOf, optional } from '../typed-text.ts';

/** A shot as it is typed: what is blank is not there. */
export interface FormShot {
  readonly seen: string;
  readonly said: string;
  readonly onScreen: string;
}

/** The written fields of a brief as they are typed. */
export interface EditForm extends Readonly<Record<Exclude<EditableField, 'shots'>, string>> {
  readonly shots: readonly FormShot[];
}

/** Of lists an entry a line, of hashtags with spaces between. */
export function toEditForm(brief: Brief): EditForm {
  const { objective, keyMessage, creativeAngle, caption, cta, tone } = brief;
  return {
    objective,
    keyMessage,
    creativeAngle,
    caption,
    cta,
    tone,
    hookIdeas: brief.hookIdeas.join('\n'),
    dos: brief.dos.join('\n'),
    donts: brief.donts.join('\n'),
    hashtags: brief.hashtags.join(' '),
    shots: brief.shots.map(({ seen, said, onScreen }) => ({
      seen,
      said: said ?? '',
      onScreen: onScreen ?? '',
    })),
  };
}

/** The fields that are not as they were when somebody began to change them. */
export function changedFields(before: EditForm, now: EditForm): readonly EditableField[] {
  return EDITABLE_FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(now[field]));
}

/** What is to be kept, as the graph takes it: what nobody touched is left out. */
export function toEdits(id: string, form: EditForm, fields: readonly EditableField[]): Edits {
  const values = {
    ...form,
    hookIdeas: linesOf(form.hookIdeas),
    dos: linesOf(form.dos),
    donts: linesOf(form.donts),
    hashtags: form.hashtags.split(/\s+/u).filter((hashtag) => hashtag !== ''),
    shots: form.shots.map(({ seen, said, onScreen }) => ({
      seen,
      said: optional(said),
      onScreen: optional(onScreen),
    })),
  };
  return { id, ...Object.fromEntries(fields.map((field) => [field, values[field]])) };
}
