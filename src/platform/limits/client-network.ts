import ipaddr from 'ipaddr.js';

const NETWORK_PARTS = 4;

/**
 * What a client is counted by: its IPv4 address, or the /64 of its IPv6 address, which is the least that one customer of a
 * network is given. What is no address stays as it is. Who comes by a Unix socket, or has hung up meanwhile, has none.
 */
export function networkOf(address: string | undefined): string {
  if (address === undefined) return 'no address';
  if (!address.includes(':') || !ipaddr.IPv6.isValid(address)) return address;
  const parsed = ipaddr.IPv6.parse(address);
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString();
  return `${parsed.parts
    .slice(0, NETWORK_PARTS)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
