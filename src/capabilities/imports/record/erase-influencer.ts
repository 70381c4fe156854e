import { randomUUID } from 'node:crypto';
import { CallerError } from '../../../errors.ts';
import { type Database, type Session, statement } from '../../../platform/storage/database.ts';
import { requireInDepartment } from '../../access/contract.ts';
import { writeAudit } from '../../access/index.ts';
import { encodePublication, PUBLICATIONS_CHANNEL } from '../../performance/contract.ts';
import type { ImportsContext } from '../loaders.ts';
import { LOCK_PUBLICATION, NOTIFY } from '../publishing/publish.sql.ts';
import { NEXT_ID } from '../run/import.sql.ts';
import type { InfluencerData } from './influencer-data.ts';

/**
 * $1 the organization, $2 the creator, $3 what they are called from then on. Totals stay as they were: they say nothing of who.
 * The first says whether there is such a creator.
 */
const RENAME_INFLUENCER = statement(
  'erase_influencer',
  'update influencer set id = $3 where organization_id = $1 and id = $2 returning id',
);

const RENAME = [
  /** It reads the organization's posts: none of their indexes begins with the creator. */
  statement(
    'erase_influencer_posts',
    `update post set influencer_id = $3, post_id = null, caption = null, url = null
      where organization_id = $1 and influencer_id = $2`,
  ),
  statement(
    'erase_influencer_platforms',
    'update platform_performance set influencer_id = $3 where organization_id = $1 and influencer_id = $2',
  ),
  statement(
    'erase_influencer_sums',
    `update post_sum set keys = array_replace(keys, $2, $3)
      where organization_id = $1 and kind = 'CREATOR' and $2 = any (keys)`,
  ),
];

const RENAME_PERFORMANCES = statement(
  'erase_influencer_performances',
  `update campaign_performance set influencer_id = $3 where organization_id = $1 and influencer_id = $2
   returning campaign_id as "campaignId"`,
);

/** Rows in quarantine that name the creator go, for their text is as it came. $2: as a pattern. */
const FORGET_REJECTED = statement(
  'erase_influencer_rejected',
  'delete from rejected_row where organization_id = $1 and raw ~ $2 returning 1 as gone',
);

/** An import's examples of rejected rows and its columns may quote the creator; what it was told of its columns may name them. $2: as a pattern. */
const FORGET_REPORTS = statement(
  'erase_influencer_reports',
  `update import set report = case when report::text ~ $2 then null else report end,
          options = case when options::text ~ $2 then null else options end
    where organization_id = $1 and (report::text ~ $2 or options::text ~ $2)`,
);

/**
 * What briefs rest on, what is planned for them and whom they are for name creators by their ids. $2, $3: as JSON writes them.
 */
const RENAME_IN_BRIEFS = statement(
  'erase_influencer_briefs',
  `update brief set evidence = replace(evidence::text, $2, $3)::jsonb,
          plan = replace(plan::text, $2, $3)::jsonb,
          request = case when request -> 'creator' = $2::jsonb
                         then jsonb_set(request, '{creator}', $3::jsonb) else request end
    where organization_id = $1
      and (position($2 in evidence::text) > 0 or position($2 in plan::text) > 0 or request -> 'creator' = $2::jsonb)`,
);

/** Where a sentence of a brief names the creator, somebody has to look at it. $2: as a pattern. */
const FIND_BRIEFS = statement(
  'erase_influencer_find_briefs',
  `select id::text as id from brief
    where organization_id = $1
      and (draft::text ~ $2 or request::text ~ $2 or note ~ $2 or edits::text ~ $2 or plan::text ~ $2 or evidence::text ~ $2)
    order by id limit 100`,
);

const FORGET_ANSWERS = statement(
  'erase_influencer_answers',
  `delete from idempotency_key where organization_id = $1 and answer::text ~ $2`,
);

