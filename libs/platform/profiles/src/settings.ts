import type { KafkaUser } from '@tamani/kafka';
import { inEveryLanguage } from '@tamani/texts';
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((n) => n <= 65_535);
const url = z.url({ protocol: /^https?$/ });

/** An address for a driver: it may name several hosts of a cluster, which a web URL cannot. */
const server = (schemes: string) =>
  z
    .string()
    .regex(
      new RegExp(`^(${schemes})://([^\\s@/?]+@)?[^\\s@/?,]+(,[^\\s@/?,]+)*([/?]\\S*)?$`),
      `${schemes.replaceAll('\\', '')}://host:port[,host:port]`,
    );
const address = /^[^\s,:]+:\d{1,5}$/;
const brokers = z
  .string()
  .transform((list) => list.split(','))
  .refine((all) => all.every((one) => address.test(one)), 'host:port[,host:port]');
const origins = z
  .string()
  .transform((list) => list.split(','))
  .refine((all) => all.every(isOrigin), 'https://host[:port][,https://host[:port]]');

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
/** Names of hosts, `*.` before a domain for all in it, a port where only that one is meant. */
const host = /^(\*\.)?[a-z0-9._-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/;
const hosts = z
  .string()
  .transform((list) => list.split(',').filter((one) => one !== ''))
  .refine((all) => all.every((one) => host.test(one)), 'host[:port][,*.domain]');
/** 32 bytes or more in base64: `openssl rand -base64 32`. */
const key = z.string().regex(/^[A-Za-z0-9+/]{42,}={0,2}$/, 'openssl rand -base64 32');
const count = (most: number) =>
  z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .refine((n) => n >= 1 && n <= most);

/** Every setting of a service; the table in the README is made of these words. */
const schema = z.strictObject({
  TAMANI_PROFILE: z.enum(['embedded', 'distributed']).default('embedded'),
  TAMANI_PORT: port.default(3000),
  TAMANI_HOST: z.string().min(1).default('127.0.0.1'),
  TAMANI_DATA_DIR: z.string().min(1).default('./data'),
  TAMANI_SEED: z.enum(['demo', 'none']).default('demo'),
  TAMANI_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  TAMANI_CORS_ORIGINS: origins.optional(),
  TAMANI_OIDC_ISSUER: url.optional(),
  TAMANI_OIDC_AUDIENCE: z.string().min(1).optional(),
  TAMANI_OIDC_JWKS_URL: url.optional(),
  TAMANI_WEBHOOK_KEY: key.optional(),
  TAMANI_WEBHOOK_HOSTS: hosts.default([]),
  TAMANI_ESDB_URL: server('(esdb|kurrentdb)(\\+discover)?').optional(),
  TAMANI_KAFKA_BROKERS: brokers.optional(),
  TAMANI_KAFKA_PARTITIONS: count(1_000).default(12),
  TAMANI_KAFKA_REPLICATION: count(9).default(1),
  TAMANI_KAFKA_TLS: z.enum(['true', 'false']).default('false'),
  TAMANI_KAFKA_SASL: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
  TAMANI_KAFKA_USERNAME: z.string().min(1).optional(),
  TAMANI_KAFKA_PASSWORD: z.string().min(1).optional(),
  TAMANI_MONGO_URL: server('mongodb(\\+srv)?').optional(),
  TAMANI_NAMESPACE: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,30}$|^$/)
    .default(''),
});

type Parsed = z.output<typeof schema>;

/** Names of all settings. */
export const SETTING_NAMES: readonly string[] = Object.keys(schema.shape);

export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Absolute. Holds the demo issuer's key; embedded: events.db, bus.db and read.db, too. */
  readonly dataDir: string;
  readonly seed: 'demo' | 'none';
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Origins whose pages may call the API; none, unless they are named. */
  readonly corsOrigins: readonly string[];
  readonly webhooks: {
    /** Base64; undefined: the one of the data folder, which is made at the first start. */
    readonly key?: string;
    /** Receivers that may be internal, or without TLS. */
    readonly hosts: readonly string[];
  };
  /** Set in the distributed profile. */
  readonly distributed?: DistributedSettings;
  /** Set: tokens come from the section's own issuer, the demo logins are off. */
  readonly oidc?: { readonly issuer: string; readonly audience: string; readonly jwksUrl: string };
}

/** Addresses of the servers of the distributed profile. */
export interface DistributedSettings {
  readonly esdbUrl: string;
  readonly kafka: {
    readonly brokers: readonly string[];
    readonly tls: boolean;
    /** Undefined: the brokers ask nobody. */
    readonly user: KafkaUser | undefined;
    /** Of topics that are made by the first use of them. */
    readonly partitions: number;
    readonly replication: number;
  };
  readonly mongoUrl: string;
  /** Before the names of streams and topics, and the database's name: systems share servers. */
  readonly namespace: string;
}

