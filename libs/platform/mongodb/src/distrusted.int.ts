import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTls } from 'node:tls';
import { openMongoReadStore } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'tamani-distrusted-'));

/** A key and a certificate that nobody trusts, by OpenSSL; undefined where it is not installed. */
function certificate() {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const names = ['-subj', '/CN=mongo', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const form = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key];
  try {
    execFileSync('openssl', ['req', ...form, ...names, '-out', cert], { stdio: 'pipe' });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } catch (error) {
    process.stderr.write(`MongoDB with TLS: NOT RUN: openssl: ${String(error)}\n`);
    return undefined;
  }
}

describeOn(certificate(), 'a server whose certificate cannot be verified', (files) => {
  const [server, silent] = [createTls(files), createServer((socket) => socket.destroy())];
  beforeAll(async () => {
    for (const one of [server, silent]) await once(one.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => {
    server.close();
    silent.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const open = (to: typeof silent) => {
    const { port } = to.address() as AddressInfo;
    const url = `mongodb://127.0.0.1:${port}/?tls=true`;
    return openMongoReadStore({ url, namespace: 'trust', selectionTimeoutMs: 1_500 });
  };

  test('is a mistake of the settings, which no waiting cures', async () => {
    await expect(open(server)).rejects.toMatchObject({
      name: 'StoreMisuse',
      message: expect.stringMatching(/certificate/),
    });
  });

  test('control: one that does not speak TLS at all may still be starting', async () => {
    await expect(open(silent)).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });
});
