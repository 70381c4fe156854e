import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { CREATOR_IDS, CREATORS_OF_CAMPAIGNS } from '../brief-queries.ts';

interface CreatorInputProps {
  readonly value: string;
  /** A campaign that there is; empty: any. */
  readonly campaignId: string;
  readonly error: ReactNode;
  onChange(creator: string): void;
}

/** Whom the brief is for, by the id that exports give, with those who did best as suggestions. */
export function CreatorInput({ value, campaignId, error, onChange }: CreatorInputProps) {
  const isInCampaign = campaignId !== '';
  const [ofCampaign] = useQuery({ query: CREATOR_IDS, variables: { campaignId }, pause: !isInCampaign });
  const [ofAll] = useQuery({ query: CREATORS_OF_CAMPAIGNS, pause: isInCampaign });
  const performers = isInCampaign
    ? [ofCampaign.data?.campaign?.performers]
    : (ofAll.data?.campaigns?.edges ?? []).map(({ node }) => node.performers);
  const ids = new Set(performers.flatMap((list) => list?.edges.map(({ node }) => node.influencerId) ?? []));
  return (
    <>
      <TextInput
        label="Creator"
        description="Builds on their own best posts; if empty, on those of all"
        list="creator-ids"
        autoComplete="off"
        maxLength={200}
        value={value}
        error={error}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <datalist id="creator-ids">
        {[...ids].map((id) => (
          <option key={id} value={id} />
        ))}
      </datalist>
    </>
  );
}
