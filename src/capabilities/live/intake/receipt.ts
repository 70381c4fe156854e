/** Why one event was not accepted. */
export const EVENT_ERROR_CODES = [
  'INVALID_EVENT',
  'UNKNOWN_CAMPAIGN',
  'CLOCK_AHEAD',
  'PERSONAL_ATTRIBUTE',
  'RATE_LIMITED',
] as const;
export type EventErrorCode = (typeof EVENT_ERROR_CODES)[number];

export interface EventError {
  readonly code: EventErrorCode;
  /** What was wrong, and what would be right. */
  readonly message: string;
}

export const RECEIPT_STATUSES = ['ACCEPTED', 'REFUSED'] as const;

/** What became of one event that was sent. */
export interface Receipt {
  /** null where it could not be read. */
  readonly id: string | null;
  /** ACCEPTED: it is safe, and is counted once. */
  readonly status: (typeof RECEIPT_STATUSES)[number];
  readonly error: EventError | null;
}
