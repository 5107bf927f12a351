import type { Sentence } from '../shell/language.js';
import { flowOf, type Flow, type FlowRow } from './flow.js';

/** A record that is not imported, with the line that an editor shows. */
export interface Refusal {
  readonly line: number;
  readonly id: string;
  readonly code: string;
  readonly why: Sentence | string;
}

/** A duplicate of an earlier record: the money was received once. */
export interface Repeat {
  readonly line: number;
  readonly id: string;
  readonly firstLine: number;
}

export interface FlowPlan {
  readonly flows: readonly Flow[];
  readonly repeated: readonly Repeat[];
  readonly refused: readonly Refusal[];
}

/** Sorts the records of a file into what is to be sent, repeats, and what cannot be read. */
export function planOf(rows: readonly FlowRow[], donorIfMissing = ''): FlowPlan {
  const flows: Flow[] = [];
  const repeated: Repeat[] = [];
  const refused: Refusal[] = [];
  const first = new Map<string, FlowRow>();
  for (const row of rows) {
    const { line } = row;
    const { id } = row.fields;
    const earlier = id === '' ? undefined : first.get(id);
    const flow = flowOf(row, donorIfMissing);
    if ('code' in flow) refused.push({ line, id, ...flow });
    else if (earlier === undefined) flows.push(flow);
    else if (same(earlier, row)) repeated.push({ line, id, firstLine: earlier.line });
    else refused.push({ line, id, code: 'id_twice', why: idTwice(earlier.line) });
    if (earlier === undefined) first.set(id, row);
  }
  return { flows, repeated, refused };
}

const same = (a: FlowRow, b: FlowRow) => JSON.stringify(a.fields) === JSON.stringify(b.fields);

const idTwice =
  (line: number): Sentence =>
  (say) =>
    say('flow_id_twice', { line });
