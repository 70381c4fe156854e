import type { BriefDraft } from './brief.ts';

/** The written fields of a brief that people may change. The persona and the platform's label are not among them. */
export const EDITABLE_FIELDS = [
  'caption',
  'hookIdeas',
  'hashtags',
  'cta',
  'tone',
  'creativeAngle',
  'objective',
  'keyMessage',
  'shots',
  'dos',
  'donts',
] as const satisfies readonly (keyof BriefDraft)[];

export type EditableField = (typeof EDITABLE_FIELDS)[number];

/** The fields of a brief that people changed, as they are now. */
export type Edits = Partial<Pick<BriefDraft, EditableField>>;
