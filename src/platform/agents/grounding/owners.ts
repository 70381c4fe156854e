/** The figures of somebody, or of something that has a name. */
export interface OwnedFigures {
  readonly owner: string;
  /** Finds the name in a sentence. */
  readonly form: RegExp;
  readonly plain: readonly number[];
  readonly percent: readonly number[];
}

/** Owners that a sentence names together, and where. */
export interface OwnerGroup {
  readonly start: number;
  readonly end: number;
  readonly owners: readonly OwnedFigures[];
}

/** A text in sentences: a full stop inside of "maya.moves" or 7.4 ends none. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?…]["”’)]?)\s+(?=[\p{Lu}\p{N}"“‘(#@])|\n+/u).filter((part) => part.trim() !== '');
}

/**
 * Whom a sentence names, in its order. Those with nothing but "and" or a comma between them are one group, and so is a
 * hashtag with the person in whose sentence it stands.
 */
export function ownersNamedIn(sentence: string, owned: readonly OwnedFigures[]): OwnerGroup[] {
  const found = owned
    .flatMap((figures) => {
      const match = figures.form.exec(sentence);
      return match === null
        ? []
        : [{ start: match.index, end: match.index + match[0].length, owners: [figures] }];
    })
    .sort((left, right) => left.start - right.start);
  const tags = found.filter(({ owners }) => isHashtag(owners[0]));
  const people = found.filter(({ owners }) => !isHashtag(owners[0]));
  const groups: { start: number; end: number; owners: OwnedFigures[] }[] = [];
  for (const next of people.length > 0 ? people : tags) {
    const last = groups.at(-1);
    const between = last === undefined ? '' : sentence.slice(last.end, next.start);
    if (last !== undefined && /^(?:\s|,|&|and|or)*$/iu.test(between)) {
      last.owners.push(...next.owners);
      last.end = next.end;
    } else {
      groups.push({ ...next, owners: [...next.owners] });
    }
  }
  if (people.length === 0) return groups;
  const tagged = tags.flatMap(({ owners }) => owners);
  return groups.map((group) => ({ ...group, owners: [...group.owners, ...tagged] }));
}

const isHashtag = (figures: OwnedFigures | undefined) => figures?.owner.startsWith('#') === true;

/** A name as a word of its own, whatever its case. */
export function nameForm(owner: string): RegExp {
  const escaped = owner.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'iu');
}
