/**
 * A map that drops the least recently used entries above a total weight. The newest entry stays,
 * however heavy it is: it is in use.
 */
export class Lru<K, V> {
  private readonly entries = new Map<K, V>();
  private total = 0;

  constructor(
    private readonly most: number,
    private readonly weightOf: (value: V) => number,
  ) {}

  /** The weight of all entries. */
  get weight(): number {
    return this.total;
  }

  get(key: K): V | undefined {
    const value = this.entries.get(key);
    if (value === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, value);
    return value;
  }

  set(key: K, value: V): void {
    this.delete(key);
    this.entries.set(key, value);
    this.total += this.weightOf(value);
    for (const oldest of this.entries.keys()) {
      if (this.total <= this.most || oldest === key) return;
      this.delete(oldest);
    }
  }

  delete(key: K): void {
    const value = this.entries.get(key);
    if (value === undefined) return;
    this.total -= this.weightOf(value);
    this.entries.delete(key);
  }
}
