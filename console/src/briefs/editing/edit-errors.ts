import { EDITABLE_FIELDS, type EditableField } from '../brief-names.ts';

/** What the server has against a change, by the field that it is about; what is about none of them stands under ''. */
export type EditErrors = ReadonlyMap<EditableField | '', string>;

/** What a bound says of a value that breaks it, as the server's checks word it, and as people do. */
const BOUNDS: readonly (readonly [RegExp, (bound: string) => string])[] = [
  [/expected array to have >=(\d+)/, (least) => `needs at least ${least}`],
  [/expected array to have <=(\d+)/, (most) => `takes at most ${most}`],
  [/expected string to have >=1 /, () => 'is empty'],
  [/expected string to have >=(\d+)/, (least) => `needs at least ${least} characters`],
  [/expected string to have <=(\d+)/, (most) => `takes at most ${most} characters`],
];

const PARTS: Readonly<Record<string, string>> = {
  seen: ', what is seen,',
  said: ', what is said,',
  onScreen: ', what is on screen,',
};

/** Puts each thing that is wrong where it can be mended. */
export function readEditErrors(errors: readonly { readonly message: string }[]): EditErrors {
  const found = new Map<EditableField | '', string>();
  const add = (field: EditableField | '', text: string) =>
    found.set(field, [found.get(field), text].filter((part) => part !== undefined).join(' '));
  for (const message of new Set(errors.map((error) => error.message))) {
    const [, intro, rest] = /^(The brief (?:cannot|would)[^:]*): (.*)$/s.exec(message) ?? [];
    if (intro === undefined || rest === undefined) add('', message);
    else if (intro.includes('cannot')) for (const fault of rest.split('; ')) add(...readFault(fault));
    else for (const rule of splitSentences(rest)) add(fieldOfRule(rule), rule);
  }
  return found;
}

/** "shots.0.seen Too small: expected string to have >=1 characters": Shot 1, what is seen, is empty. */
function readFault(fault: string): [EditableField | '', string] {
  const [, name, index, part, reason] = /^(\w+)(?:\.(\d+))?(?:\.(\w+))? (.*)$/s.exec(fault) ?? [];
  const field = EDITABLE_FIELDS.find((known) => known === name);
  if (field === undefined || reason === undefined) return ['', fault];
  const bound = BOUNDS.flatMap(([pattern, say]) => {
    const match = pattern.exec(reason);
    return match === null ? [] : [say(match[1] ?? '')];
  })[0];
  const which = index === undefined ? 'This' : `Number ${Number(index) + 1}`;
  return [field, `${which}${PARTS[part ?? ''] ?? ''} ${bound ?? reason.replace(/\.$/, '')}.`];
}

/** A rule ends with a full stop, and the next one begins with a capital letter or a quotation mark. */
function splitSentences(text: string): string[] {
  return text.split(/(?<=\.)\s+(?=["A-Z])/u);
}

function fieldOfRule(rule: string): EditableField | '' {
  if (/^The caption\b/.test(rule)) return 'caption';
  if (/hook idea/.test(rule)) return 'hookIdeas';
  if (/hashtag/.test(rule)) return 'hashtags';
  return '';
}
