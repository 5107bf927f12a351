import { invariant, Rejected, type Actor } from '@tamani/kernel';
import { DEMO_USERS } from '../auth/demo-issuer.js';
import { refuse } from '../errors/api-errors.js';
import type { Audience, RoutePolicy } from '../http/route-policy.js';

/** Every role there is; the demo has one user of each. */
export const ROLES: readonly string[] = DEMO_USERS;

/** They look at everything and change nothing, whatever else a route allows. */
const READERS: readonly string[] = ['auditor', 'reporting-job'];
const WRITERS = ROLES.filter((role) => !READERS.includes(role));

/** Throws Rejected (403) with the roles of which one is needed. */
export function checkRole(actor: Actor, audience: Audience, method: string): void {
  const may = typeof audience === 'object' ? audience : method === 'POST' ? WRITERS : ROLES;
  if (may.some((role) => actor.roles.includes(role))) return;
  throw new Rejected(refuse.role_required({ roles: may.join(', ') }));
}

/** Throws for a policy that names no role, or one that nobody can have: a slip of its author. */
export function checkPolicy(where: string, { roles, kind }: RoutePolicy): void {
  if (typeof roles === 'string') return;
  invariant(roles.length > 0, `route for nobody: ${where}. Name the roles that may call it`);
  for (const role of roles) {
    invariant(ROLES.includes(role), `unknown role "${role}": ${where}. Known: ${ROLES.join(', ')}`);
    const isCommand = kind === 'create' || kind === 'action';
    invariant(!isCommand || !READERS.includes(role), `${role} only reads: ${where}`);
  }
}
