import { z } from 'zod';
import { CallerError } from '../../errors.ts';

const NodeId = z.tuple([z.string(), z.string()]).rest(z.string());

/** An id that is unique over all types: ids of one type may well be those of another. */
export function encodeNodeId(type: string, ...ids: readonly string[]): string {
  return Buffer.from(JSON.stringify([type, ...ids])).toString('base64url');
}

/** @throws CallerError BAD_USER_INPUT */
export function decodeNodeId(nodeId: string): { readonly type: string; readonly ids: readonly string[] } {
  const parsed = NodeId.safeParse(parseJson(Buffer.from(nodeId, 'base64url').toString()));
  if (parsed.success) {
    const [type, ...ids] = parsed.data;
    return { type, ids };
  }
  throw new CallerError(
    'BAD_USER_INPUT',
    'nodeId is no id of a node: use the nodeId of an object unchanged, and not its id.',
    { argument: 'nodeId' },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
