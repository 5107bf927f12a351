import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The demo users of the embedded profile, one a role (docs/api.md, "Demo users"). */
export const DEMO_USERS = [
  'requisitioner',
  'certifying-officer',
  'buyer',
  'award-approver',
  'receiver',
  'invoice-clerk',
  'approving-officer',
  'treasurer',
  'budget-officer',
  'project-officer',
  'programme-manager',
  'auditor',
  'reporting-job',
  'administrator',
] as const;
export type DemoUser = (typeof DEMO_USERS)[number];

const ALGORITHM = 'ES256';
const FILE = 'demo-issuer.json';
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
    const jwk = await keyOf(join(dataDir, FILE));
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

async function keyOf(file: string): Promise<JWK> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as JWK;
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  // Readable by the owner alone: who has it can act as any demo user. Several services may share
  // the folder and start together: the first to link its key there has made it for all.
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(jwk), { mode: 0o600 });
  try {
    linkSync(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(own);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as JWK;
}
