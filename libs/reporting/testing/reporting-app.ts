import type { Recorded } from '@tamani/kernel';
import { ContextApp, openContext } from '@tamani/nest/testing';
import { reportingContext, ReportingModule } from '../src/index.js';

/** The context's REST over a log that a test writes; each event is the next one of its stream. */
export const openReporting = async (events: readonly Recorded[]): Promise<ContextApp> =>
  new ContextApp(await openContext({ context: reportingContext, module: ReportingModule, events }));
