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
export function groupFindings(
  { campaigns, influencers, imports, briefs }: SearchAnswer,
  text: string,
): FindingGroup[] {
  const group = groupOf(text);
  return [
    group('Campaigns', campaigns, ({ id, influencerCount }) => ({
      kind: 'campaign',
      title: id,
      path: `/campaigns/${encodeURIComponent(id)}`,
      about: countOf(toNumber(influencerCount), 'influencer'),
    })),
    group('Creators', influencers, ({ id, campaignCount, views }) => ({
      kind: 'creator',
      title: id,
      path: `/influencers/${encodeURIComponent(id)}`,
      about: `${countOf(toNumber(campaignCount), 'campaign')}, ${formatShort(views)} views`,
    })),
    group('Imports', imports, ({ id, source, createdAt }) => ({
      kind: 'import',
      title: source,
      path: `/imports/${encodeURIComponent(id)}`,
      about: formatDate(createdAt),
    })),
    group('Briefs', briefs, ({ id, createdAt, request: { brand, product, platform } }) => ({
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

/** How many of a kind are shown. */
const MOST_SHOWN = 5;

/** Names that begin with the text come first, and otherwise all are in the order of the server. */
function groupOf(text: string) {
  const wanted = text.toLowerCase();
  const begins = ({ title }: Finding) => title.toLowerCase().startsWith(wanted);
  return <Node>(name: string, found: Found<Node> | null, describe: (node: Node) => Finding): FindingGroup => {
    const all = found?.nodes.map(describe) ?? [];
    const inOrder = [...all.filter(begins), ...all.filter((finding) => !begins(finding))];
    return {
      name,
      findings: inOrder.slice(0, MOST_SHOWN),
      hasMore: all.length > MOST_SHOWN || found?.pageInfo.hasNextPage === true,
    };
  };
}
