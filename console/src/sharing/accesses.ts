export const ACCESSES = ['VIEW', 'EDIT'] as const;

export type Access = (typeof ACCESSES)[number];

export const ACCESS_NAMES: Readonly<Record<Access, string>> = {
  VIEW: 'look at it',
  EDIT: 'look at it and edit it',
};

export const ACCESS_CHOICES = ACCESSES.map((access) => ({ value: access, label: ACCESS_NAMES[access] }));
