import { type BaseMessage, SystemMessage } from '@langchain/core/messages';
import { ChatOpenAICompletions } from '@langchain/openai';
import { BrokenAnswer } from './model-faults.ts';

type Generate = ChatOpenAICompletions['_generate'];
type Stream = ChatOpenAICompletions['_streamResponseChunks'];

/**
 * The client of the chat completions API, strict about an answer's end: it takes a stream that breaks off for a whole
 * answer, and the reason for which a model stopped is seen here only.
 *
 * LangChain's signal does not reach OpenAI's client, which would listen to it for good: open-model.ts ends each request.
 */
export class WholeAnswerModel extends ChatOpenAICompletions {
  override _generate(...[messages, options, runManager]: Parameters<Generate>): ReturnType<Generate> {
    return super._generate(messages.map(withPlainText), withoutSignal(options), runManager);
  }

  override async *_streamResponseChunks(
    ...[messages, options, runManager]: Parameters<Stream>
  ): ReturnType<Stream> {
    let isWhole = false;
    for await (const chunk of super._streamResponseChunks(
      messages.map(withPlainText),
      withoutSignal(options),
      runManager,
    )) {
      isWhole ||= typeof chunk.generationInfo?.finish_reason === 'string';
      yield chunk;
    }
    if (!isWhole) throw new BrokenAnswer('the stream broke off');
  }
}

function withoutSignal<Options extends { signal?: unknown }>({ signal: _signal, ...options }: Options) {
  return options;
}

/** LangChain hands on the standing instructions as a list of parts, which several servers do not take from a system message. */
function withPlainText(message: BaseMessage): BaseMessage {
  return SystemMessage.isInstance(message) ? new SystemMessage(message.text) : message;
}
