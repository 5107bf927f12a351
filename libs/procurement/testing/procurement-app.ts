import { setTimeout as pause } from 'node:timers/promises';
import { ContextApp, openContext, type ContextParts } from '@tamani/nest/testing';
import { procurementContext, ProcurementModule } from '../src/index.js';
import { GRACE_MS } from '../src/processes/reactive.js';
import { PROCUREMENT_TOPIC } from '../src/published/index.js';
import { BudgetsStandIn } from './budgets-stand-in.js';

export type { Answer } from '@tamani/nest/testing';

/** The context's REST, with budgets answering. */
export class ProcurementApp extends ContextApp {
  private constructor(
    parts: ContextParts,
    readonly budgets: BudgetsStandIn,
  ) {
    super(parts);
  }

  static async open(): Promise<ProcurementApp> {
    const settings = { timerPollMs: 10 };
    const part = { context: procurementContext, module: ProcurementModule, settings };
    const parts = await openContext(part);
    const { store, bus } = parts.runtime.ports;
    const budgets = new BudgetsStandIn(store, bus);
    await budgets.open();
    return new ProcurementApp(parts, budgets);
  }

  /** Until log, relay, bus, processes, budgets and lists have nothing left to do. */
  override async settled(): Promise<void> {
    do await this.runtime.settled();
    while ((await this.runtime.ports.bus.lag('test.budgets', [PROCUREMENT_TOPIC])) > 0);
    await this.runtime.settled();
  }

  /** After the grace that a request has: what it left half done is healed. */
  async afterGrace(): Promise<void> {
    await this.settled();
    this.parts.clock.advance(GRACE_MS + 1000);
    const { reads } = this.runtime.ports;
    const collection = 'procurement_timers_v1';
    const waiting = { where: [{ field: 'state', op: 'eq', value: 'waiting' } as const], limit: 1 };
    while ((await reads.find(collection, waiting)).documents.length > 0) await pause(10);
    await this.settled();
  }
}
