import { contributionPoint } from '../../platform/composition/contributions.ts';
import type { Shareable } from './rules/rules.ts';
import type { ResourceKind } from './sharing/resource-kinds.ts';

/** A kind of resource that can be shared and given to a department, with how it is found. */
export interface ContributedKind {
  readonly resource: Shareable;
  readonly kind: ResourceKind;
}

/** Where the capability that owns a kind of resource says how access finds it. */
export const RESOURCE_KINDS = contributionPoint<ContributedKind>('access.resourceKinds');
