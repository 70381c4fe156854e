import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import type { AgentOutput } from './agent.ts';
import { textSoFar } from './output.ts';
import type { Run } from './run.ts';

/** Tells of the answer as it grows. Its presence also makes LangChain stream. */
export function reportText(run: Run, output: AgentOutput<unknown>): BaseCallbackHandler {
  const calls = new Map<string, { said: string; reported: string; isWhole: boolean }>();
  return new (class extends BaseCallbackHandler {
    override readonly name = 'reportText';
    override readonly awaitHandlers = true;
    readonly lc_prefer_streaming = true;

    override handleLLMNewToken(token: string, _indices: unknown, callId: string): void {
      const call = calls.get(callId) ?? { said: '', reported: '', isWhole: false };
      calls.set(callId, call);
      // Reading half a JSON text costs its whole length: not for the keys behind the one that is told of.
      if (token === '' || call.isWhole) return;
      call.said += token;
      const { text, isWhole } = textSoFar(call.said, output);
      call.isWhole = isWhole;
      if (text === '' || text === call.reported) return;
      call.reported = text;
      run.emit({ type: 'TEXT', text });
    }
  })();
}
