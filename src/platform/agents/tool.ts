import type { z } from 'zod';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What a tool found: for a reader in a sentence or two, and for the model as data. */
export interface ToolResult {
  readonly summary: string;
  readonly data: { readonly [key: string]: Json };
}

/** One tool result that an answer rests on. */
export interface Evidence extends ToolResult {
  readonly tool: string;
}

/** A tool as an agent is given it. */
export interface AgentTool<Context> {
  readonly name: string;
  readonly description: string;
  readonly schema: z.ZodObject;
  /** Whether whoever asks may use it: to a model it does not exist where they may not. By default they may. */
  isAllowed?(context: Context): boolean;
  /**
   * Who asks and what they may see comes from the context, never from a model's arguments.
   * @throws ToolRefusal, CallerError: their message goes to the model. Of every other fault it learns nothing.
   */
  run(args: unknown, context: Context): Promise<ToolResult>;
}

/** Says to the model what it may not ask a tool for. The message holds nothing but what we wrote. */
export class ToolRefusal extends Error {
  override readonly name = 'ToolRefusal';
}

/** Joins a schema with the function that takes what the schema gives. */
export function defineTool<Schema extends z.ZodObject, Context>(
  tool: Omit<AgentTool<Context>, 'schema' | 'run'> & {
    readonly schema: Schema;
    readonly run: (args: z.output<Schema>, context: Context) => Promise<ToolResult>;
  },
): AgentTool<Context> {
  return { ...tool, run: async (args, context) => tool.run(tool.schema.parse(args), context) };
}
