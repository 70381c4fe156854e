import { CampaignImportsResolver } from './serving/campaign-imports.resolver.ts';
import { ErasureResolver } from './serving/erasure.resolver.ts';
import { ImportResolver } from './serving/import.resolver.ts';
import { ImportDepartmentResolver, ImportNodeIdResolver } from './serving/import.type.ts';

/** The resolver classes of this capability: what it adds to the graph. */
export const importResolvers = [
  ImportResolver,
  ErasureResolver,
  ImportNodeIdResolver,
  ImportDepartmentResolver,
  CampaignImportsResolver,
] as const;
