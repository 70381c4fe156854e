import type { Database } from '../../platform/storage/database.ts';
import type { SealKeys } from './audit/seal.ts';
import type { NodeKind } from './node/node-kinds.ts';
import type { ConfirmationTokens } from './organization/confirmations.ts';
import type { SignUpDeps } from './people/sign-up.ts';
import type { ResourceKinds } from './sharing/resource-kinds.ts';
import type { AccessMemory } from './viewer/access-memory.ts';

/** What the resolvers of this capability need. */
export interface AccessDeps extends SignUpDeps {
  /** As the owner; requests use the one of their context, which sees their organization alone. */
  readonly database: Database;
  readonly memory: AccessMemory;
  readonly kinds: ResourceKinds;
  /** How nodes are found again: asked when a request does, when all capabilities are open. */
  nodes(): readonly NodeKind[];
  /** Where people reach the server. */
  readonly publicUrl: string;
  /** What the audit log is sealed by; undefined: it is not. */
  readonly sealKeys: SealKeys | undefined;
  /** For how long entries of the audit log are kept; undefined: for good. */
  readonly auditRetentionDays: number | undefined;
  readonly confirmations: ConfirmationTokens;
}
