import type { AgentTool } from '../../../platform/agents/index.ts';
import { creativeDirection } from './creative-direction.ts';
import type { ToolContext } from './tool-context.ts';
import { topPerformers } from './top-performers.ts';
import { trendFetcher } from './trend-fetcher.ts';

/** Everything that a writer of briefs can call. */
export const BRIEF_TOOLS: readonly AgentTool<ToolContext>[] = [
  trendFetcher,
  creativeDirection,
  topPerformers,
];
