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
import type { AgentMessage } from './agent.ts';
import type { OfflineTurn, OfflineWriter } from './offline-writer.ts';
import type { Evidence } from './tool.ts';

/** An offline writer as a chat model: it calls tools as a model would, and streams what it answers. */
export class OfflineChatModel extends BaseChatModel {
  readonly #writer: OfflineWriter;

  constructor(writer: OfflineWriter) {
    super({});
    this.#writer = writer;
  }

  override _llmType(): string {
    return 'offline';
  }

  /** Its writer knows the tools by heart. */
  override bindTools(): this {
    return this;
  }

  override async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    const { calls, text } = this.#respondTo(messages);
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
    const { calls, text } = this.#respondTo(messages);
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

  #respondTo(messages: readonly BaseMessage[]) {
    const turn: OfflineTurn = this.#writer.respond({
      messages: messages.flatMap(messageOf),
      results: messages.filter((message) => ToolMessage.isInstance(message)).map(evidenceOf),
    });
    return { calls: [], text: '', ...turn };
  }
}

const callId = (messages: readonly BaseMessage[], index: number) => `offline-${messages.length}-${index}`;

function messageOf(message: BaseMessage): AgentMessage[] {
  if (HumanMessage.isInstance(message)) return [{ from: 'user', text: message.text }];
  return AIMessage.isInstance(message) && message.text !== ''
    ? [{ from: 'assistant', text: message.text }]
    : [];
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
