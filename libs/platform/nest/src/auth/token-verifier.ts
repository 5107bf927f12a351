import { Rejected, type Actor } from '@tamani/kernel';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { refuse } from '../errors/api-errors.js';
import type { DemoIssuer } from './demo-issuer.js';

/** Where tokens come from when they are not the demo's: an OpenID Connect issuer. */
export interface OidcSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
  /** Where a token has its roles: `roles` by default; `realm_access.roles` of Keycloak. */
  readonly rolesClaim?: string;
}

/** Signature algorithms that are accepted: no `none`, no shared secret (RFC 8725, 3.1). */
const ALGORITHMS = ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA'];
const MAX_REMEMBERED = 10_000;
/** Maximum time until a withdrawn key of the issuer is noticed. */
const REMEMBERED_MS = 5 * 60_000;

interface Verified {
  readonly actor: Actor;
  readonly untilMs: number;
}

/** Turns a bearer token into who acts. The actor comes from the token alone. */
export class TokenVerifier {
  /** Tokens that were verified: a client sends the same for an hour. */
  private readonly known = new Map<string, Verified>();
  private readonly key: JWTVerifyGetKey;
  private readonly rolesClaim: string;
  private readonly expected: { readonly issuer: string; readonly audience: string };

  constructor(source: OidcSettings | DemoIssuer) {
    const { issuer, audience } = source;
    this.expected = { issuer, audience };
    this.rolesClaim = ('rolesClaim' in source && source.rolesClaim) || 'roles';
    this.key = 'jwksUrl' in source ? remoteKeys(source) : async () => source.publicKey;
  }

  /**
   * Undefined when the token is not good, for whatever reason. Throws Rejected (503) when the
   * issuer's keys cannot be read: then nobody knows whether it is.
   */
  async verify(token: string): Promise<Actor | undefined> {
    const known = this.known.get(token);
    if (known && known.untilMs > Date.now()) return known.actor;
    const payload = await this.payloadOf(token);
    const actor = payload && actorOf(payload, this.rolesClaim);
    if (!actor) return undefined;
    const untilMs = Math.min((payload.exp ?? 0) * 1000, Date.now() + REMEMBERED_MS);
    this.remember(token, { actor, untilMs });
    return actor;
  }

  private async payloadOf(token: string): Promise<JWTPayload | undefined> {
    try {
      const options = { ...this.expected, algorithms: ALGORITHMS, requiredClaims: ['sub', 'exp'] };
      return (await jwtVerify(token, this.key, options)).payload;
    } catch (error) {
      if (error instanceof Rejected) throw error;
      return undefined;
    }
  }

  private remember(token: string, verified: Verified): void {
    if (this.known.size >= MAX_REMEMBERED) this.known.clear();
    this.known.set(token, verified);
  }
}

/** The issuer's keys; Rejected (503) when they cannot be fetched. */
function remoteKeys({ issuer, jwksUrl }: OidcSettings): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(new URL(jwksUrl));
  return async (header, token) => {
    try {
      return await remote(header, token);
    } catch (error) {
      const isOfToken =
        error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JOSENotSupported;
      throw isOfToken ? error : new Rejected(refuse.identity_unavailable({ issuer }));
    }
  };
}

/** Claims: `sub`, the roles, and `on_behalf_of` when somebody acts by delegation. */
function actorOf(payload: JWTPayload, rolesClaim: string): Actor | undefined {
  const { sub, on_behalf_of: onBehalfOf } = payload;
  if (typeof sub !== 'string' || sub === '') return undefined;
  const roles = claimAt(payload, rolesClaim) ?? [];
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string')) return undefined;
  return {
    id: sub,
    roles: roles as readonly string[],
    ...(typeof onBehalfOf === 'string' ? { onBehalfOf } : {}),
  };
}

/** A claim by its name, which may have dots in it, or by the path to it, with dots between. */
function claimAt(payload: JWTPayload, path: string): unknown {
  const own = (from: unknown, name: string): unknown =>
    typeof from === 'object' && from !== null && Object.hasOwn(from, name)
      ? (from as Readonly<Record<string, unknown>>)[name]
      : undefined;
  return own(payload, path) ?? path.split('.').reduce<unknown>(own, payload);
}
