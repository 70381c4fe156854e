import type { NamedText } from '../../../platform/agents/grounding/grounding.ts';
import type { BriefDraft } from '../serving/brief.ts';

/** Every text of a draft with the field that it stands in. */
export function draftTexts(draft: BriefDraft): NamedText[] {
  return [
    ...publishedTexts(draft),
    { field: 'tone', text: draft.tone },
    { field: 'persona.description', text: draft.persona.description },
    { field: 'creativeAngle', text: draft.creativeAngle },
    { field: 'objective', text: draft.objective },
    { field: 'keyMessage', text: draft.keyMessage },
    ...draft.shots.map(({ seen }, index) => ({ field: `shots[${index}].seen`, text: seen })),
    ...draft.dos.map((text, index) => ({ field: `dos[${index}]`, text })),
    ...draft.donts.map((text, index) => ({ field: `donts[${index}]`, text })),
  ];
}

/** The texts of a draft that an audience sees or hears. */
export function publishedTexts(draft: BriefDraft): NamedText[] {
  return [
    { field: 'caption', text: draft.caption },
    ...draft.hookIdeas.map((text, index) => ({ field: `hookIdeas[${index}]`, text })),
    ...draft.hashtags.map((text, index) => ({ field: `hashtags[${index}]`, text })),
    { field: 'cta', text: draft.cta },
    ...draft.shots.flatMap(({ said, onScreen }, index) => [
      ...(said === null ? [] : [{ field: `shots[${index}].said`, text: said }]),
      ...(onScreen === null ? [] : [{ field: `shots[${index}].onScreen`, text: onScreen }]),
    ]),
  ];
}
