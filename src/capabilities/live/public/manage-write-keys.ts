import { CallerError } from '../../../errors.ts';
import type { OrganizationSession } from '../../../platform/storage/database.ts';
import { forbidden, type Reader } from '../../access/contract.ts';
import { type AccessContext, writeAudit } from '../../access/index.ts';
import type { CampaignRevisions } from '../../performance/index.ts';
import {
  createWriteKey,
  deleteWriteKey,
  findWriteKey,
  listWriteKeys,
  rotateWriteKey,
  type WriteKey,
} from './write-key.ts';

export interface WriteKeyDeps {
  readonly revisions: Pick<CampaignRevisions, 'find'>;
  /** @throws CallerError NOT_FOUND that names near ids */
  requireCampaign(reader: Reader, campaignId: string): Promise<unknown>;
}

type Action = 'READ' | 'CREATE' | 'UPDATE' | 'DELETE';

const MOST_ORIGINS = 20;
const LONGEST_OVERLAP_MINUTES = 43_200;

/** The write keys of a campaign, newest first. @throws CallerError NOT_FOUND, FORBIDDEN */
export async function findWriteKeys(
  deps: WriteKeyDeps,
  context: AccessContext,
  campaignId: string,
): Promise<WriteKey[]> {
  await requireEventsOf(deps, context, 'READ', campaignId);
  return listWriteKeys(context.database, context.organizationId, campaignId);
}

/** @throws CallerError NOT_FOUND, FORBIDDEN, BAD_USER_INPUT, CONFLICT */
export async function makeWriteKey(
  deps: WriteKeyDeps,
  context: AccessContext,
  { campaignId, origins }: { readonly campaignId: string; readonly origins: readonly string[] },
): Promise<WriteKey> {
  const departmentId = await requireEventsOf(deps, context, 'CREATE', campaignId);
  checkOrigins(origins);
  const { organizationId } = context;
  return change(context, 'write-key.created', departmentId, (session) =>
    createWriteKey(session, { organizationId, campaignId, origins: [...new Set(origins)] }),
  );
}

/** @throws CallerError NOT_FOUND, FORBIDDEN, BAD_USER_INPUT, CONFLICT */
export async function replaceWriteKey(
  deps: WriteKeyDeps,
  context: AccessContext,
  { id, overlapMinutes }: { readonly id: string; readonly overlapMinutes: number },
): Promise<WriteKey> {
  if (overlapMinutes < 0 || overlapMinutes > LONGEST_OVERLAP_MINUTES) {
    throw new CallerError(
      'BAD_USER_INPUT',
      `overlapMinutes takes minutes from 0 to ${LONGEST_OVERLAP_MINUTES}; this is ${overlapMinutes}.`,
      { argument: 'overlapMinutes' },
    );
  }
  const { key, departmentId } = await requireKey(deps, context, 'UPDATE', id);
  return change(context, 'write-key.rotated', departmentId, (session) =>
    rotateWriteKey(session, key, overlapMinutes),
  );
}

/** @throws CallerError NOT_FOUND, FORBIDDEN */
export async function removeWriteKey(
  deps: WriteKeyDeps,
  context: AccessContext,
  id: string,
): Promise<WriteKey> {
  const { key, departmentId } = await requireKey(deps, context, 'DELETE', id);
  return change(context, 'write-key.deleted', departmentId, async (session) => {
    await deleteWriteKey(session, key);
    return key;
  });
}

/** Somebody who may do this to the events of a campaign. @returns where the campaign is */
async function requireEventsOf(
  { revisions, requireCampaign }: WriteKeyDeps,
  reader: Reader,
  action: Action,
  campaignId: string,
): Promise<string | null> {
  const { organizationId, permissions } = reader;
  const departmentId = (await revisions.find(organizationId, campaignId))?.departmentId;
  const target = { resource: 'EVENT', departmentId: departmentId ?? null } as const;
  const isThere = departmentId !== undefined;
  if (isThere && permissions.allows(action, target)) return departmentId;
  // A token that may only send events sees no campaign, and is told of those that it sends to all the same.
  if (!isThere || !permissions.allows('READ', target)) await requireCampaign(reader, campaignId);
  throw forbidden(action, target);
}

async function requireKey(deps: WriteKeyDeps, context: AccessContext, action: Action, id: string) {
  const { database, organizationId, permissions } = context;
  const key = await findWriteKey(database, organizationId, id);
  const state = key && (await deps.revisions.find(organizationId, key.campaignId));
  const target = { resource: 'EVENT', departmentId: state?.departmentId ?? null } as const;
  if (key === undefined || !permissions.allows('READ', target)) {
    throw new CallerError(
      'NOT_FOUND',
      `There is no write key ${JSON.stringify(id.slice(0, 100))}. The query writeKeys lists those of a campaign.`,
      { argument: 'id' },
    );
  }
  if (!permissions.allows(action, target)) throw forbidden(action, target);
  return { key, departmentId: target.departmentId };
}

function change(
  context: AccessContext,
  action: 'write-key.created' | 'write-key.rotated' | 'write-key.deleted',
  departmentId: string | null,
  work: (session: OrganizationSession) => Promise<WriteKey>,
): Promise<WriteKey> {
  return context.database.transaction(async (session) => {
    const key = await work(session);
    await writeAudit(session, context, {
      action,
      resource: 'EVENT',
      resourceId: key.id,
      departmentId,
      details: { campaignId: key.campaignId },
    });
    return key;
  });
}

/** @throws CallerError BAD_USER_INPUT */
function checkOrigins(origins: readonly string[]): void {
  const wrong = origins.find((origin) => !isWebOrigin(origin));
  if (wrong !== undefined) {
    throw new CallerError(
      'BAD_USER_INPUT',
      `${JSON.stringify(wrong.slice(0, 100))} is no web origin: it is a scheme and a host, such as https://shop.example.com.`,
      { argument: 'origins' },
    );
  }
  if (origins.length > MOST_ORIGINS) {
    throw new CallerError('BAD_USER_INPUT', `A write key takes at most ${MOST_ORIGINS} origins.`, {
      argument: 'origins',
    });
  }
}

function isWebOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol } = new URL(text);
  return origin === text && ['http:', 'https:'].includes(protocol);
}
