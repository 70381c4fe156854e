import type DataLoader from 'dataloader';
import type { Reader } from '../access/contract.ts';
import type { PerformanceContext } from '../performance/index.ts';
import type { MetricsWatch } from './watching/metrics-watch.ts';
import { createPerformanceCounts, type PerformanceKey } from './windows/performance-counts.ts';
import type { LiveMetrics } from './windows/windows.ts';

/** What resolvers find in the context of a request. */
export interface LivePart {
  /** Subscriptions find it here: TypeGraphQL starts those without an instance of their resolver. */
  readonly watch: Pick<MetricsWatch, 'follow'>;
  /** Fires when the server is told to end. */
  readonly closing: AbortSignal;
  /** @throws CallerError NOT_FOUND that names near ids */
  requireCampaign(reader: Reader, campaignId: string): Promise<unknown>;
  readonly performances: DataLoader<PerformanceKey, LiveMetrics | null, string>;
}

/** The context that the resolvers of this capability need. */
export interface LiveContext extends PerformanceContext {
  readonly request: { readonly signal: AbortSignal };
  readonly live: LivePart;
}

type Shared = Pick<LivePart, 'watch' | 'closing' | 'requireCampaign'>;

/** Guards the loader of one request: most requests need none, so that it is made where it is first asked for. */
class Part implements LivePart {
  readonly #shared: Shared;
  readonly #reader: Pick<Reader, 'database' | 'organizationId'>;
  #performances: LivePart['performances'] | undefined;

  constructor(shared: Shared, reader: Pick<Reader, 'database' | 'organizationId'>) {
    this.#shared = shared;
    this.#reader = reader;
  }

  get watch() {
    return this.#shared.watch;
  }

  get closing() {
    return this.#shared.closing;
  }

  requireCampaign(reader: Reader, campaignId: string) {
    return this.#shared.requireCampaign(reader, campaignId);
  }

  get performances() {
    this.#performances ??= createPerformanceCounts(this.#reader);
    return this.#performances;
  }
}

export function createLivePart(
  shared: Shared,
  reader: Pick<Reader, 'database' | 'organizationId'>,
): LivePart {
  return new Part(shared, reader);
}
