import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SETTING_NAMES, settingsOf } from './settings.js';

const SERVERS = {
  TAMANI_PROFILE: 'distributed',
  TAMANI_ESDB_URL: 'esdb://127.0.0.1:2113?tls=false',
  TAMANI_KAFKA_BROKERS: 'one:9092,two:9092',
  TAMANI_MONGO_URL: 'mongodb://127.0.0.1:27017',
};

const OIDC = {
  TAMANI_OIDC_ISSUER: 'https://id.example.org',
  TAMANI_OIDC_AUDIENCE: 'tamani',
  TAMANI_OIDC_JWKS_URL: 'https://id.example.org/keys',
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
    const settings = settingsOf(OIDC);
    expect(settings.oidc?.issuer).toBe('https://id.example.org');
    expect(settings.oidc?.rolesClaim).toBe('roles');
    expect(settings.seed).toBe('none');
  });

  test('demonstration data, asked for, needs the demo logins', () => {
    expect(() => settingsOf({ ...OIDC, TAMANI_SEED: 'demo' })).toThrow('TAMANI_SEED');
    expect(settingsOf({ ...OIDC, TAMANI_SEED: 'none' }).seed).toBe('none');
  });

  test.each(['0.0.0.0', '::', '192.168.1.7', 'tamani.example.org'])(
    'off loopback (%s) the demo logins need a setting of their own',
    (host) => {
      expect(() => settingsOf({ TAMANI_HOST: host })).toThrow('TAMANI_DEMO_LOGINS');
      const meant = settingsOf({ TAMANI_HOST: host, TAMANI_DEMO_LOGINS: 'network' });
      expect(meant.areDemoLoginsOpen).toBe(true);
      expect(settingsOf({ TAMANI_HOST: host, ...OIDC }).areDemoLoginsOpen).toBe(false);
    },
  );

  test.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])(
    'on loopback (%s) they do not',
    (host) => expect(settingsOf({ TAMANI_HOST: host }).areDemoLoginsOpen).toBe(false),
  );

  test.each([
    ['https://id.example.org/keys', true],
    ['http://127.0.0.1:8080/keys', true],
    ['http://localhost/keys', true],
    ['http://[::1]:8080/keys', true],
    ['http://id.example.org/keys', false],
    ['http://127.0.0.1.example.org/keys', false],
  ])('keys of an issuer come over TLS: %s: %s', (jwks, isTaken) => {
    const reading = () => settingsOf({ ...OIDC, TAMANI_OIDC_JWKS_URL: jwks });
    if (isTaken) expect(reading).not.toThrow();
    else expect(reading).toThrow('TAMANI_OIDC_JWKS_URL');
  });

  describe('a secret in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tamani-secrets-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    const file = (text: string): string => {
      const path = join(folder, 'secret');
      writeFileSync(path, text);
      return path;
    };

    test('every secret setting has one; its last line break is not part of it', () => {
      const secrets = SETTING_NAMES.filter((name) => /(_URL|_KEY|_PASSWORD)$/.test(name));
      const files = secrets.filter((name) => SETTING_NAMES.includes(`${name}_FILE`));
      expect(secrets.filter((name) => !files.includes(name))).toEqual(['TAMANI_OIDC_JWKS_URL']);
      const { TAMANI_MONGO_URL: url, ...others } = SERVERS;
      const settings = settingsOf({ ...others, TAMANI_MONGO_URL_FILE: file(`${url}\n`) });
      expect(settings.distributed?.mongoUrl).toBe(url);
    });

    test('with the value beside it, or unread, it is refused by name; so is what is in it', () => {
      const twice = { ...SERVERS, TAMANI_ESDB_URL_FILE: file('x') };
      expect(() => settingsOf(twice)).toThrow('TAMANI_ESDB_URL, TAMANI_ESDB_URL_FILE');
      const none = { TAMANI_WEBHOOK_KEY_FILE: join(folder, 'none') };
      expect(() => settingsOf(none)).toThrow(/TAMANI_WEBHOOK_KEY_FILE=.*ENOENT/);
      const wrong = { TAMANI_WEBHOOK_KEY_FILE: file('se@cret') };
      expect(() => settingsOf(wrong)).toThrow('TAMANI_WEBHOOK_KEY=…');
      expect(() => settingsOf(wrong)).not.toThrow('se@cret');
    });
  });
});
