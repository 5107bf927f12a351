import type { Socket } from 'node:net';

export interface FlowOptions {
  readonly from: Socket;
  readonly to: Socket;
  /** What of a piece goes on. */
  take(bytes: Buffer): Buffer;
  delayMs(): number;
  /** A piece came while the flow was held. */
  held(): void;
}

/** Held pieces beyond this stay in the sender's socket. */
const MOST_HELD_BYTES = 8 * 1024 * 1024;

/** One direction of a connection, in order. */
export class Flow {
  private readonly waiting: Buffer[] = [];
  private waitingBytes = 0;
  private isHeld = false;
  /** When the last piece on its way arrives; a later one does not overtake it. */
  private onItsWay: Promise<void> | undefined;

  constructor(private readonly of: FlowOptions) {
    of.from.on('data', (bytes) => this.came(bytes));
    of.to.on('drain', () => this.resume());
  }

  hold(): void {
    this.isHeld = true;
  }

  release(): void {
    this.isHeld = false;
    this.waitingBytes = 0;
    for (const bytes of this.waiting.splice(0)) this.send(bytes);
    this.resume();
  }

  private came(bytes: Buffer): void {
    if (!this.isHeld) return this.send(bytes);
    this.of.held();
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    if (this.waitingBytes > MOST_HELD_BYTES) this.of.from.pause();
  }

  private send(bytes: Buffer): void {
    const delayMs = this.of.delayMs();
    if (delayMs === 0 && !this.onItsWay) return this.write(bytes);
    const dueAtMs = performance.now() + delayMs;
    const before = this.onItsWay ?? Promise.resolve();
    const mine = before.then(() => until(dueAtMs)).then(() => this.write(bytes));
    this.onItsWay = mine;
    void mine.then(() => {
      if (this.onItsWay === mine) this.onItsWay = undefined;
    });
  }

  private write(bytes: Buffer): void {
    const { from, to, take } = this.of;
    const taken = take(bytes);
    if (taken.length === 0 || to.destroyed) return;
    if (!to.write(taken)) from.pause();
  }

  private resume(): void {
    if (this.waitingBytes <= MOST_HELD_BYTES) this.of.from.resume();
  }
}

async function until(atMs: number): Promise<void> {
  const leftMs = atMs - performance.now();
  if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs));
}
