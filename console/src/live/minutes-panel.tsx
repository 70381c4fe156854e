import { useCallback, useMemo, useState } from 'react';
import { UplotFigure } from '../charts/uplot-figure.tsx';
import { formatCount } from '../format/numbers.ts';
import { formatMinute } from '../format/times.ts';
import styles from './live.module.css';
import type { LiveMinute } from './live-queries.ts';
import { type Minute, toMinutes } from './minutes.ts';
import {
  describeMinute,
  describeMinutes,
  designMinutes,
  type MinuteField,
  toChartData,
} from './minutes-chart.ts';

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
  const [pointed, setPointed] = useState<number>();
  return (
    <section className={styles.panel} aria-labelledby="live-minutes">
      <h2 id="live-minutes">The last hour by minute</h2>
      <MinuteFigure title="Views" minutes={minutes} field="views" pointed={pointed} onPoint={setPointed} />
      <MinuteFigure
        title="Interactions"
        minutes={minutes}
        field="interactions"
        pointed={pointed}
        onPoint={setPointed}
      />
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

interface MinuteFigureProps {
  readonly title: string;
  readonly minutes: readonly Minute[];
  readonly field: MinuteField;
  /** The place of the minute that is pointed at in any of the charts. */
  readonly pointed: number | undefined;
  onPoint(index: number | undefined): void;
}

/** A chart, and in words the minute that is pointed at. */
function MinuteFigure({ title, minutes, field, pointed, onPoint }: MinuteFigureProps) {
  const data = useMemo(() => toChartData(minutes, field), [minutes, field]);
  const design = useCallback<React.ComponentProps<typeof UplotFigure>['design']>(
    (library, stage) => designMinutes(library, { field, stage, onPoint }),
    [field, onPoint],
  );
  return (
    <>
      <div className={styles.caption}>
        <h3>{title}</h3>
        <p>{describeMinute(minutes, field, pointed)}</p>
      </div>
      <UplotFigure
        label={describeMinutes(minutes, field)}
        height={HEIGHTS[field]}
        data={data}
        design={design}
      />
    </>
  );
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
