import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeskApp } from '../../testing/desk-app.js';
import { DemoIssuer } from './demo-issuer.js';
import { TokenVerifier } from './token-verifier.js';

const ISSUER = 'https://id.example.org';

interface Claims {
  readonly alg?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly expires?: string;
  readonly subject?: string;
  readonly claims?: Record<string, unknown>;
}

describe('tokens of the section’s own issuer', () => {
  let keys: { privateKey: CryptoKey; publicKey: CryptoKey };
  let server: Server;
  let jwksUrl: string;
  let isDown = false;
  let desk: DeskApp;

  beforeAll(async () => {
    keys = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(keys.publicKey)), alg: 'ES256', kid: 'k1', use: 'sig' };
    server = createServer((_, response) => {
      response.writeHead(isDown ? 500 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    desk = await DeskApp.open({ oidc: { issuer: ISSUER, audience: 'tamani', jwksUrl } });
  });
  afterAll(async () => {
    await desk.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const token = (given: Claims = {}, key: CryptoKey | Uint8Array = keys.privateKey) => {
    const { alg = 'ES256', subject = 'amina', claims = { roles: ['buyer'] } } = given;
    return new SignJWT(claims)
      .setProtectedHeader({ alg, kid: 'k1' })
      .setIssuer(given.issuer ?? ISSUER)
      .setAudience(given.audience ?? 'tamani')
      .setSubject(subject)
      .setExpirationTime(given.expires ?? '5m')
      .sign(key);
  };
  const read = (bearer: string) =>
    desk.send('GET', '/v1/notes', { headers: { authorization: `Bearer ${bearer}` } });

  test('a valid one is accepted; actor and delegation come only from it', async () => {
    const claims = { roles: ['buyer'], on_behalf_of: 'moussa' };
    const authorization = `Bearer ${await token({ claims })}`;
    const written = await desk.send('POST', '/v1/notes', {
      key: 'k',
      headers: { authorization },
      body: { text: 'x', amount: { amount: '1', currency: 'XOF' } },
    });
    expect(written.status).toBe(201);
    const url = `/v1/notes/${String(written.body['id'])}/events`;
    const history = await desk.send('GET', url, { headers: { authorization } });
    expect(history.body['data']).toMatchObject([
      { actor: { id: 'amina', roles: ['buyer'], onBehalfOf: 'moussa' } },
    ]);
  });

  test('another issuer, audience, key or algorithm, or an old one: 401', async () => {
    const other = await generateKeyPair('ES256');
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(keys.publicKey)));
    const bad = [
      await token({ issuer: 'https://id.example.com' }),
      await token({ audience: 'another-service' }),
      await token({ expires: '-1s' }),
      await token({ subject: '' }),
      await token({ claims: { roles: 'buyer' } }),
      await token({}, other.privateKey),
      // The public key taken for a shared secret: the classic confusion of algorithms.
      await token({ alg: 'HS256' }, secret),
    ];
    for (const one of bad) {
      expect(await read(one)).toMatchObject({ status: 401, body: { code: 'token_invalid' } });
    }
  });

  test('without roles: known, but may nothing', async () => {
    const none = await read(await token({ claims: {} }));
    expect(none).toMatchObject({ status: 403, body: { code: 'role_required' } });
  });

  test.each([
    ['realm_access.roles', { realm_access: { roles: ['buyer'] } }, ['buyer']],
    [
      'resource_access.tamani.roles',
      { resource_access: { tamani: { roles: ['buyer'] } } },
      ['buyer'],
    ],
    ['https://id.example.org/roles', { 'https://id.example.org/roles': ['buyer'] }, ['buyer']],
    ['realm_access.roles', { roles: ['buyer'] }, []],
    ['realm_access.roles', { realm_access: 'buyer' }, []],
    ['__proto__.roles', { roles: ['buyer'] }, []],
  ])('roles are read at %s of %j', async (rolesClaim, claims, roles) => {
    const verifier = new TokenVerifier({ issuer: ISSUER, audience: 'tamani', jwksUrl, rolesClaim });
    expect(await verifier.verify(await token({ claims }))).toEqual({ id: 'amina', roles });
  });

  test('demo logins are off, and their tokens are not taken', async () => {
    const login = await desk.send('POST', '/v1/demo-tokens', { body: { user: 'buyer' } });
    expect(login).toMatchObject({ status: 404, body: { code: 'demo_disabled' } });
    expect((await read(await desk.token('buyer'))).status).toBe(401);
  });

  test('keys that cannot be read are an outage, not a bad token', async () => {
    isDown = true;
    const verifier = new TokenVerifier({ issuer: ISSUER, audience: 'tamani', jwksUrl });
    const refused = verifier.verify(await token());
    await expect(refused).rejects.toMatchObject({ rejection: { code: 'identity_unavailable' } });
    isDown = false;
    expect(await verifier.verify(await token())).toMatchObject({ id: 'amina' });
  });
});

test('tokens of the demo outlive a restart; its key is the owner’s alone', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tamani-demo-'));
  try {
    const before = await DemoIssuer.open(dir);
    const token = await before.token('treasurer');
    const after = new TokenVerifier(await DemoIssuer.open(dir));
    expect(await after.verify(token)).toEqual({ id: 'treasurer', roles: ['treasurer'] });
    expect(statSync(join(dir, 'demo-issuer.json')).mode & 0o077).toBe(0);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
