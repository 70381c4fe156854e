import { ToolInvocationError, tool, toolErrorMiddleware } from 'langchain';
import type { Logger } from 'pino';
import { dataText } from '../prompts/prompts.ts';
import type { Evidence } from '../serving/brief.ts';
import { type BriefTool, type ToolContext, ToolRefusal } from '../tools/tool.ts';
import type { Run } from './run.ts';

/** The tools as LangChain calls them: each result becomes evidence, and the same call gives the same result without a run. */
export function wrapTools(tools: readonly BriefTool[], context: ToolContext, run: Run) {
  const results = new Map<string, Promise<Evidence>>();

  const runTool = async (briefTool: BriefTool, args: unknown): Promise<Evidence> => {
    run.signal.throwIfAborted();
    run.toolCalls += 1;
    if (run.toolCalls > run.limits.maxToolCalls) {
      throw new ToolRefusal('There have been enough tool calls: write the brief from what you have.');
    }
    const slot = run.evidence.push(undefined) - 1;
    run.emit({ type: 'TOOL_STARTED', tool: briefTool.name });
    try {
      const found: Evidence = { tool: briefTool.name, ...(await briefTool.run(args, context)) };
      run.evidence[slot] = found;
      run.emit({ type: 'TOOL_FINISHED', tool: briefTool.name, summary: found.summary });
      return found;
    } catch (error) {
      run.emit({ type: 'TOOL_FINISHED', tool: briefTool.name, summary: null });
      throw error;
    }
  };

  return tools.map((briefTool) =>
    tool(
      async (args: unknown) => {
        const key = `${briefTool.name} ${JSON.stringify(args)}`;
        const result = results.get(key) ?? runTool(briefTool, args);
        results.set(key, result);
        const { summary, data } = await result;
        return dataText({ summary, data });
      },
      { name: briefTool.name, description: briefTool.description, schema: briefTool.schema },
    ),
  );
}

/** What a model is told of a tool that failed: only what we wrote ourselves. The fault is logged. */
export function maskToolErrors(tools: readonly BriefTool[], logger: Logger) {
  return toolErrorMiddleware({
    onError: (error, { toolCall }) => {
      const known = tools.find(({ name }) => name === toolCall.name);
      if (error instanceof ToolRefusal) return error.message;
      if (ToolInvocationError.isInstance(error)) {
        const fields = Object.keys(known?.schema.shape ?? {}).join(', ');
        return `The arguments do not fit. ${toolCall.name} takes: ${fields}.`;
      }
      logger.error({ err: error, tool: toolCall.name }, 'a tool of the brief failed');
      return `${toolCall.name} is not available now. Go on without it.`;
    },
  });
}
