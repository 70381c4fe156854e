import { z } from 'zod';

/** What stands in a job's row: the payload, whose it is, and the trace of whoever sent it. */
export const Envelope = z.object({
  organizationId: z.string().min(1).nullable(),
  payload: z.unknown(),
  trace: z.record(z.string(), z.string()).default({}),
});

export type Envelope = z.output<typeof Envelope>;
