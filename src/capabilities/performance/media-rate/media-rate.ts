import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { type OrganizationSession, statement } from '../../../platform/storage/database.ts';
import { type Reader, requireInDepartment } from '../../access/contract.ts';
import { type AccessContext, writeAudit } from '../../access/index.ts';
import type { MediaRate } from '../money/figures.ts';
import { LIST_MEDIA_RATES } from '../money/money.ts';

/** For how many platforms an organization has rates at most. */
export const MOST_RATES = 50;
const LONGEST_PLATFORM = 60;
const LARGEST_RATE = 1_000_000;

const Platform = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_PLATFORM)
  .transform((name) => name.toUpperCase());

const RATES = ['perView', 'perLike', 'perComment', 'perShare'] as const;

/** One at a time in an organization, so that there are never more than {@link MOST_RATES}. */
const LOCK = statement(
  'media_rate_lock',
  `select pg_advisory_xact_lock(hashtextextended('marquee:media-rate:' || $1, 0))`,
);

const SET = statement(
  'media_rate_set',
  `insert into media_rate (organization_id, platform, currency, per_view, per_like, per_comment, per_share)
   values ($1, $2, $3, $4::numeric, $5::numeric, $6::numeric, $7::numeric)
   on conflict (organization_id, platform) do update set
     currency = excluded.currency, per_view = excluded.per_view, per_like = excluded.per_like,
     per_comment = excluded.per_comment, per_share = excluded.per_share, changed_at = current_timestamp`,
);

const COUNT_OTHERS = statement(
  'media_rate_count_others',
  'select count(*) as count from media_rate where organization_id = $1 and platform <> $2',
);

const REMOVE = statement(
  'media_rate_remove',
  'delete from media_rate where organization_id = $1 and platform = $2 returning platform',
);

/** The organization's rates, by platform. @throws CallerError FORBIDDEN */
export async function listMediaRates({
  database,
  organizationId,
  permissions,
}: Reader): Promise<readonly MediaRate[]> {
  requireInDepartment(permissions, 'READ', { resource: 'MEDIA_RATE', departmentId: null });
  return database.query<MediaRate>(LIST_MEDIA_RATES, [organizationId]);
}

/**
 * Sets what things on a platform are worth, in place of what was set.
 * @throws CallerError FORBIDDEN, BAD_USER_INPUT
 */
export async function setMediaRate(actor: AccessContext, given: MediaRate): Promise<MediaRate> {
  requireInDepartment(actor.permissions, 'UPDATE', { resource: 'MEDIA_RATE', departmentId: null });
  const rate = { ...given, platform: readPlatform(given.platform) };
  checkRates(rate);
  const { organizationId } = actor;
  await actor.database.transaction(async (session) => {
    await session.query(LOCK, [organizationId]);
    const [others] = await session.query<{ count: bigint }>(COUNT_OTHERS, [organizationId, rate.platform]);
    if ((others?.count ?? 0n) >= MOST_RATES)
      throw new CallerError(
        'BAD_USER_INPUT',
        `There are rates for ${MOST_RATES} platforms already: remove one.`,
      );
    const { platform, currency, perView, perLike, perComment, perShare } = rate;
    await session.query(SET, [organizationId, platform, currency, perView, perLike, perComment, perShare]);
    await audit(session, actor, 'media-rate.set', rate);
  });
  return rate;
}

/**
 * Removes the rates of a platform.
 * @returns the platform
 * @throws CallerError FORBIDDEN, NOT_FOUND
 */
export async function removeMediaRate(actor: AccessContext, given: string): Promise<string> {
  requireInDepartment(actor.permissions, 'DELETE', { resource: 'MEDIA_RATE', departmentId: null });
  const platform = readPlatform(given);
  await actor.database.transaction(async (session) => {
    const removed = await session.query(REMOVE, [actor.organizationId, platform]);
    if (removed.length === 0)
      throw new CallerError('NOT_FOUND', `There are no rates for ${JSON.stringify(platform)}.`, {
        argument: 'platform',
      });
    await audit(session, actor, 'media-rate.removed', { platform });
  });
  return platform;
}

async function audit(
  session: OrganizationSession,
  actor: AccessContext,
  action: 'media-rate.set' | 'media-rate.removed',
  details: Readonly<Partial<MediaRate>>,
): Promise<void> {
  await writeAudit(session, actor, {
    action,
    resource: 'MEDIA_RATE',
    resourceId: details.platform ?? null,
    departmentId: null,
    details: { ...details },
  });
}

function readPlatform(given: string): string {
  const parsed = Platform.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new CallerError(
    'BAD_USER_INPUT',
    `platform takes the name of a platform of up to ${LONGEST_PLATFORM} characters, such as TIKTOK.`,
    { argument: 'platform' },
  );
}

function checkRates(rate: MediaRate): void {
  if (RATES.every((name) => rate[name] === null))
    throw new CallerError(
      'BAD_USER_INPUT',
      'Give at least one of perView, perLike, perComment and perShare.',
      {
        argument: 'perView',
      },
    );
  for (const name of RATES) {
    const value = rate[name];
    if (value !== null && (value.startsWith('-') || Number(value) > LARGEST_RATE))
      throw new CallerError(
        'BAD_USER_INPUT',
        `${name} is ${value}; it takes an amount from 0 to ${LARGEST_RATE}.`,
        {
          argument: name,
        },
      );
  }
}
