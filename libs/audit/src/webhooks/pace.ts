/** How a receiver is tried. */
export interface Pace {
  /** An attempt, from the name server to the end of the answer. */
  readonly timeoutMs: number;
  readonly firstPauseMs: number;
  /** Factor between one pause and the next, up to the last. */
  readonly factor: number;
  readonly lastPauseMs: number;
  /** Disabled after this time without a successful delivery. */
  readonly disableAfterMs: number;
}

const HOUR_MS = 3_600_000;

/** 5 s, 15 s, 45 s, … then hourly. */
export const DEFAULT_PACE: Pace = {
  timeoutMs: 15_000,
  firstPauseMs: 5_000,
  factor: 3,
  lastPauseMs: HOUR_MS,
  disableAfterMs: 5 * 24 * HOUR_MS,
};

/** The pause after a number of failures; or the receiver's Retry-After, within bounds. */
export function pauseAfter(failures: number, pace: Pace, askedMs = 0): number {
  const grown = pace.firstPauseMs * pace.factor ** (failures - 1);
  return Math.min(Math.max(grown, askedMs), pace.lastPauseMs);
}
