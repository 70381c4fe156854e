export const ACCESSES = ['VIEW', 'EDIT'] as const;

export type Access = (typeof ACCESSES)[number];

export const ACCESS_NAMES: Readonly<Record<Access, string>> = {
  VIEW: 'view',
  EDIT: 'view and edit',
};

export const ACCESS_CHOICES = ACCESSES.map((access) => ({ value: access, label: ACCESS_NAMES[access] }));
