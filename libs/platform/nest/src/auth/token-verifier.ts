import type { Actor } from '@tamani/kernel';
import { createRemoteJWKSet, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { DemoIssuer } from './demo-issuer.js';

/** Where tokens come from when they are not the demo's: an OpenID Connect issuer. */
export interface OidcSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
}

/** Signature algorithms that are accepted: no `none`, no shared secret (RFC 8725, 3.1). */
const ALGORITHMS = ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA'];
const MAX_REMEMBERED = 10_000;

interface Verified {
  readonly actor: Actor;
  readonly expiresAtMs: number;
}

/** Turns a bearer token into who acts. The actor comes from the token alone. */
export class TokenVerifier {
  /** Tokens that were verified: a client sends the same for an hour. */
  private readonly known = new Map<string, Verified>();
  private readonly key: JWTVerifyGetKey;
  private readonly expected: { readonly issuer: string; readonly audience: string };

  constructor(source: OidcSettings | DemoIssuer) {
    if ('jwksUrl' in source) {
      this.key = createRemoteJWKSet(new URL(source.jwksUrl));
      this.expected = { issuer: source.issuer, audience: source.audience };
    } else {
      this.key = async () => source.publicKey;
      this.expected = { issuer: source.issuer, audience: source.audience };
    }
  }

  /** Undefined when the token is not good, for whatever reason. */
  async verify(token: string): Promise<Actor | undefined> {
    const known = this.known.get(token);
    if (known && known.expiresAtMs > Date.now()) return known.actor;
    const payload = await jwtVerify(token, this.key, {
      ...this.expected,
      algorithms: ALGORITHMS,
      requiredClaims: ['sub', 'exp'],
    }).then(
      (result) => result.payload,
      () => undefined,
    );
    const actor = payload && actorOf(payload);
    if (!actor) return undefined;
    this.remember(token, { actor, expiresAtMs: (payload.exp ?? 0) * 1000 });
    return actor;
  }

  private remember(token: string, verified: Verified): void {
    if (this.known.size >= MAX_REMEMBERED) this.known.clear();
    this.known.set(token, verified);
  }
}

/** Claims: `sub`, `roles`, and `on_behalf_of` when somebody acts by delegation. */
function actorOf(payload: JWTPayload): Actor | undefined {
  const { sub, roles, on_behalf_of: onBehalfOf } = payload;
  if (typeof sub !== 'string' || sub === '') return undefined;
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string')) return undefined;
  return {
    id: sub,
    roles: roles as readonly string[],
    ...(typeof onBehalfOf === 'string' ? { onBehalfOf } : {}),
  };
}
