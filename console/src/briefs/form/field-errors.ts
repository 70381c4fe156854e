import type { CombinedError } from 'urql';

/** What the server has against a request, by the field of the input at fault, such as "facts.0.claim". */
export type FieldErrors = ReadonlyMap<string, string>;

/** What the fields of the input are called on the form. */
const LABELS: Readonly<Record<string, string>> = {
  brand: 'Brand',
  product: 'Product',
  campaignId: 'Campaign',
  creator: 'Creator',
  audience: 'Audience',
  tone: 'Tone',
  locale: 'Language',
  facts: 'Facts',
  claim: 'Claim',
  proof: 'Proof',
  link: 'Link',
  code: 'Code',
  deliverables: 'Deliverables',
  count: 'Number',
  dates: 'Dates',
  from: 'First day',
  to: 'Last day',
  country: 'Country',
  category: 'Category',
  mustMention: 'Must mention',
  mustAvoid: 'Must avoid',
  variants: 'Variants',
};

/**
 * The fields at fault, each with what is wrong with it; empty where the error is about none of them. A message that is about
 * several fields names each and what is wrong with it, or says one thing of all: then the first field has it.
 */
export function readFieldErrors(error: CombinedError | Error | undefined): FieldErrors {
  const fault = error !== undefined && 'graphQLErrors' in error ? error.graphQLErrors[0] : undefined;
  if (fault === undefined) return new Map();
  const { message, extensions } = fault;
  if (/^There is no campaign\b/.test(message)) return new Map([['campaignId', message]]);
  if (/^There is no influencer\b/.test(message))
    return new Map([
      ['creator', message.replace(/\bAn influencer\b/g, 'A creator').replace(/\binfluencer\b/g, 'creator')],
    ]);
  const fields = Array.isArray(extensions.fields) ? extensions.fields.map(String) : [];
  const [first] = fields;
  if (first === undefined) return new Map();
  const apart = fields.map((field) => [field, partAbout(message, field, fields)] as const);
  if (apart.every(([, part]) => part === undefined)) return new Map([[first, inWords(message)]]);
  return new Map(apart.flatMap(([field, part]) => (part === undefined ? [] : [[field, part] as const])));
}

/** What a message says of one field: from its name on, to the name of the next one. */
function partAbout(message: string, field: string, fields: readonly string[]): string | undefined {
  const starts = (name: string) => [`: ${name} `, `; ${name} `].map((start) => message.indexOf(start));
  const at = Math.max(...starts(field));
  if (at === -1) return undefined;
  const ends = fields.flatMap(starts).filter((end) => end > at);
  const part = message.slice(at + 2, ends.length === 0 ? undefined : Math.min(...ends));
  const last = field.split('.').at(-1) ?? '';
  const name = LABELS[last] ?? (/^\d+$/.test(last) ? `Line ${Number(last) + 1}` : field);
  return inWords(`${name}${part.slice(field.length)}`.replace(/\.*$/, '.'));
}

function inWords(message: string): string {
  return message
    .replace('has "to" before "from"', 'end before they begin')
    .replace(/\b(?:mustAvoid|mustMention|campaignId)\b/g, (name) => LABELS[name] ?? name);
}
