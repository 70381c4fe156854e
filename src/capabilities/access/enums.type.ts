import { registerEnumType } from 'type-graphql';
import type { Access, Resource, Role, Shareable } from './rules/rules.ts';
import type { Scope } from './rules/scopes.ts';

/** GraphQL wants an object for an enum; its values are those of the unions. */
export const RoleEnum = {
  ADMIN: 'ADMIN',
  MANAGER: 'MANAGER',
  CONTRIBUTOR: 'CONTRIBUTOR',
  VIEWER: 'VIEWER',
} as const satisfies Readonly<Record<Role, Role>>;

registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What somebody may do in an organization or a department, and in everything beneath it.',
  valuesConfig: {
    ADMIN: { description: 'Everything, with members, API tokens of others and the audit log.' },
    MANAGER: {
      description: 'Creates, changes, deletes and shares resources; creates departments and invites people.',
    },
    CONTRIBUTOR: { description: 'Imports, and writes briefs; deletes and shares nothing.' },
    VIEWER: { description: 'Reads.' },
  },
});

export const AccessEnum = { VIEW: 'VIEW', EDIT: 'EDIT' } as const satisfies Readonly<Record<Access, Access>>;

registerEnumType(AccessEnum, {
  name: 'Access',
  description: 'What a grant or a guest link gives on its one resource.',
  valuesConfig: { VIEW: { description: 'To see it.' }, EDIT: { description: 'To see and to change it.' } },
});

export const ShareableEnum = {
  CAMPAIGN: 'CAMPAIGN',
  IMPORT: 'IMPORT',
  BRIEF: 'BRIEF',
} as const satisfies Readonly<Record<Shareable, Shareable>>;

registerEnumType(ShareableEnum, {
  name: 'ShareableResource',
  description: 'What belongs to a department or the organization, and can be shared by itself.',
  valuesConfig: {
    CAMPAIGN: { description: 'A campaign, with its leaderboards, influencers and posts.' },
    IMPORT: { description: 'An import, with its quarantine.' },
    BRIEF: { description: 'A brief.' },
  },
});

export const ResourceEnum = {
  ORGANIZATION: 'ORGANIZATION',
  DEPARTMENT: 'DEPARTMENT',
  MEMBER: 'MEMBER',
  CAMPAIGN: 'CAMPAIGN',
  IMPORT: 'IMPORT',
  BRIEF: 'BRIEF',
  MEDIA_RATE: 'MEDIA_RATE',
  EVENT: 'EVENT',
  API_TOKEN: 'API_TOKEN',
  AUDIT_LOG: 'AUDIT_LOG',
  JOB: 'JOB',
} as const satisfies Readonly<Record<Resource, Resource>>;

registerEnumType(ResourceEnum, {
  name: 'Resource',
  description: 'What can be acted on.',
  valuesConfig: {
    ORGANIZATION: { description: 'The organization itself.' },
    DEPARTMENT: { description: 'A department.' },
    MEMBER: { description: 'A membership, an invitation or a session.' },
    CAMPAIGN: { description: 'A campaign.' },
    IMPORT: { description: 'An import.' },
    BRIEF: { description: 'A brief.' },
    MEDIA_RATE: { description: 'What the organization says that views and interactions are worth.' },
    EVENT: { description: 'Events of campaigns, and those that could not be counted.' },
    API_TOKEN: { description: 'An API token.' },
    AUDIT_LOG: { description: 'The audit log.' },
    JOB: { description: 'Background jobs.' },
  },
});

export const ScopeEnum = {
  READ: 'READ',
  IMPORT: 'IMPORT',
  BRIEF: 'BRIEF',
  EVENTS: 'EVENTS',
  SHARE: 'SHARE',
  ADMINISTER: 'ADMINISTER',
} as const satisfies Readonly<Record<Scope, Scope>>;

registerEnumType(ScopeEnum, {
  name: 'Scope',
  description: 'What an API token is limited to. A token never has more permissions than its person.',
  valuesConfig: {
    READ: { description: 'Sees campaigns, imports, briefs, departments and members.' },
    IMPORT: { description: 'Imports files; changes and deletes campaigns and imports.' },
    BRIEF: { description: 'Writes, changes and deletes briefs.' },
    EVENTS: { description: 'Sends events, and looks after those that could not be counted.' },
    SHARE: { description: 'Grants and guest links.' },
    ADMINISTER: { description: 'Departments, members, API tokens of others, the audit log and jobs.' },
  },
});

export const ViewerKindEnum = { PERSON: 'PERSON', API_TOKEN: 'API_TOKEN', GUEST: 'GUEST' } as const;

registerEnumType(ViewerKindEnum, {
  name: 'ViewerKind',
  description: 'The caller.',
  valuesConfig: {
    PERSON: { description: 'A person who signed in; on loopback without AUTH_SECRET, the owner.' },
    API_TOKEN: { description: 'A program, by an API token of a person.' },
    GUEST: { description: 'A guest who opened a guest link.' },
  },
});
