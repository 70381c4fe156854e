import type { TeamResults } from './team-results.ts';

/** The results of a team that has imported nothing. */
export const NO_RESULTS: TeamResults = {
  topPerformers: async () => [],
  topHashtags: async () => [],
  average: async () => null,
  spread: async () => null,
  creator: async () => null,
  revision: async () => 'none',
};
