import { StoreCorrupt } from '@tamani/ports';
import { prepareRows, type Database, type Statement } from '../../database/database.js';

/** The table of the words of a collection. */
export const wordsTable = (collection: string): string => `words_${collection}`;

/**
 * Numbers of texts that repeat in millions of rows: types, people, dates. All of them are in
 * memory, because they are few.
 */
export class Words {
  private ids: Map<string, number> | undefined;
  private texts = new Map<number, string>();
  private readonly select: Statement;
  private readonly insert: Statement;

  constructor(
    db: Database,
    private readonly collection: string,
  ) {
    const table = wordsTable(collection);
    this.select = prepareRows(db, `SELECT id, word FROM ${table}`);
    this.insert = db.prepare(`INSERT INTO ${table} (word) VALUES (?)`);
  }

  /** The number of a word; a new one is written in the caller's transaction. */
  idOf(word: string): number {
    return this.find(word) ?? this.keep(word);
  }

  find(word: string): number | undefined {
    return this.known().get(word);
  }

  textOf(id: number): string {
    this.known();
    const text = this.texts.get(id);
    if (text === undefined) throw new StoreCorrupt(`${this.collection}: no word ${id}`);
    return text;
  }

  /** Numbers of the words that fulfil a condition. */
  matching(takes: (word: string) => boolean): readonly number[] {
    return [...this.known()].filter(([word]) => takes(word)).map(([, id]) => id);
  }

  /** After a rollback: what was new may not be there. */
  forget(): void {
    this.ids = undefined;
    this.texts = new Map();
  }

  private keep(word: string): number {
    const id = Number(this.insert.run(word).lastInsertRowid);
    this.known().set(word, id);
    this.texts.set(id, word);
    return id;
  }

  private known(): Map<string, number> {
    if (this.ids) return this.ids;
    const ids = new Map<string, number>();
    for (const [id, word] of this.select.all() as unknown as [number, string][]) {
      ids.set(word, id);
      this.texts.set(id, word);
    }
    this.ids = ids;
    return ids;
  }
}
