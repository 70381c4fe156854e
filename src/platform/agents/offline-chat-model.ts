import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import {
  AIMessage,
  AIMessageChunk,
  type BaseMessage,
  HumanMessage,
  ToolMessage,
} from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import { readRequest } from '../prompts/prompts.ts';
import type { Evidence } from '../serving/brief.ts';
import { checkBriefRequest } from '../serving/brief-request.ts';
import { composeBrief } from './compose.ts';

interface Call {
  readonly name: string;
  readonly args: Record<string, unknown>;
}

/**
 * The offline writer as a chat model: it calls the tools as a model would, and composes the brief from their results. It
 * reads the conversation that every model is given, and nothing else.
 */
export class OfflineChatModel extends BaseChatModel {
  constructor() {
    super({});
  }

  override _llmType(): string {
    return 'offline';
  }

  /** It knows the tools by heart. */
  override bindTools(): this {
    return this;
  }

  override async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    const { calls, text } = answerTo(messages);
    const message = new AIMessage({
      content: text,
      tool_calls: calls.map((call, index) => ({
        ...call,
        id: callId(messages, index),
        type: 'tool_call' as const,
      })),
    });
    return { generations: [{ text, message }] };
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    _options: this['ParsedCallOptions'],
    runManager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    const { calls, text } = answerTo(messages);
    for (const part of text.match(/[\s\S]{1,80}/gu) ?? []) {
      const chunk = new ChatGenerationChunk({ text: part, message: new AIMessageChunk({ content: part }) });
      yield chunk;
      await runManager?.handleLLMNewToken(part, undefined, undefined, undefined, undefined, { chunk });
    }
    yield new ChatGenerationChunk({
      text: '',
      message: new AIMessageChunk({
        content: '',
        tool_call_chunks: calls.map(({ name, args }, index) => ({
          name,
          args: JSON.stringify(args),
          id: callId(messages, index),
          index,
          type: 'tool_call_chunk' as const,
        })),
      }),
    });
  }
}

const callId = (messages: readonly BaseMessage[], index: number) => `offline-${messages.length}-${index}`;

function answerTo(messages: readonly BaseMessage[]): { calls: readonly Call[]; text: string } {
  const asked = messages.find((message) => HumanMessage.isInstance(message));
  const request = checkBriefRequest(readRequest(asked?.text ?? ''));
  const evidence = messages.filter((message) => ToolMessage.isInstance(message)).map(evidenceOf);
  const calledTools = new Set(evidence.map(({ tool }) => tool));
  const { brand, product, goal, platform, audience, campaignId } = request;
  const persona = Object(evidence.find(({ tool }) => tool === 'personaClassifier')?.data.persona).name ?? '';
  const rounds: Call[][] = [
    [
      { name: 'trendFetcher', args: { platform, brand, product } },
      { name: 'personaClassifier', args: { brand, product, goal, audience } },
      { name: 'topPerformers', args: campaignId === null ? { platform } : { campaignId } },
    ],
    [{ name: 'creativeAngle', args: { product, goal, platform, persona } }],
  ];
  const next = rounds.find((round) => round.some(({ name }) => !calledTools.has(name)));
  if (next !== undefined) return { calls: next, text: '' };
  return { calls: [], text: JSON.stringify(composeBrief(request, evidence)) };
}

/** A tool that failed answers with a sentence; it counts as called, with nothing found. */
function evidenceOf(message: ToolMessage): Evidence {
  const tool = message.name ?? '';
  try {
    return { tool, ...JSON.parse(message.text) };
  } catch {
    return { tool, summary: message.text, data: {} };
  }
}
