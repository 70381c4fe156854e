/** What is written into the audit log: each word, and what it tells. */
export const AUDIT_ACTIONS = {
  'organization.created': 'An organization was made.',
  'organization.renamed': 'The organization was renamed.',
  'department.created': 'A department was made.',
  'department.renamed': 'A department was renamed.',
  'department.moved': 'A department was moved, with everything below it.',
  'department.deleted': 'A department was deleted.',
  'member.invited': 'A role was offered by an invitation.',
  'member.invitation-revoked': 'An invitation was revoked.',
  'member.joined': 'An invitation was accepted.',
  'member.role-changed': 'A role was given or changed.',
  'member.removed': 'A role was taken away.',
  'session.begun': 'Somebody signed in.',
  'session.ended': 'Somebody signed out.',
  'session.replayed': 'A refresh token came a second time, and its session was ended.',
  'resource.shared': 'A resource was shared with a person or a department.',
  'resource.unshared': 'A grant was revoked.',
  'resource.assigned': 'A resource was moved to another department, or to the organization as a whole.',
  'resource.deleted': 'A resource was deleted, with its grants and guest links.',
  'guest-link.created': 'A guest link was made.',
  'guest-link.revoked': 'A guest link was revoked.',
  'api-token.created': 'An API token was made.',
  'api-token.revoked': 'An API token was revoked.',
  'import.published': 'An import was published.',
  'job.retried': 'A background job that had failed was queued again.',
} as const;

export type AuditAction = keyof typeof AUDIT_ACTIONS;
