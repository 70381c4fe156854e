import { CopyLines } from '../staging/copy-lines.ts';
import { textOf } from '../staging/copy-text.ts';
import { readText } from '../staging/repeated-posts.ts';
import type { WrittenPosts } from '../staging/written-posts.ts';
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

/** So many sums are held of each kind, some 30 MB, before they are written and others begun. */
const MOST_SUMS = 2 ** 19;
const MOST_CAMPAIGNS = 2 ** 18;
const MOST_PLATFORMS = 2 ** 11;
/** Of the texts of each kind. */
const MOST_BYTES = 2 ** 24;
/** A post has fewer hashtags. */
const ROOM_FOR_A_POST = 64;
/** A row of sums has so many keys at the most, so that a large import needs no large row. */
const MOST_KEYS_A_ROW = 4_096;
const SLICE_BYTES = 256 * 1_024;

const TAB = 0x09;
const QUOTE = 0x22;
const ZERO = 0x30;
const BACKSLASH = 0x5c;
const CLOSING_BRACE = 0x7d;
const COUNTS = 4;
/** From the time to the hashtags. */
const CELLS_BETWEEN = 9;

export interface PostSumsLimits {
  readonly mostSums: number;
}

/**
 * What the posts of a file add up to, by campaign, platform and influencer, by campaign and day, and by campaign, platform
 * and hashtag, in memory that does not grow with the file: where there are more sums than fit, those so far are written,
 * and others begun. Whoever reads them adds up what is written of one key.
 */
export class PostSums {
  readonly #prefix: string;
  readonly #mostSums: number;
  readonly #lines = new CopyLines();
  #rows = 0;
  #campaigns = new ByteNames();
  #influencers = new ByteNames();
  #platforms = new ByteNames();
  #hashtags = new ByteNames();
  /** By campaign and platform, and influencer. */
  #creators = new PairSums();
  /** By campaign, and day. */
  #days = new PairSums();
  /** By campaign and platform, and hashtag. */
  #tags = new PairSums();
  /** Whether the posts that are held report likes, comments and shares: all of them do, or none. */
  readonly #reported = [true, true, true];
  #views = 0;
  readonly #values = new Float64Array(SUMMED);

  /** `prefix` stands at the beginning of every line: cells with a tab behind each. */
  constructor(prefix: string, { mostSums }: PostSumsLimits = { mostSums: MOST_SUMS }) {
    this.#prefix = prefix;
    this.#mostSums = mostSums;
  }

  /** Adds posts whose lines of {@link POST_COPY_COLUMNS} are in `bytes`. */
  addAll(bytes: Uint8Array, { count, keyStarts, counts }: WrittenPosts): void {
    for (let post = 0; post < count; post++) this.add(bytes, keyStarts[post] ?? 0, counts, COUNTS * post, 1);
  }

  /**
   * Adds one post, or takes it out again (`sign`). Its line has the campaign at `keyStart`; `counts` has its views, likes,
   * comments and shares from `firstCount` on.
   */
  add(bytes: Uint8Array, keyStart: number, counts: Float64Array, firstCount: number, sign: 1 | -1): void {
    this.#makeRoom(counts, firstCount);
    const values = this.#values;
    values[0] = sign;
    for (let count = 0; count < COUNTS; count++) {
      values[count + 1] = sign * Math.max(0, counts[firstCount + count] ?? 0);
    }
    const campaignEnd = endOfCell(bytes, keyStart);
    const influencerEnd = endOfCell(bytes, campaignEnd + 1);
    const platformStart = endOfCell(bytes, influencerEnd + 1) + 1;
    const platformEnd = endOfCell(bytes, platformStart);
    const campaign = this.#campaigns.numberOf(bytes, keyStart, campaignEnd);
    const scope = campaign * MOST_PLATFORMS + this.#platforms.numberOf(bytes, platformStart, platformEnd);
    this.#creators.add(scope, this.#influencers.numberOf(bytes, campaignEnd + 1, influencerEnd), values, 0);
    const timeStart = platformEnd + 1;
    if (bytes[timeStart] !== BACKSLASH) this.#days.add(campaign, readDay(bytes, timeStart), values, 0);
    let hashtagsStart = timeStart;
    for (let cell = 0; cell < CELLS_BETWEEN; cell++) hashtagsStart = endOfCell(bytes, hashtagsStart) + 1;
    this.#addHashtags(bytes, hashtagsStart, scope);
  }

  /** The sums that had to be written since this was asked last, as lines of {@link POST_SUM_COPY_COLUMNS}. */
  takeWritten(): Buffer | undefined {
    return this.#lines.length > 0 ? this.#lines.take() : undefined;
  }

