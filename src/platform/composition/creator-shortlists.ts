import { contributionPoint } from './contributions.ts';

/** For what creators are looked for. */
export interface ShortlistWish {
  readonly organizationId: string;
  /** The campaigns that whoever asks may see: no other results count. */
  readonly visible: {
    readonly everything: boolean;
    readonly departmentIds: readonly string[];
    readonly ids: readonly string[];
    readonly key: string;
  };
  readonly brand: string;
  readonly product: string;
  /** A goal and a platform by the names of the graph. */
  readonly goal: string;
  readonly platform: string;
  readonly campaignId: string | null;
  readonly audience: string | null;
  /** null: no category fits. */
  readonly categoryId: string | null;
  readonly kind: string;
  readonly limit: number;
}

/** A creator who could be asked. */
export interface ShortlistEntry {
  readonly influencerId: string;
  /** A sentence with the figures that it rests on. It does not name the creator, who may have to be erased. */
  readonly reason: string;
  /** Percent of views, on the wished platform; null where nothing was measured. */
  readonly engagementRate: number | null;
  readonly postCount: number;
  readonly views: number;
}

/** Somebody who knows whom to ask, the best first. */
export interface CreatorShortlist {
  shortlist(wish: ShortlistWish): Promise<readonly ShortlistEntry[]>;
}

/** Where creators for a brief come from: of several, the one of the capability that was opened last is asked. */
export const CREATOR_SHORTLISTS = contributionPoint<CreatorShortlist>('creatorShortlists');
