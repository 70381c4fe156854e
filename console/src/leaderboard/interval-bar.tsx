import type { Interval } from '../../../src/capabilities/performance/rate.ts';
import { formatRate } from '../format/numbers.ts';
import styles from './interval-bar.module.css';

interface IntervalBarProps {
  readonly rate: number | null;
  readonly interval: Interval | null;
  /** The percentage at the right end. */
  readonly scale: number;
}

/** A rate as a dot in the interval in which it lies: a long bar means that few views stand behind it. */
export function IntervalBar({ rate, interval, scale }: IntervalBarProps) {
  if (rate === null || interval === null) return null;
  const at = (percent: number) => `${(Math.min(percent, scale) / scale) * 100}%`;
  const isCut = interval.high > scale;
  const label = `${formatRate(interval.low)} to ${formatRate(interval.high)}${isCut ? `, beyond the scale, which ends at ${scale} %` : ''}`;
  return (
    <div className={styles.bar} role="img" aria-label={label} title={label}>
      <div className={styles.fill} style={{ right: `calc(100% - ${at(rate)})` }} />
      <div
        className={styles.range}
        data-cut={isCut}
        style={{ left: at(interval.low), right: `calc(100% - ${at(interval.high)})` }}
      />
      <div className={styles.dot} data-beyond={rate > scale} style={{ left: at(rate) }} />
    </div>
  );
}
