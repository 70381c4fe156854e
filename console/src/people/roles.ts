import type { Role } from './people-queries.ts';

export const ROLES = ['ADMIN', 'MANAGER', 'CONTRIBUTOR', 'VIEWER'] as const satisfies readonly Role[];

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  ADMIN: 'Admin',
  MANAGER: 'Manager',
  CONTRIBUTOR: 'Contributor',
  VIEWER: 'Viewer',
};

export const ROLE_CHOICES = ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role] }));
