import type { MoneyJson } from '@tamani/kernel';
import type { Random } from '@tamani/testing/engines';
import type { Body, Draft } from './request.js';

/** A resource as it was last seen. */
export interface Resource extends Body {
  readonly id: string;
  readonly status: string;
}

/** The resources that a script has created; its requests refer to them. */
export interface World {
  readonly random: Random;
  /** The number of the script: part of all names in it. */
  readonly name: string;
  /** A vendor that is eligible, shared by the scripts of a lane. */
  readonly vendorId: string;
  /** In the order in which they were made. */
  known(path: string): readonly Resource[];
}

/** One kind of resource: how it is made, brought forward, and disturbed. */
export interface Kind {
  readonly path: string;
  /** Undefined if its prerequisites are missing. */
  create(world: World): Draft | undefined;
  /** The next step on its usual way; undefined when it has none now. */
  forward(resource: Resource, world: World): Draft | undefined;
  /** Any step, allowed now or not. */
  sideways(resource: Resource, world: World): Draft;
}

export const usd = (cents: number): MoneyJson => ({
  amount: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
  currency: 'USD',
});
export const xof = (francs: number): MoneyJson => ({ amount: String(francs), currency: 'XOF' });

/** Business dates with rates; today is the last. */
export const DATES = ['2026-09-15', '2026-10-12', '2026-11-05', '2026-11-25'] as const;
/** Nothing is dated here: no rates, or a day to come. */
export const BAD_DATES = ['2026-08-15', '2026-11-26'] as const;

export const reasons = ['Year', 'Correction', 'Défaut à la livraison', 'Audit'] as const;

/** A date, now and then one that is refused. */
export const someDate = ({ random }: World): string =>
  random.chance(0.06) ? random.pick(BAD_DATES) : random.pick(DATES);

/** An action of a resource. */
export const action = (
  of: { readonly path: string; readonly id: string },
  name: string,
  by: Pick<Draft, 'user'> & { readonly body?: unknown },
): Draft => ({ user: by.user, path: `${of.path}/${of.id}/${name}`, body: by.body ?? {} });

export type Steps = Readonly<Record<string, readonly [Draft['user'], (world: World) => unknown]>>;

/** One of the steps, by chance. */
export function anyOf(
  of: { readonly path: string; readonly id: string },
  steps: Steps,
  world: World,
) {
  const name = world.random.pick(Object.keys(steps));
  const [user, body] = steps[name] as Steps[string];
  return action(of, name, { user, body: body(world) });
}

export const empty = (): unknown => ({});
export const reason = ({ random }: World): unknown => ({ reason: random.pick(reasons) });
