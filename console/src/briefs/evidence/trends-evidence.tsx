import { formatRate } from '../../format/numbers.ts';
import { describeCounted, nameAverage } from './compare.ts';
import styles from './evidence.module.css';
import { AverageLine } from './performers-evidence.tsx';
import { type Data, readNumber, readRecord, readRecords, readString, readStrings } from './read-data.ts';

const IDEAS = [
  ['moments', 'Moments'],
  ['problems', 'Problems'],
  ['outcomes', 'Outcomes'],
  ['shots', 'Shots'],
] as const;

/** Hashtags of the team's own posts with what they achieved, an editor's list, and what the category gives to write with. */
export function TrendsEvidence({ data }: { readonly data: Data }) {
  const hashtags = readRecords(data.hashtags);
  const own = hashtags.filter(({ from }) => from === 'OWN_POSTS');
  const curated = hashtags.filter(({ from }) => from === 'CURATED').map(({ hashtag }) => readString(hashtag));
  const average = nameAverage(readString(data.scope));
  const category = readString(readRecord(data.category)?.name) || readString(data.category);
  return (
    <div className={styles.result}>
      <AverageLine average={readRecord(data.average)} />
      {own.length > 0 && (
        <>
          <h4>From your own posts</h4>
          <ul className={styles.posts}>
            {own.map(({ hashtag, posts, views, engagementRate, lift }) => (
              <li key={readString(hashtag)}>
                <b>{readString(hashtag)}</b>
                <small>
                  {[
                    `${formatRate(readNumber(engagementRate))} of views`,
                    ...describeCounted(
                      {
                        lift: lift === undefined ? undefined : readNumber(lift),
                        posts: readNumber(posts),
                        views: readNumber(views),
                      },
                      average,
                    ),
                  ].join(', ')}
                </small>
              </li>
            ))}
          </ul>
        </>
      )}
      {curated.length > 0 && (
        <>
          <h4>Chosen by editors{category === '' ? '' : `, ${category}`}</h4>
          <p>{curated.join(' ')}</p>
        </>
      )}
      {IDEAS.map(([name, title]) => {
        const lines = readStrings(data[name]);
        return lines.length === 0 ? null : (
          <div key={name}>
            <h4>{title}</h4>
            <p>{lines.join('; ')}</p>
          </div>
        );
      })}
    </div>
  );
}
