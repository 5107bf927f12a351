import type { TamaniClient } from '@tamani/client';
import type { Flow, FlowStage } from './flow.js';

/** What an import needs of the client. */
export type ImportApi = Pick<TamaniClient, 'get' | 'post' | 'act'>;

/** Whose work it is. */
export const IMPORTER = 'budget-officer';

/** The source register of the files, as named in the contributions. */
export const SOURCE = 'FTS';

/** The API field with a contribution's stage. */
const DATE_FIELDS: Readonly<Record<FlowStage, string>> = {
  pledged: 'pledgedOn',
  agreed: 'agreedOn',
  received: 'receivedOn',
};

/**
 * The contribution as far as the register knows it. The line of the file is left out: the same
 * flow stands on another line of the next export, and must still be the same request.
 */
export const registration = (flow: Flow) => ({
  donor: flow.donor === '' ? null : flow.donor,
  title: flow.title,
  amount: flow.amount,
  [DATE_FIELDS[flow.stage]]: flow.date,
  donorReference: flow.reference === '' ? null : flow.reference,
  origin: { source: SOURCE, externalId: flow.id },
});

/** The same flow and step, the same Idempotency-Key, on every run. */
export const keyOf = (flow: Flow, step: string): string =>
  `import:contributions:${flow.id.replace(/[^\x21-\x7e]/g, '-')}:${step}`;
