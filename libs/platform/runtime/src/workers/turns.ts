/** Work of one key is done in turn, of different keys side by side. */
export class Turns {
  private readonly tails = new Map<string, Promise<unknown>>();
  private inHand = 0;

  get isBusy(): boolean {
    return this.inHand > 0;
  }

  /** Does the work after what was given for the key before; answers as it does. */
  take<T>(key: string, work: () => Promise<T>): Promise<T> {
    this.inHand += 1;
    const before = this.tails.get(key);
    const mine = before ? before.then(work) : work();
    const over = mine
      .catch(() => undefined)
      .then(() => {
        this.inHand -= 1;
        if (this.tails.get(key) === over) this.tails.delete(key);
      });
    this.tails.set(key, over);
    return mine;
  }
}
