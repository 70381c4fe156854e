import { Link } from '@tanstack/react-router';
import { isGuest } from '../session/credentials.ts';
import {
  describeBasis,
  describeUnknown,
  formatFigure,
  formatWhole,
  isReported,
  MONEY_NAMES,
  MONEY_WORDS,
} from './describe-money.ts';
import styles from './money.module.css';
import type { Money } from './money-fields.ts';

interface MoneyFiguresProps {
  readonly money: Money | null;
  /** Whether it stands by itself, and not among other figures. */
  readonly isPanel?: boolean;
}

/** What posts cost, and what came of them: nothing where nothing is reported. */
export function MoneyFigures({ money, isPanel = false }: MoneyFiguresProps) {
  if (money === null) return null;
  const shown = MONEY_NAMES.filter((name) => isReported(money[name]));
  if (shown.length === 0) return null;
  const unknown = MONEY_NAMES.flatMap((name) => {
    const figure = money[name];
    const reason = figure === null || shown.includes(name) ? undefined : describeUnknown(name, figure);
    return reason === undefined ? [] : [{ name, reason }];
  });
  return (
    <section aria-label="Money" className={styles.money} data-panel={isPanel}>
      <dl className={styles.figures}>
        {shown.map((name) => {
          const figure = money[name];
          if (figure === null) return null;
          const { name: shortName, means } = MONEY_WORDS[name];
          const note = describeUnknown(name, figure) ?? describeBasis(figure);
          return (
            <div key={name} className={styles.figure}>
              <dt title={means}>{shortName}</dt>
              <dd title={formatWhole(figure)}>{formatFigure(figure)}</dd>
              {note !== undefined && <dd className={styles.note}>{note}</dd>}
            </div>
          );
        })}
      </dl>
      {unknown.length > 0 && (
        <p className={styles.unknown}>
          {unknown.map(({ name, reason }) => (
            <span key={name}>
              <b>{MONEY_WORDS[name].name}</b>: {reason}
              {name === 'emv' && !isGuest() && (
                <>
                  {' '}
                  (<Link to="/media-rates">media rates</Link>)
                </>
              )}
            </span>
          ))}
        </p>
      )}
    </section>
  );
}
