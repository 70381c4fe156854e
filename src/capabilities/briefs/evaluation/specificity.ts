import { tokensOf } from './repetition.ts';

/** Words that any text has, whatever it is about. */
const FUNCTION_WORDS = new Set(
  'a an the and or but nor so yet if then than that this these those there here it its they them their he she his her you your yours we us our i me my mine who whom whose which what when where why how is are was were be been being am do does did done have has had having will would can could should may might must shall not no yes of in on at by for with without from to into onto over under up down out off about as all any each every some none both few more most other another such only own same too very just once again before after until while because also still ever never nobody somebody anybody everyone anyone someone nothing something anything let s t'.split(
    ' ',
  ),
);

/** A caption with what it is about. */
export interface CaptionOf {
  readonly caption: string;
  /** Captions of the same subject share their words. */
  readonly subject: string;
  /** What the request says of the product. */
  readonly said: string;
}

/**
 * Whether captions would be true of another product: the mean share of a caption's content words that the request has, or
 * that no caption about another subject has. A caption that fits anything has none of them: 0; 1 is one that fits nothing else.
 */
export function specificityOf(captions: readonly CaptionOf[]): number {
  const subjects = new Map<string, Set<string>>();
  for (const { caption, subject } of captions) {
    for (const word of contentWords(caption))
      subjects.set(word, (subjects.get(word) ?? new Set()).add(subject));
  }
  const shares = captions.map(({ caption, said }) => {
    const known = new Set(tokensOf(said));
    const words = contentWords(caption);
    const own = words.filter((word) => known.has(word) || subjects.get(word)?.size === 1);
    return words.length === 0 ? 0 : own.length / words.length;
  });
  return shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

const contentWords = (text: string) => tokensOf(text).filter((word) => !FUNCTION_WORDS.has(word));
