import { faultRuleSchema, type FaultAction, type FaultRule, type Operation } from './rules.js';

interface ActiveRule {
  readonly rule: FaultRule;
  readonly draw: () => number;
  left: number;
}

type EndSubscription = (code: 13 | 14) => void;

/** What the double does wrong, and how often it has done so. */
export class Faults {
  private rules: ActiveRule[] = [];
  private readonly fired = new Map<string, number>();
  private readonly open = new Set<EndSubscription>();

  /** Rules are asked in the order they were added; the first that applies to a call has it. */
  add(...rules: readonly FaultRule[]): void {
    for (const given of rules) {
      const rule = faultRuleSchema.parse(given);
      const { chance, times = chance ? Infinity : 1 } = rule;
      this.rules.push({ rule, draw: chance ? drawsOf(chance.seed) : () => 0, left: times });
    }
  }

  /** From now on nothing goes wrong; what is under way is not called back. */
  clear(): void {
    this.rules = [];
  }

  /** Ends each open subscription: 13 as at a graceful stop, 14 as at a kill. Returns how many. */
  endSubscriptions(code: 13 | 14): number {
    const ended = [...this.open];
    for (const end of ended) end(code);
    this.count('subscription.ended', ended.length);
    return ended.length;
  }

  /** How often each fault has struck: `append.loseAnswer`. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.fired);
  }

  /** Subscriptions that are open now. */
  get subscriptions(): number {
    return this.open.size;
  }

  /** What happens to the call that has just come; undefined when all goes well. */
  take(on: Operation): FaultAction | undefined {
    const struck = this.rules.find((one) => one.rule.on === on && strikes(one));
    if (!struck) return undefined;
    struck.left -= 1;
    if (struck.left <= 0) this.rules = this.rules.filter((one) => one !== struck);
    const { action } = struck.rule;
    this.count(`${on}.${action.kind}`, 1);
    return action;
  }

  /** For the subscriptions of the double: how to end one. Returns how to take it off again. */
  track(end: EndSubscription): () => void {
    this.open.add(end);
    return () => void this.open.delete(end);
  }

  private count(name: string, times: number): void {
    this.fired.set(name, (this.fired.get(name) ?? 0) + times);
  }
}

const strikes = ({ rule, draw }: ActiveRule): boolean =>
  rule.chance === undefined || draw() < rule.chance.probability;

/** Numbers of [0, 1) that follow from a seed (mulberry32). */
function drawsOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
