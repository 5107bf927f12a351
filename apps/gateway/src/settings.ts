import { SettingsError } from '@tamani/profiles/program';
import { inEveryLanguage } from '@tamani/texts';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { LIMITS, type Limits } from './limits.js';

export const SERVICES = ['projects', 'budgets', 'procurement', 'reporting', 'audit'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Base URLs of the replicas of one service, with a comma between. */
const urls = z
  .string()
  .transform((list) => list.split(',').map((one) => one.trim().replace(/\/$/, '')))
  .refine((all) => all.every(isOrigin));

/** Scheme, host and port: a path or a password would be left aside in silence. */
const isOrigin = (text: string): boolean =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text.toLowerCase();

/** A file of authorities, PEM, as its text. */
const authorities = z.string().transform((path, context) => {
  try {
    const pem = readFileSync(path, 'utf8');
    return new X509Certificate(pem) && pem;
  } catch {
    context.addIssue({ code: 'custom' });
    return z.NEVER;
  }
});

const count = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .transform(Number);

const schema = z.strictObject({
  TAMANI_PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .default(3000),
  TAMANI_HOST: z.string().min(1).default('127.0.0.1'),
  TAMANI_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  TAMANI_PROJECTS_URL: urls,
  TAMANI_BUDGETS_URL: urls,
  TAMANI_PROCUREMENT_URL: urls,
  TAMANI_REPORTING_URL: urls,
  TAMANI_AUDIT_URL: urls,
  TAMANI_SERVICES_CA_FILE: authorities.optional(),
  TAMANI_MAX_REQUESTS: count.default(LIMITS.inHand),
  TAMANI_MAX_CONNECTIONS: count.default(LIMITS.connections),
  TAMANI_ANSWER_TIMEOUT_S: count.default(LIMITS.answerMs / 1_000),
});

/** Names of all settings of the gateway. */
export const GATEWAY_SETTING_NAMES: readonly string[] = Object.keys(schema.shape);

export interface GatewaySettings {
  readonly port: number;
  readonly host: string;
  readonly logLevel: z.output<typeof schema>['TAMANI_LOG_LEVEL'];
  /** Authorities of the services' certificates, PEM; undefined for the public ones. */
  readonly ca?: string | undefined;
  /** Where they are not the usual ones. */
  readonly limits?: Partial<Limits>;
  readonly upstreams: Readonly<Record<ServiceName, readonly string[]>>;
}

/** Reads the gateway's settings; a missing or wrong one is named and refused. */
export function gatewaySettingsOf(
  env: Readonly<Record<string, string | undefined>>,
): GatewaySettings {
  const names = new Set(GATEWAY_SETTING_NAMES);
  const ours = Object.entries(env).filter(
    ([name, value]) => names.has(name) && value !== undefined,
  );
  const parsed = schema.safeParse(Object.fromEntries(ours));
  if (!parsed.success) {
    const wrong = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))];
    throw new SettingsError(
      `${wrong.join(', ')}: ${inEveryLanguage('setting_missing_or_refused')}`,
    );
  }
  return named(parsed.data);
}

const named = (s: z.output<typeof schema>): GatewaySettings => ({
  port: s.TAMANI_PORT,
  host: s.TAMANI_HOST,
  logLevel: s.TAMANI_LOG_LEVEL,
  ca: s.TAMANI_SERVICES_CA_FILE,
  limits: {
    inHand: s.TAMANI_MAX_REQUESTS,
    connections: s.TAMANI_MAX_CONNECTIONS,
    answerMs: s.TAMANI_ANSWER_TIMEOUT_S * 1_000,
  },
  upstreams: {
    projects: s.TAMANI_PROJECTS_URL,
    budgets: s.TAMANI_BUDGETS_URL,
    procurement: s.TAMANI_PROCUREMENT_URL,
    reporting: s.TAMANI_REPORTING_URL,
    audit: s.TAMANI_AUDIT_URL,
  },
});
