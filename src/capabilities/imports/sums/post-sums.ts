import { CopyLines, putByte, putNumber } from '../staging/copy-lines.ts';
import { textOf } from '../staging/copy-text.ts';
import { FNV_OFFSET, FNV_PRIME } from '../staging/fnv-hash.ts';
import { readText } from '../staging/repeated-posts.ts';
import { COUNTS, MAX_POSTS, type WrittenPosts } from '../staging/written-posts.ts';
import { InternedTexts } from './interned-texts.ts';
import { PairSums, SUMMED } from './pair-sums.ts';

/** The value of a count that a post does not report. */
export const NOT_REPORTED = -1;

/** The columns of a line of sums, in order. */
export const POST_SUM_COPY_COLUMNS = [
  'organization_id',
  'import_id',
  'number',
  'kind',
  'campaign_id',
  'platform',
  'keys',
  'posts',
  'views',
  'likes',
  'comments',
  'shares',
] as const;

/** How many sums and texts are held, about 40 MB, before they are written out. */
const MAX_HELD = 3 * 2 ** 18;
/** The bound on keys per row of sums, so that a large import needs no large row. */
const MAX_KEYS_PER_ROW = 4_096;
const SLICE_BYTES = 256 * 1_024;
/** The number of combinations of likes, comments and shares that a post may report: one bit each. */
const REPORTS = 8;
const NO_DAY = -1;

const TAB = 0x09;
const LF = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const ZERO = 0x30;
const BACKSLASH = 0x5c;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
/** The longest number, with its separator. */
const NUMBER_BYTES = 18;

export interface PostSumsLimits {
  readonly maxHeld: number;
}

/**
 * Sums up the posts of a file by campaign, platform and influencer, by campaign and day, and by campaign, platform and
 * hashtag. When it {@link PostSums.isFull is full}, the caller writes out what is held. A key may therefore be written more
 * than once; readers add these up.
 */
