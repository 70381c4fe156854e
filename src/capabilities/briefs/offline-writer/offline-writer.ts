import type { OfflineTurn, OfflineWriter } from '../../../platform/agents/index.ts';
import { readRequest, readVariant } from '../prompts/prompts.ts';
import { checkBriefRequest } from '../serving/brief-request.ts';
import { composeBrief } from './compose.ts';

/** Writes briefs without a model: it calls the tools as a model would, and composes the brief from their results. */
export const offlineWriter: OfflineWriter = {
  respond({ messages, results }): OfflineTurn {
    const request = checkBriefRequest(readRequest(messages[0]?.text ?? ''));
    const calledTools = new Set(results.map(({ tool }) => tool));
    const calls = ['trendFetcher', 'creativeDirection', 'topPerformers']
      .filter((name) => !calledTools.has(name))
      .map((name) => ({ name, args: {} }));
    return calls.length === 0
      ? { text: JSON.stringify(composeBrief(request, results, readVariant(messages[0]?.text ?? ''))) }
      : { calls };
  },
};
