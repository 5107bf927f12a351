import { prepareRows, type Database, type Statement } from '../database/database.js';

interface Offset {
  readonly group: string;
  readonly topic: number;
  readonly handledUpTo: number;
}

/**
 * Saved offsets of the groups. They are written lazily, along with the next commit: a crash
 * before that delivers a few messages again, which a handler must stand anyway.
 */
export class Offsets {
  private dirty = new Map<string, Offset>();
  private saving: Map<string, Offset> | undefined;
  private readonly select: Statement;
  private readonly upsert: Statement;

  constructor(db: Database) {
    this.select = prepareRows(
      db,
      'SELECT handled_up_to FROM offsets WHERE consumer_group = ? AND topic = ?',
    );
    this.upsert = db.prepare(
      'INSERT INTO offsets VALUES (?, ?, ?) ' +
        'ON CONFLICT DO UPDATE SET handled_up_to = excluded.handled_up_to',
    );
  }

  get isDirty(): boolean {
    return this.dirty.size > 0;
  }

  handledUpTo(group: string, topic: number): number {
    const unsaved = this.dirty.get(`${group}\n${topic}`);
    if (unsaved) return unsaved.handledUpTo;
    const row = this.select.get(group, topic) as [number] | undefined;
    return row?.[0] ?? 0;
  }

  note(offset: Offset): void {
    this.dirty.set(`${offset.group}\n${offset.topic}`, offset);
  }

  /** Writes them inside the caller's transaction. */
  write(): void {
    this.saving = this.dirty;
    this.dirty = new Map();
    for (const { group, topic, handledUpTo } of this.saving.values())
      this.upsert.run(group, topic, handledUpTo);
  }

  committed(): void {
    this.saving = undefined;
  }

  rolledBack(): void {
    this.dirty = new Map([...(this.saving ?? []), ...this.dirty]);
    this.saving = undefined;
  }
}
