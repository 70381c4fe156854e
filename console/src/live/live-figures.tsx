import { formatCount, formatRate, formatShort, NOTHING } from '../format/numbers.ts';
import styles from './live.module.css';
import type { LiveNumbers } from './live-queries.ts';
import { MovingNumber } from './moving-number.tsx';

const COUNTS = [
  ['views', 'Views'],
  ['interactions', 'Interactions'],
  ['clicks', 'Clicks'],
  ['couponUses', 'Coupon uses'],
  ['conversions', 'Conversions'],
] as const;

const PARTS = ['likes', 'comments', 'shares', 'saves'] as const;

/** From here on the last digits are left out: they would not fit, and nobody could read them as they run. */
const LONGEST = 100_000_000;

/** What events add up to over a window, as it moves. */
export function LiveFigures({ numbers }: { readonly numbers: LiveNumbers }) {
  return (
    <>
      <dl className={styles.figures}>
        <div className={styles.figure} data-main>
          <dt>Engagement rate</dt>
          <dd>
            {numbers.engagementRate === null ? (
              NOTHING
            ) : (
              <MovingNumber value={numbers.engagementRate} format={formatRate} />
            )}
          </dd>
        </div>
        {COUNTS.map(([field, name]) => (
          <div key={field} className={styles.figure}>
            <dt>{name}</dt>
            <dd title={formatCount(numbers[field])}>
              <MovingNumber value={numbers[field]} format={formatMoving} />
            </dd>
          </div>
        ))}
      </dl>
      <ul className={styles.parts} aria-label="Reactions by kind">
        {PARTS.map((kind) => (
          <li key={kind}>
            {kind} <b>{formatCount(numbers[kind])}</b>
          </li>
        ))}
      </ul>
    </>
  );
}

function formatMoving(value: number): string {
  const count = Math.round(value);
  return count < LONGEST ? formatCount(count) : formatShort(count);
}
