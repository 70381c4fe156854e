import { CampaignImportsResolver } from './serving/campaign-imports.resolver.ts';
import { ImportResolver } from './serving/import.resolver.ts';
import { ImportDepartmentResolver, ImportNodeIdResolver } from './serving/import.type.ts';

/** The resolver classes of this capability: what it adds to the graph. */
export const importResolvers = [
  ImportResolver,
  ImportNodeIdResolver,
  ImportDepartmentResolver,
  CampaignImportsResolver,
] as const;
