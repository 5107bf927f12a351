import { dateOf, instantAfter, type Word } from '@tamani/kernel';
import type { Condition } from '@tamani/ports';
import { attentionDays } from '@tamani/procurement/published';
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

/** What waits since then or longer has waited as long as the policy of the day says. */
export async function waitsSince(runtime: Runtime, now: string): Promise<string> {
  const { of, id, on } = attentionDays;
  const policy = await runtime.commands.load(of, id);
  const days = on(policy?.state ?? null, dateOf(now));
  return instantAfter(now, -days * DAY_MS);
}

/** These kinds, as far as they wait since then or longer. */
export const waiting = (kinds: readonly Kind[], since: string): readonly Condition[] => [
  { field: 'kind', op: 'in', values: kinds },
  { field: 'from', op: 'lte', value: since },
];

/** How many of each kind need attention now: for the metrics and for `doctor`. */
export async function attentionCounts(
  { context, model, sources }: Attention,
  runtime: Runtime,
): Promise<ReadonlyMap<Kind, number>> {
  const { reads, clock } = runtime.ports;
  const kinds = [...rolesByKind(sources).keys()];
  const where = waiting(kinds, await waitsSince(runtime, clock.now()));
  const rows = await reads.sum(collectionName(context, model), {
    where,
    groupBy: ['kind'],
    sums: [],
  });
  const counts = new Map(rows.map(({ group, count }) => [group['kind'] as Kind, count]));
  return new Map(kinds.map((kind) => [kind, counts.get(kind) ?? 0]));
}
