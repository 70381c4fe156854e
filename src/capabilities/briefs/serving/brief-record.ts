import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { decodeCursor, encodeCursor } from '../../../platform/graph/cursor.ts';
import { type Page, toPage } from '../../../platform/graph/page.ts';
import { type Database, statement } from '../../../platform/storage/database.ts';
import type { Brief as BriefRow, Prisma } from '../../../platform/storage/generated/client.ts';
import { type Reader, requireAccess, whereWithin } from '../../access/contract.ts';
import type { Team } from '../tools/team-results.ts';
import type { BriefDraft, BriefPlan, BriefRequest, Platform, WrittenBrief } from './brief.ts';
import { brandKeyOf } from './brief-key.ts';
import {
  parseDraft,
  parseEdits,
  parseEvidence,
  parsePlan,
  parseRequest,
  WriterKind,
} from './stored-shapes.ts';

/** A brief with the id of its row. Its written fields are as people left them, where they changed some. */
export interface StoredBrief
  extends BriefDraft,
    Omit<BriefPlan, 'kind'>,
    Pick<WrittenBrief, 'evidence' | 'writer' | 'usage'> {
  readonly id: string;
  /** null in briefs of before kinds were told apart. */
  readonly kind: BriefPlan['kind'] | null;
  /** From 0: which variant of its request it is. */
  readonly variant: number;
  /** From 0: how often it was written anew. */
  readonly attempt: number;
  /** As it was written; null where nobody changed it. */
  readonly original: BriefDraft | null;
  readonly edit: BriefEdit | null;
  readonly request: BriefRequest;
  /** null: it belongs to the organization as a whole. */
  readonly departmentId: string | null;
  readonly createdAt: Date;
  /** The team's verdict; null until it is given. */
  readonly rating: { readonly score: number; readonly note: string | null; readonly ratedAt: Date } | null;
}

/** Who changed a brief last, and in what. */
export interface BriefEdit {
  /** The id of the person; null where it was no person. */
  readonly editedBy: string | null;
  readonly editedAt: Date;
  /** The names of the fields that are not as they were written. */
  readonly fields: readonly string[];
}

/** In which orders briefs are listed: an id is later than those before it. */
export const BRIEF_ORDERS = ['CREATED_AT_DESC', 'CREATED_AT_ASC'] as const;

export type BriefOrder = (typeof BRIEF_ORDERS)[number];

/** How a page of briefs is asked for. */
export interface BriefsRequest {
  readonly first: number;
  readonly after: string | null;
  readonly orderBy: BriefOrder;
  readonly brand: string | null;
  readonly platform: Platform | null;
  readonly campaignId: string | null;
}

/** A brief to keep, with the keys under which it is found again. */
export interface NewBrief {
  readonly organizationId: string;
  readonly departmentId: string | null;
  readonly request: BriefRequest;
  readonly brief: WrittenBrief;
  readonly requestHash: string;
  readonly cacheKey: string | null;
  readonly variant: number;
  readonly attempt: number;
  readonly createdAt: Date;
}

const ENSURE_ORGANIZATION = statement(
  'briefs_ensure_organization',
  'insert into organization (id) values ($1) on conflict (id) do nothing',
);

const json = (value: unknown): Prisma.InputJsonValue => JSON.parse(JSON.stringify(value));

/** Keeps a brief. */
export async function insertBrief(database: Database, fresh: NewBrief): Promise<StoredBrief> {
  const { organizationId, departmentId, request, brief, requestHash, cacheKey, createdAt } = fresh;
  const { variant, attempt } = fresh;
  const { evidence, writer, usage, plan, ...draft } = brief;
  await database.query(ENSURE_ORGANIZATION, [organizationId]);
  const row = await database.prisma.brief.create({
    data: {
      organizationId,
      departmentId,
      createdAt,
      brand: request.brand,
      brandKey: brandKeyOf(request.brand),
      platform: request.platform,
      campaignId: request.campaignId,
      requestHash,
      cacheKey,
      request: json(request),
      draft: json(draft),
      evidence: json(evidence),
      plan: json(plan),
      variant,
      attempt,
      writerKind: writer.kind,
      writerModel: writer.model,
      promptVersion: writer.promptVersion,
      ...usage,
    },
  });
  return fromRow(row);
}

const BriefId = z.uuid();

/** The brief with this id; undefined where there is none. Served by brief_pkey. */
export async function findBrief(
  database: Database,
  organizationId: string,
  id: string,
): Promise<StoredBrief | undefined> {
  if (!BriefId.safeParse(id).success) return undefined;
  const row = await database.prisma.brief.findUnique({
    where: { organizationId_id: { organizationId, id } },
  });
  return row === null ? undefined : fromRow(row);
}

/**
 * The brief with this id, for somebody who may do this to it.
 * @throws CallerError NOT_FOUND, FORBIDDEN
 */
export async function requireBrief(
  reader: Reader,
  action: 'READ' | 'UPDATE' | 'DELETE',
  id: string,
): Promise<StoredBrief> {
  const found = BriefId.safeParse(id).success
    ? await reader.database.prisma.brief.findUnique({
        where: { organizationId_id: { organizationId: reader.organizationId, id } },
      })
    : null;
  const target = found === null ? undefined : { ...fromRow(found), resource: 'BRIEF' as const };
  return requireAccess(reader.permissions, action, target, () => briefNotFound(id));
}

