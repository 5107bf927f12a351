import { dateOf, type BusinessDate } from './calendar.js';

/** The only source of time of domain and runtime. */
export interface Clock {
  /** Now, RFC 3339 in UTC with milliseconds. */
  now(): string;
  /** Milliseconds of a monotonic clock: for durations and leases, never for dates. */
  monotonicMs(): number;
}

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  monotonicMs: () => performance.now(),
};

/** Today in Africa/Bamako. */
export const today = (clock: Clock): BusinessDate => dateOf(clock.now());

/** The moment so many milliseconds after another, RFC 3339 in UTC. */
export const instantAfter = (instant: string, ms: number): string =>
  new Date(Date.parse(instant) + ms).toISOString();
