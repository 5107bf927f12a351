import { addDays, dateOf, instantAfter, type BusinessDate, type Word } from '@tamani/kernel';
import type { Condition } from '@tamani/ports';
import { attentionDays, guaranteeNoticeDays } from '@tamani/procurement/published';
import {
  collectionName,
  type AttentionSource,
  type ReadModel,
  type Runtime,
} from '@tamani/runtime';
import type { AttentionDoc } from './attention.read-model.js';

type Kind = Word<'attention'>;
type Role = Word<'role'>;

/** What needs attention, and where it is kept. */
export interface Attention {
  readonly context: string;
  readonly model: ReadModel<AttentionDoc>;
  readonly sources: readonly AttentionSource[];
}

const DAY_MS = 86_400_000;
/** Whole days between two moments. */
export const daysBetween = (since: string, now: string): number =>
  Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / DAY_MS));

/** Who can resolve each kind. */
export function rolesByKind(
  sources: readonly AttentionSource[],
): ReadonlyMap<Kind, readonly Role[]> {
  const roles = new Map<Kind, readonly Role[]>([
    ['refused_command', ['administrator']],
    ['parked_message', ['administrator']],
  ]);
  for (const [kind, ...own] of sources.flatMap(({ waits }) => Object.values(waits)).filter(isThere))
    roles.set(kind, own);
  return roles;
}
const isThere = <T>(value: T | undefined): value is T => value !== undefined;

/** What needs attention at a moment, as the policies of the day say. */
export interface Reach {
  /** It waits since then or longer. */
  readonly since: string;
  /** What ends, ends on this day or before. */
  readonly dueBy: BusinessDate;
}
export async function reachOf(runtime: Runtime, now: string): Promise<Reach> {
  const today = dateOf(now);
  const days = async ({ of, id, on }: typeof attentionDays): Promise<number> =>
    on((await runtime.commands.load(of, id))?.state ?? null, today);
  return {
    since: instantAfter(now, -(await days(attentionDays)) * DAY_MS),
    dueBy: addDays(today, await days(guaranteeNoticeDays)),
  };
}

/** These kinds, as far as they need attention. */
export const waiting = (kinds: readonly Kind[], { since, dueBy }: Reach): readonly Condition[] => [
  { field: 'kind', op: 'in', values: kinds },
  { field: 'from', op: 'lte', value: since },
  { field: 'dueOn', op: 'lte', value: dueBy },
];

/** How many of each kind need attention now: for the metrics and for `doctor`. */
export async function attentionCounts(
  { context, model, sources }: Attention,
  runtime: Runtime,
): Promise<ReadonlyMap<Kind, number>> {
  const { reads, clock } = runtime.ports;
  const kinds = [...rolesByKind(sources).keys()];
  const where = waiting(kinds, await reachOf(runtime, clock.now()));
  const rows = await reads.sum(collectionName(context, model), {
    where,
    groupBy: ['kind'],
    sums: [],
  });
  const counts = new Map(rows.map(({ group, count }) => [group['kind'] as Kind, count]));
  return new Map(kinds.map((kind) => [kind, counts.get(kind) ?? 0]));
}
