import { LARGEST_COUNT } from '../../../platform/graph/largest-count.ts';

/** Why an event was not counted, in words for whoever sent it. */
export interface EventFailure {
  readonly code: 'TOTAL_TOO_LARGE' | 'NOT_COUNTED';
  readonly message: string;
}

/** PostgreSQL's SQLSTATEs for a violated check, and for a number beyond 64 bits. */
const TOO_LARGE = ['23514', '22003'];

/** What is told of an error. Its own words are the log's. */
export function describeFailure(error: unknown): EventFailure {
  if (error instanceof Error && 'code' in error && TOO_LARGE.includes(String(error.code))) {
    return {
      code: 'TOTAL_TOO_LARGE',
      message: `With it, a total of its post would pass what counts hold (${LARGEST_COUNT} over a campaign).`,
    };
  }
  return {
    code: 'NOT_COUNTED',
    message: "It could not be counted. The server's log says why, under the id of the event.",
  };
}
