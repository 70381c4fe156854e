import { CampaignDisclosureResolver, DisclosureResolver } from './disclosure/disclosure.resolver.ts';
import type { DisclosureDeps } from './disclosure/disclosure.ts';
import {
  BriefCampaignResolver,
  BriefCreatorResolver,
  BriefFaceResolver,
  BriefResolver,
  type BriefResolverDeps,
} from './serving/brief.resolver.ts';
import { BriefDepartmentResolver, BriefNodeIdResolver } from './serving/brief.type.ts';
import { BriefProgressResolver } from './serving/brief-progress.resolver.ts';

/** The resolver classes of this capability: what it adds to the graph. */
export const briefResolvers = [
  BriefResolver,
  BriefNodeIdResolver,
  BriefDepartmentResolver,
  BriefCampaignResolver,
  BriefCreatorResolver,
  BriefFaceResolver,
  BriefProgressResolver,
  CampaignDisclosureResolver,
  DisclosureResolver,
] as const;

/** One instance of each, with what they need. */
export function createBriefResolvers(deps: BriefResolverDeps & DisclosureDeps): object[] {
  return briefResolvers.map((Resolver) => new Resolver(deps));
}