export class PostSums {
  /** Whether all sums are exact: false once they could exceed what a double represents exactly. */
  isExact = true;
  readonly #prefix: string;
  readonly #mostHeld: number;
  readonly #lines = new CopyLines();
  #rows = 0;
  #views = 0;
  #campaigns = new InternedTexts();
  #influencers = new InternedTexts();
  #platforms = new InternedTexts();
  #hashtags = new InternedTexts();
  /** Pairs of campaign, and platform with reported counts: posts that report different counts are summed separately. */
  #scopes = new PairSums();
  /** By scope and influencer. */
  #creators = new PairSums();
  /** By campaign with reported counts, and day. */
  #days = new PairSums();
  /** By scope and hashtag. */
  #tags = new PairSums();
  /** Looked up for the batch of posts that is being added. */
  readonly #batch = {
    scopes: new Int32Array(MAX_POSTS),
    influencers: new Int32Array(MAX_POSTS),
    dated: new Int32Array(MAX_POSTS),
    days: new Int32Array(MAX_POSTS),
    values: new Float64Array(SUMMED * MAX_POSTS),
  };

  /** `prefix` begins every line: cells, each followed by a tab. */
  constructor(prefix: string, { maxHeld }: PostSumsLimits = { maxHeld: MAX_HELD }) {
    this.#prefix = prefix;
    this.#mostHeld = maxHeld;
  }

  get isFull(): boolean {
    return (
      this.#creators.size + this.#days.size + this.#tags.size + this.#influencers.size + this.#hashtags.size >
      this.#mostHeld
    );
  }

  /** Adds the posts whose lines are in `bytes`, or subtracts them, by `sign`. */
  addAll(bytes: Uint8Array, written: WrittenPosts, sign: 1 | -1): void {
    this.#prepare(bytes, written, sign);
    const { scopes, influencers, dated, days, values } = this.#batch;
    // One kind after the other, so that the processor fetches the sums of several posts in parallel.
    for (let post = 0; post < written.count; post++) {
      this.#creators.add(scopes[post] ?? 0, influencers[post] ?? 0, values, SUMMED * post);
    }
    for (let post = 0; post < written.count; post++) {
      const day = days[post] ?? NO_DAY;
      if (day !== NO_DAY) this.#days.add(dated[post] ?? 0, day, values, SUMMED * post);
    }
    for (let post = 0; post < written.count; post++) this.#addHashtags(bytes, written, post);
  }

  /** Writes all sums as lines of {@link POST_SUM_COPY_COLUMNS} and clears them. A slice stays valid until the one after the next. */
  *writeAll(): Generator<Buffer> {
    for (const _row of this.#writeKinds())
      if (this.#lines.length >= SLICE_BYTES) yield this.#lines.swapBuffers();
    if (this.#lines.length > 0) yield this.#lines.swapBuffers();
    this.#clear();
  }

  *#writeKinds(): Generator<void> {
    const putInfluencer = (number: number) => this.#putInfluencer(number);
    const putHashtag = (number: number) => this.#hashtags.putQuoted(number, this.#lines);
    const ofScope = (scope: number) =>
      `${this.#campaigns.textOf(this.#scopes.firstOf(scope))}\t${this.#describePlatform(this.#scopes.secondOf(scope))}`;
    const ofPlatform = (platform: number) => `\\N\t${this.#describePlatform(platform)}`;
    const ofDay = (campaign: number) => `${this.#campaigns.textOf(Math.floor(campaign / REPORTS))}\t\\N`;
    const toPlatform = (scope: number) => this.#scopes.secondOf(scope);
    const reportsOfScope = (scope: number) => toPlatform(scope) % REPORTS;
    const reports = (first: number) => first % REPORTS;
    yield* this.#writeRows('CREATOR', this.#creators, ofScope, reportsOfScope, putInfluencer);
    yield* this.#writeRows('CREATOR', this.#creators.regroup(toPlatform), ofPlatform, reports, putInfluencer);
    yield* this.#writeRows('DAY', this.#days, ofDay, reports, (day) => this.#putDay(day));
    yield* this.#writeRows('HASHTAG', this.#tags, ofScope, reportsOfScope, putHashtag);
    yield* this.#writeRows('HASHTAG', this.#tags.regroup(toPlatform), ofPlatform, reports, putHashtag);
  }

  #clear(): void {
    this.#views = 0;
    this.#campaigns = new InternedTexts();
    this.#influencers = new InternedTexts();
    this.#platforms = new InternedTexts();
    this.#hashtags = new InternedTexts();
    this.#scopes = new PairSums();
    this.#creators = new PairSums();
    this.#days = new PairSums();
    this.#tags = new PairSums();
  }

  /** Looks up the keys and values of each post. */
  #prepare(
    bytes: Uint8Array,
    { count, keyStarts, keyEnds, platformStarts, timeStarts, counts }: WrittenPosts,
    sign: 1 | -1,
  ): void {
    const { scopes, influencers, dated, days, values } = this.#batch;
    for (let post = 0; post < count; post++) {
      let reports = 0;
      values[SUMMED * post] = sign;
      for (let number = 0; number < COUNTS; number++) {
        const value = counts[COUNTS * post + number] ?? 0;
        if (value !== NOT_REPORTED) reports |= 1 << number;
        values[SUMMED * post + number + 1] = value === NOT_REPORTED ? 0 : sign * value;
      }
      // Views are always reported.
      reports >>= 1;
      this.#views += counts[COUNTS * post] ?? 0;
      const keyStart = keyStarts[post] ?? 0;
      const timeStart = timeStarts[post] ?? 0;
      const campaignEnd = endOfCell(bytes, keyStart);
      const campaign = this.#campaigns.numberOf(bytes, keyStart, campaignEnd);
      const platform = this.#platforms.numberOf(bytes, platformStarts[post] ?? 0, timeStart - 1);
      influencers[post] = this.#influencers.numberOf(bytes, campaignEnd + 1, keyEnds[post] ?? 0);
      scopes[post] = this.#scopes.numberOf(campaign, REPORTS * platform + reports);
      dated[post] = REPORTS * campaign + reports;
      days[post] = bytes[timeStart] === BACKSLASH ? NO_DAY : readDay(bytes, timeStart);
    }
    if (this.#views > Number.MAX_SAFE_INTEGER) this.isExact = false;
  }

  /** Parses an array literal of quoted elements, in which a backslash is `\\\\` and a quotation mark `\\"`. */
  #addHashtags(bytes: Uint8Array, { hashtagsStarts }: WrittenPosts, post: number): void {
    const { scopes, values } = this.#batch;
    const scope = scopes[post] ?? 0;
    let at = (hashtagsStarts[post] ?? 0) + 1;
    while (bytes[at] !== CLOSING_BRACE) {
      const from = ++at;
      let hash = FNV_OFFSET;
      for (let byte = bytes[at] ?? QUOTE; byte !== QUOTE; byte = bytes[at] ?? QUOTE) {
        let next = at + 1;
        if (byte === BACKSLASH) next = at + lengthOfEscape(bytes, at);
        for (; at < next; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), FNV_PRIME);
      }
      this.#tags.add(scope, this.#hashtags.numberOf(bytes, from, at, hash), values, SUMMED * post);
      at++;
      if (bytes[at] === COMMA) at++;
    }
  }

  #describePlatform(platform: number): string {
    return this.#platforms.textOf(Math.floor(platform / REPORTS));
  }

  /** Writes the id as an element of an array literal in a COPY line; the interned text is already escaped for COPY. */
  #putInfluencer(number: number): void {
    if (!this.#influencers.hasAny(number, BACKSLASH, QUOTE)) this.#influencers.putQuoted(number, this.#lines);
    else {
      const id = readText(this.#influencers.textOf(number));
      this.#lines.writeText(textOf(`"${id.replace(/[\\"]/g, '\\$&')}"`));
    }
  }

  #putDay(day: number): void {
    this.#lines.writeText(
      `${String(Math.floor(day / 10_000)).padStart(4, '0')}-${String(Math.floor(day / 100) % 100).padStart(2, '0')}-${String(day % 100).padStart(2, '0')}`,
    );
  }

  /** Yields after each row. */
  *#writeRows(
    kind: string,
    sums: PairSums,
    describe: (first: number) => string,
    reportsOf: (first: number) => number,
    putKey: (second: number) => void,
  ): Generator<void> {
    const numbers = sums.byFirst().filter((number) => !sums.isNothing(number));
    const lines = this.#lines;
    for (let from = 0, to = 0; from < numbers.length; from = to) {
      const first = sums.firstOf(numbers[from] ?? 0);
      while (to < numbers.length && to - from < MAX_KEYS_PER_ROW && sums.firstOf(numbers[to] ?? 0) === first)
        to++;
      const row = numbers.subarray(from, to);
      lines.writeText(`${this.#prefix}${++this.#rows}\t${kind}\t${describe(first)}`);
      this.#putArray(row, (number) => putKey(sums.secondOf(number)));
      for (let value = 0; value < SUMMED; value++) {
        // Every post reports its views, and counts as one.
        const isReported = value < 2 || ((reportsOf(first) >> (value - 2)) & 1) === 1;
        this.#putArray(row, (number) => {
          if (isReported) putNumber(sums.sumOf(number, value), lines);
          else lines.writeText('NULL');
        });
      }
      lines.reserve(1);
      putByte(LF, lines);
      yield;
    }
  }

  #putArray(numbers: Int32Array, put: (number: number) => void): void {
    const lines = this.#lines;
    lines.reserve(NUMBER_BYTES);
    putByte(TAB, lines);
    putByte(OPENING_BRACE, lines);
    for (let at = 0; at < numbers.length; at++) {
      lines.reserve(2 * NUMBER_BYTES);
      if (at > 0) putByte(COMMA, lines);
      put(numbers[at] ?? 0);
    }
    lines.reserve(NUMBER_BYTES);
    putByte(CLOSING_BRACE, lines);
  }
}

function endOfCell(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] !== TAB) at++;
  return at;
}

/** The length of the escape sequence that begins here, of a backslash or a quotation mark in an array literal in a COPY line. */
function lengthOfEscape(bytes: Uint8Array, at: number): number {
  if (bytes[at + 1] !== BACKSLASH) return 2;
  return bytes[at + 2] === BACKSLASH ? 4 : 3;
}

/** The day of a time that begins with YYYY-MM-DD, as the number YYYYMMDD. */
function readDay(bytes: Uint8Array, from: number): number {
  let day = 0;
  for (let at = from; at < from + 10; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit >= 0) day = 10 * day + digit;
  }
  return day;
}
