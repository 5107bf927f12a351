import { randomOf, type Random } from '../fakes/random.js';

/** How often a fault happens, 0 to 1; what is not named never happens. */
export type Probabilities<K extends string> = Partial<Record<K, number>>;

/** One fault that was injected, for the message of a test that fails. */
export interface Injected<K extends string> {
  readonly fault: K;
  readonly at: string;
}

/**
 * Decides when something fails: by a seed, so that the same calls fail in the same places again.
 * `on` switches all of it; `next` plans a fault for the next call, whatever the chance.
 */
export class FaultPlan<K extends string> {
  on = true;
  readonly injected: Injected<K>[] = [];
  private readonly random: Random;
  private readonly planned: K[] = [];

  constructor(
    seed: number,
    private readonly probabilities: Probabilities<K> = {},
  ) {
    this.random = randomOf(seed);
  }

  /** Plans faults in this order, each at the next place that could have it. */
  next(...faults: readonly K[]): void {
    this.planned.push(...faults);
  }

  /** Sets how often a fault happens from now on. */
  set(fault: K, probability: number): void {
    this.probabilities[fault] = probability;
  }

  /** Whether this call has the fault. The chance is drawn in any case: calls stay in step. */
  hits(fault: K, at: string): boolean {
    const drawn = this.random.chance(this.probabilities[fault] ?? 0);
    if (!this.on) return false;
    const isPlanned = this.planned[0] === fault;
    if (isPlanned) this.planned.shift();
    if (!isPlanned && !drawn) return false;
    this.injected.push({ fault, at });
    return true;
  }

  /** A whole number of milliseconds from 0 up to `maxMs`. */
  delayMs(maxMs: number): number {
    return this.random.below(maxMs + 1);
  }
}
