import type { Address } from './tcp-proxy.js';

/** Where the three engines are. */
export interface Addresses {
  readonly esdbUrl: string;
  /** `host:port`, the first of them. */
  readonly kafkaBroker: string;
  readonly mongoUrl: string;
}

const VARIABLES = ['TAMANI_ESDB_URL', 'TAMANI_KAFKA_BROKERS', 'TAMANI_MONGO_URL'] as const;
const AUTHORITY = /^([a-z+]+:\/\/)?([^@/]*@)?([^/?:,]+):(\d+)/;

/** The engines of the environment; undefined, and said aloud, where one is missing. */
export function addressesFor(suite: string): Addresses | undefined {
  const [esdbUrl, brokers, mongoUrl] = VARIABLES.map((name) => process.env[name]);
  if (esdbUrl !== undefined && brokers !== undefined && mongoUrl !== undefined)
    return { esdbUrl, kafkaBroker: brokers.split(',')[0] ?? '', mongoUrl };
  const missing = VARIABLES.filter((name) => process.env[name] === undefined);
  process.stderr.write(`${suite}: NOT RUN: ${missing.join(', ')} not set\n`);
  return undefined;
}

/** Host and port of `esdb://host:2113?tls=false`, `host:9092`, `mongodb://user@host:27017/…`. */
export function addressOf(url: string): Address {
  const found = AUTHORITY.exec(url);
  if (!found) throw new Error(`no host and port in ${url}`);
  return { host: found[3] ?? '', port: Number(found[4]) };
}

/** The same URL, led through another address. */
export const ledThrough = (url: string, { host, port }: Address): string =>
  url.replace(AUTHORITY, (_, scheme = '', user = '') => `${scheme}${user}${host}:${port}`);
