import type { Flow } from './flow.js';

/** One command of the API on the way of a contribution. */
export interface Call {
  /** Part of the Idempotency-Key: the same flow and step, the same key, on every run. */
  readonly step: string;
  /** Below the contribution; undefined: the creation. */
  readonly action?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Whose work it is. */
export const IMPORTER = 'budget-officer';

/** The commands that bring a contribution to where the flow is: pledged, agreed, received. */
export function callsOf(flow: Flow): readonly Call[] {
  const { donor, amount, date, title } = flow;
  const pledge: Call = { step: 'pledge', body: { donor, title, amount, pledgedOn: date } };
  const agree: Call = { step: 'agree', action: 'agree', body: { agreedOn: date } };
  const receive: Call = { step: 'receive', action: 'receipts', body: { amount, receivedOn: date } };
  if (flow.stage === 'pledged') return [pledge];
  return flow.stage === 'agreed' ? [pledge, agree] : [pledge, agree, receive];
}

export const keyOf = (flow: Flow, call: Call): string =>
  `import:contributions:${flow.id.replace(/[^\x21-\x7e]/g, '-')}:${call.step}`;
