import type { Reader } from '../../access/rules/index.ts';
import { campaignNotFound } from './campaign-not-found.ts';
import type { CampaignRevisions, CampaignState } from './campaign-revisions.ts';

/**
 * What is remembered of a campaign that the reader may see.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function findVisibleCampaign(
  revisions: CampaignRevisions,
  reader: Reader,
  campaignId: string,
): Promise<CampaignState> {
  const { organizationId, permissions } = reader;
  const state = await revisions.find(organizationId, campaignId);
  if (
    state !== undefined &&
    permissions.allows('READ', { resource: 'CAMPAIGN', id: campaignId, departmentId: state.departmentId })
  ) {
    return state;
  }
  const visible = permissions.filter('READ', 'CAMPAIGN');
  throw await campaignNotFound({ ...reader, visible }, campaignId);
}
