import type { PlatformRules } from '../checks/platform-rules.ts';

/** What has to be mentioned, sorted by where it reads naturally. */
export interface Mentions {
  readonly hashtags: readonly string[];
  /** Sentences for the caption. */
  readonly sentences: readonly string[];
}

/** Puts each phrase, word for word, where a reader expects it: hashtags with the hashtags, codes, links and facts in sentences. */
export function placeMentions(phrases: readonly string[], rules: PlatformRules): Mentions {
  const isHashtag = (phrase: string) =>
    rules.hashtagForm.test(phrase) && phrase.length <= rules.hashtagLength;
  const rest = phrases.filter((phrase) => !isHashtag(phrase));
  const links = rest.filter((phrase) => /^(?:https?:\/\/|www\.)\S+$/iu.test(phrase));
  const handles = rest.filter((phrase) => /^@[\w.]+$/u.test(phrase));
  const codes = rest.filter((phrase) => /^(?=.*[A-Z])[A-Z0-9-]{4,}$/u.test(phrase) && /\d/u.test(phrase));
  const facts = rest.filter((phrase) => ![links, handles, codes].some((group) => group.includes(phrase)));
  const sentences = facts.filter((fact) => /[.!?…]$/u.test(fact));
  const fragments = facts.filter((fact) => !sentences.includes(fact));
  return {
    hashtags: phrases.filter(isHashtag),
    sentences: [
      ...sentences,
      fragments.length > 0 ? `Worth knowing: ${fragments.join('; ')}.` : '',
      handles.length > 0 ? `With ${listed(handles)}.` : '',
      codes.length > 0 ? `${codes.length === 1 ? 'Code' : 'Codes'}: ${codes.join(', ')}.` : '',
      // No full stop behind a link: some platforms take it for a part of the address.
      links.length > 0 ? `More: ${links.join(' ')}` : '',
    ].filter((sentence) => sentence !== ''),
  };
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
