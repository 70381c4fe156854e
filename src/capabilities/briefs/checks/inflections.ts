import { containsPhrase, foldForSearch } from './phrases.ts';

/** What only looks like a plural, or like a form of a verb. */
const BASE_FORMS = new Set(
  'news goods means series species physics always perhaps this his its was has yes bus plus gas lens evening morning nothing something anything everything during ceiling pudding clothing wedding spring string thing king ring wing bring'.split(
    ' ',
  ),
);

/** What has no other form. */
const INVARIABLE = new Set('even off her all any very only also just much many'.split(' '));

/** Adjectives that are compared with an ending: of others, "offer" would be a form of "off". */
const COMPARED = new Set(
  'cheap fast easy strong white light thin slim young skinny big small healthy cool hot old new safe quick smart lazy ugly fat dirty weak poor rich dark fair cold warm soft hard'.split(
    ' ',
  ),
);

/** What may stand beside a word in a hashtag that is written in one: "#cureall", "#nocure". */
const BESIDE = new Set(
  'a all and at best by day days deal deals done ever everyone fast finally first for free friday from fun get go good got great guys hack hacks here how i in is it life like live look love me moment my need never new next night no not now of off on one only or our out please right sale see shop so special story the this tip tips time to today tonight too top up us want way we week weekend what win with yes you your'.split(
    ' ',
  ),
);

/** The forms that an English word of a wish takes, itself among them: "cure" is also cures, cured and curing. */
export function inflectionsOf(word: string): Set<string> {
  if (INVARIABLE.has(word)) return new Set([word]);
  const bases = BASE_FORMS.has(word) || word.length < 4 ? [word] : basesOf(word);
  return new Set([word, ...bases.filter((base) => base.length >= 3).flatMap(formsOf)]);
}

function basesOf(word: string): string[] {
  const bases = [word];
  if (/ies$/u.test(word)) bases.push(`${word.slice(0, -3)}y`);
  else if (/(?:ch|sh|ss|x|z)es$/u.test(word)) bases.push(word.slice(0, -2));
  else if (/[^su]s$/u.test(word)) bases.push(word.slice(0, -1));
  for (const ending of ['ied', 'ed', 'ing']) {
    if (!word.endsWith(ending) || word.length - ending.length < 3) continue;
    const stem = word.slice(0, -ending.length);
    if (ending === 'ied') bases.push(`${stem}y`);
    else bases.push(...(/([^aeiouls])\1$/u.test(stem) ? [stem.slice(0, -1)] : [stem, `${stem}e`]));
    break;
  }
  return bases;
}

function formsOf(base: string): string[] {
  const forms = [base, `${base}'s`];
  const isPlain = /^[a-z]+$/u.test(base);
  if (!isPlain) return forms;
  if (/[^aeiou]y$/u.test(base)) {
    const stem = base.slice(0, -1);
    forms.push(`${stem}ies`, `${stem}ied`, `${base}ing`);
  } else if (/(?:ch|sh|s|x|z)$/u.test(base)) {
    forms.push(`${base}es`, `${base}ed`, `${base}ing`);
  } else if (base.endsWith('e')) {
    forms.push(`${base}s`);
    if (!base.endsWith('ee')) forms.push(`${base}d`, `${base.slice(0, -1)}ing`);
  } else {
    forms.push(`${base}s`, `${base}ed`, `${base}ing`);
    if (/(?:^|[^aeiou])[aeiou][bdgklmnprt]$/u.test(base)) {
      forms.push(`${base}${base.at(-1)}ed`, `${base}${base.at(-1)}ing`);
    }
  }
  if (COMPARED.has(base)) {
    const stem = base.endsWith('y') ? `${base.slice(0, -1)}i` : base.endsWith('e') ? base.slice(0, -1) : base;
    forms.push(`${stem}er`, `${stem}est`);
    if (/(?:^|[^aeiou])[aeiou][bdgmnpt]$/u.test(base)) {
      forms.push(`${stem}${stem.at(-1)}er`, `${stem}${stem.at(-1)}est`);
    }
  }
  return forms;
}

/**
 * Whether a text has what is to be avoided: the phrase itself, one of its words in another form ("cure": cured, curing, not
 * curious), or a hashtag that is written of it (#CureAll, #cureall).
 * @param names words that may stand beside it in a hashtag in small letters: those of the brand and of the product
 */
export function hasAvoided(text: string, phrase: string, names: readonly string[] = []): boolean {
  if (containsPhrase(text, phrase)) return true;
  const words = foldForSearch(phrase).match(/[\p{L}\p{N}']+/gu) ?? [];
  if (words.length === 0) return false;
  const forms = words.map(inflectionsOf);
  return isInOrder(wordsOf(text), forms) || hashtagsOf(text).some((tag) => isWrittenOf(tag, forms, names));
}

const wordsOf = (text: string): string[] => foldForSearch(text).match(/[\p{L}\p{N}']+/gu) ?? [];

function isInOrder(words: readonly string[], forms: readonly ReadonlySet<string>[]): boolean {
  return words.some((_word, at) => forms.every((form, index) => form.has(words[at + index] ?? '')));
}

const hashtagsOf = (text: string) => text.match(/#[\p{L}\p{M}\p{N}_]+/gu) ?? [];

function isWrittenOf(tag: string, forms: readonly ReadonlySet<string>[], names: readonly string[]): boolean {
  const spaced = tag.slice(1).replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|_/gu, ' ');
  if (isInOrder(wordsOf(spaced), forms)) return true;
  const letters = foldForSearch(tag.slice(1));
  const beside = new Set([...BESIDE, ...names.map(foldForSearch)]);
  return joined(forms).some(
    (form) =>
      form.length >= 3 &&
      (letters === form ||
        (letters.startsWith(form) && beside.has(letters.slice(form.length))) ||
        (letters.endsWith(form) && beside.has(letters.slice(0, -form.length)))),
  );
}

/** A phrase's words in one, with the last in any form. */
function joined(forms: readonly ReadonlySet<string>[]): string[] {
  const last = forms.at(-1) ?? new Set();
  const before = forms
    .slice(0, -1)
    .map((form) => [...form][0] ?? '')
    .join('');
  return [...last].map((form) => `${before}${form}`.replaceAll("'", ''));
}
