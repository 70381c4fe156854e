import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { CallerError } from '../../errors.ts';
import { checkPageLength, type Page } from '../../platform/graph/page.ts';
import { INPUT, type Payload, toPayload } from '../../platform/graph/payload.ts';
import { findJob, type JobRecord, type JobState, listJobs, retryJob } from '../../platform/jobs/index.ts';
import { forbidden, requireAccess } from '../access/contract.ts';
import { type AccessContext, Allows, writeAudit } from '../access/index.ts';
import { RetryJobInput } from './job.inputs.ts';
import { JobConnection, JobStateEnum, JobType, RetryJobPayload } from './job.type.ts';

/** A job belongs to its organization as a whole: those who see one see all. */
const JOB = { resource: 'JOB', departmentId: null } as const;

@Resolver()
export class JobResolver {
  @Allows('READ', 'JOB')
  @Query(() => JobConnection, {
    description: "The organization's background jobs, newest first. For its admins.",
  })
  async jobs(
    @Ctx() { permissions, organizationId, database }: AccessContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'How many, from 1 to 100.' })
    first: number,
    @Arg('after', () => String, { nullable: true, description: 'Returns the rows after this cursor.' }) after:
      | string
      | null,
    @Arg('state', () => JobStateEnum, { nullable: true, description: 'Only jobs in this state.' })
    state: JobState | null,
    @Arg('name', () => String, { nullable: true, description: 'Only this kind of work.' }) name:
      | string
      | null,
  ): Promise<Page<JobRecord>> {
    if (!permissions.allows('READ', JOB)) throw forbidden('READ', JOB);
    return listJobs(database, {
      organizationId,
      first: checkPageLength('first', first),
      after: after ?? null,
      state: state ?? null,
      name: name ?? null,
    });
  }

  @Allows('READ', 'JOB')
  @Query(() => JobType, {
    nullable: true,
    description: 'One job. null, with a NOT_FOUND error, where there is none, or it may not be seen.',
  })
  async job(
    @Ctx() { permissions, organizationId, database }: AccessContext,
    @Arg('id', () => ID, { description: 'The job.' }) id: string,
  ): Promise<JobRecord> {
    const found = await findJob(database, { id, organizationId });
    const { job } = await requireAccess(permissions, 'READ', found && { ...JOB, job: found }, () =>
      notFound(id),
    );
    return job;
  }

  @Allows('UPDATE', 'JOB')
  @Mutation(() => RetryJobPayload, {
    nullable: true,
    description: 'Retries a FAILED job at once, with one more attempt.',
  })
  async retryJob(
    @Ctx() context: AccessContext,
    @Arg('input', () => RetryJobInput, INPUT) { id }: RetryJobInput,
  ): Promise<Payload<{ job: JobRecord }>> {
    const { permissions, organizationId, database } = context;
    return toPayload(() =>
      database.transaction(async (session) => {
        const found = await findJob(session, { id, organizationId });
        await requireAccess(permissions, 'UPDATE', found && JOB, () => notFound(id));
        const job = await retryJob(session, { id, organizationId });
        if (job === undefined) throw notFound(id);
        await writeAudit(session, context, {
          action: 'job.retried',
          resource: 'JOB',
          resourceId: job.id,
          departmentId: null,
          details: { name: job.name },
        });
        return { job };
      }),
    );
  }
}

function notFound(id: string): CallerError {
  return new CallerError(
    'NOT_FOUND',
    `There is no job ${JSON.stringify(id.slice(0, 100))}. The field jobs lists those of the organization.`,
    { argument: 'id' },
  );
}
