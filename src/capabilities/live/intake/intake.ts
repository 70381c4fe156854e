import { CallerError } from '../../../errors.ts';
import type { IntakeMetrics } from '../status/live-metrics.ts';
import { type AcceptDeps, type AcceptOptions, acceptEvents, type SentEvent } from './accept-events.ts';
import type { Sender } from './known-campaigns.ts';
import type { Receipt } from './receipt.ts';

/** How many events are checked and written in one go. */
export const EVENTS_AT_ONCE = 1_000;

/** What became of what somebody sent. */
export interface Acceptance {
  /** Of the events that were looked at, in their order. */
  readonly receipts: readonly Receipt[];
  /** Why no further ones were taken; null: all were looked at. */
  readonly refusal: CallerError | null;
}

export interface IntakeOptions extends AcceptOptions {
  /** Charges so many events to whoever sends them. @throws CallerError RATE_LIMITED */
  charge(count: number): Promise<void>;
}

/** The one way in for events. */
export interface Intake {
  /** Accepts events portion by portion, as they come: what was accepted stays so where a later portion is refused. */
  accept(
    sender: Sender,
    portions: AsyncIterable<readonly SentEvent[]> | Iterable<readonly SentEvent[]>,
    options: IntakeOptions,
  ): Promise<Acceptance>;
}

export function createIntake({ metrics, ...deps }: AcceptDeps & { readonly metrics: IntakeMetrics }): Intake {
  return {
    async accept(sender, portions, { charge, ...options }) {
      const receipts: Receipt[] = [];
      const add = (more: readonly Receipt[]) => {
        for (const receipt of more) receipts.push(receipt);
        metrics.onReceipts(more, options.key !== undefined);
      };
      let portion: readonly SentEvent[] = [];
      try {
        for await (portion of portions) {
          await charge(portion.length);
          add(await acceptEvents(deps, sender, portion, options));
          portion = [];
        }
        return { receipts, refusal: null };
      } catch (error) {
        if (!(error instanceof CallerError)) throw error;
        if (error.code === 'RATE_LIMITED') add(portion.map((sent) => refuseAsTooMany(sent, error.message)));
        return { receipts, refusal: error };
      }
    },
  };
}

function refuseAsTooMany(sent: SentEvent, message: string): Receipt {
  const value = 'value' in sent ? sent.value : null;
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return {
    id: typeof id === 'string' ? id : null,
    status: 'REFUSED',
    error: { code: 'RATE_LIMITED', message },
  };
}

/** Events in portions. */
export function* portionsOf(values: readonly unknown[]): Generator<SentEvent[]> {
  for (let start = 0; start < values.length; start += EVENTS_AT_ONCE)
    yield values.slice(start, start + EVENTS_AT_ONCE).map((value) => ({ value }));
}
