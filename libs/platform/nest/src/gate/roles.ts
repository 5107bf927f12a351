import { Rejected, type Actor } from '@tamani/kernel';
import { refuse } from '../errors/api-errors.js';

/** The roles of the section. */
export const ROLES = [
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
export type Role = (typeof ROLES)[number];
/** Read-only roles: they read everything and change nothing, even where a route allows it. */
const READERS = ['auditor', 'reporting-job'] as const;
/** A role that may change something. */
export type WriteRole = Exclude<Role, (typeof READERS)[number]>;

/** One of these, at least. */
export type AnyOf<R extends Role> = readonly [R, ...R[]];
/** Who may call a route. */
export type Audience = 'public' | 'authenticated' | AnyOf<Role>;

const WRITERS = ROLES.filter((role) => !READERS.some((reader) => reader === role));

/** The roles of which one is needed. */
export function rolesOf(audience: Audience, method: string): readonly Role[] {
  if (typeof audience === 'object') return audience;
  return method === 'POST' && audience !== 'public' ? WRITERS : ROLES;
}

/** Throws Rejected (403) with the roles of which one is needed. */
export function checkRole(actor: Actor, audience: Audience, method: string): void {
  const may = rolesOf(audience, method);
  if (may.some((role) => actor.roles.includes(role))) return;
  throw new Rejected(refuse.role_required({ roles: may.join(', ') }));
}
