import { type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { Extensions } from 'type-graphql';
import type { AccessContext } from '../viewer/context.ts';
import { checkRule, type OperationRule } from './check-rule.ts';
import type { Action, Resource, Shareable } from './rules.ts';

const RULE = 'accessRule';

/** Everybody may call it, signed in or not. */
export const Public = () => mark({ kind: 'PUBLIC' });
/** Whoever was let in may call it, guests too, for it is about themselves. */
export const LetIn = () => mark({ kind: 'LET_IN' });
/** A person who is signed in may call it; an API token may not. */
export const PersonOnly = () => mark({ kind: 'PERSON' });
/** It acts on a resource, as the table of rules says. */
export const Allows = (action: Action, resource: Resource) => mark({ kind: 'RESOURCE', action, resource });
/** The same where the kind of resource is the argument `resource`, or stands in the input of a mutation. */
export const AllowsShareable = (action: Action) => mark({ kind: 'SHAREABLE', action });

function mark(rule: OperationRule) {
  return Extensions({ [RULE]: rule });
}

/** A field of the schema that runs code of ours, and its rule. */
export interface RuledField {
  readonly type: string;
  readonly field: string;
  readonly rule: OperationRule;
}

/**
 * The fields that have a rule. Every root field must have one.
 * @throws where a root field has none: a new operation is open to nobody until somebody says to whom
 */
export function listRules(schema: GraphQLSchema): RuledField[] {
  const roots: unknown[] = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const ruled: RuledField[] = [];
  const missing: string[] = [];
  for (const { type, field } of listFields(schema)) {
    const rule = readRule(field);
    if (rule !== undefined) ruled.push({ type: type.name, field: field.name, rule });
    else if (roots.includes(type)) missing.push(`${type.name}.${field.name}`);
  }
  if (missing.length === 0) return ruled;
  throw new Error(
    `${missing.join(', ')} ${missing.length === 1 ? 'has' : 'have'} no rule: put @Allows, @LetIn, @PersonOnly or @Public on each.`,
  );
}

/**
 * Puts every field that has a rule behind it.
 * @throws where a root field has none
 */
export function enforceRules(schema: GraphQLSchema): void {
  listRules(schema);
  const mutations: unknown = schema.getMutationType();
  for (const { type, field } of listFields(schema)) {
    const rule = readRule(field);
    if (rule === undefined) continue;
    const guardField = type === mutations ? guardMutation : guard;
    if (field.resolve !== undefined) field.resolve = guardField(rule, field.resolve);
    if (field.subscribe !== undefined) field.subscribe = guardStream(rule, field.subscribe);
  }
}

function listFields(schema: GraphQLSchema) {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith('__')
      ? Object.values(type.getFields()).map((field) => ({ type, field }))
      : [],
  );
}

function readRule({ extensions }: GraphQLField<unknown, AccessContext>): OperationRule | undefined {
  const rule = extensions[RULE];
  return isRule(rule) ? rule : undefined;
}

function isRule(extension: unknown): extension is OperationRule {
  return typeof extension === 'object' && extension !== null && 'kind' in extension;
}

type Resolve = GraphQLFieldResolver<unknown, AccessContext>;

function guard(rule: OperationRule, resolve: Resolve): Resolve {
  if (rule.kind === 'PUBLIC') return resolve;
  return (source, args, context, info) => {
    checkRule(rule, context.viewer, resourceOf(args));
    return resolve(source, args, context, info);
  };
}

/** Contexts of operations that have mutated something. */
const mutated = new WeakSet<AccessContext>();

/** A mutation may end what lets the next one of its operation in: the session, or the account. */
function guardMutation(rule: OperationRule, resolve: Resolve): Resolve {
  if (rule.kind === 'PUBLIC') return resolve;
  const guarded = guard(rule, resolve);
  return async (source, args, context, info) => {
    if (mutated.has(context)) checkRule(rule, await context.renew(), resourceOf(args));
    mutated.add(context);
    return guarded(source, args, context, info);
  };
}

function resourceOf({ resource, input }: Parameters<Resolve>[1]): Shareable | undefined {
  return resource ?? input?.resource;
}

/** Before each event it is asked again: whoever loses their access hears nothing more. */
function guardStream(rule: OperationRule, subscribe: Resolve): Resolve {
  if (rule.kind === 'PUBLIC') return subscribe;
  return async (source, args, context, info) => {
    checkRule(rule, context.viewer, resourceOf(args));
    const events: unknown = await subscribe(source, args, context, info);
    return isAsyncIterable(events) ? passOnWhileAllowed(events, rule, context) : events;
  };
}

async function* passOnWhileAllowed(
  events: AsyncIterable<unknown>,
  rule: OperationRule,
  context: AccessContext,
): AsyncGenerator<unknown, void, undefined> {
  for await (const event of events) {
    checkRule(rule, await context.renew());
    yield event;
  }
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
