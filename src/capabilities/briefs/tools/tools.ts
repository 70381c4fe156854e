import { creativeAngle } from './creative-angle.ts';
import { personaClassifier } from './persona-classifier.ts';
import type { BriefTool } from './tool.ts';
import { topPerformers } from './top-performers.ts';
import { trendFetcher } from './trend-fetcher.ts';

/** Everything that a writer of briefs can call. */
export const BRIEF_TOOLS: readonly BriefTool[] = [
  trendFetcher,
  personaClassifier,
  creativeAngle,
  topPerformers,
];
