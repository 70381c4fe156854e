/** What a model says after it has thought aloud; nothing while it still does. */
export function afterThinking(text: string): string {
  const end = text.lastIndexOf('</think>');
  if (end !== -1) return text.slice(end + '</think>'.length);
  return /^\s*<think>/u.test(text) ? '' : text;
}

/** An object of an answer, and how many characters it takes. */
export interface FoundObject {
  readonly value: unknown;
  readonly length: number;
}

/** The objects of an answer in their order, and how many characters were looked at to find them. */
export interface FoundObjects {
  readonly objects: readonly FoundObject[];
  readonly lookedAt: number;
}

/** So many braces that begin no object are looked behind. */
const MOST_STRAY_BRACES = 200;

/** Behind a stray brace all of the answer may have to be looked at: for a usual one often enough, for a long one a few times. */
const MOST_LOOKED_AT = 500_000;
const MOST_TIMES = 2;

/**
 * The JSON objects of an answer, out of code fences and sentences, and not those within another one. What a model thinks before
 * it answers counts where nothing else is there.
 */
export function findObjects(text: string): FoundObjects {
  const answer = afterThinking(text);
  const said = objectsIn(answer);
  if (said.objects.length > 0 || answer === text) return said;
  const all = objectsIn(text);
  return { ...all, lookedAt: said.lookedAt + all.lookedAt };
}

function objectsIn(text: string): FoundObjects {
  const most = Math.max(MOST_LOOKED_AT, MOST_TIMES * text.length);
  const objects: FoundObject[] = [];
  let [strays, lookedAt] = [0, 0];
  for (let at = text.indexOf('{'); at !== -1 && strays < MOST_STRAY_BRACES && lookedAt < most; ) {
    const { end, isWhole } = endOfObject(text, at);
    lookedAt += end - at;
    const value = isWhole ? parseJson(text.slice(at, end)) : undefined;
    if (value === undefined) strays += 1;
    else objects.push({ value, length: end - at });
    at = text.indexOf('{', value === undefined ? at + 1 : end);
  }
  return { objects, lookedAt };
}

/** Where the object that begins there ends, braces in texts left aside: at the end of all where it is not whole. */
function endOfObject(text: string, start: number): { readonly end: number; readonly isWhole: boolean } {
  let depth = 0;
  let isText = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (isText) {
      if (character === '\\') at += 1;
      else if (character === '"') isText = false;
    } else if (character === '"') isText = true;
    else if (character === '{') depth += 1;
    else if (character === '}' && --depth === 0) return { end: at + 1, isWhole: true };
  }
  return { end: text.length, isWhole: false };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
