import type { Reader } from '../../access/contract.ts';
import { campaignNotFound } from './campaign-not-found.ts';
import type { CampaignRevisions, CampaignState } from './campaign-revisions.ts';

/**
 * What is remembered of a campaign, for somebody who may see it.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function requireCampaign(
  revisions: CampaignRevisions,
  reader: Reader,
  campaignId: string,
): Promise<CampaignState> {
  const { organizationId, permissions } = reader;
  const state = await revisions.find(organizationId, campaignId);
  if (
    state !== undefined &&
    permissions.allows('READ', { resource: 'CAMPAIGN', id: campaignId, departmentId: state.departmentId })
  )
    return state;
  throw await campaignNotFound({ ...reader, visible: permissions.filter('READ', 'CAMPAIGN') }, campaignId);
}
