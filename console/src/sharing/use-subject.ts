import { type CombinedError, useQuery } from 'urql';
import type { Folder } from './share-search.ts';
import { SHARED_BRIEF, SHARED_CAMPAIGN, SHARED_IMPORT } from './sharing-queries.ts';

/** What is shared: by the name that people know it by, and where it belongs. */
export interface Subject {
  readonly name: string;
  readonly departmentId: string | null;
}

/** The one thing that a sharing page is about. */
export function useSubject(
  folder: Folder,
  id: string,
): { readonly subject: Subject | undefined; readonly error: CombinedError | undefined; reload(): void } {
  const variables = { id };
  const [campaign, askCampaign] = useQuery({
    query: SHARED_CAMPAIGN,
    variables,
    pause: folder !== 'campaigns',
  });
  const [found, askImport] = useQuery({ query: SHARED_IMPORT, variables, pause: folder !== 'imports' });
  const [brief, askBrief] = useQuery({ query: SHARED_BRIEF, variables, pause: folder !== 'briefs' });
  const fresh = { requestPolicy: 'network-only' } as const;
  switch (folder) {
    case 'campaigns': {
      const node = campaign.data?.campaign;
      return {
        subject: node ? { name: node.id, departmentId: node.departmentId } : undefined,
        error: campaign.error,
        reload: () => askCampaign(fresh),
      };
    }
    case 'imports': {
      const node = found.data?.import;
      return {
        subject: node ? { name: node.source, departmentId: node.departmentId } : undefined,
        error: found.error,
        reload: () => askImport(fresh),
      };
    }
    case 'briefs': {
      const node = brief.data?.brief;
      return {
        subject: node
          ? { name: `${node.request.product} by ${node.request.brand}`, departmentId: node.departmentId }
          : undefined,
        error: brief.error,
        reload: () => askBrief(fresh),
      };
    }
  }
}
