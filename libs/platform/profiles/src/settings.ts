import type { KafkaUser } from '@tamani/kafka';
import { inEveryLanguage } from '@tamani/texts';
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { SettingsError, withSecretsOfFiles } from './secret-files.js';

export { SettingsError } from './secret-files.js';

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((n) => n <= 65_535);
const url = z.url({ protocol: /^https?$/ });
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;
/** Of keys that tokens are checked with: whoever can change them on the way can log in. */
const overTls = url.refine(
  (text) => text.startsWith('https:') || LOOPBACK.test(new URL(text).hostname),
  'https://…',
);
const file = z.string().min(1);

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
    .regex(/^\d{1,7}$/)
    .transform(Number)
    .refine((n) => n >= 1 && n <= most);

/** Every setting of a service; the table in the README is made of these words. */
const schema = z.strictObject({
  TAMANI_PROFILE: z.enum(['embedded', 'distributed']).default('embedded'),
  TAMANI_PORT: port.default(3000),
  TAMANI_HOST: z.string().min(1).default('127.0.0.1'),
  TAMANI_DATA_DIR: z.string().min(1).default('./data'),
  TAMANI_SEED: z.enum(['demo', 'none']).optional(),
  TAMANI_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  TAMANI_CORS_ORIGINS: origins.optional(),
  TAMANI_OIDC_ISSUER: url.optional(),
  TAMANI_OIDC_AUDIENCE: z.string().min(1).optional(),
  TAMANI_OIDC_JWKS_URL: overTls.optional(),
  TAMANI_OIDC_ROLES_CLAIM: z.string().min(1).default('roles'),
  TAMANI_DEMO_LOGINS: z.enum(['loopback', 'network']).default('loopback'),
  TAMANI_RATE_LIMIT: count(1_000_000).default(2_000),
  TAMANI_WEBHOOK_KEY: key.optional(),
  TAMANI_WEBHOOK_KEY_FILE: file.optional(),
  TAMANI_WEBHOOK_HOSTS: hosts.default([]),
  TAMANI_ESDB_URL: server('(esdb|kurrentdb)(\\+discover)?').optional(),
  TAMANI_ESDB_URL_FILE: file.optional(),
  TAMANI_KAFKA_BROKERS: brokers.optional(),
  TAMANI_KAFKA_PARTITIONS: count(1_000).default(12),
  TAMANI_KAFKA_REPLICATION: count(9).default(1),
  TAMANI_KAFKA_TLS: z.enum(['true', 'false']).default('false'),
  TAMANI_KAFKA_SASL: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
  TAMANI_KAFKA_USERNAME: z.string().min(1).optional(),
  TAMANI_KAFKA_PASSWORD: z.string().min(1).optional(),
  TAMANI_KAFKA_PASSWORD_FILE: file.optional(),
  TAMANI_MONGO_URL: server('mongodb(\\+srv)?').optional(),
  TAMANI_MONGO_URL_FILE: file.optional(),
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
  /** Requests of one client in ten seconds, for each process. */
  readonly rateLimit: number;
  readonly webhooks: {
    /** Base64; undefined: the one of the data folder, which is made at the first start. */
    readonly key?: string;
    /** Receivers that may be internal, or without TLS. */
    readonly hosts: readonly string[];
  };
  /** Set in the distributed profile. */
  readonly distributed?: DistributedSettings;
  /** Set: tokens come from the section's own issuer, the demo logins are off. */
  readonly oidc?: {
    readonly issuer: string;
    readonly audience: string;
    readonly jwksUrl: string;
    /** Where a token has its roles: `roles`, `realm_access.roles`. */
    readonly rolesClaim: string;
  };
  /** The demo logins are on, and not for this machine alone: to be said aloud. */
  readonly areDemoLoginsOpen: boolean;
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

/** Variables of the tools around the server, which are not the server's settings. */
const NOT_OURS = /^TAMANI_(TEST|BENCH|CLI|URL|TOKEN|LANG)/;

/** Reads TAMANI_* from an environment. Throws SettingsError naming an unknown or wrong one. */
export function settingsOf(env: Readonly<Record<string, string | undefined>>): Settings {
  const ours = Object.entries(env).filter(
    ([name, value]) => name.startsWith('TAMANI_') && !NOT_OURS.test(name) && value !== undefined,
  );
  const parsed = schema.safeParse(withSecretsOfFiles(Object.fromEntries(ours)));
  if (!parsed.success) throw new SettingsError(explain(parsed.error.issues, env));
  const s = parsed.data;
  return {
    port: s.TAMANI_PORT,
    host: s.TAMANI_HOST,
    dataDir: isAbsolute(s.TAMANI_DATA_DIR) ? s.TAMANI_DATA_DIR : resolve(s.TAMANI_DATA_DIR),
    seed: seedOf(s),
    logLevel: s.TAMANI_LOG_LEVEL,
    corsOrigins: s.TAMANI_CORS_ORIGINS ?? [],
    rateLimit: s.TAMANI_RATE_LIMIT,
    webhooks: {
      hosts: s.TAMANI_WEBHOOK_HOSTS,
      ...(s.TAMANI_WEBHOOK_KEY === undefined ? {} : { key: s.TAMANI_WEBHOOK_KEY }),
    },
    areDemoLoginsOpen: areDemoLoginsOpen(s),
    ...oidcOf(s),
    ...distributedOf(s),
  };
}

/** The demonstration data is written with the demo logins: without them there is none. */
function seedOf({ TAMANI_SEED: seed, TAMANI_OIDC_ISSUER: issuer }: Parsed): Settings['seed'] {
  if (seed === 'demo' && issuer !== undefined) {
    throw new SettingsError(
      `TAMANI_SEED, TAMANI_OIDC_ISSUER: ${inEveryLanguage('seed_needs_demo')}`,
    );
  }
  return seed ?? (issuer === undefined ? 'demo' : 'none');
}

/** Anybody who reaches the address is any user that they like: only where that is meant. */
function areDemoLoginsOpen(s: Parsed): boolean {
  if (s.TAMANI_OIDC_ISSUER !== undefined || LOOPBACK.test(s.TAMANI_HOST)) return false;
  if (s.TAMANI_DEMO_LOGINS === 'network') return true;
  throw new SettingsError(
    `TAMANI_HOST=${s.TAMANI_HOST}, TAMANI_DEMO_LOGINS: ${inEveryLanguage('demo_logins_closed')}`,
  );
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
  return { oidc: { issuer, audience, jwksUrl, rolesClaim: s.TAMANI_OIDC_ROLES_CLAIM } };
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
