import { hasAvoided } from '../checks/inflections.ts';
import type { BriefRequest, ProductKind } from '../serving/brief.ts';
import { agree, numberOf } from './agreement.ts';
import { capitalize, nameProduct } from './naming.ts';

const PLACEHOLDER = /\{(?<name>[Pp]roduct|[Ss]hort|[Bb]rand|next|who)\}/gu;

/** What a sentence has before a name that brings its own article: "the the serum", "your the serum". */
const TWO_DETERMINERS = /(?<![\p{L}\p{N}])((?:the|your|my|our|this|every|each) )the (?=\S)/giu;

/** Fills our own sentences for one brief. What a caller wrote is only ever put in, never read as a sentence. */
export interface Wording {
  /** The product has its full name, with the brand, at its first mention in the text, and its short name afterwards. */
  fill(text: string, words?: Readonly<Record<string, string>>): string;
  /** Whether it says nothing that is to be avoided. */
  isWelcome(text: string): boolean;
  /** The first that says nothing to be avoided; undefined where there is none. */
  firstWelcome(texts: readonly string[]): string | undefined;
  /** "Northwind's Trail Runner 2". */
  readonly full: string;
  /** "Trail Runner 2", "the running shoes". */
  readonly short: string;
}

export function createWording(request: BriefRequest, kind: ProductKind): Wording {
  const names = nameProduct(request.brand, request.product, kind);
  const number = numberOf(request.product);
  const isWelcome = (text: string) =>
    !request.mustAvoid.some((phrase) => hasAvoided(text, phrase, [request.brand, request.product]));
  return {
    ...names,
    isWelcome,
    firstWelcome: (texts) => texts.find(isWelcome),
    fill(text, words = {}) {
      let isNamed = false;
      const known: Readonly<Record<string, () => string>> = {
        product() {
          const name = isNamed ? names.short : names.full;
          isNamed = true;
          return name;
        },
        short: () => names.short,
        brand: () => request.brand,
      };
      const filled = agree(text, number).replace(PLACEHOLDER, (placeholder: string) => {
        const name = placeholder.slice(1, -1);
        const value = known[name.toLowerCase()]?.() ?? words[name.toLowerCase()] ?? '';
        return name === name.toLowerCase() ? value : capitalize(value);
      });
      return filled.replace(TWO_DETERMINERS, (_both, first: string) => first);
    },
  };
}
