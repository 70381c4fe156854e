import { useCallback, useMemo, useState } from 'react';
import { PlotFigure } from '../charts/plot-figure.tsx';
import { formatCount } from '../format/numbers.ts';
import { formatMinute } from '../format/times.ts';
import styles from './live.module.css';
import type { LiveMinute } from './live-queries.ts';
import { type Minute, toMinutes } from './minutes.ts';
import { describeMinutes, drawMinutes } from './minutes-chart.ts';

const HEIGHTS = { views: 180, interactions: 150 };

interface MinutesPanelProps {
  readonly known: readonly LiveMinute[];
  /** The server's clock, in milliseconds since 1970. */
  readonly now: number;
}

/** The last hour by minute, drawn and as a table. */
export function MinutesPanel({ known, now }: MinutesPanelProps) {
  const minutes = useMemo(() => toMinutes(known, now), [known, now]);
  const [isOpen, setOpen] = useState(false);
  return (
    <section className={styles.panel} aria-labelledby="live-minutes">
      <h2 id="live-minutes">The last hour by minute</h2>
      <h3>Views</h3>
      <MinuteFigure minutes={minutes} field="views" />
      <h3>Interactions</h3>
      <MinuteFigure minutes={minutes} field="interactions" />
      <details
        className={styles.table}
        open={isOpen}
        onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      >
        <summary>As a table</summary>
        {isOpen && <MinutesTable minutes={minutes} />}
      </details>
    </section>
  );
}

function MinuteFigure({
  minutes,
  field,
}: {
  readonly minutes: readonly Minute[];
  readonly field: 'views' | 'interactions';
}) {
  const draw = useCallback<React.ComponentProps<typeof PlotFigure>['draw']>(
    (Plot, width) => drawMinutes(Plot, { minutes, field, width, height: HEIGHTS[field] }),
    [minutes, field],
  );
  return <PlotFigure label={describeMinutes(minutes, field)} height={HEIGHTS[field]} draw={draw} />;
}

/** Newest first; minutes in which nothing happened are left out. */
function MinutesTable({ minutes }: { readonly minutes: readonly Minute[] }) {
  const rows = minutes.filter(({ views, interactions }) => views + interactions > 0).reverse();
  if (rows.length === 0) return <p className={styles.quiet}>Nobody viewed or reacted in the last hour.</p>;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Minute</th>
          <th scope="col">Views</th>
          <th scope="col">Interactions</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ from, views, interactions }) => (
          <tr key={from.getTime()}>
            <th scope="row">{formatMinute(from)}</th>
            <td>{formatCount(views)}</td>
            <td>{formatCount(interactions)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
