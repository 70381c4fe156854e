import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { createConnectionType } from '../../platform/graph/connection.type.ts';
import { DateTime } from '../../platform/graph/date-time.type.ts';
import { createNodeIdResolver, Node } from '../../platform/graph/node.type.ts';
import { BY_CREATION, createOrderType } from '../../platform/graph/order.type.ts';
import { createPayloadType } from '../../platform/graph/payload.ts';
import type { JobState } from '../../platform/jobs/index.ts';

/** GraphQL wants an object for an enum; its values are those of the union. */
export const JobStateEnum = {
  QUEUED: 'QUEUED',
  RETRYING: 'RETRYING',
  RUNNING: 'RUNNING',
  COMPLETED: 'COMPLETED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const satisfies Readonly<Record<JobState, JobState>>;

registerEnumType(JobStateEnum, {
  name: 'JobState',
  description: 'The state of a job.',
  valuesConfig: {
    QUEUED: { description: 'It waits for a free worker, or until the time it was postponed to.' },
    RETRYING: { description: 'It failed, or its server stopped, and will be retried.' },
    RUNNING: { description: 'A server is running it.' },
    COMPLETED: { description: 'It succeeded. It is kept for 7 days.' },
    FAILED: {
      description:
        'It failed for the last time, and was put aside: retryJob begins it again. Kept for 30 days.',
    },
    CANCELLED: { description: 'An operator cancelled it.' },
  },
});

@ObjectType('JobFailure', { description: 'Why a job failed last.' })
export class JobFailureType {
  @Field(() => String, {
    description:
      'A code for programs: TIMED_OUT, BAD_PAYLOAD, LOST, INTERNAL_SERVER_ERROR, or that of an error which the work ended with. More are added as there is more work.',
  })
  readonly code!: string;

  @Field(() => String, {
    description: 'A sentence for people. What nobody foresaw stands in the log of the server alone.',
  })
  readonly message!: string;
}

@ObjectType('Job', { implements: [Node], description: 'A background job.' })
export class JobType {
  @Field(() => ID, { description: 'The id, as in the server log.' })
  readonly id!: string;

  @Field(() => String, { description: 'What kind of work it is.' })
  readonly name!: string;

  @Field(() => JobStateEnum, { description: 'Where it stands.' })
  readonly state!: JobState;

  @Field(() => Int, {
    description:
      'How often it was begun; 0 for one that has not been. A run that a stop cut short does not count.',
  })
  readonly attemptCount!: number;

  @Field(() => DateTime, { description: 'When it was queued.' })
  readonly createdAt!: Date;

  @Field(() => DateTime, { description: 'It is not begun, or begun again, before.' })
  readonly startAfter!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was begun last; null for one that has not been.',
  })
  readonly startedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it succeeded or failed for good; null before.',
  })
  readonly finishedAt!: Date | null;

  @Field(() => JobFailureType, {
    nullable: true,
    description: 'Why it failed last; null where it has not failed, or was done in the end.',
  })
  readonly failure!: JobFailureType | null;
}

export const JobConnection = createConnectionType(JobType, 'Job', 'in the order that was asked for');
export const JobOrderEnum = createOrderType('JobOrder', 'How jobs are ordered.', BY_CREATION);

export const JobNodeIdResolver = createNodeIdResolver(JobType, 'Job', ({ id }: JobType) => [id]);

export const RetryJobPayload = createPayloadType('RetryJobPayload', {
  job: { type: () => JobType, description: 'The job, queued again;' },
});
