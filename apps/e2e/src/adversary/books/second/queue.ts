import type { LogEvent } from '../../system/system.js';

/** What a document does, once the budget line says that it has booked it. */
type Step = (booked?: LogEvent) => void;
interface Waiting {
  readonly key: string;
  readonly step: Step;
}

/**
 * Documents in the order in which procurement made them, by order and budget line: each counts
 * when the line books it, or at the end. What was made before it is booked before it.
 */
export class Queue {
  private readonly waiting = new Map<string, Waiting[]>();
  /** Booked as on hold: they come when the line says so, and otherwise never. */
  private readonly held = new Map<string, Step>();

  add(name: string, key: string, step: Step): void {
    const queue = this.waiting.get(name) ?? [];
    this.waiting.set(name, [...queue, { key, step }]);
  }

  later(name: string, key: string, step: Step): void {
    this.held.set(`${name} ${key}`, step);
  }

  until(name: string, key: string, event: LogEvent): void {
    const late = this.held.get(`${name} ${key}`);
    if (late && event.type !== 'DeliveryHeld') {
      this.held.delete(`${name} ${key}`);
      return late(event);
    }
    const queue = this.waiting.get(name) ?? [];
    const at = queue.findIndex((one) => one.key === key);
    if (at < 0) return;
    this.waiting.set(name, queue.slice(at + 1));
    for (const one of queue.slice(0, at + 1)) one.step(one.key === key ? event : undefined);
  }

  rest(): void {
    for (const queue of this.waiting.values()) for (const { step } of queue) step();
    this.waiting.clear();
  }
}
