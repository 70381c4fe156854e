import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { statement } from '../../../platform/storage/database.ts';
import { writeAudit } from '../../access/index.ts';
import { brokenRules } from '../checks/form.ts';
import { disclosureOf } from '../checks/platform-rules.ts';
import type { BriefsContext } from '../context.ts';
import { DRAFT_FIELDS } from './brief-draft.ts';
import { briefNotFound, requireBrief, type StoredBrief } from './brief-record.ts';
import type { EditableField, Edits } from './editable-fields.ts';
import { parseDraft, parseEdits, parseRequest } from './stored-shapes.ts';

/** Served by brief_pkey. Whoever changes the same brief meanwhile waits, so that the changes of both are kept. */
const LOCK = statement(
  'brief_lock_text',
  'select request, draft, edits from brief where organization_id = $1 and id = $2::uuid for update',
);

const KEEP = statement(
  'brief_keep_edits',
  `update brief set edits = $3::jsonb, edited_by = $4, edited_at = $5
    where organization_id = $1 and id = $2::uuid`,
);

/** What is left out stays; null brings back what was written. */
export type BriefChanges = { readonly [Field in EditableField]?: unknown };

const editable = <Shape extends z.ZodType>(shape: Shape) => shape.nullish();

const Changes = z.object({
  caption: editable(DRAFT_FIELDS.caption),
  hookIdeas: editable(DRAFT_FIELDS.hookIdeas),
  hashtags: editable(DRAFT_FIELDS.hashtags),
  cta: editable(DRAFT_FIELDS.cta),
  tone: editable(DRAFT_FIELDS.tone),
  creativeAngle: editable(DRAFT_FIELDS.creativeAngle),
  objective: editable(DRAFT_FIELDS.objective),
  keyMessage: editable(DRAFT_FIELDS.keyMessage),
  shots: editable(DRAFT_FIELDS.shots),
  dos: editable(DRAFT_FIELDS.dos),
  donts: editable(DRAFT_FIELDS.donts),
} satisfies Record<EditableField, z.ZodType>);

/**
 * Keeps what people changed of a brief beside what was written.
 * @throws CallerError NOT_FOUND, FORBIDDEN; BAD_USER_INPUT that names each bound and each rule of the platform that the changed
 * brief would break
 */
export async function editBrief(
  context: BriefsContext,
  { id, changes, editedAt }: { readonly id: string; readonly changes: BriefChanges; readonly editedAt: Date },
): Promise<StoredBrief> {
  const wanted = readChanges(changes);
  const { departmentId } = await requireBrief(context, 'UPDATE', id);
  const { database, organizationId, viewer } = context;
  await database.transaction(async (session) => {
    const [row] = await session.query<{ request: unknown; draft: unknown; edits: unknown }>(LOCK, [
      organizationId,
      id,
    ]);
    if (row === undefined) throw briefNotFound(id);
    const written = parseDraft(row.draft);
    const merged: Record<string, unknown> = { ...(row.edits === null ? {} : parseEdits(row.edits)) };
    for (const [field, value] of Object.entries(wanted)) merged[field] = value;
    const kept = Object.entries(merged).filter(
      ([field, value]) => value !== null && !isSame(value, Reflect.get(written, field)),
    );
    const edits: Edits = parseEdits(Object.fromEntries(kept));
    const request = parseRequest(row.request);
    // The platform's label is not among what people change: a rule that came after it was written is no reason against them.
    const disclosure = disclosureOf(request.platform, request.brand);
    rejectBroken(brokenRules({ ...written, ...edits, disclosure }, request));
    const isEdited = kept.length > 0;
    await session.query(KEEP, [
      organizationId,
      id,
      isEdited ? JSON.stringify(edits) : null,
      isEdited ? viewer.id : null,
      isEdited ? editedAt : null,
    ]);
    await writeAudit(session, context, {
      action: 'brief.edited',
      resource: 'BRIEF',
      resourceId: id,
      departmentId,
      details: { fields: Object.keys(wanted) },
    });
  });
  return requireBrief(context, 'READ', id);
}

function readChanges(changes: BriefChanges): z.output<typeof Changes> {
  const result = Changes.safeParse(changes);
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new CallerError('BAD_USER_INPUT', `The brief cannot be changed like this: ${faults.join('; ')}.`, {
      fields: [...new Set(result.error.issues.map((issue) => String(issue.path[0])))],
    });
  }
  const given = Object.entries(result.data).filter(([, value]) => value !== undefined);
  if (given.length > 0) return Object.fromEntries(given);
  throw new CallerError('BAD_USER_INPUT', 'Nothing is to be changed: give at least one field of the brief.', {
    argument: 'input',
  });
}

function rejectBroken(reasons: readonly string[]): void {
  if (reasons.length === 0) return;
  throw new CallerError(
    'BAD_USER_INPUT',
    `The brief would break rules of its platform: ${reasons.join(' ')}`,
    {
      reasons: [...reasons],
    },
  );
}

const isSame = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);
