/** What can be acted on. Influencers, posts and leaderboards are seen with the campaign that they belong to. */
export const RESOURCES = [
  'ORGANIZATION',
  'DEPARTMENT',
  'MEMBER',
  'CAMPAIGN',
  'IMPORT',
  'BRIEF',
  'MEDIA_RATE',
  'EVENT',
  'API_TOKEN',
  'AUDIT_LOG',
  'JOB',
] as const;
export type Resource = (typeof RESOURCES)[number];

/** What can be done to it. SHARE covers grants and guest links. */
export const ACTIONS = ['CREATE', 'READ', 'UPDATE', 'DELETE', 'SHARE'] as const;
export type Action = (typeof ACTIONS)[number];

/** Held in an organization or a department, and in everything beneath it. Highest first. */
export const ROLES = ['ADMIN', 'MANAGER', 'CONTRIBUTOR', 'VIEWER'] as const;
export type Role = (typeof ROLES)[number];

/** What a grant or a guest link gives on its one resource. */
export const ACCESSES = ['EDIT', 'VIEW'] as const;
export type Access = (typeof ACCESSES)[number];

/** Resources of which one can be shared by itself. */
export const SHAREABLE = ['CAMPAIGN', 'IMPORT', 'BRIEF'] as const satisfies readonly Resource[];
export type Shareable = (typeof SHAREABLE)[number];

const ALL = ['CREATE', 'READ', 'UPDATE', 'DELETE', 'SHARE'] as const;
const WRITE = ['CREATE', 'READ', 'UPDATE'] as const;
const READ = ['READ'] as const;
const NOTHING = [] as const;

type Rules = Readonly<Record<Resource, Readonly<Record<Role | Access, readonly Action[]>>>>;

/**
 * Who may do what: the one place that says so. Every decision, every filter of a list and docs/access.md come of it.
 * A resource in no department belongs to the organization: only a role held there reaches it.
 */
export const RULES = {
  ORGANIZATION: {
    ADMIN: ['READ', 'UPDATE', 'DELETE'],
    MANAGER: READ,
    CONTRIBUTOR: READ,
    VIEWER: READ,
    EDIT: NOTHING,
    VIEW: NOTHING,
  },
  DEPARTMENT: {
    ADMIN: ['CREATE', 'READ', 'UPDATE', 'DELETE'],
    MANAGER: WRITE,
    CONTRIBUTOR: READ,
    VIEWER: READ,
    EDIT: NOTHING,
    VIEW: NOTHING,
  },
  MEMBER: {
    ADMIN: ['CREATE', 'READ', 'UPDATE', 'DELETE'],
    MANAGER: WRITE,
    CONTRIBUTOR: READ,
    VIEWER: READ,
    EDIT: NOTHING,
    VIEW: NOTHING,
  },
  CAMPAIGN: {
    ADMIN: ALL,
    MANAGER: ALL,
    CONTRIBUTOR: WRITE,
    VIEWER: READ,
    EDIT: ['READ', 'UPDATE'],
    VIEW: READ,
  },
  IMPORT: {
    ADMIN: ALL,
    MANAGER: ALL,
    CONTRIBUTOR: WRITE,
    VIEWER: READ,
    EDIT: ['READ', 'UPDATE'],
    VIEW: READ,
  },
  BRIEF: {
    ADMIN: ALL,
    MANAGER: ALL,
    CONTRIBUTOR: WRITE,
    VIEWER: READ,
    EDIT: ['READ', 'UPDATE'],
    VIEW: READ,
  },
  MEDIA_RATE: {
    ADMIN: ['READ', 'UPDATE', 'DELETE'],
    MANAGER: ['READ', 'UPDATE', 'DELETE'],
    CONTRIBUTOR: READ,
    VIEWER: READ,
    EDIT: NOTHING,
    VIEW: NOTHING,
  },
  // Events of a campaign: sending them, and what could not be counted. Who sees a campaign sees its live metrics.
  EVENT: {
    ADMIN: ALL,
    MANAGER: ALL,
    CONTRIBUTOR: WRITE,
    VIEWER: NOTHING,
    EDIT: NOTHING,
    VIEW: NOTHING,
  },
  API_TOKEN: {
    ADMIN: ['READ', 'DELETE'],
    MANAGER: NOTHING,
    CONTRIBUTOR: NOTHING,
    VIEWER: NOTHING,
    EDIT: NOTHING,
    VIEW: NOTHING,
  },
  AUDIT_LOG: {
    ADMIN: READ,
    MANAGER: NOTHING,
    CONTRIBUTOR: NOTHING,
    VIEWER: NOTHING,
    EDIT: NOTHING,
    VIEW: NOTHING,
  },
  JOB: {
    ADMIN: ['READ', 'UPDATE'],
    MANAGER: NOTHING,
    CONTRIBUTOR: NOTHING,
    VIEWER: NOTHING,
    EDIT: NOTHING,
    VIEW: NOTHING,
  },
} as const satisfies Rules;

/** Whether a role or an access allows an action, where it is held. */
export function isAllowed(held: Role | Access, action: Action, resource: Resource): boolean {
  const rules: Rules = RULES;
  return rules[resource][held].includes(action);
}

/** Whether the one role includes the other: nobody gives a role above their own. */
export function includesRole(own: Role, given: Role): boolean {
  return ROLES.indexOf(own) <= ROLES.indexOf(given);
}

export function isShareable(resource: Resource): resource is Shareable {
  const shareable: readonly Resource[] = SHAREABLE;
  return shareable.includes(resource);
}
