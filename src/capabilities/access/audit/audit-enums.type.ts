import { registerEnumType } from 'type-graphql';
import type { Viewer } from '../viewer/viewer.ts';
import { AUDIT_ACTIONS, type AuditAction } from './actions.ts';

export const ActorKindEnum = {
  PERSON: 'PERSON',
  API_TOKEN: 'API_TOKEN',
  GUEST: 'GUEST',
  NOBODY: 'NOBODY',
} as const satisfies Readonly<Record<Viewer['kind'], Viewer['kind']>>;

registerEnumType(ActorKindEnum, {
  name: 'ActorKind',
  description: 'What kind of caller did something.',
  valuesConfig: {
    PERSON: { description: 'A person who was signed in, or came in by what they did.' },
    API_TOKEN: { description: 'A program, by an API token of a person.' },
    GUEST: { description: 'A guest who opened a guest link.' },
    NOBODY: { description: 'Somebody who was not signed in.' },
  },
});

/** What a later version of the server wrote, while two versions run beside each other. */
const OTHER = 'other';

/** department.moved is DEPARTMENT_MOVED. */
const ACTION_NAMES: ReadonlyMap<string, string> = new Map(
  Object.keys(AUDIT_ACTIONS).map((action) => [action, action.toUpperCase().replace(/[.-]/g, '_')]),
);

export const AuditActionEnum = Object.fromEntries([
  ...[...ACTION_NAMES].map(([action, name]) => [name, action]),
  ['OTHER', OTHER],
]);

registerEnumType(AuditActionEnum, {
  name: 'AuditAction',
  description: 'What was done.',
  valuesConfig: Object.fromEntries([
    ...Object.entries(AUDIT_ACTIONS).map(([action, description]) => [
      ACTION_NAMES.get(action),
      { description },
    ]),
    ['OTHER', { description: 'What a later version of the server did, and this one has no name for.' }],
  ]),
});

/** The value of the enum for a word of the audit log. */
export function readAction(word: string): AuditAction | typeof OTHER {
  return isAction(word) ? word : OTHER;
}

function isAction(word: string): word is AuditAction {
  return ACTION_NAMES.has(word);
}
