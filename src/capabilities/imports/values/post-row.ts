import type { Cells } from '../../../platform/csv/cells.ts';
import type { Columns } from '../columns/columns.ts';
import type { FieldName, MeasuredPost } from '../columns/fields.ts';
import { quoteValue, type RowFault } from '../quarantine/rejection.ts';
import { describeCountFault, parseCount } from './count.ts';
import { parseHashtags } from './hashtags.ts';
import { isIdTooLong, MAX_ID_BYTES } from './identifier.ts';
import { parsePlatform } from './platform.ts';
import { parsePostedAt } from './posted-at.ts';

/** Reads the cells of a row, which are as many as the header has, as a post, or says what is wrong with the first that is wrong. */
export type RowReader = (cells: Cells, line: number) => MeasuredPost | RowFault;

const ABSENT = -1;
const NO_HASHTAGS: readonly string[] = Object.freeze([]);

/** Prepares the reading of rows whose columns are these. */
export function createRowReader({ header, columnOf, fixed }: Columns): RowReader {
  const at = (field: FieldName) => columnOf[field] ?? ABSENT;
  const [campaignColumn, influencerColumn, postColumn] = [at('campaignId'), at('influencerId'), at('postId')];
  const [viewsColumn, likesColumn, commentsColumn] = [at('views'), at('likes'), at('comments')];
  const [sharesColumn, savesColumn, followersColumn] = [at('shares'), at('saves'), at('followers')];
  const [reachColumn, platformColumn, postedAtColumn] = [at('reach'), at('platform'), at('postedAt')];
  const [captionColumn, hashtagsColumn, urlColumn] = [at('caption'), at('hashtags'), at('url')];
  const nameOf = (column: number) => header[column] ?? null;

  let fault: RowFault | null = null;
  const firstFault = () => fault;
  const reject = (column: number, code: RowFault['code'], message: string) => {
    fault ??= { column: nameOf(column), code, message };
  };
  const readId = (cells: Cells, column: number, isNeeded: boolean): string | null => {
    const id = cells.valueOf(column).trim();
    if (id === '') {
      if (isNeeded) reject(column, 'missing_value', 'The id is blank. Give the id that the row is about.');
      return null;
    }
    if (isIdTooLong(id)) {
      reject(column, 'too_long', `${quoteValue(id)} is too long. Shorten it to ${MAX_ID_BYTES} bytes.`);
    }
    return id;
  };
  const readCount = (cells: Cells, column: number, isNeeded: boolean): number | null => {
    const count = parseCount(cells.text, cells.startOf(column), cells.endOf(column));
    if (typeof count === 'number') return count;
    if (count === 'missing_value' && !isNeeded) return null;
    reject(column, count, describeCountFault(count, cells.valueOf(column)));
    return null;
  };
  const readText = (cells: Cells, column: number): string | null => {
    const text = cells.valueOf(column).trim();
    return text === '' ? null : text;
  };
  const readPlatform = (cells: Cells): string | null => {
    const platform = readId(cells, platformColumn, false);
    return platform === null ? null : parsePlatform(platform);
  };
  const readPostedAt = (cells: Cells): string | null => {
    const written = cells.valueOf(postedAtColumn).trim();
    if (written === '') return null;
    const postedAt = parsePostedAt(written);
    if (postedAt === null) {
      const right = 'Give one such as 2025-05-21, 2025-05-21 09:44:45 or 2025-05-21T09:44:45Z.';
      reject(postedAtColumn, 'bad_date', `${quoteValue(written)} is not a date. ${right}`);
    }
    return postedAt;
  };
  const crossCheck = (views: number, interactions: number) => {
    if (interactions <= views) return;
    if (views === 0) {
      const said = `The row has 0 views and ${interactions} interactions.`;
      reject(viewsColumn, 'no_views_but_interactions', `${said} Give the number of views.`);
      return;
    }
    const said = `The row has ${interactions} interactions (likes + comments + shares) on ${views} views.`;
    reject(viewsColumn, 'interactions_exceed_views', `${said} There can be no more of them than views.`);
  };

  return (cells, line) => {
    fault = null;
    const campaignId = campaignColumn < 0 ? fixed.campaignId : readId(cells, campaignColumn, true);
    const influencerId = influencerColumn < 0 ? fixed.influencerId : readId(cells, influencerColumn, true);
    const postId = postColumn < 0 ? fixed.postId : readId(cells, postColumn, false);
    const platform = platformColumn < 0 ? fixed.platform : readPlatform(cells);
    const views = viewsColumn < 0 ? fixed.views : readCount(cells, viewsColumn, true);
    const likes = likesColumn < 0 ? fixed.likes : readCount(cells, likesColumn, true);
    const comments = commentsColumn < 0 ? fixed.comments : readCount(cells, commentsColumn, true);
    const shares = sharesColumn < 0 ? fixed.shares : readCount(cells, sharesColumn, true);
    const followers = followersColumn < 0 ? fixed.followers : readCount(cells, followersColumn, false);
    const reach = reachColumn < 0 ? fixed.reach : readCount(cells, reachColumn, false);
    const saves = savesColumn < 0 ? fixed.saves : readCount(cells, savesColumn, false);
    const cellFault = firstFault();
    if (cellFault !== null) return cellFault;
    crossCheck(views ?? 0, (likes ?? 0) + (comments ?? 0) + (shares ?? 0));
    const postedAt = postedAtColumn < 0 ? fixed.postedAt : readPostedAt(cells);
    const rowFault = firstFault();
    if (rowFault !== null) return rowFault;
    return {
      line,
      campaignId: campaignId ?? '',
      influencerId: influencerId ?? '',
      postId: postId ?? null,
      platform: platform ?? null,
      postedAt: postedAt ?? null,
      views: views ?? 0,
      likes: likes ?? null,
      comments: comments ?? null,
      shares: shares ?? null,
      saves: saves ?? null,
      followers: followers ?? null,
      reach: reach ?? null,
      caption: captionColumn < 0 ? (fixed.caption ?? null) : readText(cells, captionColumn),
      hashtags:
        hashtagsColumn < 0
          ? (fixed.hashtags ?? NO_HASHTAGS)
          : parseHashtags(cells.valueOf(hashtagsColumn).trim()),
      url: urlColumn < 0 ? (fixed.url ?? null) : readText(cells, urlColumn),
    };
  };
}
