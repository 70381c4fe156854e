import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Columns3 } from 'lucide-react';
import { countOf } from '../format/numbers.ts';
import { ButtonLink } from '../shell/button-link.tsx';
import styles from './comparison.module.css';
import { MOST_COMPARED } from './comparison-search.ts';
import { useComparedCreators } from './use-compared-creators.ts';

const route = getRouteApi('/campaigns/$campaignId');

/** Who was ticked on the leaderboard, and the way to see them side by side: in sight however far one has scrolled. */
export function ChosenBar() {
  const { campaignId } = route.useParams();
  const search = route.useSearch();
  const { clear } = useComparedCreators();
  const { creators } = search;
  if (creators.length === 0) return null;
  return (
    <div className={styles.chosenBar}>
      <span role="status">
        {countOf(creators.length, 'creator')} chosen
        {creators.length === 1 && `, of two to ${MOST_COMPARED}`}
      </span>
      {creators.length >= 2 && (
        <ButtonLink
          to="/campaigns/$campaignId"
          params={{ campaignId }}
          search={{ ...search, view: 'compare', compare: 'creators' }}
          size="sm"
          leftSection={<Columns3 size={16} aria-hidden />}
        >
          Compare side by side
        </ButtonLink>
      )}
      <Button size="sm" variant="subtle" onClick={clear}>
        Clear
      </Button>
    </div>
  );
}
