import type { Address } from './tcp-proxy.js';

/** Where the three engines are. */
export interface Addresses {
  readonly esdbUrl: string;
  /** `host:port`, the first of them. */
  readonly kafkaBroker: string;
  readonly mongoUrl: string;
}

const AUTHORITY = /^([a-z+]+:\/\/)?([^@/]*@)?([^/?:,]+):(\d+)/;

/** Host and port of `esdb://host:2113?tls=false`, `host:9092`, `mongodb://user@host:27017/…`. */
export function addressOf(url: string): Address {
  const found = AUTHORITY.exec(url);
  if (!found) throw new Error(`no host and port in ${url}`);
  return { host: found[3] ?? '', port: Number(found[4]) };
}

/** The same URL, led through another address. */
export const ledThrough = (url: string, { host, port }: Address): string =>
  url.replace(AUTHORITY, (_, scheme = '', user = '') => `${scheme}${user}${host}:${port}`);
