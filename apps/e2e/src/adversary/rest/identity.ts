import type { Actor } from '@tamani/kernel';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Env } from '../../system/system.js';

const AUDIENCE = 'tamani';
const ALGORITHM = 'ES256';

/** An issuer of tokens for as many persons as a history has. */
export class Identity {
  private readonly tokens = new Map<string, Promise<string>>();

  private constructor(
    private readonly server: Server,
    private readonly key: CryptoKey,
  ) {}

  static async open(): Promise<Identity> {
    const { privateKey, publicKey } = await generateKeyPair(ALGORITHM);
    const keys = [{ ...(await exportJWK(publicKey)), alg: ALGORITHM, use: 'sig' }];
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ keys }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Identity(server, privateKey);
  }

  /** Settings of a system that trusts it. */
  get settings(): Env {
    return {
      TAMANI_OIDC_ISSUER: this.issuer,
      TAMANI_OIDC_AUDIENCE: AUDIENCE,
      TAMANI_OIDC_JWKS_URL: `${this.issuer}/keys`,
    };
  }

  token({ id, roles, onBehalfOf }: Actor): Promise<string> {
    const name = `${id} ${roles.join()} ${onBehalfOf ?? ''}`;
    const claims = { roles: [...roles], ...(onBehalfOf && { on_behalf_of: onBehalfOf }) };
    const token =
      this.tokens.get(name) ??
      new SignJWT(claims)
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(this.issuer)
        .setAudience(AUDIENCE)
        .setSubject(id)
        .setIssuedAt()
        .setExpirationTime('6h')
        .sign(this.key);
    this.tokens.set(name, token);
    return token;
  }

  async close(): Promise<void> {
    this.server.close();
    await once(this.server, 'close');
  }

  private get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
}
