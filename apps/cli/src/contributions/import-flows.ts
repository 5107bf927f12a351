import { ApiError } from '@tamani/client';
import { catchUp } from './catch-up.js';
import { IMPORTER, keyOf, registration, type ImportApi } from './contribution-calls.js';
import type { FlowPlan, Refusal, Repeat } from './flow-plan.js';
import type { Flow } from './flow.js';

export interface ImportReport {
  readonly rows: number;
  /** At least one command had an effect. */
  readonly imported: number;
  /** All of it was there from an earlier run. */
  readonly unchanged: number;
  readonly repeated: readonly Repeat[];
  /** In the order of the lines. */
  readonly refused: readonly Refusal[];
}

/** Flows under way at the same time: enough for the server to commit several together. */
const AT_ONCE = 8;

/**
 * Sends the flows, each through the commands of its stage. A refusal by a rule ends that flow
 * only; a server that does not answer, or does not let us in, ends the import (it throws).
 */
export async function importFlows(
  api: ImportApi,
  plan: FlowPlan,
  onDone: (done: number, total: number) => void,
): Promise<ImportReport> {
  const total = plan.flows.length;
  const refused = [...plan.refused];
  let imported = 0;
  let unchanged = 0;
  let next = 0;
  let done = 0;
  const worker = async () => {
    for (let flow = plan.flows[next++]; flow !== undefined; flow = plan.flows[next++]) {
      const outcome = await send(api, flow);
      if (outcome === 'imported') imported += 1;
      else if (outcome === 'unchanged') unchanged += 1;
      else refused.push(outcome);
      onDone(++done, total);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const rows = total + plan.repeated.length + plan.refused.length;
  refused.sort((a, b) => a.line - b.line);
  return { rows, imported, unchanged, repeated: plan.repeated, refused };
}

type Outcome = 'imported' | 'unchanged' | Refusal;

async function send(api: ImportApi, flow: Flow): Promise<Outcome> {
  const refused = (code: string, why: Refusal['why']) => ({ ...placeOf(flow), code, why });
  try {
    const request = { key: keyOf(flow, 'register'), body: registration(flow) };
    const { replayed } = await api.post(IMPORTER, 'contributions', request);
    return replayed ? 'unchanged' : 'imported';
  } catch (error) {
    if (!(error instanceof ApiError) || !isRefusal(error)) throw error;
    if (!KNOWN_ALREADY.has(error.code)) return refused(error.code, reasonOf(error));
    const caughtUp = await goOn(api, flow);
    if (caughtUp === undefined) return refused(error.code, reasonOf(error));
    if (caughtUp instanceof ApiError) return refused(caughtUp.code, reasonOf(caughtUp));
    return typeof caughtUp === 'string' ? caughtUp : refused('flow_changed', caughtUp.changed);
  }
}

/** The row was imported before: as it is now under another key, or with other content. */
const KNOWN_ALREADY = new Set(['contribution_exists', 'idempotency_key_reused']);

async function goOn(api: ImportApi, flow: Flow) {
  try {
    return await catchUp(api, flow);
  } catch (error) {
    if (error instanceof ApiError && isRefusal(error)) return error;
    throw error;
  }
}

const placeOf = ({ line, id }: Flow) => ({ line, id });

/** 401 and 403 would apply to every flow: the whole import stops. */
const isRefusal = (error: ApiError) =>
  error.status >= 400 && error.status < 500 && error.status !== 401 && error.status !== 403;

function reasonOf({ problem }: ApiError): string {
  const { detail, title, errors = [] } = problem;
  const fields = errors.map((field) => `${field.pointer}: ${field.detail ?? field.code}`);
  return [detail ?? title ?? '', ...fields].filter(Boolean).join(' · ');
}
