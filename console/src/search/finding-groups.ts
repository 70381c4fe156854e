import { countOf, formatShort, toNumber } from '../format/numbers.ts';
import { namePlatform } from '../format/platforms.ts';
import { formatDate } from '../format/times.ts';
import type { Place, PlaceKind } from './places.ts';
import type { SearchAnswer } from './search-queries.ts';

/** A page that can be gone to, with what tells it from others of its name. */
export interface Finding extends Place {
  readonly about: string;
}

/** Pages of one kind. */
export interface FindingGroup {
  readonly name: string;
  readonly findings: readonly Finding[];
  /** Whether there are more than these. */
  readonly hasMore: boolean;
}

export const KIND_NAMES: Readonly<Record<PlaceKind, string>> = {
  campaign: 'Campaign',
  creator: 'Creator',
  import: 'Import',
  brief: 'Brief',
};

/** What was found, kind by kind; kinds of which nothing was found are left out. */
export function groupFindings({ campaigns, influencers, imports, briefs }: SearchAnswer): FindingGroup[] {
  return [
    groupOf('Campaigns', campaigns, ({ id, influencerCount }) => ({
      kind: 'campaign',
      title: id,
      path: `/campaigns/${encodeURIComponent(id)}`,
      about: countOf(toNumber(influencerCount), 'influencer'),
    })),
    groupOf('Creators', influencers, ({ id, campaignCount, views }) => ({
      kind: 'creator',
      title: id,
      path: `/influencers/${encodeURIComponent(id)}`,
      about: `${countOf(toNumber(campaignCount), 'campaign')}, ${formatShort(views)} views`,
    })),
    groupOf('Imports', imports, ({ id, source, createdAt }) => ({
      kind: 'import',
      title: source,
      path: `/imports/${encodeURIComponent(id)}`,
      about: formatDate(createdAt),
    })),
    groupOf('Briefs', briefs, ({ id, createdAt, request: { brand, product, platform } }) => ({
      kind: 'brief',
      title: `${product} by ${brand}`,
      path: `/briefs/${encodeURIComponent(id)}`,
      about: `${namePlatform(platform)}, ${formatDate(createdAt)}`,
    })),
  ].filter(({ findings }) => findings.length > 0);
}

interface Found<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean };
}

/** All are in the order of the server. */
function groupOf<Node>(
  name: string,
  found: Found<Node> | null,
  describe: (node: Node) => Finding,
): FindingGroup {
  return {
    name,
    findings: found?.nodes.map(describe) ?? [],
    hasMore: found?.pageInfo.hasNextPage === true,
  };
}
