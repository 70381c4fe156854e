import { ToolInvocationError, tool, toolErrorMiddleware } from 'langchain';
import type { Logger } from 'pino';
import { z } from 'zod';
import { CallerError } from '../../errors.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { dataText } from './prompt-text.ts';
import type { Run } from './run.ts';
import { type AgentTool, type Evidence, type Json, ToolRefusal, type ToolResult } from './tool.ts';

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
      const { summary, data } = await agentTool.run(args, context);
      // The model's figures are those of the evidence: what it rounds again is checked against what it saw.
      const found: Evidence = { tool: agentTool.name, summary, data: shortenFigures(data) };
      run.evidence[index] = found;
      run.emit({ type: 'TOOL_FINISHED', tool: agentTool.name, summary: found.summary });
      return found;
    } catch (error) {
      run.emit({ type: 'TOOL_FINISHED', tool: agentTool.name, summary: null });
      throw error;
    }
  };

  return tools.map((agentTool) => {
    const schema = acceptMissing(agentTool.schema);
    return tool(
      async (given: unknown) => {
        const read = schema.safeParse(given);
        if (!read.success) throw new ToolRefusal(describeArguments(agentTool, read.error));
        const args = read.data;
        const key = `${agentTool.name} ${JSON.stringify(args)}`;
        const result = results.get(key) ?? runTool(agentTool, args);
        results.set(key, result);
        const { summary, data } = await result;
        return dataText({ summary, data });
      },
      {
        name: agentTool.name,
        description: agentTool.description,
        schema: jsonSchemaOf(schema),
      },
    );
  });
}

/** What may be null may also be left out: many models do, whatever the schema says. */
function acceptMissing(schema: z.ZodObject): z.ZodObject {
  const nullable = Object.entries(schema.shape).filter(
    ([, field]) => z.safeParse(field, null).success && !z.safeParse(field, undefined).success,
  );
  return schema.extend(Object.fromEntries(nullable.map(([name, field]) => [name, z._default(field, null)])));
}

/** Says which arguments are wrong, each with what would be right, and which there are. */
function describeArguments<Context>({ name, schema }: AgentTool<Context>, { issues }: z.ZodError): string {
  const fields = Object.keys(schema.shape).join(', ');
  const faults = issues.map(({ path, message }) => `${path.join('.') || 'arguments'}: ${message}`).join('; ');
  return `The arguments do not fit. ${faults}. ${name} takes: ${fields === '' ? 'nothing' : fields}.`;
}

const SIGNIFICANT_DIGITS = 5;

/** Figures as a reader would have them: sixteen digits tell a model no more than five, and cost it more. */
function shortenFigures(data: ToolResult['data']): ToolResult['data'] {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, shorten(value)]));
}

function shorten(value: Json): Json {
  if (typeof value === 'number') {
    return Number.isInteger(value) ? value : Number(value.toPrecision(SIGNIFICANT_DIGITS));
  }
  if (value === null || typeof value !== 'object') return value;
  return isList(value) ? value.map(shorten) : shortenFigures(value);
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** What a model is told of a tool that failed: only what we wrote ourselves. The fault is logged. */
export function maskToolErrors<Context>(tools: readonly AgentTool<Context>[], run: Run, logger: Logger) {
  const known = new Map(
    tools.map((agentTool) => [agentTool.name, { agentTool, schema: acceptMissing(agentTool.schema) }]),
  );
  return toolErrorMiddleware({
    onError: (error, { toolCall }) => {
      if (error instanceof ToolRefusal) return error.message;
      if (error instanceof CallerError) {
        if (error.status >= 500) run.toolFault ??= error;
        return error.message;
      }
      if (ToolInvocationError.isInstance(error)) {
        const called = known.get(toolCall.name);
        const read = called?.schema.safeParse(toolCall.args);
        if (called === undefined || read?.error === undefined) return error.message;
        return describeArguments(called.agentTool, read.error);
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
