import { getRouteApi } from '@tanstack/react-router';
import { CACHE_STATUSES } from '../brief-search.ts';
import styles from '../briefs.module.css';

const route = getRouteApi('/briefs/$briefId');

type Status = (typeof CACHE_STATUSES)[number];

const MEANINGS: Readonly<Record<Status, string>> = {
  MISS: 'Written for this request.',
  HIT: 'From the cache: the same request was made before.',
  STALE: 'From the cache: no model is available now, and the results may have changed since.',
};

/** Whether the brief that somebody just asked for is a new one. */
export function ArrivalNote() {
  const { cache, age } = route.useSearch();
  if (cache === '') return null;
  return (
    <p className={styles.arrival} role="status" data-cache={cache}>
      {MEANINGS[cache]}
      {cache !== 'MISS' && ` Written ${describeAge(age)} ago.`}
    </p>
  );
}

function describeAge(seconds: number): string {
  const [amount, unit] =
    seconds < 60
      ? [seconds, 'second']
      : seconds < 3_600
        ? [Math.floor(seconds / 60), 'minute']
        : [Math.floor(seconds / 3_600), 'hour'];
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
