import { dateOf, type Actor } from '@tamani/kernel';
import { noteAccess, type AccessNote, type AccessRow, type Runtime } from '@tamani/runtime';

/** Rows of a note: with texts of this length it fits into one event. */
const MOST_ROWS = 50;
const MOST_CHARACTERS = 150;
/** A note at most so often, whatever comes. */
const EVERY_MS = 60_000;

interface Access {
  readonly what: string;
  readonly actor: string | null;
  readonly target: string;
}

/**
 * Counts refusals (401, 403) and what auditors read, and notes them in the log: one event a minute
 * at most, of a bounded size. So a flood leaves figures, not events (ADR 0024).
 */
export class AccessRecorder {
  private rows = new Map<string, AccessRow>();
  private others = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly runtime: Runtime) {}

  /** Of who shows no good token nothing is known, and nothing is kept but how often. */
  denied(code: string, target: string, actor: Actor | undefined): void {
    if (actor) this.count({ what: code, actor: actor.id, target });
    else this.count({ what: code, actor: null, target: '' });
  }

  /** Notes the reads of those who read everything. */
  read(target: string, { id, roles }: Actor): void {
    if (roles.includes('auditor')) this.count({ what: 'read', actor: id, target });
  }

  /** Writes what has been counted; while the store is away it is counted on. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const note: AccessNote = { rows: [...this.rows.values()], others: this.others };
    if (note.rows.length === 0) return;
    const { commands, contexts, ports } = this.runtime;
    const [context] = contexts;
    if (!context) return;
    [this.rows, this.others] = [new Map(), 0];
    const at = { context: context.name, day: dateOf(ports.clock.now()), id: ports.ids.next() };
    try {
      await noteAccess(commands, note, at);
    } catch (error) {
      ports.log.warn('accesses could not be noted, they are counted on', { error: String(error) });
      for (const row of note.rows) this.add(row);
      this.others += note.others;
    }
  }

  private count({ what, actor, target }: Access): void {
    const now = this.runtime.ports.clock.now();
    this.add({
      what,
      actor: actor?.slice(0, MOST_CHARACTERS) ?? null,
      target: target.slice(0, MOST_CHARACTERS),
      ...{ count: 1, firstAt: now, lastAt: now },
    });
    this.timer ??= setTimeout(() => void this.flush(), EVERY_MS).unref();
  }

  private add(row: AccessRow): void {
    const key = JSON.stringify([row.what, row.actor, row.target]);
    const known = this.rows.get(key);
    if (known) {
      const firstAt = known.firstAt < row.firstAt ? known.firstAt : row.firstAt;
      const lastAt = known.lastAt > row.lastAt ? known.lastAt : row.lastAt;
      this.rows.set(key, { ...known, count: known.count + row.count, firstAt, lastAt });
    } else if (this.rows.size < MOST_ROWS) this.rows.set(key, row);
    else this.others += row.count;
  }
}