/** A setting that the program cannot start with; the message names it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Variables of the tools around the server, which are not the server's settings. */
const NOT_OURS = /^TAMANI_(TEST|BENCH|CLI|URL|TOKEN|LANG)/;

/** Reads TAMANI_* from an environment. Throws SettingsError naming an unknown or wrong one. */
export function settingsOf(env: Readonly<Record<string, string | undefined>>): Settings {
  const ours = Object.entries(env).filter(
    ([name, value]) => name.startsWith('TAMANI_') && !NOT_OURS.test(name) && value !== undefined,
  );
  const parsed = schema.safeParse(Object.fromEntries(ours));
  if (!parsed.success) throw new SettingsError(explain(parsed.error.issues, env));
  const s = parsed.data;
  return {
    port: s.TAMANI_PORT,
    host: s.TAMANI_HOST,
    dataDir: isAbsolute(s.TAMANI_DATA_DIR) ? s.TAMANI_DATA_DIR : resolve(s.TAMANI_DATA_DIR),
    seed: s.TAMANI_SEED,
    logLevel: s.TAMANI_LOG_LEVEL,
    corsOrigins: s.TAMANI_CORS_ORIGINS ?? [],
    webhooks: {
      hosts: s.TAMANI_WEBHOOK_HOSTS,
      ...(s.TAMANI_WEBHOOK_KEY === undefined ? {} : { key: s.TAMANI_WEBHOOK_KEY }),
    },
    ...oidcOf(s),
    ...distributedOf(s),
  };
}

function distributedOf(s: Parsed): Pick<Settings, 'distributed'> {
  const { TAMANI_ESDB_URL: esdbUrl, TAMANI_KAFKA_BROKERS, TAMANI_MONGO_URL: mongoUrl } = s;
  if (s.TAMANI_PROFILE === 'embedded') return {};
  if (esdbUrl === undefined || TAMANI_KAFKA_BROKERS === undefined || mongoUrl === undefined) {
    throw new SettingsError(
      `TAMANI_ESDB_URL, TAMANI_KAFKA_BROKERS, TAMANI_MONGO_URL: ${inEveryLanguage('settings_of_profile')}`,
    );
  }
  const kafka = {
    brokers: TAMANI_KAFKA_BROKERS,
    tls: s.TAMANI_KAFKA_TLS === 'true',
    user: kafkaUserOf(s),
    partitions: s.TAMANI_KAFKA_PARTITIONS,
    replication: s.TAMANI_KAFKA_REPLICATION,
  };
  return { distributed: { esdbUrl, kafka, mongoUrl, namespace: s.TAMANI_NAMESPACE } };
}

function kafkaUserOf(s: Parsed): KafkaUser | undefined {
  const username = s.TAMANI_KAFKA_USERNAME;
  const [mechanism, password] = [s.TAMANI_KAFKA_SASL, s.TAMANI_KAFKA_PASSWORD];
  together(s, ['TAMANI_KAFKA_SASL', 'TAMANI_KAFKA_USERNAME', 'TAMANI_KAFKA_PASSWORD']);
  if (mechanism === undefined || username === undefined || password === undefined) return undefined;
  return { mechanism, username, password };
}

function oidcOf(s: Parsed): Pick<Settings, 'oidc'> {
  const [issuer, audience] = [s.TAMANI_OIDC_ISSUER, s.TAMANI_OIDC_AUDIENCE];
  const jwksUrl = s.TAMANI_OIDC_JWKS_URL;
  together(s, ['TAMANI_OIDC_ISSUER', 'TAMANI_OIDC_AUDIENCE', 'TAMANI_OIDC_JWKS_URL']);
  if (issuer === undefined || audience === undefined || jwksUrl === undefined) return {};
  return { oidc: { issuer, audience, jwksUrl } };
}

/** Throws, naming what is missing, when some of these are set and not all. */
function together(s: Parsed, names: readonly (keyof Parsed)[]): void {
  const missing = names.filter((name) => s[name] === undefined);
  if (missing.length === 0 || missing.length === names.length) return;
  throw new SettingsError(`${missing.join(', ')}: ${inEveryLanguage('settings_together')}`);
}

type Issue = z.core.$ZodIssue;

function explain(issues: readonly Issue[], env: Readonly<Record<string, string | undefined>>) {
  const lines = issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return `${issue.keys.join(', ')}: ${inEveryLanguage('setting_unknown')}`;
    }
    const name = String(issue.path[0]);
    // Credentials stay out of the logs.
    const shown = /(PASSWORD|KEY)$/.test(name) ? '…' : env[name]?.replace(/\/\/[^\s/]*@/, '//…@');
    return `${name}=${shown}: ${inEveryLanguage('setting_refused')} (${issue.message})`;
  });
  return `${inEveryLanguage('settings_wrong')}:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