/** The newest brief for a request, under a cache key if one is given. Served by brief_organization_id_request_hash_id_idx. */
export async function findLatestBrief(
  database: Database,
  organizationId: string,
  requestHash: string,
  cacheKey?: string,
): Promise<StoredBrief | undefined> {
  const row = await database.prisma.brief.findFirst({
    where: { organizationId, requestHash, ...(cacheKey === undefined ? {} : { cacheKey }) },
    orderBy: { id: 'desc' },
  });
  return row === null ? undefined : fromRow(row);
}

/**
 * What a team's newest briefs tell, by whichever writer: their written fields, as they were written. Those of other departments stay
 * out, since whoever reads a brief may not see theirs. Served by brief_organization_id_department_id_id_idx.
 */
export async function findNewestDrafts(
  database: Database,
  { organizationId, departmentId }: Pick<Team, 'organizationId' | 'departmentId'>,
  most: number,
): Promise<BriefDraft[]> {
  const rows = await database.prisma.brief.findMany({
    where: { organizationId, departmentId },
    orderBy: { id: 'desc' },
    take: most,
    select: { draft: true },
  });
  return rows.map(({ draft }) => parseDraft(draft));
}

const cursorOf = (order: BriefOrder) => z.tuple([z.literal(order), z.uuid()]);

/** The briefs that the reader may see. Each filter alone is served by an index that ends in the id. */
export async function listBriefs(
  { database, organizationId, permissions }: Reader,
  request: BriefsRequest,
): Promise<Page<StoredBrief>> {
  const { first, orderBy, brand, platform, campaignId } = request;
  const after = request.after === null ? undefined : decodeCursor(request.after, cursorOf(orderBy));
  const isNewestFirst = orderBy === 'CREATED_AT_DESC';
  const listed = {
    AND: [whereWithin(permissions.filter('READ', 'BRIEF'))],
    organizationId,
    ...(brand === null ? {} : { brandKey: brandKeyOf(brand) }),
    ...(platform === null ? {} : { platform }),
    ...(campaignId === null ? {} : { campaignId }),
  };
  const rows = await database.prisma.brief.findMany({
    where: {
      ...listed,
      ...(after === undefined ? {} : { id: isNewestFirst ? { lt: after[1] } : { gt: after[1] } }),
    },
    orderBy: { id: isNewestFirst ? 'desc' : 'asc' },
    take: first + 1,
  });
  return toPage(
    rows.map(fromRow),
    { first, after },
    ({ id }) => encodeCursor([orderBy, id]),
    () => database.prisma.brief.count({ where: listed }),
  );
}

const LONGEST_NOTE = 2_000;

/**
 * Saves the team's rating of a brief, replacing an earlier one.
 * @throws CallerError BAD_USER_INPUT, NOT_FOUND, FORBIDDEN
 */
export async function rateBrief(
  reader: Reader,
  rating: {
    readonly id: string;
    readonly score: number;
    readonly note: string | null;
    readonly ratedAt: Date;
  },
): Promise<StoredBrief> {
  const { id, score, note, ratedAt } = rating;
  if (!Number.isInteger(score) || score < 1 || score > 5) {
    throw new CallerError(
      'BAD_USER_INPUT',
      `score is ${score}; it takes a number from 1 (poor) to 5 (sent as it was).`,
      {
        argument: 'score',
      },
    );
  }
  if (note !== null && (note.length > LONGEST_NOTE || note.includes('\u0000'))) {
    throw new CallerError('BAD_USER_INPUT', `note takes up to ${LONGEST_NOTE} characters of plain text.`, {
      argument: 'note',
    });
  }
  const { database, organizationId } = reader;
  await requireBrief(reader, 'UPDATE', id);
  await database.prisma.brief.updateMany({ where: { organizationId, id }, data: { score, note, ratedAt } });
  return requireBrief(reader, 'READ', id);
}

export function briefNotFound(id: string): CallerError {
  return new CallerError(
    'NOT_FOUND',
    `There is no brief ${JSON.stringify(id.slice(0, 100))}. The query briefs lists the existing ones.`,
  );
}

function fromRow(row: BriefRow): StoredBrief {
  const { score, note, ratedAt, editedAt, editedBy } = row;
  const written = parseDraft(row.draft);
  const edits = row.edits === null ? {} : parseEdits(row.edits);
  const fields = Object.keys(edits);
  return {
    ...written,
    ...edits,
    ...parsePlan(row.plan),
    id: row.id,
    variant: row.variant,
    attempt: row.attempt,
    original: fields.length === 0 ? null : written,
    edit: fields.length === 0 || editedAt === null ? null : { editedBy, editedAt, fields },
    request: parseRequest(row.request),
    evidence: parseEvidence(row.evidence),
    writer: {
      kind: WriterKind.parse(row.writerKind),
      model: row.writerModel,
      promptVersion: row.promptVersion,
    },
    usage: { inputTokens: row.inputTokens, outputTokens: row.outputTokens, modelCalls: row.modelCalls },
    departmentId: row.departmentId,
    createdAt: row.createdAt,
    rating: score === null || ratedAt === null ? null : { score, note, ratedAt },
  };
}
