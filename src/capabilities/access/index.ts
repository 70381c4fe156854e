export { type Access, openAccess } from './access.ts';
export { requireDepartment } from './department/department.ts';
export { accessExamples } from './examples.ts';
export { accessResolvers } from './resolvers.ts';
export { Allows, enforceRules } from './rules/operation-rules.ts';
export type { ResourceKind, ResourceKinds } from './sharing/resource-kinds.ts';
export type { AccessContext } from './viewer/context.ts';
export { FIRST_ORGANIZATION } from './viewer/local-owner.ts';
