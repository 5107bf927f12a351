import type { LogEvent } from '../../system/system.js';
import type { Money } from '../amounts.js';
import { textOf } from './booked.js';

/** What is asked of a budget line. */
export interface PriceChange {
  readonly budgetLineId: string;
  readonly accepted: Money;
  readonly open: Money;
}

type Change = (date?: string) => void;

/** Changes of orders and prices that budgets was asked for, by `adjustment line`. */
export class Changes {
  private readonly asked = new Map<string, Change>();
  private readonly granted = new Set<string>();
  /** Adjustments that a line granted and took back: another line had refused. */
  private readonly undone: ReadonlySet<string>;

  constructor(events: readonly LogEvent[]) {
    const undone = events.filter(({ type }) => /TakenBack$/.test(type));
    const names = undone.map(({ data }) => textOf(data['repricingId'] ?? data['adjustmentId']));
    this.undone = new Set(names);
  }

  ask(adjustmentId: string, lineId: string, change: Change): void {
    this.asked.set(`${adjustmentId} ${lineId}`, change);
  }

  grant(adjustmentId: string): void {
    this.granted.add(adjustmentId);
  }

  /** Once, when the line has it. */
  made(adjustmentId: string, lineId: string, date?: string): void {
    const key = `${adjustmentId} ${lineId}`;
    if (!this.undone.has(adjustmentId)) this.asked.get(key)?.(date);
    this.asked.delete(key);
  }

  /** What was granted, and no line has said yet. */
  rest(): void {
    for (const key of this.asked.keys()) {
      const [adjustmentId = '', lineId = ''] = key.split(' ');
      if (this.granted.has(adjustmentId)) this.made(adjustmentId, lineId);
    }
  }
}
