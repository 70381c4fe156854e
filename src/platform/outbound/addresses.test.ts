import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAllowedEntry, isPublicAddress, mayConnect, parseAllowed } from './addresses.ts';

const octets = (...ranges: [number, number][]) =>
  fc.tuple(...ranges.map(([min, max]) => fc.integer({ min, max }))).map((parts) => parts.join('.'));

const ANY: [number, number] = [0, 255];

describe('a public address', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '93.184.216.34',
    '172.15.0.1',
    '172.32.0.1',
    '2606:4700:4700::1111',
    '2a00:1450::1',
  ])('is %s', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.254',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:0:127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    '2606:4700::1111%eth0',
    'fec0::1',
    'ff02::1',
    'localhost',
    '',
  ])('is not %s', (address) => expect(isPublicAddress(address)).toBe(false));

  it('is none of the private ranges, wherever in them, as it is or inside an IPv6 address', () => {
    const inside = fc.oneof(
      octets([10, 10], ANY, ANY, ANY),
      octets([127, 127], ANY, ANY, ANY),
      octets([169, 169], [254, 254], ANY, ANY),
      octets([172, 172], [16, 31], ANY, ANY),
      octets([192, 192], [168, 168], ANY, ANY),
    );
    fc.assert(
      fc.property(inside, fc.constantFrom('', '::', '::ffff:', '64:ff9b::'), (address, prefix) => {
        expect(isPublicAddress(`${prefix}${address}`)).toBe(false);
      }),
    );
  });
});

describe('the list of exceptions', () => {
  it.each(['intranet', 'feeds.example.com', '10.1.2.3', '10.0.0.0/8', 'fd00::/8', '::1'])(
    'takes %s',
    (entry) => expect(isAllowedEntry(entry)).toBe(true),
  );

  it.each([
    '',
    'http://example.com',
    'a b',
    '10.0.0.0/33',
    'fd00::/129',
    '2130706433',
    '0x7f.1',
    '127.1',
    '*.example.com',
    '-x',
  ])('refuses %j', (entry) => expect(isAllowedEntry(entry)).toBe(false));

  it('opens a name wherever it leads to, and a range whatever the name', () => {
    const allowed = parseAllowed(['Intranet.example', '10.1.0.0/16', '::1']);
    expect(mayConnect(allowed, 'intranet.example', '192.168.0.1')).toBe(true);
    expect(mayConnect(allowed, 'INTRANET.example.', '192.168.0.1')).toBe(true);
    expect(mayConnect(allowed, 'sub.intranet.example', '192.168.0.1')).toBe(false);
    expect(mayConnect(allowed, 'other.example', '10.1.255.255')).toBe(true);
    expect(mayConnect(allowed, 'other.example', '10.2.0.0')).toBe(false);
    expect(mayConnect(allowed, '::1', '::1')).toBe(true);
    expect(mayConnect(allowed, 'other.example', '::ffff:10.1.0.1')).toBe(false);
  });
});
