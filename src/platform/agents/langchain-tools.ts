import { ToolInvocationError, tool, toolErrorMiddleware } from 'langchain';
import type { Logger } from 'pino';
import { CallerError } from '../../errors.ts';
import { dataText } from './prompt-text.ts';
import type { Run } from './run.ts';
import { type AgentTool, type Evidence, ToolRefusal } from './tool.ts';

/** The tools as LangChain calls them: each result becomes evidence, and the same call gives the same result without a run. */
export function wrapTools<Context>(tools: readonly AgentTool<Context>[], context: Context, run: Run) {
  const results = new Map<string, Promise<Evidence>>();

  const runTool = async (agentTool: AgentTool<Context>, args: unknown): Promise<Evidence> => {
    run.signal.throwIfAborted();
    run.toolCalls += 1;
    if (run.toolCalls > run.budgets.maxToolCalls) {
      throw new ToolRefusal(`There have been enough tool calls: write the ${run.name} from what you have.`);
    }
    const index = run.evidence.push(undefined) - 1;
    run.emit({ type: 'TOOL_STARTED', tool: agentTool.name });
    try {
      const found: Evidence = { tool: agentTool.name, ...(await agentTool.run(args, context)) };
      run.evidence[index] = found;
      run.emit({ type: 'TOOL_FINISHED', tool: agentTool.name, summary: found.summary });
      return found;
    } catch (error) {
      run.emit({ type: 'TOOL_FINISHED', tool: agentTool.name, summary: null });
      throw error;
    }
  };

  return tools.map((agentTool) =>
    tool(
      async (args: unknown) => {
        const key = `${agentTool.name} ${JSON.stringify(args)}`;
        const result = results.get(key) ?? runTool(agentTool, args);
        results.set(key, result);
        const { summary, data } = await result;
        return dataText({ summary, data });
      },
      { name: agentTool.name, description: agentTool.description, schema: agentTool.schema },
    ),
  );
}

/** What a model is told of a tool that failed: only what we wrote ourselves. The fault is logged. */
export function maskToolErrors<Context>(tools: readonly AgentTool<Context>[], run: Run, logger: Logger) {
  return toolErrorMiddleware({
    onError: (error, { toolCall }) => {
      if (error instanceof ToolRefusal) return error.message;
      if (error instanceof CallerError) {
        if (error.status >= 500) run.toolFault ??= error;
        return error.message;
      }
      if (ToolInvocationError.isInstance(error)) {
        const known = tools.find((agentTool) => agentTool.name === toolCall.name);
        const fields = Object.keys(known?.schema.shape ?? {}).join(', ');
        return `The arguments do not fit. ${toolCall.name} takes: ${fields}.`;
      }
      // A run that was given up ends its tools too: that is no fault of theirs.
      if (!run.signal.aborted) {
        run.toolFault ??=
          error instanceof Error ? error : new Error('a tool of an agent failed', { cause: error });
        logger.error({ err: error, tool: toolCall.name, agent: run.name }, 'a tool of an agent failed');
      }
      return `${toolCall.name} is not available now. Go on without it.`;
    },
  });
}
