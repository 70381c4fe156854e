import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { CallerError } from '../../errors.ts';
import { checkPageLength, type Page } from '../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../platform/graph/page-arguments.ts';
import { INPUT, type Payload, toPayload } from '../../platform/graph/payload.ts';
import {
  findJob,
  type JobOrder,
  type JobRecord,
  type JobState,
  listJobs,
  retryJob,
} from '../../platform/jobs/index.ts';
import { forbidden, type Reader, requireAccess } from '../access/contract.ts';
import { type AccessContext, Allows, writeAudit } from '../access/index.ts';
import { RetryJobInput } from './job.inputs.ts';
import { JobConnection, JobOrderEnum, JobStateEnum, JobType, RetryJobPayload } from './job.type.ts';

/** A job belongs to its organization as a whole: those who see one see all. */
const JOB = { resource: 'JOB', departmentId: null } as const;

@Resolver()
export class JobResolver {
  @Allows('READ', 'JOB')
  @Query(() => JobConnection, {
    nullable: true,
    description: "The organization's background jobs. For its admins.",
  })
  async jobs(
    @Ctx() { permissions, organizationId, database }: AccessContext,
    @Arg('first', () => Int, firstOf(50)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => JobOrderEnum, orderByOf<JobOrder>('CREATED_AT_DESC')) orderBy: JobOrder,
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
      orderBy,
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
    @Ctx() context: AccessContext,
    @Arg('id', () => ID, { description: 'The job.' }) id: string,
  ): Promise<JobRecord> {
    return requireJob(context, id);
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

/** The job with this id. @throws CallerError NOT_FOUND where there is none, or it may not be seen */
export async function requireJob(
  { permissions, organizationId, database }: Reader,
  id: string,
): Promise<JobRecord> {
  const found = await findJob(database, { id, organizationId });
  const target = found && { ...JOB, job: found };
  const { job } = await requireAccess(permissions, 'READ', target, () => notFound(id));
  return job;
}

function notFound(id: string): CallerError {
  return new CallerError(
    'NOT_FOUND',
    `There is no job ${JSON.stringify(id.slice(0, 100))}. The field jobs lists those of the organization.`,
    { argument: 'id' },
  );
}
