import type { LogEvent } from '../system/system.js';

/** What was last said of one thing, at each position of the log. */
export class HistoryOf<V> {
  private readonly known = new Map<string, { readonly position: number; readonly value: V }[]>();

  set(id: string, position: number, value: V): void {
    const before = this.known.get(id) ?? [];
    this.known.set(id, [...before, { position, value }]);
  }

  at(id: string, position: number): V | undefined {
    return this.known.get(id)?.findLast((one) => one.position < position)?.value;
  }

  /**
   * All that was true within so many positions before: who decides may have read any of it, where
   * somebody else changed it at the same moment.
   */
  near(id: string, position: number, within = AT_ONCE): readonly (V | undefined)[] {
    const all = this.known.get(id) ?? [];
    const recent = all.filter((one) => one.position < position && one.position > position - within);
    return [this.at(id, position - within + 1), ...recent.map(({ value }) => value)];
  }
}

/** Events that acts of one moment can write, all together. */
const AT_ONCE = 60;

/** Fills a history from a log: a value for each event of the table. */
export function historyOf<V>(
  events: readonly LogEvent[],
  of: Readonly<Record<string, (event: LogEvent) => readonly [id: string, value: V]>>,
): HistoryOf<V> {
  const history = new HistoryOf<V>();
  for (const event of events) {
    const said = of[event.type]?.(event);
    if (said) history.set(said[0], event.position, said[1]);
  }
  return history;
}

/** The same value on the event's own stream. */
export const own =
  <V>(value: V) =>
  ({ id }: LogEvent): readonly [string, V] => [id, value];
