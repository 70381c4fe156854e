import { VisuallyHidden } from '@mantine/core';
import { ArrowDown, ArrowUp, Equal } from 'lucide-react';
import type { ReactNode } from 'react';
import { wilsonInterval } from '../../../src/capabilities/performance/rate.ts';
import { roundScale } from '../charts/round-scale.ts';
import { formatMore, formatMorePercent, formatMoreShort, formatPoints } from '../format/changes.ts';
import { formatCount, formatRate, formatShare, formatShort, NOTHING, toNumber } from '../format/numbers.ts';
import { IntervalBar } from '../leaderboard/interval-bar.tsx';
import {
  describeBasis,
  describeUnknown,
  formatFigure,
  formatWhole,
  isReported,
  MONEY_NAMES,
  MONEY_WORDS,
  type MoneyName,
} from '../money/describe-money.ts';
import styles from './comparison.module.css';
import type { Change, ComparedSums, SumsChange } from './comparison-queries.ts';

/** One of those that are compared. */
export interface ComparedColumn {
  readonly key: string;
  readonly head: ReactNode;
  /** What it adds up to; null: nothing of it counts. */
  readonly sums: ComparedSums | null;
  /** How that differs from what it is compared with; null where nothing is known of it. */
  readonly change: (SumsChange & { readonly influencerCount?: Change }) | null;
  /** What the others are compared with. */
  readonly isBase: boolean;
}

interface ComparisonTableProps {
  readonly caption: string;
  readonly columns: readonly ComparedColumn[];
}

const COUNTS = [
  ['views', 'Views'],
  ['interactions', 'Interactions'],
  ['likes', 'Likes'],
  ['comments', 'Comments'],
  ['shares', 'Shares'],
  ['postCount', 'Posts'],
  ['influencerCount', 'Influencers'],
] as const;

/** Sums beside each other, with the change beside each of them. */
export function ComparisonTable({ caption, columns }: ComparisonTableProps) {
  const intervals = columns.map(({ sums }) =>
    sums === null ? null : wilsonInterval(toNumber(sums.interactions), toNumber(sums.views)),
  );
  const scale = roundScale(Math.max(...intervals.map((interval) => interval?.high ?? 0)));
  const counts = COUNTS.filter(
    ([name]) => name !== 'influencerCount' || columns.some(({ sums }) => sums?.influencerCount !== undefined),
  );
  const money = MONEY_NAMES.filter((name) =>
    columns.some(({ sums }) => isReported(sums?.money?.[name] ?? null)),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled sideways has to be reached by the keyboard.
    <section className={styles.wide} aria-label={caption} tabIndex={0}>
      <table className={styles.table} data-many={columns.length > 2}>
        <VisuallyHidden component="caption">{caption}</VisuallyHidden>
        <thead>
          <tr>
            <td />
            {columns.map(({ key, head, isBase }) => (
              <th key={key} scope="col" data-base={isBase}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Engagement rate</th>
            {columns.map(({ key, sums, change }) => (
              <td key={key} data-main>
                <b>{formatRate(sums?.engagementRate)}</b>
                {change?.engagementRate.points != null && (
                  <Difference
                    difference={change.engagementRate.points}
                    written={`${formatPoints(change.engagementRate.points)} points`}
                    percent={change.engagementRate.percent}
                  />
                )}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">95 % interval, 0 to {formatShare(scale / 100)}</th>
            {columns.map(({ key, sums }, index) => (
              <td key={key}>
                <IntervalBar
                  rate={sums?.engagementRate ?? null}
                  interval={intervals[index] ?? null}
                  scale={scale}
                />
              </td>
            ))}
          </tr>
          {counts.map(([name, title]) => (
            <tr key={name}>
              <th scope="row">{title}</th>
              {columns.map(({ key, sums, change }) => (
                <td key={key}>
                  <b title={formatCount(sums?.[name])}>{formatShort(sums?.[name])}</b>
                  {change?.[name]?.absolute != null && (
                    <Difference
                      difference={change[name].absolute}
                      written={formatMoreShort(change[name].absolute)}
                      exact={formatMore(change[name].absolute)}
                      percent={change[name].percent}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
          {money.map((name) => (
            <tr key={name}>
              <th scope="row" title={MONEY_WORDS[name].means}>
                {MONEY_WORDS[name].name}
              </th>
              {columns.map(({ key, sums }) => (
                <td key={key}>
                  <MoneyCell name={name} figure={sums?.money?.[name] ?? null} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface DifferenceProps {
  readonly difference: number;
  readonly written: string;
  readonly exact?: string;
  readonly percent: number | null;
}

/** How much more or less it is: the arrow and the sign say what the colour says. */
function Difference({ difference, written, exact, percent }: DifferenceProps) {
  if (difference === 0) {
    return (
      <span className={styles.change} data-way="same">
        <Equal size={13} aria-hidden /> the same
      </span>
    );
  }
  const Arrow = difference > 0 ? ArrowUp : ArrowDown;
  return (
    <span className={styles.change} data-way={difference > 0 ? 'up' : 'down'} title={exact}>
      <Arrow size={13} aria-hidden />
      {written}
      {percent !== null && ` (${formatMorePercent(percent)})`}
    </span>
  );
}

function MoneyCell({
  name,
  figure,
}: {
  readonly name: MoneyName;
  readonly figure: NonNullable<ComparedSums['money']>[MoneyName] | null;
}) {
  if (figure === null) return NOTHING;
  const note = describeUnknown(name, figure) ?? describeBasis(figure);
  return (
    <>
      <b title={formatWhole(figure)}>{formatFigure(figure)}</b>
      {note !== undefined && <span className={styles.note}>{note}</span>}
    </>
  );
}
