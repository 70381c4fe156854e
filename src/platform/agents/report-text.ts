import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import { captionSoFar } from './answer.ts';
import type { Run } from './run.ts';

/** Tells of the caption as it grows. Its presence also makes LangChain stream. */
export function reportText(run: Run): BaseCallbackHandler {
  const calls = new Map<string, { text: string; reported: string; isWhole: boolean }>();
  return new (class extends BaseCallbackHandler {
    override readonly name = 'reportText';
    override readonly awaitHandlers = true;
    readonly lc_prefer_streaming = true;

    override handleLLMNewToken(token: string, _indices: unknown, callId: string): void {
      const call = calls.get(callId) ?? { text: '', reported: '', isWhole: false };
      calls.set(callId, call);
      // Reading half a JSON text costs its whole length: not for the keys behind the caption.
      if (token === '' || call.isWhole) return;
      call.text += token;
      const { caption, isWhole } = captionSoFar(call.text);
      call.isWhole = isWhole;
      if (caption === '' || caption === call.reported) return;
      call.reported = caption;
      run.emit({ type: 'TEXT', text: caption });
    }
  })();
}
