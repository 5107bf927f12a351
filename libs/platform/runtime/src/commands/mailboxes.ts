export interface MailboxOptions<T> {
  /** Items that may wait in one mailbox. */
  readonly most: number;
  /** Items handed over together. */
  readonly batch: number;
  /** Does the work of a batch; returns those that are to come first in the next. Never throws. */
  handle(key: string, batch: readonly T[]): Promise<readonly T[]>;
}

/**
 * One queue per key: items are handled in turn, and what came in while a batch was in hand is the
 * next batch. So a key that nobody else wants waits for nothing, and a busy one grows its batches.
 */
export class Mailboxes<T> {
  private readonly waiting = new Map<string, T[]>();

  constructor(private readonly options: MailboxOptions<T>) {}

  /** False when the mailbox is full. */
  post(key: string, item: T): boolean {
    const mailbox = this.waiting.get(key);
    if (mailbox) {
      if (mailbox.length >= this.options.most) return false;
      mailbox.push(item);
      return true;
    }
    const opened = [item];
    this.waiting.set(key, opened);
    void this.drain(key, opened);
    return true;
  }

  private async drain(key: string, mailbox: T[]): Promise<void> {
    while (mailbox.length > 0) {
      const batch = mailbox.splice(0, this.options.batch);
      const rest = await this.options.handle(key, batch);
      mailbox.unshift(...rest);
    }
    this.waiting.delete(key);
  }
}
