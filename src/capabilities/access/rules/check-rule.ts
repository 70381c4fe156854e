import { CallerError } from '../../../errors.ts';
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
