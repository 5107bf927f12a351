import { invariant, type Clock } from '@tamani/kernel';

/** A clock that a test holds: it stands still, or moves on by `tickMs` each time it is read. */
export class FakeClock implements Clock {
  private wallMs: number;
  private elapsedMs = 0;

  /** `now` is RFC 3339 UTC, or a date for its midnight. */
  constructor(
    now = '2026-07-01T08:00:00.000Z',
    private readonly tickMs = 0,
  ) {
    this.wallMs = parsed(now);
  }

  now(): string {
    const text = new Date(this.wallMs).toISOString();
    this.advance(this.tickMs);
    return text;
  }

  monotonicMs(): number {
    return this.elapsedMs;
  }

  /** Sets the wall clock, backwards too, as a server's may be; the monotonic one goes on. */
  set(now: string): void {
    this.wallMs = parsed(now);
  }

  /** Both clocks move on; a time cannot be taken back by it. */
  advance(ms: number): void {
    invariant(ms >= 0, `time does not run backwards: ${ms} ms`);
    this.wallMs += ms;
    this.elapsedMs += ms;
  }
}

function parsed(now: string): number {
  const ms = Date.parse(now);
  invariant(!Number.isNaN(ms), `no time: ${now}`);
  return ms;
}
