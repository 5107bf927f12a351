import { lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

type Subnet = readonly [string, number, 'ipv4' | 'ipv6'];

function listOf(subnets: readonly Subnet[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix, family] of subnets) list.addSubnet(network, prefix, family);
  return list;
}

/** Nobody's tool is here: this host itself by another name, cloud metadata, groups. */
const NEVER = listOf([
  ['0.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
]);

/**
 * Internal tools live here; so does all else that is internal, also as an IPv4 address within an
 * IPv6 one: a host is to be named.
 */
const INTERNAL = listOf([
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['::', 96, 'ipv6'],
  ['::ffff:0:0:0', 96, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['2001::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
]);

/** An address that the settings do not let us call. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * Which receivers may be called. A host of the list (`stock.interne:8080`, `*.interne`) may be
 * internal and without TLS; any other has https and a public address. Names are resolved for each
 * call and the address that was checked is the one that is connected to, so that a name cannot
 * change its mind in between.
 */
export class Addresses {
  constructor(private readonly hosts: readonly string[]) {}

  /** Throws AddressRefused for what can be told without asking the name server. */
  check(url: URL): void {
    const isNamed = this.isNamed(url);
    const isPlain = url.protocol === 'http:' && isNamed;
    if (url.protocol !== 'https:' && !isPlain) throw new AddressRefused(url.host);
    if (url.username !== '' || url.password !== '') throw new AddressRefused(url.host);
    const address = url.hostname.replace(/^\[(.*)\]$/, '$1');
    if (isIP(address) !== 0) checkAddress(address, isNamed);
  }

  /** Resolves a name for a connection to this URL; refuses by AddressRefused. */
  lookupFor(url: URL): LookupFunction {
    const isNamed = this.isNamed(url);
    return (hostname, options, done) => {
      lookup(hostname, { ...options, all: true }, (error, addresses) => {
        const problem = error ?? problemOf(addresses, isNamed);
        const [first] = addresses ?? [];
        if (problem || !first) return done(problem ?? new AddressRefused(hostname), '');
        if (options.all === true) return done(null, addresses);
        done(null, first.address, first.family);
      });
    };
  }

  private isNamed({ hostname, host }: URL): boolean {
    return this.hosts.some(
      (named) =>
        named === hostname ||
        named === host ||
        (named.startsWith('*.') && hostname.endsWith(named.slice(1))),
    );
  }
}

function problemOf(addresses: readonly LookupAddress[], isNamed: boolean): Error | undefined {
  try {
    for (const { address } of addresses) checkAddress(address, isNamed);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

function checkAddress(address: string, isNamed: boolean): void {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const isRefused = NEVER.check(address, family) || (!isNamed && INTERNAL.check(address, family));
  if (isRefused) throw new AddressRefused(address);
}
