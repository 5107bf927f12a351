import { Kafka, logLevel, type LogEntry, type SASLOptions } from 'kafkajs';
import { createRequire } from 'node:module';
import { repairDriver } from './driver/driver-repair.js';

/** Log of what happens outside the calls: a consumer that restarts, a retry. */
export type KafkaLog = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields: Readonly<Record<string, unknown>>,
) => void;

/** Who this system is to the brokers. */
export interface KafkaUser {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

export interface KafkaAddress {
  /** `host:port` of some brokers; the rest is learnt from them. */
  readonly brokers: readonly string[];
  /** Certificates of the brokers are checked against those that Node trusts. */
  readonly tls?: boolean | undefined;
  /** Undefined: brokers ask nobody who they are. */
  readonly user?: KafkaUser | undefined;
  readonly log: KafkaLog;
}

const CONNECTION_TIMEOUT_MS = 3_000;
const REQUEST_TIMEOUT_MS = 10_000;
/** Within one call; what is still failing then is the caller's, or a restart of the consumer. */
const RETRY = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 };

const SAME_AGAIN_MS = 10_000;
const MAX_TOLD = 100;

const load = createRequire(import.meta.url);

const { version } = load('kafkajs/package.json') as { version: string };
/** The driver and its version. */
export const driverName = `kafkajs ${version}`;

/**
 * A client of its own for each producer, admin and consumer: the driver keeps the offsets of a
 * group in its client, and two consumers of one group that share it clear each other's.
 */
export function kafkaClient({ brokers, tls = false, user, log }: KafkaAddress): Kafka {
  repairDriver();
  return new Kafka({
    clientId: 'tamani',
    brokers: [...brokers],
    ssl: tls,
    ...(user === undefined ? {} : { sasl: user as SASLOptions }),
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry: RETRY,
    logLevel: logLevel.WARN,
    logCreator: () => forwarding(log),
  });
}

/**
 * What the driver says is told as information, the same sentence once in a while: it calls errors
 * what it then retries, about twenty per second while a broker is down. This package
 * reports what has failed for good.
 */
function forwarding(log: KafkaLog): (entry: LogEntry) => void {
  const told = new Map<string, number>();
  return ({ namespace, log: entry }) => {
    const { message, timestamp: _, logger: __, stack: ___, ...fields } = entry;
    const now = performance.now();
    if (now - (told.get(message) ?? -Infinity) < SAME_AGAIN_MS) return;
    if (told.size > MAX_TOLD) told.clear();
    told.set(message, now);
    log('info', `kafkajs ${namespace}: ${message}`, fields);
  };
}
