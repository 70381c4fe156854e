import type { z } from 'zod';
import type { BriefRequest, Json } from '../serving/brief.ts';
import type { Team, TeamResults } from './team-results.ts';

/** What a tool may see. The team and the request come from here, never from a model's arguments. */
export interface ToolContext {
  readonly team: Team;
  readonly request: BriefRequest;
  readonly teamResults: TeamResults;
}

/** What a tool found: for a reader in a sentence or two, and for the writer as data. */
export interface ToolResult {
  readonly summary: string;
  readonly data: { readonly [key: string]: Json };
}

/** A tool as the agent is given it. */
export interface BriefTool {
  readonly name: string;
  readonly description: string;
  readonly schema: z.ZodObject;
  /**
   * @throws ToolRefusal where the arguments are well-formed and out of bounds; its message goes to the model.
   */
  run(args: unknown, context: ToolContext): Promise<ToolResult>;
}

/** Says to the model what it may not ask a tool for. The message holds nothing but what we wrote. */
export class ToolRefusal extends Error {
  override readonly name = 'ToolRefusal';
}

/** Joins a schema with the function that takes what the schema gives. */
export function defineTool<Schema extends z.ZodObject>(tool: {
  readonly name: string;
  readonly description: string;
  readonly schema: Schema;
  readonly run: (args: z.output<Schema>, context: ToolContext) => Promise<ToolResult>;
}): BriefTool {
  return { ...tool, run: async (args, context) => tool.run(tool.schema.parse(args), context) };
}

/** A model writes for the platform that it was asked for, and looks at no other. */
export function refuseOtherPlatform(platform: string, request: BriefRequest): void {
  if (platform !== request.platform) throw new ToolRefusal(`This brief is for ${request.platform} only.`);
}
