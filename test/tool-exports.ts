import { createDice, type Dice } from '../scripts/sample/random.ts';

/** An export as a tool writes it: made up, with the columns and the habits of that tool. */
export interface ToolExport {
  readonly name: string;
  readonly content: Buffer;
}

const SENTENCES = [
  'Glow all day ☀️ #summerglow #ad',
  'Morning routine, honestly.\nLink in bio',
  'She said "try it", so I did #skincare',
  'POV: your skin after one week',
] as const;

const MONTHS = ['January', 'February', 'March'] as const;

interface MadePost {
  readonly index: number;
  readonly day: number;
  readonly month: number;
  readonly views: number;
  readonly likes: number;
  readonly comments: number;
  readonly shares: number;
  readonly text: string;
}

/** The exports that docs/import.md shows; always the same. */
export function makeToolExports(): readonly ToolExport[] {
  return [metaBusinessSuite(), instagram(), tiktokStudio(), youtubeStudio(), germanExcel()];
}

function makePosts(dice: Dice, count: number): MadePost[] {
  return Array.from({ length: count }, (_, index) => {
    const views = dice.integer(4_000, 900_000);
    return {
      index,
      day: dice.integer(1, 28),
      month: dice.integer(1, 3),
      views,
      likes: Math.round(views * 0.04) + dice.integer(0, 90),
      comments: dice.integer(3, 140),
      shares: dice.integer(0, 120),
      text: dice.pick(SENTENCES),
    };
  });
}

const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const two = (number: number) => String(number).padStart(2, '0');

/** A byte order mark, American dates with a time, texts over several lines, and no column of the campaign. */
function metaBusinessSuite(): ToolExport {
  const header =
    'Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Caption type,Permalink,Post type,Data comment,Date,Impressions,Reach,Reactions,Comments,Shares,Total clicks';
  const rows = makePosts(createDice(0.11), 14).map(
    ({ index, day, month, views, likes, comments, shares, text }) =>
      [
        `1224${3_000_000 + index}`,
        '100064518',
        index % 3 === 0 ? 'Ada Glow' : 'Bea Bakes',
        quote(text.slice(0, 12)),
        quote(text),
        '31',
        `${two(month)}/${two(day)}/2026 09:3${index % 10}`,
        '',
        `https://www.facebook.com/reel/${900 + index}`,
        'Reels',
        '',
        'Lifetime',
        views,
        Math.round(views * 0.7),
        likes,
        comments,
        shares,
        likes + comments,
      ].join(','),
  );
  return {
    name: 'meta-business-suite.csv',
    content: Buffer.from(`\ufeff${[header, ...rows].join('\r\n')}\r\n`),
  };
}

/** What was posted by one account: neither the account nor the campaign has a column. */
function instagram(): ToolExport {
  const header =
    'Post ID,Caption,Post Type,Posted At,Impressions,Reach,Likes,Comments,Saves,Profile Visits,Follows';
  const rows = makePosts(createDice(0.22), 12).map(
    ({ index, day, month, views, likes, comments, shares, text }) =>
      [
        `1799${5_000_000 + index}`,
        quote(text),
        'IG reel',
        `2026-${two(month)}-${two(day)} 18:00`,
        views,
        Math.round(views * 0.8),
        likes,
        comments,
        shares,
        comments * 2,
        index,
      ].join(','),
  );
  return { name: 'instagram.csv', content: Buffer.from(`${[header, ...rows].join('\n')}\n`) };
}

/** Dates without a year. */
function tiktokStudio(): ToolExport {
  const header = 'Time,Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views';
  const rows = makePosts(createDice(0.33), 12).map(
    ({ index, day, month, views, likes, comments, shares, text }) =>
      [
        'March 31',
        quote(text),
        `https://www.tiktok.com/@ada.glow/video/73${5_000_000 + index}`,
        `${MONTHS[month - 1]} ${day}`,
        likes,
        comments,
        shares,
        views,
      ].join(','),
  );
  return { name: 'tiktok-studio.csv', content: Buffer.from(`${[header, ...rows].join('\n')}\n`) };
}

/** A row of totals before the others. */
function youtubeStudio(): ToolExport {
  const header =
    'Content,Video title,Video publish time,Duration,Views,Watch time (hours),Likes,Comments added,Shares,Impressions,Impressions click-through rate (%)';
  const posts = makePosts(createDice(0.44), 12);
  const sum = (count: 'views' | 'likes' | 'comments' | 'shares') =>
    posts.reduce((total, post) => total + post[count], 0);
  const total = [
    'Total',
    '',
    '',
    '',
    sum('views'),
    '812.4',
    sum('likes'),
    sum('comments'),
    sum('shares'),
    '',
    '4.1',
  ];
  const rows = posts.map(({ index, day, month, views, likes, comments, shares, text }) =>
    [
      `dQw4w9WgX${two(index)}`,
      quote(text),
      quote(`${MONTHS[month - 1]?.slice(0, 3)} ${day}, 2026`),
      '412',
      views,
      (views / 900).toFixed(4),
      likes,
      comments,
      shares,
      views * 9,
      '4.83',
    ].join(','),
  );
  return {
    name: 'youtube-studio.csv',
    content: Buffer.from(`${[header, total.join(','), ...rows].join('\n')}\n`),
  };
}

/** A title, semicolons, thousands with a dot, Windows' encoding, German names of columns, and a row of sums at the end. */
function germanExcel(): ToolExport {
  const posts = makePosts(createDice(0.55), 12);
  const dotted = (count: number) => count.toLocaleString('de-DE');
  const rows = posts.map(({ index, day, month, views, likes, comments, shares }) =>
    [
      'Frühling 2026',
      index % 2 === 0 ? 'Jörg Müller' : 'Änne',
      `${two(day)}.${two(month)}.2026`,
      index === 7 ? 'k. A.' : dotted(views),
      dotted(likes),
      comments,
      shares,
    ].join(';'),
  );
  const sum = dotted(posts.reduce((total, { views }) => total + views, 0));
  const lines = [
    'Kampagnenauswertung 1. Quartal;;;;;;',
    ';;;;;;',
    'Kampagne;Creator;Datum;Aufrufe;Gefällt mir;Kommentare;Geteilt',
    ...rows,
    `Summe;;;${sum};;;`,
  ];
  return { name: 'auswertung.csv', content: Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1') };
}
