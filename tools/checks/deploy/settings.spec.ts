import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GATEWAY_SETTING_NAMES, gatewaySettingsOf } from '../../../apps/gateway/src/settings.js';
import { SETTING_NAMES, settingsOf } from '../../../libs/platform/profiles/src/settings.js';
import { composeServices } from '../../deploy/compose.mjs';
import { declaredSettings } from '../../deploy/setting-names.mjs';
import { root } from '../run.mjs';

/** Reads an environment as a service does; throws the error it would exit with. */
const readBy = (program: string, environment: Record<string, string>): object =>
  program === 'gateway' ? gatewaySettingsOf(environment) : settingsOf(environment);

const services = composeServices().filter(({ name }) => name !== 'seed');
const oidc = {
  TAMANI_OIDC_ISSUER: 'https://id.example.org',
  TAMANI_OIDC_AUDIENCE: 'tamani',
  TAMANI_OIDC_JWKS_URL: 'https://id.example.org/keys',
};

describe('settings', () => {
  test('the names found in the sources are those of the programs', () => {
    expect(declaredSettings()).toEqual(
      [...new Set([...SETTING_NAMES, ...GATEWAY_SETTING_NAMES])].sort(),
    );
  });

  test('each is in the README, under Settings, and no other', () => {
    const [, section = ''] = readFileSync(join(root, 'README.md'), 'utf8').split('## Settings\n');
    const named = section.split('\n## ')[0]?.match(/TAMANI_[A-Z_]+/g) ?? [];
    expect([...new Set(named)].sort()).toEqual(declaredSettings());
  });
});

describe('the environments of docker-compose.yml', () => {
  test('there are five services and a gateway', () => {
    expect(services.map(({ name }) => name)).toEqual([
      'gateway',
      'projects',
      'budgets',
      'procurement',
      'reporting',
      'audit',
    ]);
  });

  test.each(services)('$name takes its own', ({ name, environment }) => {
    const settings = readBy(name, environment);
    expect(settings).toMatchObject({ port: 3000, host: '0.0.0.0' });
    if (name !== 'gateway') {
      expect(settings).toMatchObject({
        dataDir: '/data',
        distributed: {
          esdbUrl: 'esdb://eventstore:2113?tls=false',
          kafka: { brokers: ['kafka:9092'], partitions: 12, replication: 1 },
          mongoUrl: 'mongodb://mongo:27017/',
          namespace: '',
        },
      });
    }
  });

  test.each(services)('$name refuses it with a word changed', ({ name, environment }) => {
    const changed = Object.fromEntries(
      Object.entries(environment).map(([key, value]) => [key, `${value} ?`]),
    );
    expect(() => readBy(name, changed)).toThrow('TAMANI_PORT');
  });

  test('the issuer of tokens is passed on when it is set', () => {
    const budgets = composeServices({ ...oidc, TAMANI_NAMESPACE: 'trial' }).find(
      ({ name }) => name === 'budgets',
    );
    expect(settingsOf(budgets?.environment ?? {})).toMatchObject({
      oidc: { issuer: 'https://id.example.org' },
      distributed: { namespace: 'trial' },
    });
  });

  test('the gateway knows two replicas of each service by name', () => {
    const [gateway] = composeServices({ COMPOSE_PROJECT_NAME: 'trial' });
    const { upstreams } = gatewaySettingsOf(gateway?.environment ?? {});
    expect(upstreams.audit).toEqual(['http://trial-audit-1:3000', 'http://trial-audit-2:3000']);
    expect(Object.values(upstreams).every((urls) => urls.length === 2)).toBe(true);
  });
});
