export { forbidden, requireAccess, requirePlace } from './decide.ts';
export { filterValues, whereWithin, withinFilter } from './filter.sql.ts';
export {
  createPermissions,
  EVERYTHING,
  isWithin,
  type Permissions,
  type ResourceFilter,
} from './permissions.ts';
export type { Reader } from './reader.ts';
