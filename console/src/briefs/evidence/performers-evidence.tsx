import { countOf, formatRate } from '../../format/numbers.ts';
import { formatDay } from '../../format/times.ts';
import { nameDeliverable } from '../brief-names.ts';
import { FORMATS, PLATFORM_NAMES, PLATFORMS } from '../brief-search.ts';
import { CreatorName } from '../reading/manager-part.tsx';
import { keysOf } from '../row-keys.ts';
import { describeCounted, nameAverage } from './compare.ts';
import styles from './evidence.module.css';
import { type Data, readNumber, readRecord, readRecords, readString } from './read-data.ts';

interface PerformersEvidenceProps {
  readonly data: Data;
  /** What stands above it. */
  readonly summary: string;
  readonly campaignId: string | null;
}

/** Who did best, and with which posts, beside what is usual there. */
export function PerformersEvidence({ data, summary, campaignId }: PerformersEvidenceProps) {
  const performers = readRecords(data.performers);
  const own = readRecord(data.creator);
  const average = nameAverage(readString(data.scope));
  const note = readString(data.note);
  return (
    <div className={styles.result}>
      {!summary.includes(note) && <p>{note}</p>}
      <AverageLine average={readRecord(data.average)} />
      {own !== undefined && (
        <>
          <h4>The creator of this brief</h4>
          <Performer performer={own} campaignId={campaignId} average={average} />
        </>
      )}
      {performers.length > 0 && own !== undefined && <h4>Others</h4>}
      {performers.map((performer) => (
        <Performer
          key={readString(performer.influencerId)}
          performer={performer}
          campaignId={campaignId}
          average={average}
        />
      ))}
    </div>
  );
}

/** What all posts of the scope achieved together; nothing where briefs of before did not say. */
export function AverageLine({ average }: { readonly average: Data | undefined }) {
  const rate = readNumber(average?.engagementRate);
  const posts = readNumber(average?.posts);
  if (rate === null || posts === null) return null;
  return (
    <p>
      The average is {formatRate(rate)} of views over {countOf(posts, 'post')}.
    </p>
  );
}

interface PerformerProps {
  readonly performer: Data;
  readonly campaignId: string | null;
  readonly average: string;
}

function Performer({ performer, campaignId, average }: PerformerProps) {
  const { influencerId, posts, views, engagementRate, lift, bestPosts } = performer;
  const posted = readRecords(bestPosts);
  const keys = keysOf(posted);
  return (
    <article className={styles.performer}>
      <p>
        <CreatorName campaignId={campaignId} influencerId={readString(influencerId)} />{' '}
        {figuresOf({ posts, views, engagementRate, lift }, average).join(', ')}
      </p>
      <ul className={styles.posts}>
        {posted.map((post, index) => (
          <li key={keys[index]}>
            {readString(post.caption) === '' ? 'A post without a caption' : <q>{readString(post.caption)}</q>}
            <small>{[...factsOf(post), ...figuresOf(post, average)].join(', ')}</small>
          </li>
        ))}
      </ul>
    </article>
  );
}

/** Where, when and in which format a post was posted, as far as that is known. */
function factsOf({ platform, postedAt, format }: Data): string[] {
  const known = PLATFORMS.find((name) => name === readString(platform).toUpperCase());
  const form = FORMATS.find((name) => name === format);
  return [
    known === undefined ? readString(platform) : PLATFORM_NAMES[known],
    form === undefined ? '' : nameDeliverable({ format: form, count: 1 }).replace(/^1 /, ''),
    readString(postedAt) === '' ? '' : formatDay(readString(postedAt)),
  ].filter((fact) => fact !== '');
}

function figuresOf({ posts, views, engagementRate, lift }: Data, average: string): string[] {
  const rate = readNumber(engagementRate);
  return [
    rate === null ? 'no rate measured' : `${formatRate(rate)} of views`,
    ...describeCounted(
      {
        lift: lift === undefined || rate === null ? undefined : readNumber(lift),
        posts: readNumber(posts),
        views: readNumber(views),
      },
      average,
    ),
  ];
}
