import type { Role } from '../session/use-viewer.ts';

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  ADMIN: 'Admin',
  MANAGER: 'Manager',
  CONTRIBUTOR: 'Contributor',
  VIEWER: 'Viewer',
};

export function roleChoices(roles: readonly Role[]) {
  return roles.map((role) => ({ value: role, label: ROLE_NAMES[role] }));
}
