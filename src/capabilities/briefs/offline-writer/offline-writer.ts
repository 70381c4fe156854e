import type { OfflineTurn, OfflineWriter } from '../../../platform/agents/index.ts';
import { readRequest } from '../prompts/prompts.ts';
import { checkBriefRequest } from '../serving/brief-request.ts';
import { composeBrief } from './compose.ts';

/** Writes briefs without a model: it calls the tools as a model would, and composes the brief from their results. */
export const offlineWriter: OfflineWriter = {
  respond({ messages, results }): OfflineTurn {
    const request = checkBriefRequest(readRequest(messages[0]?.text ?? ''));
    const calledTools = new Set(results.map(({ tool }) => tool));
    const { brand, product, goal, platform, audience, campaignId } = request;
    const persona = Object(results.find(({ tool }) => tool === 'personaClassifier')?.data.persona).name ?? '';
    const rounds = [
      [
        { name: 'trendFetcher', args: { platform, brand, product } },
        { name: 'personaClassifier', args: { brand, product, goal, audience } },
        { name: 'topPerformers', args: campaignId === null ? { platform } : { campaignId } },
      ],
      [{ name: 'creativeAngle', args: { product, goal, platform, persona } }],
    ];
    const calls = rounds.find((round) => round.some(({ name }) => !calledTools.has(name)));
    return calls === undefined ? { text: JSON.stringify(composeBrief(request, results)) } : { calls };
  },
};
