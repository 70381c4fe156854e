import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Public by their range, and yet the cloud's own: Azure answers virtual machines with their secrets there. */
const RESERVED_BY_CLOUDS: ReadonlySet<string> = new Set(['168.63.129.16']);

/** What IANA has given out for the whole internet; every other IPv6 address is local, reserved or leads to IPv4. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address is one of the public internet. Private, shared, link-local (where clouds keep their metadata),
 * loopback, multicast, documentation and reserved ones are not; neither are IPv6 addresses that stand for an IPv4 one,
 * (mapped, 6to4, NAT64, Teredo), whatever that is.
 */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text);
  if (address === undefined || RESERVED_BY_CLOUDS.has(address.toString())) return false;
  if (address instanceof ipaddr.IPv6 && !address.match(GLOBAL_IPV6)) return false;
  return address.range() === 'unicast';
}

/** What OUTBOUND_ALLOW lists: hosts that are asked wherever their names lead to, and ranges of addresses. */
export interface Allowed {
  readonly hosts: ReadonlySet<string>;
  readonly ranges: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][];
}

const HOST_NAME = /^(?=.{1,253}$)(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*$/;

/** Whether a text is a host's name, an address, or a range such as 10.1.0.0/16. */
export function isAllowedEntry(text: string): boolean {
  if (isIP(text) !== 0 || isRange(text)) return true;
  // A name that ends in digits is an IPv4 address in one of its other forms, or a wrong one.
  return HOST_NAME.test(text.toLowerCase()) && !/(?:^|\.)(?:\d+|0x[\da-f]*)$/i.test(text);
}

/** @param entries each of which passes {@link isAllowedEntry} */
export function parseAllowed(entries: readonly string[]): Allowed {
  const hosts = new Set<string>();
  const ranges: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  for (const entry of entries) {
    if (isRange(entry)) ranges.push(ipaddr.parseCIDR(entry));
    else if (isIP(entry) !== 0) ranges.push(wholeAddress(entry));
    else hosts.add(entry.toLowerCase());
  }
  return { hosts, ranges };
}

/** Whether a connection to this address may be opened for a host of this name. */
export function mayConnect(allowed: Allowed, hostname: string, address: string): boolean {
  if (allowed.hosts.has(toName(hostname))) return true;
  const parsed = parseAddress(address);
  if (parsed === undefined) return false;
  const isListed = allowed.ranges.some(
    ([base, bits]) => base.kind() === parsed.kind() && parsed.match(base, bits),
  );
  return isListed || isPublicAddress(address);
}

/** Whether a name means this machine, on systems too that would not look it up. */
export function isLocalName(allowed: Allowed, hostname: string): boolean {
  const name = toName(hostname);
  return /^(?:.+\.)?localhost$/.test(name) && !allowed.hosts.has(name);
}

function toName(hostname: string): string {
  return hostname.toLowerCase().replace(/\.$/, '');
}

/** undefined: no address, or one that holds only on one interface of this machine (fe80::1%eth0). */
function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (isIP(text) === 0 || text.includes('%')) return undefined;
  return ipaddr.parse(text);
}

function wholeAddress(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function isRange(text: string): boolean {
  const [address = ''] = text.split('/');
  return isIP(address) !== 0 && ipaddr.isValidCIDR(text);
}
