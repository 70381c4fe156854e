import { CampaignImportsResolver } from './serving/campaign-imports.resolver.ts';
import { ImportResolver } from './serving/import.resolver.ts';
import { ImportNodeIdResolver } from './serving/import.type.ts';

/** The resolver classes of this capability: what it adds to the graph. */
export const importResolvers = [ImportResolver, ImportNodeIdResolver, CampaignImportsResolver] as const;
