import type { ProductKind } from '../serving/brief.ts';

/** What to call a product in a sentence. Every form is an object or a noun phrase: none asks for a verb that agrees. */
export interface ProductNames {
  /** At the first mention, with the brand: "Northwind's Trail Runner 2", "the running shoes from Hoka Labs". */
  readonly full: string;
  /** Afterwards: "Trail Runner 2", "the running shoes". */
  readonly short: string;
}

/** What is held or done is by somebody; what is sold is from them. */
const BY: ReadonlySet<ProductKind> = new Set(['SERVICE', 'EVENT', 'PLACE', 'BUSINESS']);

/** Finds forms that read well for proper names and for common nouns, singular, plural or uncountable. */
export function nameProduct(brand: string, product: string, kind: ProductKind = 'OBJECT'): ProductNames {
  const name = product.replace(/^(?:an?|the|our|my|your)\s+(?=\S)/iu, '');
  const isProper = name.split(' ').every((word) => /^[\p{Lu}\p{N}]|\p{Ll}\p{Lu}|^\P{L}+$/u.test(word));
  const short = isProper ? name : `the ${name}`;
  if (startsWith(name, brand)) return { full: short, short };
  if (/[’']s$/iu.test(brand)) return { full: `${brand} ${name}`, short };
  // "Adidas's" and "Yahoo!'s" read badly.
  const takesPossessive = /[\p{L}\p{N}]$/u.test(brand) && !/[sxz]$/iu.test(brand);
  return {
    full: takesPossessive ? `${brand}'s ${name}` : `the ${name} ${BY.has(kind) ? 'by' : 'from'} ${brand}`,
    short,
  };
}

function startsWith(name: string, brand: string): boolean {
  const rest = name.slice(brand.length);
  return name.toLowerCase().startsWith(brand.toLowerCase()) && /^(?:$|[^\p{L}\p{N}])/u.test(rest);
}

/** A sentence's first letter as a capital, but for names such as iPad. */
export function capitalize(text: string): string {
  return /^\p{Ll}\p{Lu}/u.test(text) ? text : text.replace(/^\p{Ll}/u, upper);
}

/** A name as one hashtag: "Trail Runner 2" is #TrailRunner2. Undefined where it has no letter. */
export function hashtagOf(name: string): string | undefined {
  const words =
    name
      .normalize('NFC')
      .replace(/['’]/gu, '')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const tag = words.map((word) => word.replace(/^\p{Ll}/u, upper)).join('');
  return /\p{L}/u.test(tag) ? `#${tag}` : undefined;
}

const LONGEST_PRODUCT = 20;
const MOST_WORDS = 3;

/**
 * A product as a hashtag that somebody would type: its name, else what stands before a preposition, else the last two words of
 * that. "invoice software for freelancers" is #InvoiceSoftware, "12 year old single malt whisky" #MaltWhisky; undefined where
 * all is too long.
 */
export function hashtagOfProduct(product: string): string | undefined {
  const [head = product] = product.split(/[,(]|\s(?:for|with|without|of|from|by|in|on|at|to|about)\s/iu);
  const last = head.trim().split(/\s+/u).slice(-2).join(' ');
  return [product, head, last]
    .filter((name) => (name.match(/[\p{L}\p{M}\p{N}’']+/gu) ?? []).length <= MOST_WORDS)
    .map(hashtagOf)
    .find((tag) => tag !== undefined && tag.length <= LONGEST_PRODUCT + 1);
}

/** A capital, but for letters such as ß that would become two. */
function upper(letter: string): string {
  const capital = letter.toUpperCase();
  return capital.length === letter.length ? capital : letter;
}
