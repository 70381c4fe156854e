import { ChatOpenAICompletions } from '@langchain/openai';
import { BrokenAnswer } from './model-faults.ts';

type Stream = ChatOpenAICompletions['_streamResponseChunks'];

/**
 * The client of the chat completions API, strict about an answer's end: it takes a stream that breaks off for a whole
 * answer, and the reason for which a model stopped is seen here only.
 */
export class WholeAnswerModel extends ChatOpenAICompletions {
  override async *_streamResponseChunks(...args: Parameters<Stream>): ReturnType<Stream> {
    let isWhole = false;
    for await (const chunk of super._streamResponseChunks(...args)) {
      isWhole ||= typeof chunk.generationInfo?.finish_reason === 'string';
      yield chunk;
    }
    if (!isWhole) throw new BrokenAnswer('the stream broke off');
  }
}
