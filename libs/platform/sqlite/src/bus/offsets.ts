import { StoreCorrupt } from '@tamani/ports';
import { crc32 } from 'node:zlib';
import { prepareRows, type Database, type Statement } from '../database/database.js';

/** What a group has handled of a topic. */
export interface Handled {
  /** Every message up to here. */
  readonly upTo: number;
  /** Single messages after it: other keys continued while one waited. */
  readonly beyond: ReadonlySet<number>;
}

/** Of the messages from `first` on: those before it are handled, or gone for another reason. */
export function handledFrom(first: number, { upTo, beyond }: Handled): Handled {
  if (upTo >= first - 1) return { upTo, beyond };
  return { upTo: first - 1, beyond: new Set([...beyond].filter((offset) => offset >= first)) };
}

/** CRC-32 over the columns of a row before its last one. */
export const offsetChecksum = (
  row: readonly [group: string, topic: number, upTo: number, beyond: string],
): number => crc32(row.join('\n'));

interface Place {
  readonly group: string;
  readonly topic: number;
}

interface Unsaved extends Place {
  /** Read only when it is written, so that a message costs nothing here. */
  readonly handled: () => Handled;
}

/**
 * Saved offsets of the groups. They are written lazily, along with the next commit: a crash
 * before that delivers a few messages again, which a handler must expect anyway.
 */
export class Offsets {
  private dirty = new Map<string, Unsaved>();
  private saving: Map<string, Unsaved> | undefined;
  private readonly select: Statement;
  private readonly upsert: Statement;

  constructor(db: Database) {
    this.select = prepareRows(
      db,
      'SELECT handled_up_to, handled_beyond, checksum FROM offsets ' +
        'WHERE consumer_group = ? AND topic = ?',
    );
    this.upsert = db.prepare(
      'INSERT INTO offsets VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET ' +
        'handled_up_to = excluded.handled_up_to, handled_beyond = excluded.handled_beyond, ' +
        'checksum = excluded.checksum',
    );
  }

  get isDirty(): boolean {
    return this.dirty.size > 0;
  }

  handled({ group, topic }: Place): Handled {
    const unsaved = this.dirty.get(`${group}\n${topic}`);
    if (unsaved) return unsaved.handled();
    const row = this.select.get(group, topic) as [number, string, number] | undefined;
    if (!row) return { upTo: 0, beyond: new Set() };
    if (offsetChecksum([group, topic, row[0], row[1]]) !== row[2])
      throw new StoreCorrupt(`what ${group} has handled does not have its checksum`);
    return { upTo: row[0], beyond: new Set(JSON.parse(row[1]) as number[]) };
  }

  /** The group has consumed of the topic before. */
  knows({ group, topic }: Place): boolean {
    return this.dirty.has(`${group}\n${topic}`) || this.select.get(group, topic) !== undefined;
  }

  note(unsaved: Unsaved): void {
    this.dirty.set(`${unsaved.group}\n${unsaved.topic}`, unsaved);
  }

  /** Writes them inside the caller's transaction. */
  write(): void {
    this.saving = this.dirty;
    this.dirty = new Map();
    for (const { group, topic, handled } of this.saving.values()) {
      const { upTo, beyond } = handled();
      const row = [group, topic, upTo, JSON.stringify([...beyond])] as const;
      this.upsert.run(...row, offsetChecksum(row));
    }
  }

  committed(): void {
    this.saving = undefined;
  }

  rolledBack(): void {
    this.dirty = new Map([...(this.saving ?? []), ...this.dirty]);
    this.saving = undefined;
  }
}
