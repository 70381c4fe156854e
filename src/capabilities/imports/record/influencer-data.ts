import { contributionPoint } from '../../../platform/composition/contributions.ts';
import type { Session } from '../../../platform/storage/database.ts';

/** Who is erased, and what they are called from then on. */
export interface Erased {
  readonly organizationId: string;
  readonly influencerId: string;
  readonly name: string;
}

/** What a capability keeps of creators. */
export interface InfluencerData {
  /**
   * Takes out what says who a creator is, in the transaction that erases them; the numbers stay under the name.
   * @returns whether there was any
   */
  erase(session: Session, erased: Erased): Promise<boolean>;
}

/** Where a capability that keeps something of creators says how they are erased. */
export const INFLUENCER_DATA = contributionPoint<InfluencerData>('imports.influencerData');
