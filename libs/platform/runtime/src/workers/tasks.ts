/** Pieces of work that end together: what one of them throws ends the others. */
export class Tasks {
  private readonly ending = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private failed: { readonly error: unknown } | undefined;
  /** Aborted at the end of all. */
  readonly signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.signal = AbortSignal.any([signal, this.ending.signal]);
  }

  add(work: (signal: AbortSignal) => Promise<void>): void {
    const mine = work(this.signal)
      .catch((error: unknown) => {
        this.failed ??= { error };
        this.ending.abort();
      })
      .finally(() => this.running.delete(mine));
    this.running.add(mine);
  }

  /** When all have ended, those too that were added meanwhile. Throws what the first one threw. */
  async ended(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
    if (this.failed) throw this.failed.error;
  }
}
