/**
 * What the functions of other capabilities decide and filter by. It loads no GraphQL and no HTTP, so that commands may use it.
 */
export { authorizeCommand } from './command-authority.ts';
export { authorizeOperator, type ImportAuthority } from './import-authority.ts';
export { voidSessions } from './people/void-sessions.ts';
export { forbidden, requireAccess, requireInDepartment } from './rules/decide.ts';
export { filterValues, whereWithin, withinFilter } from './rules/filter.sql.ts';
export {
  createPermissions,
  EVERYTHING,
  isWithin,
  type Permissions,
  type ResourceFilter,
} from './rules/permissions.ts';
export type { Reader } from './rules/reader.ts';
