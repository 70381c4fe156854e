import { CopyLines, putByte, putNumber } from '../staging/copy-lines.ts';
import { textOf } from '../staging/copy-text.ts';
import { FNV_OFFSET, FNV_PRIME } from '../staging/fnv-hash.ts';
import { readText } from '../staging/repeated-posts.ts';
import { COUNTS, MOST_POSTS, type WrittenPosts } from '../staging/written-posts.ts';
import { ByteNames } from './byte-names.ts';
import { PairSums, SUMMED } from './pair-sums.ts';

/** In place of a count that a post does not report. */
export const NOT_REPORTED = -1;

/** The columns of the lines that sums are written as. */
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

/** So many sums and texts are held, some 40 MB, before they are written and others begun. */
const MOST_HELD = 3 * 2 ** 18;
/** A row of sums has so many keys at the most, so that a large import needs no large row. */
const MOST_KEYS_A_ROW = 4_096;
const SLICE_BYTES = 256 * 1_024;
/** Which of likes, comments and shares a post reports, as bits. */
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
/** Of a number, and what parts it from the next. */
const NUMBER_BYTES = 18;

export interface PostSumsLimits {
  readonly mostHeld: number;
}

/**
 * What the posts of a file add up to, by campaign, platform and influencer, by campaign and day, and by campaign, platform
 * and hashtag. Where it {@link PostSums.isFull is full}, what is held is to be written, and others are begun. Whoever reads
 * them adds up what is written of one key.
 */
export class PostSums {
  /** Whether what was added is what is held and written: a double might not hold it otherwise. */
  isExact = true;
  readonly #prefix: string;
  readonly #mostHeld: number;
  readonly #lines = new CopyLines();
  #rows = 0;
  #views = 0;
  #campaigns = new ByteNames();
  #influencers = new ByteNames();
  #platforms = new ByteNames();
  #hashtags = new ByteNames();
  /** Campaigns, and with which platform and reports: sums whose posts report the same stand in a row of their own. */
  #scopes = new PairSums();
  /** By scope, and influencer. */
  #creators = new PairSums();
  /** By campaign and reports, and day. */
  #days = new PairSums();
  /** By scope, and hashtag. */
  #tags = new PairSums();
  /** Of the posts that are being added. */
  readonly #ofPosts = {
    scopes: new Int32Array(MOST_POSTS),
    influencers: new Int32Array(MOST_POSTS),
    dated: new Int32Array(MOST_POSTS),
    days: new Int32Array(MOST_POSTS),
    values: new Float64Array(SUMMED * MOST_POSTS),
  };

  /** `prefix` stands at the beginning of every line: cells with a tab behind each. */
  constructor(prefix: string, { mostHeld }: PostSumsLimits = { mostHeld: MOST_HELD }) {
    this.#prefix = prefix;
    this.#mostHeld = mostHeld;
  }

  get isFull(): boolean {
    return (
      this.#creators.size + this.#days.size + this.#tags.size + this.#influencers.size + this.#hashtags.size >
      this.#mostHeld
    );
  }

  /** Adds posts whose lines are in `bytes`, or takes them out again (`sign`). */
  addAll(bytes: Uint8Array, written: WrittenPosts, sign: 1 | -1): void {
    this.#find(bytes, written, sign);
    const { scopes, influencers, dated, days, values } = this.#ofPosts;
    // One kind after the other: the processor fetches what several posts need at once.
    for (let post = 0; post < written.count; post++) {
      this.#creators.add(scopes[post] ?? 0, influencers[post] ?? 0, values, SUMMED * post);
    }
    for (let post = 0; post < written.count; post++) {
      const day = days[post] ?? NO_DAY;
      if (day !== NO_DAY) this.#days.add(dated[post] ?? 0, day, values, SUMMED * post);
    }
    for (let post = 0; post < written.count; post++) this.#addHashtags(bytes, written, post);
  }

  /** Writes all sums as lines of {@link POST_SUM_COPY_COLUMNS}, by slices that hold until the next but one, and holds none. */
  *writeAll(): Generator<Buffer> {
    for (const _row of this.#writeKinds())
      if (this.#lines.length >= SLICE_BYTES) yield this.#lines.takeInTurn();
    if (this.#lines.length > 0) yield this.#lines.takeInTurn();
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
    this.#campaigns = new ByteNames();
    this.#influencers = new ByteNames();
    this.#platforms = new ByteNames();
    this.#hashtags = new ByteNames();
    this.#scopes = new PairSums();
    this.#creators = new PairSums();
    this.#days = new PairSums();
    this.#tags = new PairSums();
  }

  /** Finds by which numbers each post is added, and what. */
  #find(
    bytes: Uint8Array,
    { count, keyStarts, keyEnds, platformStarts, timeStarts, counts }: WrittenPosts,
    sign: 1 | -1,
  ): void {
    const { scopes, influencers, dated, days, values } = this.#ofPosts;
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

  /** The elements of an array literal, each in quotation marks; in it a backslash is `\\\\` and a quotation mark `\\"`. */
  #addHashtags(bytes: Uint8Array, { hashtagsStarts }: WrittenPosts, post: number): void {
    const { scopes, values } = this.#ofPosts;
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

  /** As an element of an array literal in a line of COPY: the text stands in its line already. */
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

  /** Stops after each row. */
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
      while (to < numbers.length && to - from < MOST_KEYS_A_ROW && sums.firstOf(numbers[to] ?? 0) === first)
        to++;
      const row = numbers.subarray(from, to);
      lines.writeText(`${this.#prefix}${++this.#rows}\t${kind}\t${describe(first)}`);
      this.#putArray(row, (number) => putKey(sums.secondOf(number)));
      for (let value = 0; value < SUMMED; value++) {
        // How many posts, and how many views, every post tells.
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

/** Of the backslash or the quotation mark that begins here, as it stands in an array literal in a line of COPY. */
function lengthOfEscape(bytes: Uint8Array, at: number): number {
  if (bytes[at + 1] !== BACKSLASH) return 2;
  return bytes[at + 2] === BACKSLASH ? 4 : 3;
}

/** A day, of a time that begins with YYYY-MM-DD, as one number. */
function readDay(bytes: Uint8Array, from: number): number {
  let day = 0;
  for (let at = from; at < from + 10; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit >= 0) day = 10 * day + digit;
  }
  return day;
}
