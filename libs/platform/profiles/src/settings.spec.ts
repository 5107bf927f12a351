import { describe, expect, test } from '@jest/globals';
import { settingsOf } from './settings.js';

describe('settings of a service', () => {
  test('nothing set: the defaults of API.md', () => {
    const settings = settingsOf({ PATH: '/bin' });
    expect(settings).toMatchObject({ port: 3000, host: '127.0.0.1', seed: 'demo' });
    expect(settings.dataDir.endsWith('data')).toBe(true);
    expect(settings.oidc).toBeUndefined();
  });

  test.each([
    [{ TAMANI_PORT: '70000' }, 'TAMANI_PORT'],
    [{ TAMANI_PORT: 'http' }, 'TAMANI_PORT'],
    [{ TAMANI_SEED: 'yes' }, 'TAMANI_SEED'],
    [{ TAMANI_DATA_DIR: '' }, 'TAMANI_DATA_DIR'],
    [{ TAMANI_DATADIR: '/x' }, 'TAMANI_DATADIR'],
    [{ TAMANI_OIDC_ISSUER: 'https://id.example.org' }, 'TAMANI_OIDC_AUDIENCE'],
  ])('%j is refused by name', (env, name) => {
    expect(() => settingsOf(env)).toThrow(name);
  });

  test('distributed: the three addresses, or it is said which are missing', () => {
    const env = {
      TAMANI_PROFILE: 'distributed',
      TAMANI_ESDB_URL: 'esdb://127.0.0.1:2113?tls=false',
      TAMANI_KAFKA_BROKERS: 'one:9092,two:9092',
      TAMANI_MONGO_URL: 'mongodb://127.0.0.1:27017',
    };
    expect(settingsOf(env).distributed).toEqual({
      esdbUrl: env.TAMANI_ESDB_URL,
      kafka: { brokers: ['one:9092', 'two:9092'], partitions: 12, replication: 1 },
      mongoUrl: env.TAMANI_MONGO_URL,
      namespace: '',
    });
    expect(settingsOf({ ...env, TAMANI_PROFILE: 'embedded' }).distributed).toBeUndefined();
    const { TAMANI_MONGO_URL: _, ...missing } = env;
    expect(() => settingsOf(missing)).toThrow('TAMANI_MONGO_URL');
    expect(() => settingsOf({ ...env, TAMANI_KAFKA_BROKERS: 'one' })).toThrow('TAMANI_KAFKA');
  });

  test('an issuer of the section turns the demo logins off', () => {
    const settings = settingsOf({
      TAMANI_OIDC_ISSUER: 'https://id.example.org',
      TAMANI_OIDC_AUDIENCE: 'tamani',
      TAMANI_OIDC_JWKS_URL: 'https://id.example.org/keys',
    });
    expect(settings.oidc?.issuer).toBe('https://id.example.org');
  });
});
