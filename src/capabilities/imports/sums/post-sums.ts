import { CopyLines, putByte, putNumber } from '../staging/copy-lines.ts';
import { textOf } from '../staging/copy-text.ts';
import { FNV_OFFSET, FNV_PRIME } from '../staging/fnv-hash.ts';
import { readText } from '../staging/repeated-posts.ts';
import { COUNTS, MAX_POSTS, type WrittenPosts } from '../staging/written-posts.ts';
import { InternedTexts } from './interned-texts.ts';
import { Additions, PairSums, SUMMED } from './pair-sums.ts';

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
const MAX_HELD = 2 ** 19;
/** The bound on keys per row of sums, so that a large import needs no large row. */
const MAX_KEYS_PER_ROW = 4_096;
const SLICE_BYTES = 256 * 1_024;
/** The length of the day at the beginning of a time: YYYY-MM-DD. */
const DAY_BYTES = 10;

const TAB = 0x09;
const LF = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
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
  /** Which counts are reported, one bit each: all posts of a file report the same ones. */
  #reports = 0;
  readonly #campaigns = new InternedTexts();
  readonly #influencers = new InternedTexts();
  readonly #platforms = new InternedTexts();
  readonly #days = new InternedTexts();
  readonly #hashtags = new InternedTexts();
  /** Pairs of campaign and platform. */
  readonly #scopes = new PairSums();
  /** By scope and influencer. */
  readonly #byCreator = new PairSums();
  /** By campaign and day. */
  readonly #byDay = new PairSums();
  /** By scope and hashtag. */
  readonly #byHashtag = new PairSums();
  /** Looked up for the batch of posts that is being added. */
  readonly #scopesOfPosts = new Int32Array(MAX_POSTS);
  readonly #values = new Float64Array(SUMMED * MAX_POSTS);
  readonly #toCreators = new Additions(MAX_POSTS);
  readonly #toDays = new Additions(MAX_POSTS);
  readonly #toHashtags = new Additions(2 * MAX_POSTS);

  /** `prefix` begins every line: cells, each followed by a tab. */
  constructor(prefix: string, { maxHeld }: PostSumsLimits = { maxHeld: MAX_HELD }) {
    this.#prefix = prefix;
    this.#mostHeld = maxHeld;
  }

  get isFull(): boolean {
    const sums = this.#byCreator.size + this.#byDay.size + this.#byHashtag.size;
    return sums + this.#influencers.size + this.#hashtags.size > this.#mostHeld;
  }

  /** Adds the posts whose lines are in `bytes`, or subtracts them, by `sign`. */
  addAll(bytes: Uint8Array, written: WrittenPosts, sign: 1 | -1): void {
    this.#prepare(bytes, written, sign);
    this.#byCreator.addAll(this.#toCreators, this.#values);
    this.#byDay.addAll(this.#toDays, this.#values);
    for (let post = 0; post < written.count; post++) this.#addHashtags(bytes, written, post);
    this.#byHashtag.addAll(this.#toHashtags, this.#values);
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
    const putDay = (number: number) => this.#days.putQuoted(number, this.#lines);
    const putHashtag = (number: number) => this.#hashtags.putQuoted(number, this.#lines);
    const toPlatform = (scope: number) => this.#scopes.secondOf(scope);
    const ofCampaign = (campaign: number) => `${this.#campaigns.textOf(campaign)}\t\\N`;
    const ofPlatform = (platform: number) => `\\N\t${this.#platforms.textOf(platform)}`;
    const ofScope = (scope: number) =>
      `${this.#campaigns.textOf(this.#scopes.firstOf(scope))}\t${this.#platforms.textOf(toPlatform(scope))}`;
    yield* this.#writeRows('CREATOR', this.#byCreator, ofScope, putInfluencer);
    yield* this.#writeRows('DAY', this.#byDay, ofCampaign, putDay);
    yield* this.#writeRows('HASHTAG', this.#byHashtag, ofScope, putHashtag);
    yield* this.#writeRows('HASHTAG', this.#byHashtag.regroup(toPlatform), ofPlatform, putHashtag);
  }

  #clear(): void {
    this.#views = 0;
    this.#campaigns.clear();
    this.#influencers.clear();
    this.#platforms.clear();
    this.#days.clear();
    this.#hashtags.clear();
    this.#scopes.clear();
    this.#byCreator.clear();
    this.#byDay.clear();
    this.#byHashtag.clear();
  }

  /** Looks up the values of each post, and the sums of creators and days that they are added to. */
  #prepare(
    bytes: Uint8Array,
    { count, keyStarts, keyEnds, platformStarts, timeStarts, counts }: WrittenPosts,
    sign: 1 | -1,
  ): void {
    const values = this.#values;
    for (let post = 0; post < count; post++) {
      values[SUMMED * post] = sign;
      for (let number = 0; number < COUNTS; number++) {
        const value = counts[COUNTS * post + number] ?? 0;
        if (value !== NOT_REPORTED) this.#reports |= 1 << number;
        values[SUMMED * post + number + 1] = value === NOT_REPORTED ? 0 : sign * value;
      }
      this.#views += counts[COUNTS * post] ?? 0;
      const keyStart = keyStarts[post] ?? 0;
      const timeStart = timeStarts[post] ?? 0;
      const campaignEnd = endOfCell(bytes, keyStart);
      const campaign = this.#campaigns.numberOf(bytes, keyStart, campaignEnd);
      const platform = this.#platforms.numberOf(bytes, platformStarts[post] ?? 0, timeStart - 1);
      const scope = this.#scopes.numberOf(campaign, platform);
      this.#scopesOfPosts[post] = scope;
      const influencer = this.#influencers.numberOf(bytes, campaignEnd + 1, keyEnds[post] ?? 0);
      this.#toCreators.push(scope, influencer, post);
      if (bytes[timeStart] !== BACKSLASH) {
        this.#toDays.push(campaign, this.#days.numberOf(bytes, timeStart, timeStart + DAY_BYTES), post);
      }
    }
    if (this.#views > Number.MAX_SAFE_INTEGER) this.isExact = false;
  }

  /** Parses an array literal of quoted elements, in which a backslash is `\\\\` and a quotation mark `\\"`. */
  #addHashtags(bytes: Uint8Array, { hashtagsStarts }: WrittenPosts, post: number): void {
    const scope = this.#scopesOfPosts[post] ?? 0;
    let at = (hashtagsStarts[post] ?? 0) + 1;
    while (bytes[at] !== CLOSING_BRACE) {
      const from = ++at;
      let hash = FNV_OFFSET;
      for (let byte = bytes[at] ?? QUOTE; byte !== QUOTE; byte = bytes[at] ?? QUOTE) {
        let next = at + 1;
        if (byte === BACKSLASH) next = at + lengthOfEscape(bytes, at);
        for (; at < next; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), FNV_PRIME);
      }
      this.#toHashtags.push(scope, this.#hashtags.numberOf(bytes, from, at, hash), post);
      if (this.#toHashtags.isFull) this.#byHashtag.addAll(this.#toHashtags, this.#values);
      at++;
      if (bytes[at] === COMMA) at++;
    }
  }

  /** Writes the id as an element of an array literal in a COPY line; the interned text is already escaped for COPY. */
  #putInfluencer(number: number): void {
    if (!this.#influencers.hasAny(number, BACKSLASH, QUOTE)) this.#influencers.putQuoted(number, this.#lines);
    else {
      const id = readText(this.#influencers.textOf(number));
      this.#lines.writeText(textOf(`"${id.replace(/[\\"]/g, '\\$&')}"`));
    }
  }

  /** Yields after each row. */
  *#writeRows(
    kind: string,
    sums: PairSums,
    describe: (first: number) => string,
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
        // The number of posts is always known.
        const isReported = value === 0 || ((this.#reports >> (value - 1)) & 1) === 1;
        if (isReported) this.#putArray(row, (number) => putNumber(sums.sumOf(number, value), lines));
        else lines.writeText('\t\\N');
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
