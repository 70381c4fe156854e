/** What every resolver knows of the request that it answers. */
export interface RequestContext {
  /** The organization whose rows the request sees: no other's. */
  readonly organizationId: string;
}
