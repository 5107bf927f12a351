import { describe, expect, test } from '@jest/globals';
import { settingsOf } from './settings.js';

const SERVERS = {
  TAMANI_PROFILE: 'distributed',
  TAMANI_ESDB_URL: 'esdb://127.0.0.1:2113?tls=false',
  TAMANI_KAFKA_BROKERS: 'one:9092,two:9092',
  TAMANI_MONGO_URL: 'mongodb://127.0.0.1:27017',
};

describe('settings of a service', () => {
  test('nothing set: the defaults of README.md', () => {
    const settings = settingsOf({ PATH: '/bin' });
    expect(settings).toMatchObject({ port: 3000, host: '127.0.0.1', seed: 'demo' });
    expect(settings.dataDir.endsWith('data')).toBe(true);
    expect(settings.oidc).toBeUndefined();
  });

  test.each([
    [{ TAMANI_PORT: '70000' }, 'TAMANI_PORT'],
    [{ TAMANI_PORT: 'http' }, 'TAMANI_PORT'],
    [{ TAMANI_SEED: 'yes' }, 'TAMANI_SEED'],
    [{ TAMANI_WEBHOOK_KEY: 'short' }, 'TAMANI_WEBHOOK_KEY=…'],
    [{ TAMANI_WEBHOOK_HOSTS: 'http://stock.interne' }, 'TAMANI_WEBHOOK_HOSTS'],
    [{ TAMANI_DATA_DIR: '' }, 'TAMANI_DATA_DIR'],
    [{ TAMANI_DATADIR: '/x' }, 'TAMANI_DATADIR'],
    [{ TAMANI_OIDC_ISSUER: 'https://id.example.org' }, 'TAMANI_OIDC_AUDIENCE'],
  ])('%j is refused by name', (env, name) => {
    expect(() => settingsOf(env)).toThrow(name);
  });

  test('distributed: the three addresses, or it is said which are missing', () => {
    expect(settingsOf(SERVERS).distributed).toEqual({
      esdbUrl: SERVERS.TAMANI_ESDB_URL,
      kafka: {
        ...{ brokers: ['one:9092', 'two:9092'], tls: false, user: undefined },
        ...{ partitions: 12, replication: 1 },
      },
      mongoUrl: SERVERS.TAMANI_MONGO_URL,
      namespace: '',
    });
    expect(settingsOf({ ...SERVERS, TAMANI_PROFILE: 'embedded' }).distributed).toBeUndefined();
    const { TAMANI_MONGO_URL: _, ...missing } = SERVERS;
    expect(() => settingsOf(missing)).toThrow('TAMANI_MONGO_URL');
    expect(() => settingsOf({ ...SERVERS, TAMANI_KAFKA_BROKERS: 'one' })).toThrow('TAMANI_KAFKA');
  });

  test.each([
    ['TAMANI_MONGO_URL', 'mongodb://u:p%40@one:27017,two:27017,three/tamani?replicaSet=rs', true],
    ['TAMANI_MONGO_URL', 'mongodb+srv://cluster.example.org/?tls=true', true],
    ['TAMANI_MONGO_URL', 'one:27017', false],
    ['TAMANI_MONGO_URL', 'http://one:27017', false],
    ['TAMANI_MONGO_URL', 'mongodb://one:27017,,two', false],
    ['TAMANI_ESDB_URL', 'esdb://ops:secret@one:2113,two:2113,three:2113?tls=true', true],
    ['TAMANI_ESDB_URL', 'kurrentdb+discover://events.example.org:2113', true],
    ['TAMANI_ESDB_URL', 'esdb://', false],
    ['TAMANI_ESDB_URL', 'mongodb://one:27017', false],
  ])('%s=%s: %s', (name, value, isTaken) => {
    const reading = () => settingsOf({ [name]: value });
    if (isTaken) expect(reading).not.toThrow();
    else expect(reading).toThrow(name);
  });

  test('a user of Kafka: all of it, or nothing', () => {
    const user = {
      TAMANI_KAFKA_SASL: 'scram-sha-512',
      TAMANI_KAFKA_USERNAME: 'tamani',
      TAMANI_KAFKA_PASSWORD: 'secret',
    };
    expect(settingsOf({ ...SERVERS, ...user, TAMANI_KAFKA_TLS: 'true' })).toMatchObject({
      distributed: {
        kafka: {
          tls: true,
          user: { mechanism: 'scram-sha-512', username: 'tamani', password: 'secret' },
        },
      },
    });
    for (const missing of Object.keys(user)) {
      const { [missing as keyof typeof user]: _, ...rest } = user;
      expect(() => settingsOf({ ...SERVERS, ...rest })).toThrow(missing);
    }
    expect(() => settingsOf({ ...SERVERS, TAMANI_KAFKA_SASL: 'gssapi' })).toThrow('gssapi');
  });

  test('a refused address does not tell its password', () => {
    const reading = () => settingsOf({ TAMANI_MONGO_URL: 'mongo://ops:se@cret@one:27017' });
    expect(reading).toThrow('TAMANI_MONGO_URL=mongo://…@one:27017');
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