  /** Writes all sums, by slices, and holds none. */
  *writeAll(): Generator<Buffer> {
    for (const _row of this.#writeKinds()) if (this.#lines.length >= SLICE_BYTES) yield this.#lines.take();
    if (this.#lines.length > 0) yield this.#lines.take();
    this.#clear();
  }

  *#writeKinds(): Generator<void> {
    const influencers = keysOf(this.#influencers, quoteId);
    const hashtags = keysOf(this.#hashtags, (text) => `"${text}"`);
    const ofAllCampaigns = (sums: PairSums) => sums.regroup((scope, key) => [scope % MOST_PLATFORMS, key]);
    yield* this.#writeRows('CREATOR', this.#creators, (scope) => this.#describeScope(scope), influencers);
    yield* this.#writeRows(
      'CREATOR',
      ofAllCampaigns(this.#creators),
      (scope) => this.#describePlatform(scope),
      influencers,
    );
    yield* this.#writeRows(
      'DAY',
      this.#days,
      (campaign) => `${this.#campaigns.textOf(campaign)}\t\\N`,
      writeDay,
    );
    yield* this.#writeRows('HASHTAG', this.#tags, (scope) => this.#describeScope(scope), hashtags);
    yield* this.#writeRows(
      'HASHTAG',
      ofAllCampaigns(this.#tags),
      (scope) => this.#describePlatform(scope),
      hashtags,
    );
  }

  #clear(): void {
    this.#views = 0;
    this.#campaigns = new ByteNames();
    this.#influencers = new ByteNames();
    this.#platforms = new ByteNames();
    this.#hashtags = new ByteNames();
    this.#creators = new PairSums();
    this.#days = new PairSums();
    this.#tags = new PairSums();
  }

  /** Writes what is held where the post might not fit, or would make a sum that a double does not hold. */
  #makeRoom(counts: Float64Array, firstCount: number): void {
    const views = counts[firstCount] ?? 0;
    const reported = this.#reported;
    let isAlike = true;
    for (let count = 0; count < reported.length; count++) {
      if ((counts[firstCount + 1 + count] !== NOT_REPORTED) !== reported[count]) isAlike = false;
    }
    if (
      !isAlike ||
      this.#views + views > Number.MAX_SAFE_INTEGER ||
      Math.max(this.#creators.size, this.#days.size, this.#tags.size + ROOM_FOR_A_POST) > this.#mostSums ||
      this.#campaigns.size === MOST_CAMPAIGNS ||
      this.#platforms.size === MOST_PLATFORMS ||
      Math.max(this.#campaigns.length, this.#influencers.length, this.#hashtags.length) > MOST_BYTES
    ) {
      if (this.#creators.size > 0) this.#writeNow();
    }
    this.#views += views;
    if (isAlike) return;
    for (let count = 0; count < reported.length; count++) {
      reported[count] = counts[firstCount + 1 + count] !== NOT_REPORTED;
    }
  }

  #writeNow(): void {
    const rows = this.#writeKinds();
    while (rows.next().done !== true);
    this.#clear();
  }

  /** The elements of an array literal, each in quotation marks; in it a backslash is `\\\\` and a quotation mark `\\"`. */
  #addHashtags(bytes: Uint8Array, start: number, scope: number): void {
    let at = start + 1;
    while (bytes[at] !== CLOSING_BRACE) {
      const from = at + 1;
      at = from;
      while (bytes[at] !== QUOTE) {
        if (bytes[at] !== BACKSLASH) at++;
        else if (bytes[at + 1] !== BACKSLASH) at += 2;
        else at += bytes[at + 2] === BACKSLASH ? 4 : 3;
      }
      this.#tags.add(scope, this.#hashtags.numberOf(bytes, from, at), this.#values, 0);
      at++;
      if (bytes[at] !== CLOSING_BRACE) at++;
    }
  }

  #describeScope(scope: number): string {
    const campaign = Math.floor(scope / MOST_PLATFORMS);
    return `${this.#campaigns.textOf(campaign)}\t${this.#platforms.textOf(scope % MOST_PLATFORMS)}`;
  }

  #describePlatform(platform: number): string {
    return `\\N\t${this.#platforms.textOf(platform)}`;
  }

  /** Stops after each row. */
  *#writeRows(
    kind: string,
    sums: PairSums,
    describe: (first: number) => string,
    keyOf: (second: number) => string,
  ): Generator<void> {
    let first = -1;
    let keys: string[] = [];
    let values: number[][] = [];
    const writeRow = () => {
      const [posts = [], views = [], ...reported] = values;
      const arrays = reported.map((sum, count) =>
        (this.#reported[count] === true ? sum : sum.map(() => 'NULL')).join(','),
      );
      const cells = [keys.join(','), posts.join(','), views.join(','), ...arrays];
      this.#lines.writeText(
        `${this.#prefix}${++this.#rows}\t${kind}\t${describe(first)}\t{${cells.join('}\t{')}}\n`,
      );
    };
    for (const place of sums.byFirst()) {
      if (isNothing(sums, place)) continue;
      if (sums.firstOf(place) !== first || keys.length === MOST_KEYS_A_ROW) {
        if (keys.length > 0) yield writeRow();
        first = sums.firstOf(place);
        keys = [];
        values = Array.from({ length: SUMMED }, () => []);
      }
      keys.push(keyOf(sums.secondOf(place)));
      for (let value = 0; value < SUMMED; value++) values[value]?.push(sums.sumOf(place, value));
    }
    if (keys.length > 0) yield writeRow();
  }
}

/** Whether the posts of a sum were all taken out again. */
function isNothing(sums: PairSums, place: number): boolean {
  for (let value = 0; value < SUMMED; value++) if (sums.sumOf(place, value) !== 0) return false;
  return true;
}

function endOfCell(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] !== TAB) at++;
  return at;
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

function writeDay(day: number): string {
  const digits = String(day).padStart(8, '0');
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}

/** As an element of an array literal in a line of COPY: the text stands in its line already. */
function quoteId(text: string): string {
  if (!/[\\"]/.test(text)) return `"${text}"`;
  return textOf(`"${readText(text).replace(/[\\"]/g, '\\$&')}"`);
}

/** Each is written once. */
function keysOf(names: ByteNames, write: (text: string) => string): (number: number) => string {
  const written: string[] = [];
  return (number) => {
    written[number] ??= write(names.textOf(number));
    return written[number];
  };
}
