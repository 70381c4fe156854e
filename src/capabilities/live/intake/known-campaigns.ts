import { LRUCache } from 'lru-cache';
import { type Database, statement } from '../../../platform/storage/database.ts';
import type { Permissions } from '../../access/contract.ts';
import { encodePublication, PUBLICATIONS_CHANNEL } from '../../performance/contract.ts';
import type { CampaignRevisions } from '../../performance/index.ts';
import type { EventError } from './receipt.ts';

/** Who sends events. */
export interface Sender {
  readonly organizationId: string;
  /** undefined: a public write key, whose campaign is checked already. */
  readonly permissions: Permissions | undefined;
}

/** Which campaigns events may be sent to. */
export interface KnownCampaigns {
  /** Why events of some of the campaigns are refused, by campaign. Those that are not refused stay, even without posts. */
  check(
    sender: Sender,
    campaignIds: readonly string[],
    createsMissing: boolean,
  ): Promise<ReadonlyMap<string, EventError>>;
}

/** Keeps campaigns ($2) that have events, whatever becomes of their posts; those that there are. Served by campaign_pkey. */
const KEEP = statement(
  'live_keep_campaigns',
  `with kept as (
     update campaign set is_kept = true where organization_id = $1 and id = any ($2::text[]) and not is_kept returning id
   )
   select id from kept
   union select id from campaign where organization_id = $1 and id = any ($2::text[]) and is_kept`,
);

/** A campaign without posts. Served by campaign_pkey. */
const CREATE = statement(
  'live_create_campaigns',
  `insert into campaign
     (organization_id, id, influencers, posts, views, interactions, last_import_id, last_imported_at, is_kept)
   select $1, id, 0, 0, 0, 0, 0, now(), true from unnest($2::text[]) as id order by id
   on conflict do nothing returning id`,
);

const NOTIFY = statement('live_notify_campaigns', 'select pg_notify($1, $2)');

export interface KnownCampaignsDeps {
  readonly database: Database;
  readonly revisions: Pick<CampaignRevisions, 'find' | 'forget'>;
}

export function createKnownCampaigns({ database, revisions }: KnownCampaignsDeps): KnownCampaigns {
  // A campaign that was kept once stays so: there is nothing to hear of.
  const kept = new LRUCache<string, true>({ max: 50_000 });
  const keyOf = (organizationId: string, id: string) => JSON.stringify([organizationId, id]);

  const keep = async (organizationId: string, ids: readonly string[]) => {
    if (ids.length === 0) return [];
    const found = await database.query<{ id: string }>(KEEP, [organizationId, [...ids]]);
    const names = found.map(({ id }) => id);
    for (const id of names) kept.set(keyOf(organizationId, id), true);
    return names;
  };

  const create = async (organizationId: string, ids: readonly string[]) => {
    if (ids.length === 0) return;
    await database.query(CREATE, [organizationId, [...ids]]);
    await database.query(NOTIFY, [PUBLICATIONS_CHANNEL, encodePublication(organizationId, ids)]);
    revisions.forget({ organizationId, campaignIds: [...ids] });
  };

  return {
    async check({ organizationId, permissions }, campaignIds, createsMissing) {
      const refusals = new Map<string, EventError>();
      const missing: string[] = [];
      const unkept: string[] = [];
      for (const id of campaignIds) {
        const state = await revisions.find(organizationId, id);
        if (state === undefined) missing.push(id);
        else if (
          permissions?.allows('CREATE', { resource: 'EVENT', departmentId: state.departmentId }) === false
        )
          refusals.set(id, unknown(id));
        else if (!kept.has(keyOf(organizationId, id))) unkept.push(id);
      }
      const mayCreate =
        createsMissing && permissions?.allows('CREATE', { resource: 'EVENT', departmentId: null }) !== false;
      if (mayCreate) await create(organizationId, missing);
      const stay = new Set(await keep(organizationId, mayCreate ? [...unkept, ...missing] : unkept));
      for (const id of unkept) if (!stay.has(id)) refusals.set(id, unknown(id));
      for (const id of missing) if (!stay.has(id)) refusals.set(id, unknown(id));
      return refusals;
    },
  };
}

/** Of a campaign that the sender may not send to no more is said than of one that there is not. */
function unknown(id: string): EventError {
  return {
    code: 'UNKNOWN_CAMPAIGN',
    message: `There is no campaign ${JSON.stringify(id.slice(0, 100))} that you may send events to. Import its export first, or send "createCampaigns": true.`,
  };
}
