import { ContextApp, openContext, type ContextParts } from '@tamani/nest/testing';
import { procurementContext, ProcurementModule } from '../src/index.js';
import { PROCUREMENT_TOPIC } from '../src/published/index.js';
import { BudgetsStandIn } from './budgets-stand-in.js';

export type { Answer } from '@tamani/nest/testing';

/** The context's REST API with a stand-in for budgets. */
export class ProcurementApp extends ContextApp {
  private constructor(
    parts: ContextParts,
    readonly budgets: BudgetsStandIn,
  ) {
    super(parts);
  }

  static async open(): Promise<ProcurementApp> {
    const part = { context: procurementContext, module: ProcurementModule };
    const parts = await openContext(part);
    const { store, bus } = parts.runtime.ports;
    const budgets = new BudgetsStandIn(store, bus);
    await budgets.open();
    return new ProcurementApp(parts, budgets);
  }

  /** Until log, relay, bus, processes, budgets and lists are idle. */
  override async settled(): Promise<void> {
    do await this.runtime.settled();
    while ((await this.runtime.ports.bus.lag('test.budgets', [PROCUREMENT_TOPIC])) > 0);
    await this.runtime.settled();
  }
}
