/** Those who run together wait for each other, once. */
export class Barrier {
  private open: () => void = () => undefined;
  private readonly opened = new Promise<void>((resolve) => (this.open = resolve));

  constructor(private missing: number) {
    if (missing <= 0) this.open();
  }

  /** Resolves when all are here, or have left. */
  async wait(): Promise<void> {
    this.leave();
    await this.opened;
  }

  /** Of one that does not come any more. */
  leave(): void {
    this.missing -= 1;
    if (this.missing <= 0) this.open();
  }
}
