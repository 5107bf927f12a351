import type { Recorded } from '@tamani/kernel';
import { ContextApp, openContext } from '@tamani/nest/testing';
import { auditContext, AuditModule } from '../src/index.js';
import { shop, Till } from './shop.js';

/** The context's REST, and a shop whose events it reads. */
export class AuditApp extends ContextApp {
  /** Appends the given number of published events. */
  sell(count: number): Promise<void> {
    return new Till(this.runtime.ports.store).sell(count);
  }
}

/** The context's REST over a log that a test writes; each event is the next one of its stream. */
export const openAudit = async (events: readonly Recorded[]): Promise<AuditApp> => {
  const settings = { others: [shop] };
  const parts = { context: auditContext, module: AuditModule, events, settings };
  return new AuditApp(await openContext(parts));
};
