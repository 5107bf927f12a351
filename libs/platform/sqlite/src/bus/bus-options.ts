export interface SqliteBusOptions {
  readonly file: string;
  /** Called when the disk failed. */
  readonly onFatal?: (error: Error) => void;
  /** Called when a message is not what was written: its group stands still, nothing is skipped. */
  readonly onCorrupt?: ((error: Error) => void) | undefined;
  /** Pause before the next try of a message whose handler threw; it doubles up to 5 s. */
  readonly retryPauseMs?: number;
  /** `full` unless a test asks for `off`: then nothing is durable, only fast. */
  readonly synchronous?: 'full' | 'off';
  /** Newest messages of a topic that are kept although every group has handled them. */
  readonly kept?: number;
}

const RETRY_PAUSE_MS = 50;
const MAX_RETRY_PAUSE_MS = 5_000;

/** The pause before the next try of a message. */
export const pauseMs = (
  { retryPauseMs = RETRY_PAUSE_MS }: SqliteBusOptions,
  attempt: number,
): number => Math.min(retryPauseMs * 2 ** (attempt - 1), MAX_RETRY_PAUSE_MS);
