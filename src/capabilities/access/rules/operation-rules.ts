import { type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { Extensions } from 'type-graphql';
import { CallerError } from '../../../errors.ts';
import type { AccessContext } from '../viewer/context.ts';
import type { Viewer } from '../viewer/viewer.ts';
import type { Action, Resource, Shareable } from './rules.ts';
import { SCOPES, type Scope, scopeFor } from './scopes.ts';

/** What a field of the graph asks of whoever calls it, before its function decides about the resource itself. */
export type OperationRule =
  | { readonly kind: 'PUBLIC' }
  /** Whoever was let in, guests too. */
  | { readonly kind: 'LET_IN' }
  /** A person by themselves, not a program: what makes or changes credentials. */
  | { readonly kind: 'PERSON' }
  | { readonly kind: 'RESOURCE'; readonly action: Action; readonly resource: Resource }
  /** The resource's kind is an argument of the field. */
  | { readonly kind: 'SHAREABLE'; readonly action: Action };

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
  for (const { field } of listFields(schema)) {
    const rule = readRule(field);
    if (rule === undefined) continue;
    if (field.resolve !== undefined) field.resolve = guard(rule, field.resolve);
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

/**
 * What is asked of everybody before a resource is looked at.
 * @throws CallerError UNAUTHENTICATED, FORBIDDEN
 */
export function checkRule(
  rule: OperationRule,
  { kind, scopes, refusal }: Viewer,
  resource?: Shareable,
): void {
  if (rule.kind === 'PUBLIC') return;
  if (kind === 'NOBODY') throw new CallerError('UNAUTHENTICATED', refusal ?? 'Sign in first.');
  const isAboutOneself = rule.kind === 'LET_IN' || rule.kind === 'PERSON';
  if (refusal !== null && !isAboutOneself)
    throw new CallerError('FORBIDDEN', refusal, { reason: 'SECOND_FACTOR_REQUIRED' });
  if (rule.kind === 'RESOURCE') {
    const scope = scopeFor(rule.action, rule.resource);
    if (scopes !== null && !scopes.includes(scope)) throw lacksScope(scope);
    return;
  }
  if (rule.kind === 'SHAREABLE') {
    // A grant or a guest link is named by its own id: what it is about is found out later, and asks for the same scope.
    const scope = scopeFor(rule.action, resource ?? 'CAMPAIGN');
    if (scopes !== null && !scopes.includes(scope)) throw lacksScope(scope);
    return;
  }
  if (rule.kind === 'LET_IN') return;
  if (kind === 'GUEST')
    throw new CallerError('FORBIDDEN', 'A guest link gives access to its one resource only.');
  if (kind === 'API_TOKEN')
    throw new CallerError(
      'FORBIDDEN',
      'This operation is for people: sign in, and send an access token instead of the API token.',
    );
}

function lacksScope(scope: Scope): CallerError {
  return new CallerError(
    'FORBIDDEN',
    `The API token lacks the scope ${scope}. Create one with that scope; the scopes are ${SCOPES.join(', ')}.`,
    { scope },
  );
}
