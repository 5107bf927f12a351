import type { MoneyJson } from '@tamani/kernel';
import type { DemoUser } from '@tamani/nest';
import type { Random } from '@tamani/testing/engines';
import type { Body } from '../../equal/script/request.js';
import type { Resource } from '../../equal/script/world.js';
import type { Path } from '../system/kinds.js';

/** What somebody who acts can see, and the chance that decides. */
export interface Scene {
  readonly random: Random;
  readonly today: string;
  /** The first day of the history. */
  readonly from: string;
  /** The number of the request that is being made: for names and numbers. */
  readonly n: number;
  all(path: Path): readonly Resource[];
  /** Nothing came of the last request about it, and it is as it was: another makes little sense. */
  isStuck(resource: Resource): boolean;
  readonly mood: Mood;
  /** What others are busy with at the same moment. */
  readonly focus?: Resource | undefined;
}

/** What people tend to do in a history: no two are alike. */
export interface Mood {
  /** How often the furthest purchase is brought on, before anything else is thought of. */
  readonly forward: number;
  /** How often somebody errs, or tries. */
  readonly careless: number;
  /** How often an act is chosen, beside the others. */
  readonly weights: ReadonlyMap<Act, number>;
}

/** One thing that a role can do. Adding an act is adding one entry to a table of `acts/`. */
export interface Act {
  readonly path: Path;
  /** Absent: it creates. */
  readonly action?: string;
  readonly roles: readonly [DemoUser, ...DemoUser[]];
  /** How often it is chosen, beside the others that can be done. */
  readonly weight: number;
  /** Statuses in which it is allowed; what it acts on then makes sense. Absent: any. */
  readonly from?: readonly string[];
  /** Nothing is under way when it is done: what is booked at the time must be known. */
  readonly calm?: boolean;
  /** A body that is right; undefined where there is none. */
  readonly body: (scene: Scene, on: Resource) => Body | undefined;
}

type Parts = Omit<Act, 'path' | 'action'>;

export const create = (path: Path, parts: Omit<Parts, 'from'>): Act => ({ path, ...parts });
export const act = (path: Path, action: string, parts: Parts): Act => ({ path, action, ...parts });

export const nothing = (): Body => ({});
export const because = ({ random }: Scene): Body => ({
  reason: random.pick(['Year end', 'Audit', 'Erreur de saisie']),
});

/** An end with a reason, today or on a day since what it follows. */
export const ended = (scene: Scene, { effectiveAt }: Resource & Body): Body => ({
  ...because(scene),
  effectiveAt: day(scene, effectiveAt),
});

/** A line of the bank's statement: mostly one that nobody has named, at times one of few. */
export const onStatement = ({ random, n }: Scene, kind: string): Body => ({
  bankReference: random.chance(0.7) ? `${kind}-${n}` : `${kind}-Lot ${random.below(3)}`,
});

/** A day on which it can have been: not before what it follows, not after today. */
export function day(scene: Scene, follows: unknown = scene.from): string {
  const { random, today, from } = scene;
  const earliest = typeof follows === 'string' && follows > from ? follows : from;
  if (earliest >= today || random.chance(0.5)) return today;
  const span = daysBetween(earliest, today);
  const back = random.chance(0.7) ? random.below(Math.min(span, 40) + 1) : random.below(span + 1);
  const some = addDays(today, -back);
  return isShut(scene, some) && random.chance(0.9) ? today : some;
}

/** A day of the present financial year, on which something new can begin. */
export const dayOfYear = (scene: Scene, follows?: unknown): string => {
  const start = `${yearOf(scene.today)}-07-01`;
  const known = typeof follows === 'string' && follows > start ? follows : start;
  return day(scene, scene.random.chance(0.95) ? known : undefined);
};

/** The year in which the financial year of a day begins. */
export const yearOf = (date: string): number =>
  Number(date.slice(0, 4)) - (date.slice(5, 7) < '07' ? 1 : 0);

const isShut = (scene: Scene, date: string): boolean =>
  scene
    .all('fiscal-periods')
    .some(({ status, ...one }) => one['month'] === date.slice(0, 7) && status !== 'open');

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

const DECIMALS: Readonly<Record<string, number>> = { XOF: 0 };

/** Money of minor units, as it is on the wire. */
export function money(minor: bigint, currency: string): MoneyJson {
  const decimals = DECIMALS[currency] ?? 2;
  const digits = String(minor).padStart(decimals + 1, '0');
  const amount = decimals === 0 ? digits : `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return { amount, currency };
}
export const minorOf = ({ amount }: MoneyJson): bigint => BigInt(amount.replace('.', ''));

/** A share of an amount, at least one minor unit. */
export const percentOf = (of: MoneyJson, percent: number): MoneyJson => {
  const part = (minorOf(of) * BigInt(percent)) / 100n;
  return money(part > 0n ? part : 1n, of.currency);
};

/** Quantities in thousandths. */
export const thousandths = (quantity: unknown): number => Math.round(Number(quantity) * 1_000);
export const quantity = (thousandth: number): string => String(thousandth / 1_000);

/** All of it, mostly; else a part. */
export const partOf = ({ random }: Scene, whole: number): number =>
  whole <= 1 || random.chance(0.6) ? whole : 1 + random.below(whole - 1);

export const linesOf = (resource: Resource): readonly Body[] =>
  (resource['lines'] ?? []) as readonly Body[];

export const byId = (scene: Scene, path: Path, id: unknown): Resource | undefined =>
  scene.all(path).find((one) => one.id === id);

/** One of the resources with one of the statuses. */
export function oneOf(scene: Scene, path: Path, ...statuses: string[]): Resource | undefined {
  const some = scene.all(path).filter(({ status }) => statuses.includes(status));
  return some.length === 0 ? undefined : scene.random.pick(some);
}

/** Whether there is one already, so that another makes little sense; now and then nobody looks. */
export const has = (scene: Scene, path: Path, parts: Body): boolean =>
  !scene.random.chance(0.1) &&
  scene.all(path).some((one) => Object.entries(parts).every(([name, is]) => one[name] === is));
