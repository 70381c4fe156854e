import { pino } from 'pino';
import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { connectModels, NO_WATCH } from '../../../platform/agents/index.ts';
import type { BriefRequest } from '../serving/brief.ts';
import type { Variant } from '../serving/variant.ts';
import type { Team, TeamResults } from '../tools/team-results.ts';
import { writeBrief } from './write-brief.ts';

const Round = z.looseObject({
  messages: z.array(
    z.looseObject({
      role: z.string(),
      content: z.string().nullish(),
      tool_calls: z.array(z.unknown()).optional(),
    }),
  ),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })).optional(),
  response_format: z.unknown().optional(),
});

/** What is sent to a model's server in one call, as OpenAI's chat completions have it. */
export type PromptRound = z.output<typeof Round>;

/**
 * What a model is sent while it writes a brief that needs no repair, call by call: the tools are run, and no model is asked.
 * @throws CallerError NOT_FOUND where there is no such campaign
 */
export async function recordPrompt(
  teamResults: TeamResults,
  team: Team,
  request: BriefRequest,
  variant?: Variant,
): Promise<readonly PromptRound[]> {
  const rounds: PromptRound[] = [];
  const record: typeof fetch = async (_url, init) => {
    const round = Round.parse(JSON.parse(String(init?.body)));
    rounds.push(round);
    // The last answer is not worth making up: a refusal ends the run.
    if (rounds.length > 1) return Response.json({ error: { message: 'recorded' } }, { status: 400 });
    return callEveryTool((round.tools ?? []).map((tool) => tool.function.name));
  };
  const budgets = {
    timeoutMs: 60_000,
    maxModelCalls: 4,
    maxTokens: 1_000_000,
    maxToolCalls: 16,
    maxAnswerBytes: 1_000_000,
  };
  const models = connectModels({
    apiKey: 'none',
    baseUrl: 'http://127.0.0.1/v1',
    models: ['recorded'],
    fetch: record,
  });
  const logger = pino({ level: 'silent' });
  const deps = { kind: 'MODEL' as const, models, budgets, watch: NO_WATCH, logger, teamResults };
  await writeBrief(deps, team, request, () => undefined, new AbortController().signal, variant).catch(
    (error: unknown) => {
      if (!(error instanceof CallerError && error.code === 'UPSTREAM_UNAVAILABLE' && rounds.length > 1))
        throw error;
    },
  );
  return rounds;
}

/** An answer that calls every tool without arguments, in one round: as a model does that leaves the product to us. */
function callEveryTool(names: readonly string[]): Response {
  const calls = names.map((name, index) => ({
    index,
    id: `call-${index}`,
    type: 'function',
    function: { name, arguments: '{}' },
  }));
  const chunk = (delta: object, finish: string | null) =>
    `data: ${JSON.stringify({ id: 'recorded', object: 'chat.completion.chunk', created: 0, model: 'recorded', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const body = `${chunk({ role: 'assistant', content: '', tool_calls: calls }, null)}${chunk({}, 'tool_calls')}data: [DONE]\n\n`;
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

/** The conversation as somebody reads it: each call with what is new in it. */
export function describePrompt(rounds: readonly PromptRound[]): string {
  const parts = rounds.flatMap(({ messages, tools, response_format: format }, index) => {
    const known = index === 0 ? 0 : (rounds[index - 1]?.messages.length ?? 0);
    return [
      `# Call ${index + 1}`,
      ...messages.slice(known).map(({ role, content, tool_calls: calls }) => {
        const called = calls === undefined ? '' : `\n${JSON.stringify(calls, null, 1)}`;
        return `## ${role}\n\n${content ?? ''}${called}`;
      }),
      ...(index === 0 && tools !== undefined ? [`## tools\n\n${JSON.stringify(tools, null, 1)}`] : []),
      ...(format === undefined ? [] : [`## response_format\n\n${JSON.stringify(format, null, 1)}`]),
    ];
  });
  return parts.join('\n\n');
}

/** The texts that a model reads in a call, to count its tokens: what was said and called, the tools, and the form of the answer. */
export function textsOfRound({ messages, tools, response_format: format }: PromptRound): string[] {
  return [
    ...messages.flatMap(({ role, content, tool_calls: calls }) => [
      role,
      content ?? '',
      calls === undefined ? '' : JSON.stringify(calls),
    ]),
    tools === undefined ? '' : JSON.stringify(tools),
    format === undefined ? '' : JSON.stringify(format),
  ];
}
