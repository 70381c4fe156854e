/** Why another host was not asked, or gave no answer. */
export type OutboundFault =
  /** The address is none that may be asked: its scheme, its credentials, or where it leads to. */
  | 'FORBIDDEN_ADDRESS'
  | 'TOO_LARGE'
  | 'TOO_SLOW'
  | 'TOO_MANY_REDIRECTS'
  /** Too many requests wait for this host already. */
  | 'TOO_BUSY'
  | 'UNREACHABLE';

/** A request to another host that failed. Its message names the host at most: paths and queries can hold secrets. */
export class OutboundError extends Error {
  readonly fault: OutboundFault;

  constructor(fault: OutboundFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OutboundError';
    this.fault = fault;
  }
}

/** A URL as it may stand in a message or a log: the scheme and the host, without credentials, path, query and fragment. */
export function redactUrl(url: URL | string): string {
  if (typeof url === 'string' && !URL.canParse(url)) return 'an address that is no URL';
  const { protocol, host, pathname, search } = new URL(url);
  return `${protocol}//${host}${pathname === '/' && search === '' ? '' : '/…'}`;
}
