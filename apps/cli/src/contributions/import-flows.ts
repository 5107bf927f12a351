import { ApiError, type Answer, type Resource, type TamaniClient } from '@tamani/client';
import { callsOf, IMPORTER, keyOf, type Call } from './contribution-calls.js';
import type { FlowPlan, Refusal, Repeat } from './flow-plan.js';
import type { Flow } from './flow.js';

/** What an import needs of the client. */
export type ImportApi = Pick<TamaniClient, 'post' | 'act'>;

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

async function send(api: ImportApi, flow: Flow): Promise<'imported' | 'unchanged' | Refusal> {
  let had: 'imported' | 'unchanged' = 'unchanged';
  let last: Answer<Resource> | undefined;
  for (const call of callsOf(flow)) {
    try {
      last = await request(api, { flow, call, last });
    } catch (error) {
      if (!(error instanceof ApiError) || !isRefusal(error)) throw error;
      return { line: flow.line, id: flow.id, code: error.code, why: reasonOf(call, error) };
    }
    if (!last.replayed) had = 'imported';
  }
  return had;
}

/**
 * A repeat must be the same request as the first time, If-Match included: each step goes on from
 * the revision that the one before has answered.
 */
async function request(
  api: ImportApi,
  at: { flow: Flow; call: Call; last: Answer<Resource> | undefined },
): Promise<Answer<Resource>> {
  const { flow, call, last } = at;
  const key = keyOf(flow, call);
  const { body, action } = call;
  if (last === undefined || action === undefined) {
    return api.post(IMPORTER, 'contributions', { key, body });
  }
  const resource = `contributions/${last.body.id}`;
  try {
    const ifMatch = last.etag ?? '';
    return await api.post(IMPORTER, `${resource}/${action}`, { key, body, ifMatch });
  } catch (error) {
    // Somebody has worked on the contribution since: the step goes on from where it is now.
    if (!(error instanceof ApiError && error.status === 412)) throw error;
    return api.act(IMPORTER, resource, { action, key, body });
  }
}

/** 401 and 403 would hold for every flow: the whole import stops there. */
const isRefusal = (error: ApiError) =>
  error.status >= 400 && error.status < 500 && error.status !== 401 && error.status !== 403;

function reasonOf(call: Call, error: ApiError): string {
  const { detail, title, errors = [] } = error.problem;
  const fields = errors.map((field) => `${field.pointer}: ${field.detail ?? field.code}`);
  return `${call.step}: ${[detail ?? title ?? '', ...fields].filter(Boolean).join(' · ')}`;
}
