import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDouble, type EventStoreDbDouble } from '../testing/double/index.js';
import { openEventStoreDb } from './index.js';

/** A key and a certificate for loopback, by OpenSSL; undefined where it is not installed. */
function certificateIn(folder: string) {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'authority.pem')];
  const names = ['-subj', '/CN=double', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const form = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  try {
    const out = ['-keyout', key, '-out', certificate];
    execFileSync('openssl', ['req', ...form, ...names, ...out], { stdio: 'pipe' });
    return { key, certificate };
  } catch (error) {
    process.stderr.write(`EventStoreDB with TLS: NOT RUN: openssl: ${String(error)}\n`);
    return undefined;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'tamani-secured-'));
const files = certificateIn(folder);

describeOn(files, 'a server that speaks TLS and asks who is there', ({ key, certificate }) => {
  let double: EventStoreDbDouble;
  beforeAll(async () => {
    process.stderr.write('EventStoreDB wire double, not a server: TLS and users\n');
    const users = {
      tamani: { password: 'p@ss: with signs', readsAll: true },
      stranger: { password: 'known', readsAll: false },
    };
    const secured = { key: readFileSync(key), certificate: readFileSync(certificate), users };
    double = await startDouble({ file: join(folder, 'events.db'), port: 0, secured });
  });
  afterAll(async () => {
    await double?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (user: string, password: string, trusted: { authorityFile?: string }) => {
    const who = `${user}:${encodeURIComponent(password)}@`;
    const url = double.url.replace('esdb://', `esdb://${who}`);
    return openEventStoreDb({ url, ...trusted });
  };
  const trusting = { authorityFile: certificate };

  test('is opened, written to and followed by a user with the right to $all', async () => {
    const store = await open('tamani', 'p@ss: with signs', trusting);
    const event = { id: randomUUID(), type: 'Sample', data: '{"n":1}', meta: '{}' };
    await store.append('sample', [event], 'no_stream');
    expect(await store.readStream('sample')).toMatchObject([event]);
    const end = new AbortController();
    for await (const item of store.subscribeAll({ after: 0n, signal: end.signal })) {
      if (item.kind !== 'event') continue;
      expect(item.event).toMatchObject(event);
      break;
    }
    end.abort();
    await store.close();
  });

  const mistakes = {
    'a wrong password': () => open('tamani', 'wrong', trusting),
    'a user without the right': () => open('stranger', 'known', trusting),
    'an authority that is not trusted': () => open('tamani', 'p@ss: with signs', {}),
  };
  test.each([
    ['a wrong password', /does not know this user and password/],
    ['a user without the right', /read \$all .*deployment\.md/],
    ['an authority that is not trusted', /NODE_EXTRA_CA_CERTS/],
  ] as const)('%s is a mistake of the settings, said at once', async (mistake, said) => {
    await expect(mistakes[mistake]()).rejects.toMatchObject({
      name: 'StoreMisuse',
      message: expect.stringMatching(said),
    });
  });
});
