/** A position in the log, and the callers that wait for it to advance. */
export class PositionWatch {
  private readonly waiting = new Set<{ readonly position: bigint; readonly done: () => void }>();

  constructor(private reached = 0n) {}

  get position(): bigint {
    return this.reached;
  }

  advance(position: bigint): void {
    if (position <= this.reached) return;
    this.reached = position;
    for (const one of [...this.waiting]) {
      if (one.position > position) continue;
      this.waiting.delete(one);
      one.done();
    }
  }

  /** Starts again from an earlier position: a rebuild. */
  reset(position: bigint): void {
    this.reached = position;
  }

  /** True once the position is reached; false after the time. */
  wait(position: bigint, timeoutMs: number): Promise<boolean> {
    if (this.reached >= position) return Promise.resolve(true);
    return new Promise((resolve) => {
      const one = {
        position,
        done: () => {
          clearTimeout(timer);
          resolve(true);
        },
      };
      const timer = setTimeout(() => {
        this.waiting.delete(one);
        resolve(false);
      }, timeoutMs);
      this.waiting.add(one);
    });
  }
}