/** Answers in the cache stand under the revision of their data: with another one, they are found no more. */
const RENEW_CAMPAIGNS = statement(
  'erase_influencer_renew_campaigns',
  `update campaign set last_import_id = ${NEXT_ID}
    where organization_id = $1 and id = any ($2::text[])`,
);
const RENEW_ORGANIZATION = statement(
  'erase_influencer_renew_organization',
  `with next as (select ${NEXT_ID} as id)
   update organization set last_import_id = next.id,
          platform_import_id = case when platform_import_id is not distinct from last_import_id then next.id else platform_import_id end
     from next where organization.id = $1`,
);

export interface ErasureDeps {
  /** As the owner: requests may not change posts. */
  readonly database: Database;
  /** What other capabilities keep of creators. */
  readonly others: readonly InfluencerData[];
}

/** What was erased. */
export interface Erasure {
  /** What the creator is called from then on. */
  readonly influencerId: string;
  readonly rejectedRowCount: number;
  /** Briefs whose text names them still: at most 100. */
  readonly briefIds: readonly string[];
}

/**
 * Takes out of an organization what says who a creator is: their id, and the ids, addresses and captions of their posts. The
 * numbers stay, under a name that means nothing, so that totals stay true.
 * @throws CallerError NOT_FOUND, FORBIDDEN to whoever is not an admin of the organization as a whole
 */
export async function eraseInfluencer(
  { database, others }: ErasureDeps,
  actor: Pick<ImportsContext, 'viewer' | 'origin' | 'organizationId' | 'permissions'>,
  id: string,
): Promise<Erasure> {
  const { organizationId, permissions } = actor;
  requireInDepartment(permissions, 'DELETE', { resource: 'ORGANIZATION', departmentId: null });
  const name = `erased-${randomUUID()}`;
  const pattern = `(^|[^[:alnum:]_.-])${id.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}($|[^[:alnum:]_.-])`;
  return database.transaction(async (session) => {
    await session.query(LOCK_PUBLICATION, [organizationId]);
    const renamed = await session.query(RENAME_INFLUENCER, [organizationId, id, name]);
    let isKnown = renamed.length > 0;
    for (const other of others)
      if (await other.erase(session, { organizationId, influencerId: id, name })) isKnown = true;
    if (!isKnown)
      throw new CallerError(
        'NOT_FOUND',
        `There is no influencer ${JSON.stringify(id.slice(0, 100))} in the organization.`,
        { argument: 'influencerId' },
      );
    for (const sql of RENAME) await session.query(sql, [organizationId, id, name]);
    const performances = await session.query<{ campaignId: string }>(RENAME_PERFORMANCES, [
      organizationId,
      id,
      name,
    ]);
    const rejected = await session.query(FORGET_REJECTED, [organizationId, pattern]);
    await session.query(FORGET_REPORTS, [organizationId, pattern]);
    await session.query(RENAME_IN_BRIEFS, [organizationId, JSON.stringify(id), JSON.stringify(name)]);
    await session.query(FORGET_ANSWERS, [organizationId, pattern]);
    const briefs = await session.query<{ id: string }>(FIND_BRIEFS, [organizationId, pattern]);
    await renewRevisions(session, organizationId, performances);
    await writeAudit(session, actor, {
      action: 'influencer.erased',
      resource: 'ORGANIZATION',
      resourceId: name,
      departmentId: null,
    });
    return {
      influencerId: name,
      rejectedRowCount: rejected.length,
      briefIds: briefs.map((brief) => brief.id),
    };
  });
}

async function renewRevisions(
  session: Session,
  organizationId: string,
  performances: readonly { readonly campaignId: string }[],
): Promise<void> {
  const campaignIds = [...new Set(performances.map(({ campaignId }) => campaignId))];
  await session.query(RENEW_CAMPAIGNS, [organizationId, campaignIds]);
  await session.query(RENEW_ORGANIZATION, [organizationId]);
  await session.query(NOTIFY, [PUBLICATIONS_CHANNEL, encodePublication(organizationId, campaignIds)]);
}
