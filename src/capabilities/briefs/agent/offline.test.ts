import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { type AgentEvent, createOfflineModel, NO_WATCH } from '../../../platform/agents/index.ts';
import { offlineWriter } from '../offline-writer/offline-writer.ts';
import { parseBriefRequest } from '../serving/brief-request.ts';
import { teamResultsOf, WHOLE_TEAM } from '../tools/team-results.fixture.ts';
import { writeBrief } from './write-brief.ts';

describe('the agent with the offline writer', () => {
  it('calls the tools, tells of them and of the growing caption, and gives a checked brief', async () => {
    const events: AgentEvent[] = [];
    const brief = await writeBrief(
      {
        kind: 'OFFLINE',
        models: [createOfflineModel('offline', offlineWriter)],
        budgets: {
          timeoutMs: 10_000,
          maxModelCalls: 8,
          maxTokens: 50_000,
          maxToolCalls: 12,
          maxAnswerBytes: 1_000,
        },
        teamResults: teamResultsOf(),
        watch: NO_WATCH,
        logger: pino({ level: 'silent' }),
      },
      WHOLE_TEAM,
      parseBriefRequest({
        brand: 'Northwind',
        product: 'Trail Runner 2',
        goal: 'AWARENESS',
        platform: 'INSTAGRAM',
        campaignId: 'spring-26',
      }),
      (event) => events.push(event),
      new AbortController().signal,
    );
    expect(brief.writer).toMatchObject({ kind: 'OFFLINE', model: 'offline' });
    expect(brief.usage).toEqual({ inputTokens: 0, outputTokens: 0, modelCalls: 2 });
    expect(brief.evidence.map(({ tool }) => tool)).toEqual([
      'trendFetcher',
      'creativeDirection',
      'topPerformers',
    ]);
    expect(events.filter(({ type }) => type === 'TOOL_STARTED')).toHaveLength(3);
    const texts = events.filter((event) => event.type === 'TEXT').map(({ text }) => text);
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.at(-1)).toBe(brief.caption);
  });
});
