import { createHash } from 'node:crypto';
import type { Team } from '../tools/team-results.ts';
import type { BriefRequest, Writer } from './brief.ts';

const fold = (text: string) => text.normalize('NFKC').toLowerCase();

/** A hash of what is asked for. Case, white space and the order of phrases make no other one. */
export function hashRequest(request: BriefRequest): string {
  const { brand, product, goal, platform, campaignId, audience, tone, locale, mustMention, mustAvoid } =
    request;
  const { category, facts, link, code, deliverables, dates, creator, country } = request;
  return hash([
    fold(brand),
    fold(product),
    goal,
    platform,
    campaignId,
    audience === null ? null : fold(audience),
    tone === null ? null : fold(tone),
    locale,
    mustMention.map(fold).sort(),
    mustAvoid.map(fold).sort(),
    category,
    facts.map(({ claim, proof }) => [claim, proof]),
    link,
    code,
    deliverables.map(({ format, count }) => `${format} ${count}`).sort(),
    dates === null ? null : [dates.from, dates.to],
    creator,
    country,
  ]);
}

/** The key of a variant of what is asked for. The first is the brief of a request that asks for one. */
export function hashVariant(requestHash: string, variant: number): string {
  return variant === 0 ? requestHash : hash([requestHash, variant]);
}

/** The same for one team: others may not see its brief, and those who see other campaigns get another one. */
export function hashTeamRequest({ departmentId, visible }: Team, request: BriefRequest): string {
  return hash([hashRequest(request), departmentId, visible.key]);
}

/** The key of a brief in the cache: what is asked for, who writes it, and the import that its numbers come from. */
export function hashBrief(requestHash: string, writer: Writer, revision: string): string {
  return hash([requestHash, writer.kind, writer.model, writer.promptVersion, revision]);
}

/** The brand as briefs are searched by it. */
export function brandKeyOf(brand: string): string {
  return fold(brand.replace(/\s+/gu, ' ').trim());
}

function hash(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
