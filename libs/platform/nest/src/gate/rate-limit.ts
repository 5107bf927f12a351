/** How much one client may ask. */
export interface RateLimit {
  /** Requests in a window of time. */
  readonly requests: number;
  readonly windowSeconds: number;
  /** Requests at the same time. */
  readonly atOnce: number;
}

/** What a client has left, as its answers tell it. */
export interface Allowance {
  readonly isExceeded: boolean;
  readonly remaining: number;
  /** Until the window ends. */
  readonly resetSeconds: number;
}

interface Window {
  used: number;
  readonly endsAtMs: number;
}

/** Clients whose windows are kept; of more, the oldest begin again. */
const MOST_CLIENTS = 10_000;

/**
 * Counts the requests of each client, in windows that begin with its first. A library's hook would
 * run before the gate knows who calls, and the address is that of the gateway for everybody.
 */
export class RateLimiter {
  private readonly windows = new Map<string, Window>();
  private readonly inHand = new Map<string, number>();

  constructor(
    readonly limit: RateLimit,
    private readonly nowMs: () => number,
  ) {}

  /** Counts one more request. */
  count(client: string): Allowance {
    const now = this.nowMs();
    let window = this.windows.get(client);
    if (!window || window.endsAtMs <= now) window = this.begun(client, now);
    window.used += 1;
    return {
      isExceeded: window.used > this.limit.requests,
      remaining: Math.max(0, this.limit.requests - window.used),
      resetSeconds: Math.ceil((window.endsAtMs - now) / 1_000),
    };
  }

  /** Takes one place of those that a client has at a time; undefined when there is none left. */
  enter(client: string): (() => void) | undefined {
    const now = this.inHand.get(client) ?? 0;
    if (now >= this.limit.atOnce) return undefined;
    this.inHand.set(client, now + 1);
    return () => {
      const left = (this.inHand.get(client) ?? 1) - 1;
      if (left > 0) this.inHand.set(client, left);
      else this.inHand.delete(client);
    };
  }

  private begun(client: string, now: number): Window {
    // Windows are in the order of their beginnings, so also of their ends.
    this.windows.delete(client);
    for (const [other, { endsAtMs }] of this.windows) {
      if (endsAtMs > now && this.windows.size < MOST_CLIENTS) break;
      this.windows.delete(other);
    }
    const window = { used: 0, endsAtMs: now + this.limit.windowSeconds * 1_000 };
    this.windows.set(client, window);
    return window;
  }
}
