import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import { join } from 'node:path';
import { ROLES, type Role } from '../gate/roles.js';
import { sharedSecret } from './shared-file.js';

/** The demo users of the embedded profile, one a role (docs/api.md, "Demo users"). */
export const DEMO_USERS = ROLES;
export type DemoUser = Role;

const ALGORITHM = 'ES256';
/** The key of the demo logins, in the data folder. */
export const DEMO_KEY_FILE = 'demo-issuer.json';
export const DEMO_TOKEN_SECONDS = 3600;

/** Issues tokens for the demo users. Its key stays in the data folder: tokens outlive restarts. */
export class DemoIssuer {
  readonly issuer = 'urn:tamani:demo';
  readonly audience = 'tamani';

  private constructor(
    private readonly privateKey: CryptoKey,
    readonly publicKey: CryptoKey,
  ) {}

  static async open(dataDir: string): Promise<DemoIssuer> {
    const jwk = await keyOf(join(dataDir, DEMO_KEY_FILE));
    const { kty, crv, x, y } = jwk;
    const publicJwk = { kty, crv, x, y } as JWK;
    return new DemoIssuer(
      (await importJWK(jwk, ALGORITHM)) as CryptoKey,
      (await importJWK(publicJwk, ALGORITHM)) as CryptoKey,
    );
  }

  token(user: DemoUser): Promise<string> {
    return new SignJWT({ roles: [user] })
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(this.issuer)
      .setAudience(this.audience)
      .setSubject(user)
      .setIssuedAt()
      .setExpirationTime(`${DEMO_TOKEN_SECONDS}s`)
      .sign(this.privateKey);
  }
}

/** Who has it can act as any demo user. */
async function keyOf(file: string): Promise<JWK> {
  const made = await sharedSecret(file, async () => {
    const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
    return JSON.stringify(await exportJWK(privateKey));
  });
  return JSON.parse(made) as JWK;
}
