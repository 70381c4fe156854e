import type { NamedText } from '../../../platform/agents/grounding/grounding.ts';
import type { BriefDraft } from '../serving/brief.ts';

/** Every text of a draft with the field that it stands in. */
export function draftTexts(draft: BriefDraft): NamedText[] {
  return [
    ...publishedTexts(draft),
    { field: 'tone', text: draft.tone },
    { field: 'persona.description', text: draft.persona.description },
    { field: 'creativeAngle', text: draft.creativeAngle },
  ];
}

/** The texts of a draft that an audience sees or hears. */
export function publishedTexts(draft: BriefDraft): NamedText[] {
  return [
    { field: 'caption', text: draft.caption },
    ...draft.hookIdeas.map((text, index) => ({ field: `hookIdeas[${index}]`, text })),
    ...draft.hashtags.map((text, index) => ({ field: `hashtags[${index}]`, text })),
    { field: 'cta', text: draft.cta },
  ];
}
