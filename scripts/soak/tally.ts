import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** How one request ended. */
export interface Ending {
  readonly operation: string;
  /** OK, an error's code, or what happened to the connection. */
  readonly code: string;
  /** Whether the soak itself brought the error about: a process that it killed, a budget that it spent. */
  readonly isExcused: boolean;
  readonly milliseconds: number;
  readonly message?: string;
}

interface Row {
  count: number;
  message: string | undefined;
}

/** Counts requests, and what went wrong. */
export interface Tally {
  count(ending: Ending): void;
  /** Notes what must not be: it makes the soak fail. */
  fail(what: string, message?: string): void;
  /** Counts what is worth knowing and no failure. */
  note(what: string): void;
  readonly latencies: ReadonlyMap<string, RecordableHistogram>;
  readonly excused: ReadonlyMap<string, Row>;
  readonly failures: ReadonlyMap<string, Row>;
  readonly notes: ReadonlyMap<string, Row>;
}

export function createTally(): Tally {
  const latencies = new Map<string, RecordableHistogram>();
  const excused = new Map<string, Row>();
  const failures = new Map<string, Row>();
  const notes = new Map<string, Row>();
  const add = (rows: Map<string, Row>, what: string, message?: string) => {
    const row = rows.get(what) ?? { count: 0, message };
    row.count += 1;
    rows.set(what, row);
  };
  return {
    latencies,
    excused,
    failures,
    notes,
    count({ operation, code, isExcused, milliseconds, message }) {
      if (code !== 'OK') {
        add(isExcused ? excused : failures, `${code} of ${operation}`, message);
        return;
      }
      const histogram = latencies.get(operation) ?? createHistogram({ figures: 3 });
      latencies.set(operation, histogram);
      // In microseconds; a histogram takes no 0.
      histogram.record(Math.max(1, Math.round(milliseconds * 1_000)));
    },
    fail: (what, message) => add(failures, what, message),
    note: (what) => add(notes, what),
  };
}
