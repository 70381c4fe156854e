import type { Database, Session } from '../../../platform/storage/database.ts';
import { sumUnsummed } from '../sums/write-post-sums.ts';
import {
  ANALYZE_PLATFORM_CHANGES,
  APPLY_PLATFORM_CHANGES,
  ARE_PLATFORMS_COUNTED,
  COLLECT_PLATFORM_CHANGES,
  COUNT_PLATFORM_PERFORMANCES,
  FIND_UNCOUNTED_PLATFORMS,
  FORGET_PLATFORM_PERFORMANCES,
  MARK_PLATFORMS_COUNTED,
} from './platforms.sql.ts';
import { LOCK_PUBLICATION } from './publish.sql.ts';

/** What changes: by the sums of the import that is published, and of the one that it replaces. */
export interface PlatformChange {
  readonly organizationId: string;
  readonly importId: bigint;
  readonly replacedId: bigint | null;
}

/**
 * Changes what creators achieved on each platform, in the transaction that publishes an import; before the organization is
 * marked with it.
 */
export async function changePlatforms(
  session: Session,
  { organizationId, importId, replacedId }: PlatformChange,
): Promise<void> {
  const [organization] = await session.query<{ areCounted: boolean }>(ARE_PLATFORMS_COUNTED, [
    organizationId,
  ]);
  if (organization?.areCounted !== true) return countAnew(session, organizationId);
  await session.query(COLLECT_PLATFORM_CHANGES, [organizationId, importId, replacedId]);
  await session.execute(ANALYZE_PLATFORM_CHANGES);
  await session.query(APPLY_PLATFORM_CHANGES, [organizationId]);
}

/** Counts creators on platforms anew where a server of the version before has published, which did not. */
export async function countUncountedPlatforms(database: Database): Promise<void> {
  const uncounted = await database.query<{ id: string }>(FIND_UNCOUNTED_PLATFORMS);
  for (const { id } of uncounted) {
    await database.transaction(async (session) => {
      await session.query(LOCK_PUBLICATION, [id]);
      await countAnew(session, id);
      await session.query(MARK_PLATFORMS_COUNTED, [id]);
    });
  }
}

async function countAnew(session: Session, organizationId: string): Promise<void> {
  await sumUnsummed(session);
  await session.query(FORGET_PLATFORM_PERFORMANCES, [organizationId]);
  await session.query(COUNT_PLATFORM_PERFORMANCES, [organizationId]);
}
