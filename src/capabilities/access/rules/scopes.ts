import type { Action, Resource } from './rules.ts';

/** What an API token may be limited to. A token never has more permissions than its person. */
export const SCOPES = ['READ', 'IMPORT', 'BRIEF', 'EVENTS', 'SHARE', 'ADMINISTER'] as const;
export type Scope = (typeof SCOPES)[number];

/** The one scope that an action asks of a token. */
export function scopeFor(action: Action, resource: Resource): Scope {
  if (resource === 'API_TOKEN' || resource === 'AUDIT_LOG' || resource === 'JOB') return 'ADMINISTER';
  if (resource === 'EVENT') return 'EVENTS';
  if (action === 'READ') return 'READ';
  if (action === 'SHARE') return 'SHARE';
  switch (resource) {
    case 'CAMPAIGN':
    case 'IMPORT':
      return 'IMPORT';
    case 'BRIEF':
      return 'BRIEF';
    default:
      return 'ADMINISTER';
  }
}
